"""What the bell makes known at start."""

from __future__ import annotations

from django.utils.translation import gettext as _

from knowledge_network.members.people.models.member import fetched_with_user
from knowledge_network.notifications.events import mails
from knowledge_network.notifications.events.models import unread_count
from knowledge_network.notifications.outbox.kinds import (
    BUNDLE,
    register_composer,
    register_name,
    register_notices,
    register_sent,
)

fetched_with_user["unread_notices"] = unread_count
register_notices(compose=mails.compose_notice, sent=mails.mark_mailed)
register_composer(BUNDLE, mails.compose_bundle)
register_sent(BUNDLE, mails.mark_mailed)
register_name(BUNDLE, lambda: _("the mail of the day"))
