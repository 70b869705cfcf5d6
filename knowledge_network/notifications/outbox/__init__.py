"""The outbox: planned once under a key, claimed by one sender, checked, composed, sent, marked.

The queue only wakes it up. A mail is sent at least once and, unless a sender dies between sending and marking, exactly
once; whoever gets it twice gets the same Message-ID twice, and mail programs show it once. An overview is sent at most
once: rather never than twice.
"""

from knowledge_network.notifications.outbox.composing import Composed, as_message
from knowledge_network.notifications.outbox.holding import (
    drop_batch,
    hold_mails,
    lift_stop,
    release_batch,
    release_mails,
    standing_stop,
    stop_all_mail,
)
from knowledge_network.notifications.outbox.kinds import register_check, register_composer, register_sent
from knowledge_network.notifications.outbox.planning import cancel_mail, cancel_mail_to, plan_mail, plan_mails
from knowledge_network.notifications.outbox.receiving import receive_mail, register_mailbox
from knowledge_network.notifications.outbox.sending import (
    LADDER,
    LEASE,
    MOST_ATTEMPTS,
    MOST_LOST_SENDERS,
    RefusedAddress,
    claim_next,
    deliver_due,
    reason_to_skip,
)
from knowledge_network.notifications.outbox.troubles import forgive_address
from knowledge_network.notifications.outbox.upkeep import forget_old, resend, retry_failed
from knowledge_network.notifications.outbox.waking import wake_sender, wake_sender_after_commit

__all__ = [
    "LADDER",
    "LEASE",
    "MOST_ATTEMPTS",
    "MOST_LOST_SENDERS",
    "Composed",
    "RefusedAddress",
    "as_message",
    "cancel_mail",
    "cancel_mail_to",
    "claim_next",
    "deliver_due",
    "drop_batch",
    "forget_old",
    "forgive_address",
    "hold_mails",
    "lift_stop",
    "plan_mail",
    "plan_mails",
    "reason_to_skip",
    "receive_mail",
    "register_check",
    "register_composer",
    "register_mailbox",
    "register_sent",
    "release_batch",
    "release_mails",
    "resend",
    "retry_failed",
    "standing_stop",
    "stop_all_mail",
    "wake_sender",
    "wake_sender_after_commit",
]
