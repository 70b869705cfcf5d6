"""The coordinator's table: filters, views, many groups at once, export, decisions."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.tables.models import SavedView
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from plg.groups.actions.counts import recount
from plg.groups.models import Group, GroupTransition
from plg.pages.presenters.table import list_lines
from plg.pages.views import management
from plg.space.models import GroupAgreement
from tests import factories as f

pytestmark = pytest.mark.django_db
URL = "/beheer/groepen/"


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


def led(**fields) -> Group:
    lead = f.MemberFactory()
    group = f.GroupFactory(contact_person=lead, **fields)
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    recount(group)
    return group


def agree(group: Group) -> Group:
    parts = ("shared_outside", "stays_inside", "effort", "disagreement", "bringing_back")
    GroupAgreement.objects.create(group=group, **dict.fromkeys(parts, "Zo."))
    return group


def names(response) -> list[str]:
    return [row.name for row in response.context["rows"]]


def take_out(client, extension, query=""):
    return client.post(reverse("plg:manage_bulk"), {"action": extension, "everything": "on", "query": query})


def bulk(client, action, *groups, **more):
    sent = {"action": action, "ids": [group.slug for group in groups], **more}
    return client.post(reverse("plg:manage_bulk"), sent)


# Filters --------------------------------------------------------------------------------------


def test_the_table_holds_every_group_drafts_and_archive_included(client, coordinator):
    for state in ("draft", "submitted", "active"):
        f.GroupFactory(state=state)
    f.GroupFactory(state="archived", closed_on="2026-01-01")
    assert len(names(client.get(URL))) == 4


def test_each_filter_shows_what_it_says(client, coordinator):
    site = f.SiteFactory()
    project = led(name="Project", kind="project")
    f.GroupMembershipFactory(group=project, member=f.MemberFactory(site=site))
    topic = f.TopicFactory()
    project.topics.add(topic)
    agree(led(name="Met afspraken"))
    f.JoinRequestFactory(group=led(name="Gevraagd"))
    led(name="Ingediend", state="submitted", started_on=None)
    led(name="Voorbij", ends_on=timezone.localdate() - dt.timedelta(days=1))
    leaderless = f.GroupFactory(name="Zonder trekker")
    f.GroupMembershipFactory(group=leaderless)

    assert names(client.get(URL, {"soort": "project"})) == ["Project"]
    assert names(client.get(URL, {"status": "submitted"})) == ["Ingediend"]
    assert names(client.get(URL, {"bestuur": site.governing_board.slug})) == ["Project"]
    assert names(client.get(URL, {"thema": topic.slug})) == ["Project"]
    assert names(client.get(URL, {"let_op": "wachtend"})) == ["Gevraagd"]
    assert names(client.get(URL, {"let_op": "beslissen"})) == ["Ingediend"]
    assert names(client.get(URL, {"let_op": "te-laat"})) == ["Voorbij"]
    assert names(client.get(URL, {"let_op": "zonder-trekker"})) == ["Zonder trekker"]
    without = names(client.get(URL, {"let_op": "zonder-afspraken"}))
    assert without == ["Gevraagd", "Project", "Voorbij", "Zonder trekker"]


def test_sleeping_is_computed_from_meetings_and_school_weeks(client, coordinator, time_machine):
    time_machine.move_to("2026-03-03 10:00:00+01:00", tick=False)
    long_ago = timezone.now() - dt.timedelta(days=150)
    recently = timezone.now() - dt.timedelta(days=20)
    f.MeetingFactory(group=led(name="Slaapt"), starts_at=long_ago)
    f.MeetingFactory(group=led(name="Wakker"), starts_at=recently)
    planned = led(name="Plant")
    f.MeetingFactory(group=planned, starts_at=long_ago)
    f.MeetingFactory(group=planned, starts_at=timezone.now() + dt.timedelta(days=30))
    cancelled = led(name="Afgezegd")
    f.MeetingFactory(group=cancelled, starts_at=recently, status="cancelled")
    led(name="Pas begonnen", started_on=timezone.localdate())
    led(name="Ligt stil", kind="expert", state="dormant")
    response = client.get(URL, {"let_op": "slapend"})
    assert names(response) == ["Afgezegd", "Ligt stil", "Slaapt"]
    assert response.context["totals"]["dormant"] == 3


def test_a_group_of_mostly_new_members_is_marked(client, coordinator):
    group = led(name="Nieuw")
    for _ in range(3):
        f.GroupMembershipFactory(group=group, start=timezone.localdate() - dt.timedelta(days=30))
    recount(group)
    old = led(name="Oud")
    f.GroupMembershipFactory(group=old)
    recount(old)
    assert names(client.get(URL, {"let_op": "veel-nieuw"})) == ["Nieuw"]


@pytest.mark.parametrize(("sort", "order"), [("leden", ["Klein", "Groot"]), ("-leden", ["Groot", "Klein"])])
def test_the_heads_sort_both_ways(client, coordinator, sort, order):
    big = led(name="Groot")
    f.GroupMembershipFactory(group=big)
    recount(big)
    led(name="Klein")
    assert names(client.get(URL, {"sorteer": sort})) == order


@pytest.mark.parametrize("sort", ["naam", "status", "besturen", "laatst", "-volgende", "einde", "onzin", "-", "id"])
def test_every_sort_order_pages_through_all_groups(client, coordinator, sort, monkeypatch):
    monkeypatch.setattr(management, "SHOWN", 2)
    for number in range(5):
        group = led(ends_on=dt.date(2027, 1, 1) if number % 2 else None)
        if number % 2:
            f.MeetingFactory(group=group, starts_at=timezone.now() + dt.timedelta(days=number))
    seen: list[str] = []
    query = {"sorteer": sort}
    for _ in range(3):
        response = client.get(URL, query)
        seen += names(response)
        query["vanaf"] = response.context["table"].page.next_cursor
    assert query["vanaf"] == ""
    assert sorted(seen) == sorted(Group.objects.values_list("name", flat=True))


def test_the_totals_count_all_that_the_filter_lets_through(client, coordinator, monkeypatch):
    monkeypatch.setattr(management, "SHOWN", 1)
    for _ in range(3):
        f.JoinRequestFactory(group=led())
    totals = client.get(URL).context["totals"]
    assert totals == {"groups": 3, "members": 3, "dormant": 3, "waiting": 3, "without_agreement": 3}


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, count):
    for _ in range(count):
        group = led()
        group.topics.add(f.TopicFactory())
        f.MeetingFactory(group=group)
        f.JoinRequestFactory(group=group)
    with django_assert_num_queries(9):
        client.get(URL)


@pytest.mark.parametrize("state", ["draft", "submitted", "active", "closed", "archived"])
def test_the_line_of_a_group_leads_to_its_members_and_meetings_also_for_who_is_not_in_it(client, coordinator, state):
    group = led(state=state, closed_on="2026-01-01" if state in {"closed", "archived"} else None)
    (line,) = list_lines(Group.objects.filter(pk=group.pk))
    for address in (line.url, line.state_url, line.members_url, line.meetings_url):
        assert client.get(address).status_code == 200, address


# Saved views ----------------------------------------------------------------------------------


def test_a_view_keeps_what_the_table_knows_of_its_filter_and_order(client, coordinator):
    save = reverse("members:view_save")
    kept = {"name": "Slapers", "table": "plg.groups"}
    client.post(save, {**kept, "query": "sorteer=-leden&let_op=slapend&evil=%3Cscript%3E"})
    assert SavedView.objects.get(member=coordinator).query == "let_op=slapend&sorteer=-leden"
    table = client.get(URL, {"sorteer": "-leden", "let_op": "slapend"}).context["table"]
    assert [(view.name, view.is_current) for view in table.views] == [("Slapers", True)]


# Many at once ---------------------------------------------------------------------------------


def test_writing_to_leaders_shows_first_who_gets_it_and_who_not(client, coordinator):
    first, second = led(), led()
    same_lead = f.GroupFactory()
    f.GroupMembershipFactory(group=same_lead, member=first.contact_person, role="lead")
    nobody = f.GroupFactory(name="Zonder")
    preview = bulk(client, "write", first, second, same_lead, nobody)
    assert len(preview.context["look"].names) == 2
    assert [one.name for one in preview.context["look"].skipped] == ["Zonder"]
    assert not Delivery.objects.exists()


def test_sending_twice_mails_once(client, coordinator):
    first, second = led(), led()
    sent = {"confirmed": "1", "subject": "Plan je voorjaar", "message": "Wil je een datum prikken?", "key": "abc"}
    for _ in range(2):
        bulk(client, "write", first, second, **sent)
    assert set(Delivery.objects.values_list("member", flat=True)) == {first.contact_person_id, second.contact_person_id}
    assert Delivery.objects.count() == 2
    assert Notice.objects.filter(kind="plg.message_to_leads").count() == 2
    assert "Wil je een datum prikken?" not in str(list(Notice.objects.values_list("params", flat=True)))


def test_an_empty_message_keeps_what_was_typed(client, coordinator):
    response = bulk(client, "write", led(), confirmed="1", subject="Onderwerp", message="", key="abc")
    assert response.status_code == 200
    assert 'value="Onderwerp"' in response.content.decode()
    assert not Delivery.objects.exists()


def test_only_groups_that_may_change_do_and_the_others_say_why(client, coordinator):
    ready = agree(led(name="Klaar", state="submitted", started_on=None))
    unready = led(name="Zonder afspraken", state="submitted", started_on=None)
    running = led(name="Loopt al")
    preview = bulk(client, "active", ready, unready, running)
    assert preview.context["look"].names == ["Klaar"]
    assert {one.name for one in preview.context["look"].skipped} == {"Zonder afspraken", "Loopt al"}
    assert not GroupTransition.objects.exists()
    bulk(client, "active", ready, unready, running, confirmed="1")
    assert set(Group.objects.filter(state="active").values_list("name", flat=True)) == {"Klaar", "Loopt al"}
    assert GroupTransition.objects.count() == 1


def test_a_step_of_many_groups_is_taken_back_in_one_press(client, coordinator):
    groups = [led(name=name, state="closed", closed_on=timezone.localdate()) for name in ("Een", "Twee")]
    bulk(client, "archived", *groups, confirmed="1")
    assert set(Group.objects.values_list("state", flat=True)) == {"archived"}
    client.post(reverse("plg:manage_bulk_undo"))
    assert set(Group.objects.values_list("state", flat=True)) == {"closed"}
    assert GroupTransition.objects.count() == 4
    client.post(reverse("plg:manage_bulk_undo"))
    assert GroupTransition.objects.count() == 4


def test_nothing_ticked_is_said(client, coordinator):
    response = client.post(reverse("plg:manage_bulk"), {"action": "write"}, follow=True)
    assert response.redirect_chain
    assert len(list(response.context["messages"])) == 1


@pytest.mark.parametrize("action", ["csv", "xlsx"])
def test_ticked_groups_are_exported_at_once(client, coordinator, action):
    chosen, _other = led(), led()
    assert rows_of(bulk(client, action, chosen), action)[1][0] == chosen.name


def rows_of(response, extension) -> list[list]:
    if extension == "csv":
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_export_follows_the_filter_and_holds_no_formula(client, coordinator, extension):
    led(name='=HYPERLINK("http://example.org")', kind="project")
    led(name="Gewone PLG")
    rows = rows_of(take_out(client, extension, "soort=project"), extension)
    assert len(rows) == 2
    assert rows[1][0] == ("'" if extension == "csv" else "") + '=HYPERLINK("http://example.org")'


def test_a_formula_in_a_sheet_is_stored_as_text(client, coordinator):
    led(name="=1+1")
    response = take_out(client, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("count", [1, 3])
def test_the_export_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, count):
    for _ in range(count):
        led()
    with django_assert_num_queries(9):
        b"".join(take_out(client, "csv").streaming_content)


# Deciding -------------------------------------------------------------------------------------


def test_what_waits_for_a_decision_stands_with_the_longest_waiting_first(client, coordinator):
    new, old = (
        led(name="Nieuw", state="submitted", started_on=None),
        led(name="Oud", kind="project", state="application", started_on=None),
    )
    now = timezone.now()
    GroupTransition.objects.create(group=new, from_state="draft", to_state="submitted", at=now - dt.timedelta(days=1))
    GroupTransition.objects.create(group=old, from_state="draft", to_state="application", at=now - dt.timedelta(days=9))
    led(name="Loopt")
    rows = client.get(reverse("plg:manage_decisions")).context["rows"]
    assert [(row.group.name, row.days) for row in rows] == [("Oud", 9), ("Nieuw", 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, count):
    for _ in range(count):
        led(state="submitted", started_on=None)
    with django_assert_num_queries(3):
        client.get(reverse("plg:manage_decisions"))
