"""«Wat neem je mee terug naar school?»: two taps on a phone, one's own, and what became of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.models import Meeting
from plg.records.actions.returns import purge_returns
from plg.records.followups import plan_followups
from plg.records.forms.minutes import FollowUpForm, ReturnForm
from plg.records.models import ReturnToSchool
from plg.records.views import returns
from tests.plg.meetings.helpers import invited, page_of, planned, told

DAY = dt.timedelta(days=1)


@pytest.fixture
def past(inside):
    return planned(inside.group, timezone.now() - DAY, title="Breuken")


def add(inside, meeting, who="member", **data):
    values = {
        "what": "Eerst tekenen, dan rekenen.",
        "audience": "class",
        "happened_on": timezone.localdate().isoformat(),
    }
    values |= {"shared_with_group": "on"} | data
    return inside.client(who).post(page_of("return_add", meeting), values)


def row_url(name, row):
    return reverse(f"plg:{name}", args=[row.public_id])


def test_words_and_one_tap_are_enough(inside, past):
    page = inside.client("member").get(page_of("return_add", past))
    assert page.context["form"]["happened_on"].value() == timezone.localdate()
    assert page.text.count('type="radio" name="audience"') == 5
    assert add(inside, past)["Location"] == page_of("meeting_detail", past)
    row = ReturnToSchool.objects.get()
    assert (row.member, row.meeting, row.group, row.mechanism) == (inside.member, past, inside.group, "")


def test_pressing_twice_is_one(inside, past):
    for _ in range(2):
        add(inside, past)
    assert ReturnToSchool.objects.count() == 1


@pytest.mark.parametrize("mechanism", ["identification", "coordination", "reflection", "transformation"])
def test_the_mechanism_is_one_of_four(inside, past, mechanism):
    add(inside, past, mechanism=mechanism)
    assert ReturnToSchool.objects.get().mechanism == mechanism


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"what": " "}, "what"),
        ({"what": "x" * 1001}, "what"),
        ({"audience": ""}, "audience"),
        ({"audience": "iedereen"}, "audience"),
        ({"happened_on": "0001-01-01"}, "happened_on"),
        ({"happened_on": "31-02-2026"}, "happened_on"),
        ({"mechanism": "toeval"}, "mechanism"),
    ],
)
def test_what_is_not_right_is_told_at_its_field_and_the_words_are_kept(inside, past, data, field):
    response = add(inside, past, **data)
    assert field in response.context["form"].errors
    assert data.get("what", "Eerst tekenen, dan rekenen.") in response.text
    assert not ReturnToSchool.objects.exists()


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_stored_or_told(what, audience, day, mechanism):
    form = ReturnForm({"what": what, "audience": audience, "happened_on": day, "mechanism": mechanism})
    assert form.is_valid() is not bool(form.errors)
    answer = FollowUpForm({"follow_up": audience, "follow_up_note": what})
    assert answer.is_valid() is not bool(answer.errors)


@pytest.mark.parametrize(("who", "code"), [("observer", 302), ("coordinator", 403), ("outsider", 404)])
def test_who_was_asked_to_be_there_writes_something_down(inside, past, who, code):
    assert add(inside, past, who).status_code == code


def test_who_was_a_guest_of_the_meeting_writes_it_down_too(inside, past):
    invited(past, inside.outsider)
    assert add(inside, past, "outsider").status_code == 302


@pytest.mark.parametrize(("starts", "status"), [(DAY, "planned"), (-DAY, "cancelled")])
def test_of_what_was_not_held_nothing_is_taken_back(inside, starts, status):
    meeting = planned(inside.group, timezone.now() + starts, status=status)
    assert add(inside, meeting).status_code == 403
    assert Meeting.objects.get().returns.count() == 0


# Whose ----------------------------------------------------------------------------------------


def test_the_group_reads_what_is_shared_and_nobody_reads_the_rest(inside, past):
    add(inside, past, what="kanarie gedeeld")
    add(inside, past, what="kanarie van mij", shared_with_group="")
    detail = page_of("meeting_detail", past)
    assert "kanarie gedeeld" in inside.client("observer").get(detail).text
    for who in ("lead", "observer", "coordinator"):
        assert "kanarie van mij" not in inside.client(who).get(detail).text
    assert "kanarie gedeeld" not in inside.client("coordinator").get(detail).text
    assert "kanarie van mij" in inside.client("member").get(detail).text
    assert "kanarie" not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("name", ["return_change", "return_follow_up"])
def test_nobody_changes_what_somebody_else_took_back(inside, past, name):
    add(inside, past)
    row = ReturnToSchool.objects.get()
    assert inside.client("lead").get(row_url(name, row)).status_code == 403
    assert inside.client("outsider").get(row_url(name, row)).status_code == 404
    assert inside.client("lead").post(row_url("return_remove", row)).status_code == 403


def test_it_is_changed_removed_put_back_and_gone_after_a_day(inside, past):
    add(inside, past)
    row, client = ReturnToSchool.objects.get(), inside.client("member")
    form = client.get(row_url("return_change", row)).context["form"]
    values = {field.html_name: field.value() or "" for field in form} | {"what": "Anders"}
    client.post(row_url("return_change", row), values)
    client.post(row_url("return_remove", row))
    assert "Anders" not in client.get(reverse("plg:my_returns")).text
    client.post(row_url("return_restore", row))
    assert "Anders" in client.get(reverse("plg:my_returns")).text
    client.post(row_url("return_remove", row))
    assert purge_returns(timezone.now() + dt.timedelta(hours=23)) == 0
    assert purge_returns(timezone.now() + dt.timedelta(hours=25)) == 1


# What became of it ----------------------------------------------------------------------------


def test_what_became_of_it_is_one_tap_and_gets_the_day(inside, past):
    add(inside, past)
    row, client = ReturnToSchool.objects.get(), inside.client("member")
    assert client.get(row_url("return_follow_up", row)).text.count('type="radio" name="follow_up"') == 4
    client.post(row_url("return_follow_up", row), {"follow_up": "applied", "follow_up_note": "In groep 6."})
    row.refresh_from_db()
    assert (row.follow_up, row.follow_up_on, row.follow_up_note) == ("applied", timezone.localdate(), "In groep 6.")
    assert "toegepast" in inside.client("observer").get(page_of("meeting_detail", past)).text


def test_nothing_chosen_is_told_and_changes_nothing(inside, past):
    add(inside, past)
    row = ReturnToSchool.objects.get()
    response = inside.client("member").post(row_url("return_follow_up", row), {"follow_up_note": "In groep 6."})
    assert "follow_up" in response.context["form"].errors
    assert "In groep 6." in response.text


def test_six_weeks_later_it_is_asked_once_and_not_of_who_told_already(inside, past):
    add(inside, past)
    add(inside, past, what="Al verteld")
    ReturnToSchool.objects.filter(what="Al verteld").update(follow_up="shared")
    later = timezone.now() + dt.timedelta(days=43)
    for _ in range(2):
        plan_followups(later)
    assert told(inside.member).count("plg.return_follow_up") == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_my_list_costs_the_same_whatever_its_length(inside, past, django_assert_num_queries, item_count):
    for number in range(item_count):
        add(inside, past, what=f"Iets {number}")
    client = inside.client("member")
    with django_assert_num_queries(3):
        page = client.get(reverse("plg:my_returns"))
    assert page.text.count("Wat werd ervan?") == item_count


def test_a_long_list_goes_on_on_the_next_page(inside, past):
    today = timezone.localdate()
    for number in range(25):
        ReturnToSchool.objects.create(
            member=inside.member,
            meeting=past,
            what=f"Iets {number}",
            audience="class",
            happened_on=today - number * DAY,
        )
    client = inside.client("member")
    first = client.get(reverse("plg:my_returns"))
    second = client.get(reverse("plg:my_returns"), {"vanaf": first.context["page"].next_cursor})
    assert [len(page.context["page"]) for page in (first, second)] == [20, 5]


def test_among_very_many_one_finds_ones_own_and_reads_that_others_are_left_out(inside, past, monkeypatch):
    monkeypatch.setattr(returns, "MOST_SHARED", 2)
    for number in range(3):
        add(inside, past, who="lead", what=f"van een ander {number}")
    add(inside, past, what="van mijzelf")
    page = inside.client("member").get(page_of("meeting_detail", past)).text
    assert "van mijzelf" in page
    assert page.count("van een ander") == 2
    assert "Hier staan er 2; er zijn er meer." in page
