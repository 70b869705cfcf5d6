"""What a group agrees with itself: each change is a new version, and a new version is accepted anew."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.space import notices
from plg.space.models import GroupAgreement, GroupAgreementAcceptance
from plg.space.queries import list_people

FIELDS = ("shared_outside", "stays_inside", "effort", "disagreement", "bringing_back")


@transaction.atomic
def write_agreement(
    *, group: Group, by: Member, based_on: int | None = None, at: dt.datetime | None = None, **texts: str
) -> GroupAgreement:
    """The next version of the agreements; its writer accepts it thereby and everybody else is asked to.

    `texts` are the five FIELDS. `based_on` is the version that the writer saw (0 for none): when a colleague wrote one
    in between this is refused, so that nobody's change is lost. Unchanged texts make no new version.
    """
    now = at or timezone.now()
    Group.objects.select_for_update().get(pk=group.pk)
    newest = newest_agreement(group)
    if based_on is not None and based_on != (newest.version if newest else 0):
        raise RefusedError(
            _("A colleague changed the agreements while you wrote. Your text is still here: compare and save again.")
        )
    if newest is not None and all(getattr(newest, name) == texts[name] for name in FIELDS):
        return newest
    agreement = GroupAgreement.objects.create(
        group=group,
        version=newest.version + 1 if newest else 1,
        written_by=by,
        written_at=now,
        **{name: texts[name] for name in FIELDS},
    )
    AuditEvent.objects.record("plg.agreement_written", group, by=by, version=agreement.version)
    if takes_part(group, by):
        _accept(agreement, by, now)
    _ask_to_accept(agreement, by=by, at=now)
    return agreement


@transaction.atomic
def accept_agreement(*, agreement: GroupAgreement, by: Member, at: dt.datetime | None = None) -> None:
    """Say yes to this version. Refused when there is a newer one: people accept what they have read."""
    newest = newest_agreement(agreement.group)
    if newest is None or newest.pk != agreement.pk:
        raise RefusedError(_("The agreements were changed in the meantime. Read the new version first."))
    _accept(agreement, by, at or timezone.now())


@transaction.atomic
def withdraw_acceptance(*, agreement: GroupAgreement, by: Member) -> None:
    """Take back one's yes."""
    gone, _rows = GroupAgreementAcceptance.objects.filter(agreement=agreement, member=by).delete()
    if gone:
        AuditEvent.objects.record(
            "plg.agreement_acceptance_withdrawn", agreement.group, by=by, version=agreement.version
        )


def newest_agreement(group: Group) -> GroupAgreement | None:
    return group.agreements.order_by("-version").first()


def takes_part(group: Group, member: Member) -> bool:
    """In the group today and not only reading along: those are asked to accept."""
    return GroupMembership.objects.current().participating().filter(group=group, member=member).exists()


def _accept(agreement: GroupAgreement, member: Member, at: dt.datetime) -> None:
    _row, created = GroupAgreementAcceptance.objects.get_or_create(
        agreement=agreement, member=member, defaults={"accepted_at": at}
    )
    if created:
        AuditEvent.objects.record("plg.agreement_accepted", agreement.group, by=member, version=agreement.version)


def _ask_to_accept(agreement: GroupAgreement, *, by: Member, at: dt.datetime) -> None:
    group = agreement.group
    observers = GroupMembership.objects.current().filter(group=group, role=GroupRole.OBSERVER)
    reading_along = set(observers.values_list("member_id", flat=True))
    forget_notices(keys=[f"plg.agreement_to_accept:{group.pk}"])
    notify(
        notices.AGREEMENT_TO_ACCEPT,
        to=[member for member in list_people(group) if member.pk not in reading_along],
        key=f"plg.agreement_to_accept:{group.pk}:{agreement.version}",
        url=reverse("plg:agreement_detail", args=[group.slug]),
        by=by,
        group_key=group.slug,
        at=at,
        group=group.name,
    )
