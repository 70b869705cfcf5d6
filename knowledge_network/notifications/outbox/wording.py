"""What kinds of mail and reasons not to send one are called for people. Reasons are stored in plain English."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from knowledge_network.notifications.outbox.kinds import get_name

REASONS = (
    gettext_noop("its sender died too often"),
    gettext_noop("may have been sent already"),
    gettext_noop("too late"),
    gettext_noop("left the network"),
    gettext_noop("suspended"),
    gettext_noop("asked to be erased"),
    gettext_noop("erased"),
    gettext_noop("there is nothing to send"),
    gettext_noop("the address refuses mail"),
    gettext_noop("dropped by a coordinator"),
    gettext_noop("flood"),
    gettext_noop("taken back"),
    gettext_noop("read in the app"),
    gettext_noop("mailed already"),
    gettext_noop("no longer wanted by mail"),
    gettext_noop("of a kind that is no longer known"),
    gettext_noop("nothing left to tell"),
    gettext_noop("nothing to do"),
    gettext_noop("another mail went out that day"),
    gettext_noop("it stands in the overview of today"),
    gettext_noop("withdrawn or accepted"),
    gettext_noop("sent anew"),
    gettext_noop("the meeting was moved"),
    gettext_noop("the meeting was cancelled"),
    gettext_noop("the meeting takes place after all"),
    gettext_noop("the meeting began already"),
    gettext_noop("said no"),
    gettext_noop("answered already"),
    gettext_noop("not invited any more"),
    gettext_noop("invited again"),
    gettext_noop("not in the group any more"),
    gettext_noop("done already"),
    gettext_noop("wants no invitations"),
)


def kind_label(kind: str) -> str:
    return get_name(kind) or (_("account") if kind.startswith("account.") else kind)


def reason_label(reason: str) -> str:
    """In the reader's language; what the mail server said stays in its own words."""
    if reason.startswith("mail server: "):
        return _("the mail server did not answer (%(error)s)") % {"error": reason.partition(": ")[2]}
    if reason.startswith("SMTP "):
        return _("the mail server said: %(words)s") % {"words": reason.removeprefix("SMTP ")}
    return _(reason) if reason in REASONS else reason
