"""Signed addresses with which who asked tells from the mail, without logging in, what came of the answer."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from expertise.asking.enums import FollowUpUsed
from expertise.asking.models import HelpFollowUp
from knowledge_network.kit.addresses import with_query
from knowledge_network.kit.emails import absolute_url

SALT = "expertise.help_follow_up"
VALID_SECONDS = 120 * 24 * 3600


def make_token(row: HelpFollowUp) -> str:
    return signing.dumps([row.help_request.public_id, row.after], salt=SALT)


def follow_up_path(row: HelpFollowUp) -> str:
    return reverse("expertise:help_follow_up", args=[make_token(row)])


def follow_up_address(row: HelpFollowUp, used: FollowUpUsed | None = None) -> str:
    """The full address of the page where the answer is chosen already and only has to be confirmed."""
    address = absolute_url(follow_up_path(row))
    return with_query(address, gebruikt=used.address) if used else address


def read(token: str) -> HelpFollowUp | None:
    """None for an address that we did not make, that is too old, or of somebody who is no longer here. One query."""
    try:
        public_id, after = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = HelpFollowUp.objects.select_related("help_request__asker").filter(
        help_request__public_id=public_id, after=after
    )
    found = rows.first()
    return found if found is not None and found.help_request.asker.is_present else None
