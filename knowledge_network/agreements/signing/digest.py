"""What signing brings to the weekly overview that goes anyway: the head of a chain in which something happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.agreements.signing.links import round_address
from knowledge_network.agreements.signing.models import SigningEvent
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.notices import everybody_concerned
from knowledge_network.notifications.digests import Item, Place, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


def heads(members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """For directors of the parties and who runs the network; a few queries for each agreement of that week."""
    asked = {member.pk for member in members}
    since = min((window.since for window in windows.values()), default=None)
    if since is None:
        return {}
    rows = SigningEvent.objects.filter(at__gt=since).exclude(agreement__status=AgreementStatus.DRAFT)
    newest = {row.agreement_id: row for row in rows.select_related("agreement").order_by("number")}
    found: dict[int, list[Item]] = {}
    for event in newest.values():
        agreement = event.agreement
        for person in everybody_concerned(agreement):
            window = windows.get(person.pk)
            if person.pk not in asked or window is None or not window.since < event.at <= window.until:
                continue
            item = Item(
                text=_("%(title)s: step %(number)s of the signing")
                % {"title": agreement.title, "number": event.number},
                detail=_("fingerprint %(sha256)s") % {"sha256": event.sha256},
                url=round_address(agreement),
                why=_("With this mail you can show later that nothing was changed behind your back."),
            )
            found.setdefault(person.pk, []).append(item)
    return found


# Also for the overview of who runs the network, of a room above.
HEADS = Section("signing", gettext_lazy("Signed since the last overview"), heads, order=Place.RESULTS + 1, asks=False)
register_section(WEEKLY, HEADS)
