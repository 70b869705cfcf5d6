"""Action points: back on the next agenda until they are done, ticked with one press, handed over with a word."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting
from plg.records.actions import action_items as actions
from plg.records.forms.minutes import ActionItemForm
from plg.records.models import ActionItem, Minutes
from tests import factories as f
from tests.plg.meetings.helpers import invited, page_of, planned, told

DAY = dt.timedelta(days=1)


@pytest.fixture
def past(inside):
    meeting = planned(inside.group, timezone.now() - 20 * DAY, title="Vorige keer")
    Minutes.objects.create(meeting=meeting, shared_at=timezone.now())
    return meeting


def noted(meeting, title="Lesplan rondsturen", **fields):
    return ActionItem.objects.create(group=meeting.group, meeting=meeting, title=title, **fields)


def carried(inside, meeting, who="member"):
    response = inside.client(who).get(page_of("meeting_detail", meeting))
    return [item.title for item in response.context["open_actions"]]


def item_url(name, item):
    return reverse(f"plg:{name}", args=[item.public_id])


# Back on the next agenda ----------------------------------------------------------------------


def test_an_open_action_point_stands_on_the_next_agenda_and_on_no_later_one(inside, past):
    noted(past)
    coming = [planned(inside.group, timezone.now() + days * DAY) for days in (5, 30, 60)]
    assert [carried(inside, meeting) for meeting in coming] == [["Lesplan rondsturen"], [], []]
    Meeting.objects.filter(pk=coming[0].pk).update(status=MeetingStatus.CANCELLED)
    assert [carried(inside, meeting) for meeting in coming[1:]] == [["Lesplan rondsturen"], []]


def test_it_comes_back_until_it_is_done_or_dropped(inside, past):
    for status in ("open", "busy", "done", "dropped"):
        noted(past, title=status, status=status)
    following = planned(inside.group, timezone.now() + 5 * DAY)
    assert sorted(carried(inside, following)) == ["busy", "open"]
    ActionItem.objects.update(status="done")
    assert carried(inside, following) == []


def test_the_meeting_of_today_carries_it_and_yesterdays_does_not(inside, past):
    noted(past)
    today = planned(inside.group, timezone.now() - dt.timedelta(minutes=5))
    yesterday = planned(inside.group, timezone.now() - DAY)
    assert carried(inside, today) == ["Lesplan rondsturen"]
    assert carried(inside, yesterday) == []


def test_another_group_does_not_see_it(inside, past):
    noted(past)
    other = f.GroupMembershipFactory(member=inside.member, role="member").group
    assert carried(inside, planned(other, timezone.now() + DAY)) == []


def test_what_stands_in_a_draft_is_carried_for_its_writers_only(inside, past):
    noted(past)
    Minutes.objects.update(shared_at=None)
    following = planned(inside.group, timezone.now() + DAY)
    assert carried(inside, following) == []
    assert carried(inside, following, "lead") == ["Lesplan rondsturen"]


def test_a_guest_of_one_meeting_sees_nothing_of_the_earlier_ones(inside, past):
    noted(past)
    following = planned(inside.group, timezone.now() + DAY)
    invited(following, inside.outsider)
    assert carried(inside, following, "outsider") == []
    assert "Lesplan" not in inside.client("coordinator").get(page_of("meeting_detail", following)).text


def test_the_writer_ticks_older_points_in_the_minutes_and_leaves_alone_what_others_ticked(inside, past):
    done, ticked = noted(past, title="Eén"), noted(past, title="Twee", owner=inside.member)
    now = planned(inside.group, timezone.now() - dt.timedelta(hours=1))
    client = inside.client("lead")
    form = client.get(page_of("minutes_write", now)).context["form"]
    data = {field.html_name: "" if field.value() is None else field.value() for field in form}
    data |= {f"initial-earlier-{item.public_id}": "open" for item in (done, ticked)}
    actions.set_status(item=ticked, by=inside.member, status="done")
    client.post(page_of("minutes_write", now), data | {f"earlier-{done.public_id}": "busy"})
    assert dict(ActionItem.objects.values_list("title", "status")) == {"Eén": "busy", "Twee": "done"}


# Ticking, handing over ------------------------------------------------------------------------


def test_one_press_ticks_and_undo_opens_it_again(inside, past):
    item = noted(past, owner=inside.member)
    client = inside.client("member")
    page = client.post(item_url("action_item_status", item), {"status": "done"}, follow=True)
    item.refresh_from_db()
    assert (item.status, item.finished_at is not None) == ("done", True)
    undo = f"{item_url('action_item_status', item)}?status=open"
    assert undo in page.text
    client.post(undo)
    item.refresh_from_db()
    assert (item.status, item.finished_at) == ("open", None)


@pytest.mark.parametrize("status", ["", "gedaan", "x" * 300, "klaar\x00"])
def test_a_status_that_does_not_exist_changes_nothing(inside, past, status):
    item = noted(past, owner=inside.member)
    assert inside.client("member").post(item_url("action_item_status", item), {"status": status}).status_code in (
        302,
        400,
    )
    item.refresh_from_db()
    assert item.status == "open"


@pytest.mark.parametrize(("who", "code"), [("observer", 403), ("coordinator", 404), ("outsider", 404)])
def test_only_the_owner_and_who_leads_change_it(inside, past, who, code):
    item = noted(past, owner=inside.member)
    assert inside.client(who).post(item_url("action_item_status", item), {"status": "done"}).status_code == code
    assert inside.client(who).get(item_url("action_item_edit", item)).status_code == code
    assert inside.client("lead").get(item_url("action_item_edit", item)).status_code == 200


def test_who_gets_it_is_told_and_the_logbook_has_no_words(inside, past):
    item = noted(past, title="Kanarie", owner=inside.member)
    data = {"title": "Kanarie twee", "owner": inside.observer.public_id, "due_on": "2027-02-01"}
    inside.client("member").post(item_url("action_item_edit", item), data)
    item.refresh_from_db()
    assert (item.owner, item.due_on) == (inside.observer, dt.date(2027, 2, 1))
    assert told(inside.observer) == ["plg.action_given"]
    assert told(inside.member) == []
    assert "Kanarie" not in str(list(AuditEvent.objects.values()))


def test_an_owner_is_one_of_the_group_or_the_invited(inside, past):
    item = noted(past, owner=inside.member)
    data = {"title": "Doen", "owner": inside.outsider.public_id}
    assert "owner" in inside.client("member").post(item_url("action_item_edit", item), data).context["form"].errors
    invited(past, inside.outsider)
    assert inside.client("member").post(item_url("action_item_edit", item), data).status_code == 302


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_text_in_the_form_is_right_or_told(title, owner, due):
    form = ActionItemForm({"title": title, "owner": owner, "due_on": due}, people=[])
    assert form.is_valid() is not bool(form.errors)


# Lists ----------------------------------------------------------------------------------------


def titles(response):
    return [row.item.title for row in response.context["items"]]


def test_the_list_of_the_group_can_be_narrowed(inside, past):
    today = timezone.localdate()
    noted(past, title="laat", owner=inside.member, due_on=today - DAY)
    noted(past, title="later", due_on=today + DAY)
    noted(past, title="gedaan", owner=inside.member, status="done")
    shown = {
        name: titles(inside.get("member", "action_item_list", toon=name))
        for name in ("open", "mijn", "te-laat", "klaar")
    }
    assert shown == {"open": ["laat", "later"], "mijn": ["laat"], "te-laat": ["laat"], "klaar": ["gedaan"]}
    assert titles(inside.get("member", "action_item_list", wie=inside.member.public_id)) == ["laat"]
    assert len(titles(inside.get("member", "action_item_list", toon="alles"))) == 3
    assert len(titles(inside.get("member", "action_item_list", toon="'; --", wie="x" * 40))) == 2


def test_points_of_a_draft_are_in_the_list_of_its_writers_and_owner_only(inside, past):
    Minutes.objects.update(shared_at=None)
    noted(past, title="van niemand")
    noted(past, title="van mij", owner=inside.member)
    assert titles(inside.get("member", "action_item_list")) == ["van mij"]
    assert titles(inside.get("observer", "action_item_list")) == []
    assert len(titles(inside.get("lead", "action_item_list"))) == 2


def test_cells_that_look_like_formulas_are_text_in_the_export(inside, past):
    noted(past, title="=HYPERLINK(1)")
    noted(past, title="@SUM(A1)")
    response = inside.get("member", "action_item_export")
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "'@SUM(A1)"]


def test_my_own_list_has_all_my_groups_and_what_i_finished_this_month(inside, past):
    other = f.GroupMembershipFactory(member=inside.member, role="member").group
    noted(past, title="hier", owner=inside.member)
    noted(planned(other, timezone.now() - DAY), title="daar", owner=inside.member)
    noted(past, title="klaar", owner=inside.member, status="done", finished_at=timezone.now() - DAY)
    noted(past, title="lang klaar", owner=inside.member, status="done", finished_at=timezone.now() - 60 * DAY)
    noted(past, title="van een ander", owner=inside.lead)
    context = inside.client("member").get(reverse("plg:my_action_items")).context
    assert sorted(row.item.title for row in context["open_items"]) == ["daar", "hier"]
    assert [row.item.title for row in context["finished"]] == ["klaar"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_lists_cost_the_same_whatever_their_length(inside, past, django_assert_num_queries, item_count):
    for _ in range(item_count):
        noted(past, owner=inside.member, due_on=timezone.localdate())
        noted(past, owner=inside.member, status="done", finished_at=timezone.now())
    client = inside.client("member")
    with django_assert_num_queries(7):
        client.get(inside.url("action_item_list"), {"toon": "alles"})
    with django_assert_num_queries(3):
        client.get(reverse("plg:my_action_items"))
