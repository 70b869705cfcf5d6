"""Two accounts of one person become one: what goes over, what is dropped, and all of it back within a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.actions.merging import (
    CannotMergeError,
    forget_merges,
    merge_members,
    preview_merge,
    undo_merge,
)
from knowledge_network.members.people.merging import list_references
from knowledge_network.members.people.models import Appointment, Member, MemberMerge
from knowledge_network.notifications.outbox.sending import deliver_due
from plg.groups.models import GroupMembership
from tests import factories as f
from tests.plg.meetings.helpers import attended

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator():
    return f.NetworkRoleFactory().member


@pytest.fixture
def kept():
    return f.MemberFactory(given_name="Anne", family_name="Baas", email="anne@werk.example")


@pytest.fixture
def ended():
    return f.MemberFactory(given_name="Anne", family_name="Baas", email="anne@thuis.example")


def everything(*members: Member) -> list[tuple[str, str, list[object]]]:
    """Which rows point at these members, by field."""
    return [
        (
            reference.model._meta.label_lower,
            reference.name,
            sorted(
                map(str, reference.model._base_manager.filter(**{reference.name: member}).values_list("pk", flat=True))
            ),
        )
        for member in members
        for reference in list_references()
    ]


def test_what_the_other_account_had_goes_over(kept, ended, coordinator):
    membership = f.GroupMembershipFactory(member=ended)
    claim = f.ExpertiseClaimFactory(member=ended)
    merge_members(kept=kept, ended=ended, by=coordinator)
    membership.refresh_from_db()
    claim.refresh_from_db()
    ended.refresh_from_db()
    assert (membership.member, claim.member) == (kept, kept)
    assert ended.left_at is not None
    assert Appointment.objects.filter(member=kept).count() == 2
    assert Appointment.objects.filter(member=kept, is_primary=True).count() == 1


def test_what_is_double_or_about_oneself_is_dropped_and_shown_before(kept, ended, coordinator):
    group = f.GroupFactory()
    for member in (kept, ended):
        f.GroupMembershipFactory(group=group, member=member)
    meeting = f.MeetingFactory(group=group)
    for member in (kept, ended):
        attended(meeting, member)
    claim = f.ExpertiseClaimFactory(member=kept)
    f.EndorsementFactory(claim=claim, by=ended)
    before = everything(kept, ended)
    outcome = preview_merge(kept=kept, ended=ended)
    assert ("aanstellingen", 1) in outcome.tally()
    kinds = sorted(kind for kind, _text in outcome.told)
    assert kinds == ["aanwezigheid", "deelname aan een groep", "erkenning", "uitnodiging voor een bijeenkomst"]
    assert everything(kept, ended) == before
    merge_members(kept=kept, ended=ended, by=coordinator)
    assert GroupMembership.objects.filter(group=group, member=kept).count() == 1
    assert not claim.endorsements.exists()


def test_within_a_day_every_row_goes_back(kept, ended, coordinator):
    group = f.GroupFactory()
    for member in (kept, ended):
        f.GroupMembershipFactory(group=group, member=member)
    f.GroupMembershipFactory(member=ended)
    claim = f.ExpertiseClaimFactory(member=kept)
    f.EndorsementFactory(claim=claim, by=ended)
    before = everything(kept, ended)
    merge = merge_members(kept=kept, ended=ended, by=coordinator)
    assert everything(kept, ended) != before
    undo_merge(merge=merge, by=coordinator)
    assert everything(kept, ended) == before
    ended.refresh_from_db()
    assert ended.left_at is None
    assert Appointment.objects.filter(is_primary=True, member__in=[kept, ended]).count() == 2


@pytest.mark.clock
def test_after_a_day_it_is_too_late_and_the_copies_go(kept, ended, coordinator, time_machine):
    merge = merge_members(kept=kept, ended=ended, by=coordinator)
    time_machine.move_to(timezone.now() + dt.timedelta(hours=25))
    with pytest.raises(CannotMergeError):
        undo_merge(merge=merge, by=coordinator)
    assert forget_merges() == 1
    merge.refresh_from_db()
    assert (merge.moved, merge.dropped) == ([], [])


def test_the_log_ins_of_the_ended_account_close_and_stay_closed(client, kept, ended, coordinator):
    client.force_login(ended, backend=BACKEND)
    own = reverse("members:profile_edit")
    assert client.get(own).status_code == 200
    merge = merge_members(kept=kept, ended=ended, by=coordinator)
    assert client.get(own).status_code == 302
    undo_merge(merge=merge, by=coordinator)
    assert client.get(own).status_code == 302


def test_both_addresses_are_told(kept, ended, coordinator):
    merge_members(kept=kept, ended=ended, by=coordinator)
    deliver_due()
    assert sorted(message.to[0] for message in mail.outbox) == ["anne@thuis.example", "anne@werk.example"]
    assert all("anne@werk.example" in message.body for message in mail.outbox)


@pytest.mark.parametrize("which", ["kept", "ended", "same", "left"])
def test_who_has_a_role_or_no_account_is_not_merged(kept, ended, coordinator, which):
    if which in {"kept", "ended"}:
        f.NetworkRoleFactory(member=kept if which == "kept" else ended)
    if which == "left":
        Member.objects.filter(pk=ended.pk).update(left_at=timezone.now())
        ended.refresh_from_db()
    with pytest.raises(CannotMergeError):
        merge_members(kept=kept, ended=kept if which == "same" else ended, by=coordinator)


def test_the_page_shows_first_and_merges_only_what_was_shown(client, kept, ended, coordinator):
    client.force_login(coordinator, backend=BACKEND)
    address = reverse("members:member_merge", args=[kept.public_id])
    shown = client.post(address, {"other": ended.email})
    assert "anne@thuis.example" in shown.content.decode()
    assert not MemberMerge.objects.exists()
    client.post(address, {"other": ended.email, "confirmed": "iemand"})
    assert not MemberMerge.objects.exists()
    done = client.post(address, {"other": ended.email, "confirmed": ended.public_id}, follow=True)
    merge = MemberMerge.objects.get()
    undo = reverse("members:member_merge_undo", args=[merge.public_id])
    assert undo in done.content.decode()
    client.post(undo)
    merge.refresh_from_db()
    assert merge.undone_at is not None


@pytest.mark.parametrize("merge_count", [1, 3])
def test_the_page_costs_the_same_whatever_was_merged_today(
    client, kept, coordinator, django_assert_num_queries, merge_count
):
    for _number in range(merge_count):
        merge_members(kept=kept, ended=f.MemberFactory(), by=coordinator)
    client.force_login(coordinator, backend=BACKEND)
    with django_assert_num_queries(4):
        client.get(reverse("members:member_merge", args=[kept.public_id]))
