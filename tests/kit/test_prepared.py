"""Queries whose SQL is kept: same answer as the queryset, other values at each call, nothing of yesterday."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from knowledge_network.kit.prepared import PreparedQuery, PreparedStatement, instance
from knowledge_network.members.backends import MemberBackend
from knowledge_network.members.models import Member
from knowledge_network.members.models.member import active_on
from knowledge_network.members.queries import member_with_profile
from plg import queries
from plg.models import Group, GroupMembership, Meeting
from tests.factories import GroupFactory, GroupMembershipFactory, MeetingFactory, MemberFactory, NetworkRoleFactory

pytestmark = pytest.mark.django_db


def people(given_name: str, above: int) -> QuerySet:
    rows = Member.objects.filter(given_name=given_name, pk__gt=above).order_by("pk")
    return rows.values("pk", "languages", named=JSONObject(given=F("given_name"), language=F("language")))


def test_a_prepared_query_gives_the_rows_of_its_queryset_for_each_value():
    prepared = PreparedQuery(people, given_name=str, above=int)
    jade, koen = MemberFactory(given_name="Jade", languages=["nl", "de"]), MemberFactory(given_name="Koen")
    assert prepared.rows(given_name="Jade", above=0) == list(people("Jade", 0))
    assert prepared.rows(given_name="Jade", above=0)[0]["named"] == {"given": "Jade", "language": "nl"}
    assert [row["pk"] for row in prepared.rows(given_name="Koen", above=jade.pk)] == [koen.pk]
    assert prepared.rows(given_name="Koen", above=koen.pk) == []


def test_a_value_is_never_read_as_sql():
    prepared = PreparedQuery(people, given_name=str, above=int)
    MemberFactory(given_name="Jade")
    assert prepared.rows(given_name="' OR 1=1 --", above=0) == []
    assert prepared.rows(given_name="%s", above=0) == []


def test_the_sql_of_yesterday_is_not_used_today(monkeypatch):
    day = timezone.localdate()
    membership = GroupMembershipFactory(start=day, end=day + dt.timedelta(days=1))
    prepared = PreparedQuery(
        lambda group: GroupMembership.objects.filter(active_on(timezone.localdate()), group=group).values("role"),
        group=int,
    )
    assert len(prepared.rows(group=membership.group_id)) == 1
    monkeypatch.setattr(timezone, "localdate", lambda *_: day + dt.timedelta(days=1))
    assert prepared.rows(group=membership.group_id) == []


def test_a_value_that_does_not_reach_the_sql_is_refused():
    prepared = PreparedQuery(lambda given_name: Member.objects.values("pk"), given_name=str)
    with pytest.raises(ImproperlyConfigured, match="given_name"):
        prepared.rows(given_name="Jade")


def test_the_time_of_day_is_refused_in_a_query_that_lives_a_day():
    prepared = PreparedQuery(lambda pk: Member.objects.filter(pk=pk, joined_at__lt=timezone.now()).values("pk"), pk=int)
    with pytest.raises(ImproperlyConfigured, match="time of day"):
        prepared.rows(pk=1)


def test_a_moment_is_passed_with_the_call():
    now = timezone.now()
    meeting = MeetingFactory(starts_at=now + dt.timedelta(days=1), ends_at=now + dt.timedelta(days=1, hours=2))
    assert queries.next_meeting(meeting.group)["starts_at"] == meeting.starts_at
    prepared = PreparedQuery(
        lambda group, now: Meeting.objects.filter(group=group).upcoming(now).values("pk"), group=int, now=dt.datetime
    )
    assert prepared.rows(group=meeting.group_id, now=now) == [{"pk": meeting.pk}]
    assert prepared.rows(group=meeting.group_id, now=now + dt.timedelta(days=2)) == []


def test_who_is_signed_in_comes_with_all_that_the_queryset_fetches():
    role = NetworkRoleFactory(role="platform_admin")
    expected = Member.objects.with_access().get(pk=role.member_id)
    found = MemberBackend().get_user(role.member_id)
    assert {k: v for k, v in vars(found).items() if k != "_state"} == {
        k: v for k, v in vars(expected).items() if k != "_state"
    }
    assert found.get_deferred_fields() == set()


@pytest.mark.parametrize("reader", ["stranger", "member", "network_coordinator", "platform_admin", "privacy_contact"])
@pytest.mark.parametrize(
    "state",
    [{}, {"name_visibility": "everybody"}, {"suspended": True}, {"left": True}, {"left": True, "erased": True}],
    ids=lambda state: "-".join(state) or "ordinary",
)
def test_a_profile_page_is_for_whom_the_member_is_visible(reader, state):
    moments = {f"{name}_at": timezone.now() for name in state if name != "name_visibility"}
    member = MemberFactory(**moments, name_visibility=state.get("name_visibility", "members"))
    viewer = {"stranger": AnonymousUser, "member": MemberFactory}.get(reader)
    viewer = viewer() if viewer else NetworkRoleFactory(role=reader).member
    visible = Member.objects.visible_to(viewer).filter(pk=member.pk).exists()
    assert (member_with_profile(viewer, member.public_id) is not None) == visible


def test_an_instance_holds_the_fields_of_its_row_and_defers_the_others():
    member = MemberFactory(given_name="Jade")
    found = instance(Member, {"who__id": member.pk, "who__given_name": "Jade"}, "who__")
    assert found == member
    assert found.given_name == "Jade"
    assert "about" in found.get_deferred_fields()


@pytest.mark.parametrize("reader", ["stranger", "outsider", "insider", "coordinator"])
@pytest.mark.parametrize("state", ["draft", "active", "archived"])
def test_the_page_of_a_group_is_for_whom_the_group_is_visible(reader, state):
    closed_on = dt.date(2026, 7, 1) if state == "archived" else None
    membership = GroupMembershipFactory(group=GroupFactory(state=state, closed_on=closed_on))
    viewer = {
        "stranger": AnonymousUser(),
        "outsider": MemberFactory(),
        "insider": membership.member,
        "coordinator": NetworkRoleFactory(role="network_coordinator").member,
    }[reader]
    visible = Group.objects.visible_to(viewer).filter(pk=membership.group_id).exists()
    found = queries.group_for_page(viewer, membership.group.slug)
    assert (found is not None) == visible
    if found and viewer.is_authenticated:
        assert found.my_role == (membership.role if reader == "insider" else None)


def test_a_prepared_statement_is_planned_once_and_bound_by_the_server(django_assert_num_queries):
    statement = PreparedStatement(
        "SELECT m.id, m.given_name FROM unnest(%(members)s::bigint[]) AS k(id) JOIN members_member m USING (id)"
        " WHERE m.given_name <> %(name)s ORDER BY m.id"
    )
    jade, koen = MemberFactory(given_name="Jade"), MemberFactory(given_name="Koen")
    both = [jade.pk, koen.pk]
    with django_assert_num_queries(3):
        assert statement.rows(members=both, name="' OR 1=1 --") == [(jade.pk, "Jade"), (koen.pk, "Koen")]
        assert statement.rows(members=both, name="Jade") == [(koen.pk, "Koen")]
        assert statement.rows(members=[0], name="%s") == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s", ["%k(id)%"]
        )
        assert cursor.fetchall() == [(3, 0)]
