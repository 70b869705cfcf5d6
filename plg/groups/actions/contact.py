"""Writing to people who look after groups."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.emails import cancel_mail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.actions.messages import SECOND_THOUGHTS
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from plg.groups import notices
from plg.groups.emails import group_address, mail_contact_message, mail_to_lead
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership


@transaction.atomic
def send_to_contact_person(*, group: Group, by: Member | None, name: str, address: str, message: str) -> None:
    """Mail `message` to the contact person; the same message of the same day is sent once."""
    contact = group.contact_person
    if contact is None or not contact.is_present:
        raise RefusedError(_("This group has no contact person now. Write to the network."))
    same = "\0".join([group.slug, address, message, str(timezone.localdate())])
    key = hashlib.sha256(same.encode()).hexdigest()[:24]
    mail_contact_message(group=group, name=name, address=address, message=message, key=key)
    notify(
        notices.MESSAGE_TO_CONTACT,
        to=[contact],
        key=f"plg.message_to_contact:{key}",
        url=group_address(group),
        by=by,
        group_key=group.slug,
        name=name,
        group=group.name,
    )
    AuditEvent.objects.record("plg.message_to_contact", group, by=by, subject=contact)


@dataclass
class Reach:
    """Who a message to leaders goes to, and which groups are skipped and why."""

    people: list[Member] = field(default_factory=list)
    skipped: list[tuple[Group, str]] = field(default_factory=list)


def find_reach(groups: Iterable[Group]) -> Reach:
    """The leaders of `groups`, each once; three queries whatever their number."""
    groups = list(groups)
    rows = (
        GroupMembership.objects.current()
        .filter(group__in=groups, role=GroupRole.LEAD)
        .select_related("member")
        .order_by("member__sort_name")
    )
    leaders: dict[int, list[Member]] = {}
    for row in rows:
        leaders.setdefault(row.group_id, []).append(row.member)
    reach, seen = Reach(), set()
    for group in groups:
        active = [member for member in leaders.get(group.pk, []) if member.is_present]
        if not active:
            away = group.pk in leaders
            reach.skipped.append(
                (group, _("the leader is not active in the network") if away else _("there is no group leader"))
            )
        for member in active:
            if member.pk not in seen:
                seen.add(member.pk)
                reach.people.append(member)
    return reach


@transaction.atomic
def write_to_leaders(*, groups: Iterable[Group], by: Member, subject: str, message: str, key: str) -> Reach:
    """Mail the leaders of `groups` after `SECOND_THOUGHTS`, and put it under their bell.

    `key` is the form's own: sending it twice is once.
    """
    groups, due_at = list(groups), timezone.now() + SECOND_THOUGHTS
    reach = find_reach(groups)
    for member in reach.people:
        mail_to_lead(member=member, subject=subject, message=message, key=key, due_at=due_at)
    notify(
        notices.MESSAGE_TO_LEADS,
        to=reach.people,
        key=f"plg.to_leads:{key}",
        url=reverse("plg:group_list"),
        by=by,
        subject=subject,
    )
    AuditEvent.objects.record(
        "plg.wrote_to_leaders", by=by, groups=[group.slug for group in groups][:200], people=len(reach.people)
    )
    return reach


@transaction.atomic
def take_message_back(*, by: Member, key: str) -> int:
    """What `by` wrote to leaders under `key` and was not mailed yet stays unsent; how many mails."""
    count = cancel_mail(key_prefix=f"plg.to_leads:{key}:", reason="taken back")
    if count:
        forget_notices(keys=[f"plg.to_leads:{key}"])
        AuditEvent.objects.record("plg.message_to_leaders_taken_back", by=by, people=count)
    return count
