"""What kinds of mail and reasons not to send one are called for people. Reasons are stored in plain English."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from knowledge_network.notifications.outbox.kinds import get_name, register_name

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
    gettext_noop("held back by a coordinator"),
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


# How mail of the parts below is called: they know of no outbox.
NAMES = {
    "members.copy": gettext_lazy("copy of one's own data"),
    "members.erasure": gettext_lazy("erasing an account"),
    "members.invitation": gettext_lazy("invitation to the network"),
    "members.merged": gettext_lazy("two accounts became one"),
    "members.message": gettext_lazy("message from a member"),
    "members.resumed": gettext_lazy("account open again"),
    "members.retention": gettext_lazy("account that is not used"),
    "members.second_coordinator": gettext_lazy("invitation to run the network"),
    "members.sheet": gettext_lazy("long list that is ready"),
    "members.signup_approved": gettext_lazy("request to join: welcome"),
    "members.signup_confirm": gettext_lazy("request to join: confirm the address"),
    "members.signup_known": gettext_lazy("request to join: account exists already"),
    "members.signup_rejected": gettext_lazy("request to join: declined"),
    "members.signup_waiting": gettext_lazy("request to join: waits for a decision"),
    "members.suspended": gettext_lazy("account closed for now"),
    "members.test_mail": gettext_lazy("test mail"),
}
for _kind, _name in NAMES.items():
    register_name(_kind, _name.__str__)


def kind_label(kind: str) -> str:
    return get_name(kind) or (_("account") if kind.startswith("account.") else kind)


def reason_label(reason: str) -> str:
    """In the reader's language; what the mail server said stays in its own words."""
    if reason.startswith("mail server: "):
        return _("the mail server did not answer (%(error)s)") % {"error": reason.partition(": ")[2]}
    if reason.startswith("SMTP "):
        return _("the mail server said: %(words)s") % {"words": reason.removeprefix("SMTP ")}
    return _(reason) if reason in REASONS else reason
