"""Starting a group, changing what it says about itself, and who is its contact person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.forms import Cleaned
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify
from knowledge_network.search.actions import refresh
from plg.groups import notices
from plg.groups.actions.membership import add_member
from plg.groups.emails import group_address
from plg.groups.enums import GroupRole
from plg.groups.facets import forget_counts
from plg.groups.models import Deliverable, Group, GroupTransition

if TYPE_CHECKING:
    from knowledge_network.topics.models import Topic

# Words that are addresses themselves: /groepen/nieuw/.
RESERVED_SLUGS = frozenset({"nieuw", "groep", "op-naam"})


def free_slug(name: str) -> str:
    """An address that no group has: «rekenen-met-inzicht», or with a number behind it."""
    base = slugify(name)[:100].strip("-") or "groep"
    taken = set(Group.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


@transaction.atomic
def create_group(
    *,
    by: Member,
    kind: str,
    name: str,
    lead: Member | None = None,
    contact_person: Member | None = None,
    topics: Iterable[Topic] = (),
    deliverables: Iterable[Cleaned] = (),
    at: dt.datetime | None = None,
    **fields: Any,
) -> Group:
    """A draft with its leader (`by`, unless another is named), who is also its contact person at first."""
    now = at or timezone.now()
    lead = lead or by
    group = Group.objects.create(
        kind=kind,
        name=name,
        slug=free_slug(name),
        contact_person=contact_person or lead,
        created_by=by,
        created_at=now,
        active_at=now,
        **fields,
    )
    group.topics.set(list(topics))
    _set_deliverables(group, deliverables)
    GroupTransition.objects.create(group=group, from_state="", to_state=group.state, by=by, at=now)
    AuditEvent.objects.record("plg.group_created", group, by=by, kind=kind)
    add_member(group=group, member=lead, by=by, role=GroupRole.LEAD, at=now)
    refresh("group", [group.pk])
    return group


@transaction.atomic
def update_group(
    *,
    group: Group,
    by: Member,
    changes: Cleaned,
    topics: Iterable[Topic] | None = None,
    deliverables: Iterable[Cleaned] | None = None,
) -> Group:
    """Store `changes` (field → value); the trail says which fields, never what they held. The address stays."""
    changed = [name for name, value in changes.items() if getattr(group, name) != value]
    for name in changed:
        setattr(group, name, changes[name])
    if changed:
        group.save(update_fields=changed)
    if topics is not None:
        before = set(group.topics.values_list("pk", flat=True))
        wanted = list(topics)
        if before != {topic.pk for topic in wanted}:
            group.topics.set(wanted)
            changed.append("topics")
    if deliverables is not None and _set_deliverables(group, deliverables):
        changed.append("deliverables")
    if changed:
        AuditEvent.objects.record("plg.group_changed", group, by=by, fields=sorted(changed))
        refresh("group", [group.pk])
        forget_counts()
    if "name" in changed:
        refresh_titles_of(group)
    return group


def refresh_titles_of(group: Group) -> None:
    """What stands in the closed space is found under the name of its group."""
    refresh("conversation", list(group.conversations.values_list("pk", flat=True)))
    refresh("group_file", list(group.files.values_list("pk", flat=True)))
    refresh("meeting", list(group.meetings.values_list("pk", flat=True)))


def _set_deliverables(group: Group, wanted: Iterable[Cleaned]) -> bool:
    """Make the products of a project exactly `wanted` (title, due_on, delivered_on); whether anything changed."""
    rows = [(row["title"], row["due_on"], row.get("delivered_on")) for row in wanted]
    before = list(group.deliverables.order_by("due_on", "pk").values_list("title", "due_on", "delivered_on"))
    if sorted(before, key=str) == sorted(rows, key=str):
        return False
    group.deliverables.all().delete()
    Deliverable.objects.bulk_create(
        Deliverable(group=group, title=title, due_on=due, delivered_on=delivered) for title, due, delivered in rows
    )
    return True


@transaction.atomic
def hand_over_contact(*, group: Group, by: Member, to: Member) -> Group:
    """Make a member of the group its contact person; the former one and the new one are told."""
    former = group.contact_person
    if former is not None and former.pk == to.pk:
        return group
    if not to.is_present or not group.memberships.current().filter(member=to).exists():
        raise RefusedError(_("The contact person is a member of the group."))
    group.contact_person = to
    group.save(update_fields=["contact_person"])
    event = AuditEvent.objects.record(
        "plg.contact_handed_over", group, by=by, subject=to, former=former.public_id if former else ""
    )
    notify(
        notices.CONTACT_HANDED_OVER,
        to=[person for person in (former, to) if person is not None],
        key=f"plg.contact_handed_over:{event.pk}",
        url=group_address(group),
        by=by,
        group_key=group.slug,
        name=to.get_full_name(),
        group=group.name,
    )
    return group
