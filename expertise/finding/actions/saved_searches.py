"""Searches that somebody keeps, and what they are told when there is somebody new."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from expertise.finding.asked import of_query
from expertise.finding.find import find
from expertise.finding.models import SavedSearch
from expertise.finding.notices import SOMEBODY_NEW
from expertise.finding.question import understand
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify

MOST_KEPT = 30


class TooManyKeptError(Exception):
    """Somebody keeps as many searches as there is room for."""


def who_fits(query: str) -> list[int]:
    """Primary keys of who is found by what is kept, the best first."""
    asked = of_query(query)
    return [hit.member for hit in find(understand(asked.text, exactly=asked.exactly), asked.filters).hits]


@transaction.atomic
def keep_search(*, by: Member, query: str, **values: object) -> SavedSearch:
    """Keep it under a name; the same search is kept once. Who fits now is known already."""
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    known = SavedSearch.objects.filter(member=by, query=query)
    if not known and SavedSearch.objects.filter(member=by).count() >= MOST_KEPT:
        raise TooManyKeptError
    defaults = {**values, "known": who_fits(query), "looked_at": timezone.now()}
    search, is_new = SavedSearch.objects.update_or_create(member=by, query=query, defaults=defaults)
    if is_new:
        AuditEvent.objects.record("expertise.search_kept", by=by, subject=by)
    return search


@transaction.atomic
def change_search(*, search: SavedSearch, by: Member, name: str, tells: bool) -> SavedSearch:
    if tells and not search.tells:
        # Who came while it was silent is no news.
        search.known, search.looked_at = who_fits(search.query), timezone.now()
    search.name, search.tells = name, tells
    search.save(update_fields=["name", "tells", "known", "looked_at"])
    return search


@transaction.atomic
def remove_search(*, search: SavedSearch, by: Member) -> None:
    search.delete()
    AuditEvent.objects.record("expertise.search_removed", by=by, subject=by)


def tell_of_new_people() -> int:
    """Look again at every search that tells, and tell its owner who is new. How many were told.

    Each in a transaction of its own: what was told is known, whatever happens to the next.
    """
    waiting = SavedSearch.objects.filter(tells=True, member__in=Member.objects.active()).order_by("pk")
    return sum(_look_again(pk) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _look_again(pk: int) -> bool:
    search = (
        SavedSearch.objects.select_for_update(skip_locked=True, of=("self",)).select_related("member").filter(pk=pk)
    )
    kept = search.first()
    if kept is None:
        return False
    now = who_fits(kept.query)
    new = [member for member in now if member not in set(kept.known) and member != kept.member_id]
    kept.known, kept.looked_at = [*kept.known, *new], timezone.now()
    kept.save(update_fields=["known", "looked_at"])
    if not new:
        return False
    first = Member.objects.get(pk=new[0])
    notify(
        SOMEBODY_NEW,
        to=[kept.member],
        key=f"{SOMEBODY_NEW.name}:{kept.public_id}:{timezone.localdate()}",
        url=f"{reverse('expertise:finder')}?{kept.query}",
        search=kept.name,
        saved=kept.public_id,
        name=first.get_full_name(),
        more=len(new) - 1,
    )
    return True
