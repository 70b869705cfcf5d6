"""Addresses at which a calendar reads along."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.models import Group
from plg.meetings.models import CalendarFeed


@transaction.atomic
def make_feed(*, member: Member, group: Group | None = None, titles_only: bool = False) -> CalendarFeed:
    """A secret address for all of one's meetings or those of one group; the one that stands already is kept."""
    feed, made = CalendarFeed.objects.get_or_create(
        member=member, group=group, revoked_at=None, defaults={"titles_only": titles_only}
    )
    if made:
        AuditEvent.objects.record("plg.feed_made", group, by=member, subject=member)
    elif feed.titles_only != titles_only:
        feed.titles_only = titles_only
        feed.save(update_fields=["titles_only"])
    return feed


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, by: Member) -> None:
    """Nothing is read at this address any more."""
    if CalendarFeed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        AuditEvent.objects.record("plg.feed_ended", feed.group, by=by, subject=feed.member)
