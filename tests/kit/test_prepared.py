"""Queries whose SQL is kept: same answer as the queryset, other values at each call, nothing of yesterday."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from knowledge_network.kit.prepared import PreparedQuery, PreparedStatement, UndeclaredError, instance
from knowledge_network.members.accounts.backends import MemberBackend
from knowledge_network.members.people import queries as member_queries
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.models.member import MemberQuerySet, match_active
from knowledge_network.members.people.queries import member_with_profile
from plg.groups import queries
from plg.groups.models import Group, GroupMembership
from plg.groups.models.group import GroupQuerySet
from plg.meetings.models import Meeting
from plg.meetings.queries import next_meeting
from tests.factories import GroupFactory, GroupMembershipFactory, MeetingFactory, MemberFactory, NetworkRoleFactory

pytestmark = pytest.mark.django_db


def people(given_name: str, above: int) -> tuple[QuerySet, list[str]]:
    rows = Member.objects.filter(given_name=given_name, pk__gt=above).order_by("pk")
    rows = rows.annotate(named=JSONObject(given=F("given_name"), language=F("language")))
    return rows, ["pk", "languages", "named"]


def test_a_prepared_query_gives_the_rows_of_its_queryset_for_each_value():
    prepared = PreparedQuery(people, given_name=str, above=int)
    jade, koen = MemberFactory(given_name="Jade", languages=["nl", "de"]), MemberFactory(given_name="Koen")
    rows, columns = people("Jade", 0)
    assert prepared.rows(given_name="Jade", above=0) == list(rows.values(*columns))
    assert prepared.rows_written_anew(given_name="Jade", above=0) == list(rows.values(*columns))
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
        lambda group: (GroupMembership.objects.filter(match_active(timezone.localdate()), group=group), ["role"]),
        group=int,
    )
    assert len(prepared.rows(group=membership.group_id)) == 1
    monkeypatch.setattr(timezone, "localdate", lambda *_: day + dt.timedelta(days=1))
    assert prepared.rows(group=membership.group_id) == []


def test_a_value_that_does_not_reach_the_sql_is_refused():
    prepared = PreparedQuery(lambda given_name: (Member.objects.all(), ["pk"]), given_name=str)
    with pytest.raises(ImproperlyConfigured, match="given_name"):
        prepared.rows(given_name="Jade")


@pytest.mark.parametrize(
    "build",
    [
        lambda given_name: Member.objects.filter(given_name=given_name, family_name__contains=given_name),
        lambda given_name: Member.objects.filter(given_name=given_name).extra(
            where=["languages <> %s::varchar[]"], params=[[given_name]]
        ),
        lambda given_name: Member.objects.filter(given_name=given_name).extra(where=[f"about <> '{given_name}'"]),
    ],
    ids=["in a text", "in a list", "in the SQL"],
)
def test_a_value_that_stands_inside_something_else_is_refused(build):
    prepared = PreparedQuery(lambda given_name: (build(given_name), ["pk"]), given_name=str)
    with pytest.raises(ImproperlyConfigured, match="inside something else"):
        prepared.rows(given_name="Jade")


# Who reads --------------------------------------------------------------------------------------


def led_by(reader: Any) -> QuerySet:
    """A rule that asks more of its reader than the queries below declare."""
    return Member.objects.filter(appointments__organisation__in=reader.led_organisations)


@pytest.mark.parametrize(
    "rule",
    [
        led_by,
        lambda reader: Member.objects.filter(pk__gt=0 if getattr(reader, "is_privacy_contact", False) else 9),
        lambda reader: Member.objects.filter(pk__gt=0 if hasattr(reader, "roles") else 9),
        lambda reader: Member.objects.filter(pk__gt=0 if reader.has_perm("plg.manage_groups") else 9),
        lambda reader: Member.objects.filter(pk__gt=0 if reader == Member(pk=1) else 9),
        lambda reader: Member.objects.filter(pk__gt=0 if {reader} & {1, 2} else 9),
    ],
    ids=["attribute", "getattr with a default", "hasattr", "permission", "compared", "looked up"],
)
def test_a_rule_that_asks_what_the_query_does_not_declare_raises_instead_of_baking_it_in(rule):
    prepared = PreparedQuery(lambda reader: (rule(reader), ["pk"]), reader=("is_coordinator",))
    reader = MemberFactory()
    with pytest.raises((UndeclaredError, TypeError)):
        prepared.rows(reader=reader)
    assert prepared.rows_written_anew(reader=reader) is not None


def test_a_stranger_tells_nothing_but_that_they_are_not_signed_in():
    prepared = PreparedQuery(
        lambda reader: (Member.objects.filter(pk__gt=0 if reader.is_coordinator else 9), ["pk"]),
        reader=("is_coordinator",),
    )
    with pytest.raises(UndeclaredError):
        prepared.rows(reader=AnonymousUser())


@pytest.mark.parametrize(
    ("module", "name", "values"),
    [(member_queries, "_profile", {"public_id": "x"}), (queries, "_group", {"slug": "x"})],
    ids=["profile", "group"],
)
def test_a_visibility_rule_that_begins_to_ask_more_is_refused_by_the_pages_that_keep_their_sql(
    monkeypatch, module, name, values
):
    """Planted: `visible_to` lets in privacy contacts too, and nobody thought of the prepared queries."""
    prepared = getattr(module, name)
    queryset = MemberQuerySet if name == "_profile" else GroupQuerySet

    def visible_to(self: Any, reader: Any) -> Any:
        return self.all() if reader.is_privacy_contact else self.none()

    monkeypatch.setattr(queryset, "visible_to", visible_to)
    monkeypatch.setattr(prepared, "_written", {})
    with pytest.raises(UndeclaredError, match="is_privacy_contact"):
        prepared.rows(reader=MemberFactory(), **values)


def test_each_answer_of_a_reader_has_sql_of_its_own_and_their_key_is_a_value():
    prepared = PreparedQuery(
        lambda reader: (Member.objects.all() if reader.is_coordinator else Member.objects.filter(pk=reader.pk), ["pk"]),
        reader=("is_coordinator",),
    )
    jade, koen = MemberFactory(), MemberFactory()
    coordinator = NetworkRoleFactory(role="network_coordinator").member
    assert prepared.rows(reader=jade) == [{"pk": jade.pk}]
    assert len(prepared.rows(reader=coordinator)) == 3
    assert prepared.rows(reader=koen) == [{"pk": koen.pk}]


def test_the_time_of_day_is_refused_in_a_query_that_lives_a_day():
    prepared = PreparedQuery(lambda pk: (Member.objects.filter(pk=pk, joined_at__lt=timezone.now()), ["pk"]), pk=int)
    with pytest.raises(ImproperlyConfigured, match="time of day"):
        prepared.rows(pk=1)


def test_a_moment_is_passed_with_the_call():
    now = timezone.now()
    meeting = MeetingFactory(starts_at=now + dt.timedelta(days=1), ends_at=now + dt.timedelta(days=1, hours=2))
    assert next_meeting(meeting.group).starts_at == meeting.starts_at
    prepared = PreparedQuery(
        lambda group, now: (Meeting.objects.filter(group=group).upcoming(now), ["pk"]), group=int, now=dt.datetime
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
        assert statement.rows(members=[koen.pk + 1], name="%s") == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s", ["%k(id)%"]
        )
        assert cursor.fetchall() == [(3, 0)]
