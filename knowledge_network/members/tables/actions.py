"""Keeping a view of a table, and letting it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from knowledge_network.members.tables.models import SavedView

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


@transaction.atomic
def save_view(*, by: Member, table: str, name: str, query: str) -> SavedView:
    """Keep a filter of the table under a name; the same name is replaced."""
    view, _created = SavedView.objects.update_or_create(member=by, table=table, name=name, defaults={"query": query})
    return view


@transaction.atomic
def remove_view(*, view: SavedView, by: Member) -> None:
    SavedView.objects.filter(pk=view.pk, member=by).delete()
