"""Whose name stands where with a question: the one place that knows what «without my name» means."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from expertise.asking.models import HelpRequest
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader


def knows_asker(reader: Reader, help_request: HelpRequest, helpers: Collection[int] = ()) -> bool:
    """Everybody who sees a question with a name; without one: who asks, the coordinator, and who helps once told."""
    if not help_request.is_anonymous or reader.pk == help_request.asker_id:
        return True
    if getattr(reader, "is_coordinator", False):
        return True
    return help_request.name_told_at is not None and reader.pk in helpers


def asker_name(reader: Reader, help_request: HelpRequest, helpers: Collection[int] = ()) -> str:
    if knows_asker(reader, help_request, helpers):
        return help_request.asker.get_full_name()
    return _("a colleague")


def public_name(help_request: HelpRequest) -> str:
    """For what many read, or what leaves the platform: lists, files, mail to a group."""
    return _("a colleague") if help_request.is_anonymous else help_request.asker.get_full_name()


def deed_of_asker(help_request: HelpRequest) -> dict[str, Member | None]:
    """`by` and `subject` for the logbook and the bell: nobody, when the asker stays unknown."""
    return {"by": None} if help_request.is_anonymous else {"by": help_request.asker}
