"""What members change about themselves, and coordinators correct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from PIL import Image

from knowledge_network.members import signals
from knowledge_network.members.people import photos
from knowledge_network.members.people.models import AskMeAbout, Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search
from knowledge_network.topics.models import Topic

TEXT_FIELDS = ("given_name", "infix", "family_name", "language", "about", "languages")
VISIBILITY_FIELDS = (
    "name_visibility",
    "email_visibility",
    "photo_visibility",
    "about_visibility",
    "work_visibility",
    "languages_visibility",
    "topics_visibility",
)
PROFILE_FIELDS = TEXT_FIELDS + VISIBILITY_FIELDS


def snapshot(member: Member) -> dict[str, object]:
    """The profile as plain values, to put back with `change_profile`; without the photo."""
    return {
        **{name: getattr(member, name) for name in PROFILE_FIELDS},
        "topics": sorted(member.ask_me_about.values_list("slug", flat=True)),
    }


@transaction.atomic
def change_profile(
    *, member: Member, by: Member, values: Mapping[str, object], topics: Iterable[Topic] | None = None
) -> set[str]:
    """Set the fields of PROFILE_FIELDS in `values`, and the topics when given. The names of what really changed."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    former = member.topics_visibility
    changed = {name for name, value in values.items() if getattr(member, name) != value}
    for name in changed:
        setattr(member, name, values[name])
    if changed:
        member.save(update_fields=sorted(changed))
    if _choose_topics(member, by, topics, former):
        changed.add("topics")
    if changed:
        AuditEvent.objects.record("members.profile_changed", member, by=by, subject=member, fields=sorted(changed))
        announce(member)
    return changed


def _choose_topics(member: Member, by: Member, topics: Iterable[Topic] | None, former: str) -> bool:
    """Tick these topics and no others, and tell who keeps claims; whether other topics are ticked now.

    Whoever changed who sees the topics changed that for all that was seen by the same before.
    """
    present = {item.tag_id: item.tag for item in member.ask_me_items.select_related("tag")}
    wanted = present if topics is None else {topic.pk: topic for topic in topics}
    added = [topic for pk, topic in wanted.items() if pk not in present]
    removed = [topic for pk, topic in present.items() if pk not in wanted]
    if member.topics_visibility != former:
        member.ask_me_items.filter(visibility=former).update(visibility=member.topics_visibility)
    member.ask_me_items.filter(tag__in=removed).delete()
    seen = member.topics_visibility
    AskMeAbout.objects.bulk_create(AskMeAbout(content_object=member, tag=tag, visibility=seen) for tag in added)
    if added or removed or seen != former:
        signals.topics_chosen.send(sender=Member, member=member, by=by, added=added, removed=removed, former=former)
    return bool(added or removed)


@transaction.atomic
def set_photo(*, member: Member, by: Member, portrait: Image.Image) -> None:
    """Store the portrait (see `photos.read_portrait`) and drop the former one after commit."""
    former = member.photo.name
    Member.objects.filter(pk=member.pk).update(photo=(name := photos.store_portrait(portrait)))
    member.photo = name
    AuditEvent.objects.record("members.photo_changed", member, by=by, subject=member)
    _drop_after_commit(former)


@transaction.atomic
def remove_photo(*, member: Member, by: Member) -> None:
    former = member.photo.name
    if not former:
        return
    Member.objects.filter(pk=member.pk).update(photo="")
    member.photo = ""
    AuditEvent.objects.record("members.photo_removed", member, by=by, subject=member)
    _drop_after_commit(former)


def _drop_after_commit(former: str | None) -> None:
    if former:
        transaction.on_commit(lambda: photos.delete_portrait(former))


def announce(member: Member) -> None:
    """Bring the index up to date and tell the apps above that this member's name, work or profile changed."""
    search.refresh("member", [member.pk])
    signals.member_changed.send(sender=Member, member=member)
