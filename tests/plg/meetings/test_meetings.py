"""When a group or the network meets: planning, moving, calling off, copying, drafts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary.actions import merge_topic
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import get as notice_kind
from knowledge_network.school_year.actions import load_holidays
from knowledge_network.search.models import SearchEntry
from knowledge_network.topics.enums import TopicState
from plg.meetings.actions import meetings as actions
from plg.meetings.actions.answers import answer_meeting
from plg.meetings.enums import HalfDay, MeetingStatus, RsvpAnswer
from plg.meetings.models import AgendaItem, Meeting
from tests import factories as f
from tests.plg.meetings.helpers import invited, moment, page_of, planned, told

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def form(**changes):
    day = timezone.localdate() + 30 * DAY
    base = {"kind": "group", "title": "Breuken", "day": day.isoformat()}
    base |= {"start_time": "15:30", "end_time": "17:00", "prep_minutes": "0", "capacity": "", "description": ""}
    return base | {"host_site": "", "location": "", "link": ""} | changes


@pytest.fixture
def meeting(inside):
    starts = timezone.now() + 9 * DAY
    return actions.plan_meeting(
        group=inside.group, by=inside.lead, title="Breuken", starts_at=starts, ends_at=starts + dt.timedelta(hours=2)
    )


def post(inside, who, name, meeting, **data):
    return inside.client(who).post(page_of(name, meeting), data)


# Planning ---------------------------------------------------------------------------------------


def test_a_meeting_is_planned_in_local_time_and_the_group_is_invited_and_told(inside):
    response = inside.post("lead", "meeting_plan", **form(location="Kamer 2", link="https://example.org/zaal"))
    meeting = Meeting.objects.get()
    assert response["Location"] == page_of("meeting_detail", meeting)
    assert timezone.localtime(meeting.starts_at).time() == dt.time(15, 30)
    assert meeting.half_day == HalfDay.AFTERNOON
    assert set(meeting.invitations.values_list("member", flat=True)) == {
        inside.lead.pk,
        inside.member.pk,
        inside.observer.pk,
    }
    assert told(inside.member) == told(inside.observer) == ["plg.meeting_planned"]
    assert told(inside.lead) == []
    assert SearchEntry.objects.get(kind="meeting").audiences == [f"group:{inside.group.slug}"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end_time": "15:30"}, "end_time"),
        ({"end_time": "14:00"}, "end_time"),
        ({"day": "0001-01-01"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"day": "31-02-2026"}, "day"),
        ({"start_time": "25:00"}, "start_time"),
        ({"title": ""}, "title"),
        ({"title": "x" * 151}, "title"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://example.org"}, "link"),
        ({"host_site": "999999"}, "host_site"),
        ({"host_site": "9" * 30}, "host_site"),
        ({"kind": "plenary"}, "kind"),
        ({"kind": "online"}, "link"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-3"}, "capacity"),
        ({"prep_minutes": "91"}, "prep_minutes"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_plans_nothing(inside, changes, field):
    response = inside.post("lead", "meeting_plan", **form(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Meeting.objects.exists()


def test_topics_of_the_group_are_offered_and_any_other_one_can_be_chosen(inside):
    breuken, lezen = f.TopicFactory(name="breuken"), f.TopicFactory(name="lezen")
    schatten = f.TopicFactory(name="schatten")
    f.TopicFactory(name="later", state=TopicState.PROPOSED)
    inside.group.topics.add(breuken, schatten)
    shown = inside.client("lead").get(inside.url("meeting_plan")).context["form"]
    assert [name for _pk, name in shown.fields["topics"].choices] == ["breuken", "schatten"]
    assert [name for pk, name in shown.fields["other_topic"].choices if pk] == ["lezen"]
    assert shown.initial["topics"] == []
    inside.post("lead", "meeting_plan", **form(topics=[breuken.slug], other_topic=lezen.slug))
    meeting = Meeting.objects.get()
    assert list(meeting.topics.order_by("name")) == [breuken, lezen]
    page = inside.client("member").get(page_of("meeting_detail", meeting)).text
    assert "breuken, lezen" in page
    post(inside, "lead", "meeting_change", meeting, **form(topics=[lezen.slug]))
    assert list(meeting.topics.all()) == [lezen]
    again = inside.client("lead").get(page_of("meeting_change", meeting)).context["form"]
    assert (again["topics"].value(), meeting.sequence) == ([lezen.slug], 0)


def test_a_group_with_one_topic_meets_about_it_unless_somebody_says_otherwise(inside):
    only = f.TopicFactory(name="breuken")
    inside.group.topics.add(only)
    assert inside.client("lead").get(inside.url("meeting_plan")).context["form"].initial["topics"] == [only]
    begin = timezone.now() + 9 * DAY
    about = actions.plan_meeting(
        group=inside.group, by=inside.lead, title="A", starts_at=begin, ends_at=begin + DAY / 24
    )
    assert list(about.topics.all()) == [only]
    inside.post("lead", "meeting_plan", **form())
    assert list(Meeting.objects.exclude(pk=about.pk).get().topics.all()) == []


def test_a_topic_that_becomes_another_one_takes_its_meetings_along(inside, meeting):
    old, new = f.TopicFactory(name="breuken"), f.TopicFactory(name="breuken en verhoudingen")
    meeting.topics.add(old)
    merge_topic(topic=old, into=new, by=f.MemberFactory())
    assert list(meeting.topics.all()) == [new]


def test_a_copy_is_about_the_same(inside, meeting):
    meeting.topics.add(f.TopicFactory(name="breuken"))
    copy = actions.copy_meeting(meeting=meeting, by=inside.lead, starts_at=meeting.starts_at + 7 * DAY)
    assert list(copy.topics.values_list("name", flat=True)) == ["breuken"]


def test_sending_the_form_twice_plans_one_meeting(inside):
    for _ in range(2):
        inside.post("lead", "meeting_plan", **form())
    assert Meeting.objects.count() == 1
    assert told(inside.member) == ["plg.meeting_planned"]


def test_one_chooses_among_the_schools_of_the_members(inside):
    page = inside.get("lead", "meeting_plan").text
    assert inside.member.current_appointments[0].organisation.name in page
    elsewhere = inside.outsider.current_appointments[0].organisation
    assert elsewhere.name not in page
    assert "host_site" in inside.post("lead", "meeting_plan", **form(host_site=elsewhere.pk)).context["form"].errors


def test_the_past_is_written_down_without_telling_anybody(inside):
    starts = timezone.now() - 60 * DAY
    meeting = actions.plan_meeting(
        group=inside.group, by=inside.lead, title="Toen", starts_at=starts, ends_at=starts + dt.timedelta(hours=1)
    )
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Toch niet")
    assert told(inside.member) == []


@pytest.mark.parametrize("who", ["member", "observer"])
def test_an_ordinary_member_reads_and_does_not_plan(inside, meeting, who):
    assert meeting.title in inside.get(who, "meeting_list").text
    assert inside.post(who, "meeting_plan", **form()).status_code == 403
    assert post(inside, who, "meeting_cancel", meeting, reason="x").status_code == 403


def test_a_coordinator_plans_and_moves_what_a_group_does_and_does_not_read_its_agenda(inside, meeting):
    AgendaItem.objects.create(meeting=meeting, title="kanarie-onderwerp")
    assert inside.post("coordinator", "meeting_plan", **form(title="Kennismaking")).status_code == 302
    page = inside.client("coordinator").get(page_of("meeting_detail", meeting)).text
    assert meeting.title in page
    assert "kanarie-onderwerp" not in page
    assert inside.member.get_full_name() not in page


# Moving and calling off --------------------------------------------------------------------------


def test_moving_asks_everybody_anew_also_who_said_no_and_a_new_title_asks_nobody(inside, meeting):
    for person, answer in ((inside.member, RsvpAnswer.YES), (inside.observer, RsvpAnswer.NO)):
        answer_meeting(invitation=meeting.invitations.get(member=person), answer=answer)
    Notice.objects.all().delete()
    actions.change_meeting(meeting=meeting, by=inside.lead, title="Verhoudingen")
    assert told(inside.member) == []
    moved = meeting.starts_at + DAY
    changed = actions.change_meeting(
        meeting=meeting, by=inside.lead, starts_at=moved, ends_at=moved + dt.timedelta(hours=1)
    )
    assert told(inside.member) == told(inside.observer) == ["plg.meeting_moved"]
    assert (changed.status, changed.moved_from) == (MeetingStatus.MOVED, meeting.starts_at)
    assert set(meeting.invitations.values_list("answer", flat=True)) == {RsvpAnswer.NONE}


def test_another_place_is_told_to_who_comes_keeps_the_answers_and_not_to_who_said_no(inside, meeting):
    answer_meeting(invitation=meeting.invitations.get(member=inside.member), answer=RsvpAnswer.YES)
    answer_meeting(invitation=meeting.invitations.get(member=inside.observer), answer=RsvpAnswer.NO)
    Notice.objects.all().delete()
    actions.change_meeting(meeting=meeting, by=inside.lead, location="Aula")
    assert (told(inside.member), told(inside.observer)) == (["plg.meeting_changed"], [])
    assert meeting.invitations.get(member=inside.member).answer == RsvpAnswer.YES


def test_what_was_told_of_the_old_time_and_not_read_is_taken_back(inside, meeting):
    assert told(inside.member) == ["plg.meeting_planned"]
    Notice.objects.update(mailed_at=timezone.now())
    for days in (1, 2):
        starts = meeting.starts_at + days * DAY
        actions.change_meeting(meeting=meeting, by=inside.lead, starts_at=starts, ends_at=starts + DAY / 24)
    unread = Notice.objects.unread().filter(member=inside.member)
    assert list(unread.values_list("kind", flat=True)) == ["plg.meeting_moved"]


def test_the_form_shows_and_keeps_what_was_planned(inside, meeting):
    page = inside.client("lead").get(page_of("meeting_change", meeting)).text
    starts = timezone.localtime(meeting.starts_at)
    assert f'value="{starts:%Y-%m-%d}"' in page
    assert f'value="{starts:%H:%M}"' in page
    assert post(inside, "lead", "meeting_change", meeting, **form(title="Anders")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.title == "Anders"


def test_saving_the_form_unchanged_tells_nobody_and_counts_as_no_change(inside):
    inside.post("lead", "meeting_plan", **form())
    meeting = Meeting.objects.get()
    Notice.objects.all().delete()
    post(inside, "lead", "meeting_change", meeting, **form())
    meeting.refresh_from_db()
    assert (meeting.sequence, told(inside.member)) == (0, [])


def test_a_cancelled_meeting_says_why_and_undo_brings_it_back(inside, meeting):
    client = inside.client("lead")
    Notice.objects.update(mailed_at=timezone.now())
    assert client.post(page_of("meeting_cancel", meeting), {"reason": " "}).status_code == 200
    page = client.post(page_of("meeting_cancel", meeting), {"reason": "Ziekte"}, follow=True).text
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == ("cancelled", "Ziekte")
    assert "Ziekte" in page
    assert page_of("meeting_reinstate", meeting) in page
    assert told(inside.member) == ["plg.meeting_planned", "plg.meeting_cancelled"]
    Notice.objects.update(mailed_at=timezone.now())
    assert not SearchEntry.objects.filter(kind="meeting").exists()
    client.post(page_of("meeting_reinstate", meeting))
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == ("planned", "")
    assert told(inside.member) == ["plg.meeting_planned", "plg.meeting_reinstated"]
    assert SearchEntry.objects.filter(kind="meeting").exists()


def test_a_moved_meeting_that_comes_back_is_still_moved(inside, meeting):
    starts = meeting.starts_at + DAY
    actions.change_meeting(meeting=meeting, by=inside.lead, starts_at=starts, ends_at=starts + DAY / 24)
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    actions.reinstate_meeting(meeting=meeting, by=inside.lead)
    assert meeting.status == MeetingStatus.MOVED


def test_cancelling_twice_tells_once(inside, meeting):
    Notice.objects.update(mailed_at=timezone.now())
    for _ in range(2):
        post(inside, "lead", "meeting_cancel", meeting, reason="Ziekte")
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert told(inside.member) == ["plg.meeting_planned", "plg.meeting_cancelled"]


def test_changing_a_cancelled_meeting_is_refused_in_words(inside, meeting):
    actions.cancel_meeting(meeting=meeting, by=inside.lead, reason="Ziekte")
    response = post(inside, "lead", "meeting_change", meeting, **form(title="Blijft staan"))
    assert response.status_code == 409
    assert "Blijft staan" in response.text


def test_what_is_over_cannot_be_moved(inside):
    meeting = planned(inside.group, timezone.now() - 3 * DAY)
    later = timezone.now() + DAY
    with pytest.raises(RefusedError):
        actions.change_meeting(meeting=meeting, by=inside.lead, starts_at=later, ends_at=later + DAY / 24)
    meeting.refresh_from_db()
    assert meeting.starts_at < timezone.now()


def test_a_notice_tells_the_time_in_the_readers_words(inside, meeting):
    notice = Notice.objects.get(member=inside.member)
    text = str(notice_kind(notice.kind).text(notice.params))
    assert f"{timezone.localtime(meeting.starts_at):%H:%M}" in text


def test_titles_of_meetings_stay_out_of_the_audit_trail(inside):
    inside.post("lead", "meeting_plan", **form(title="kanarie-titel"))
    actions.cancel_meeting(meeting=Meeting.objects.get(), by=inside.lead, reason="kanarie-reden")
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"plg.meeting_planned", "plg.meeting_cancelled"} <= verbs
    assert "kanarie" not in str(list(AuditEvent.objects.values()))


# Drafts -----------------------------------------------------------------------------------------


def test_a_draft_invites_nobody_is_hidden_from_the_group_and_is_sent_with_one_press(inside):
    inside.post("lead", "meeting_plan", **form(draft="on"))
    draft = Meeting.objects.get()
    assert (draft.status, draft.invitations.count(), told(inside.member)) == ("draft", 0, [])
    assert inside.client("member").get(page_of("meeting_detail", draft)).status_code == 404
    assert draft.title not in inside.get("member", "meeting_list").text
    page = inside.client("lead").get(page_of("meeting_detail", draft)).text
    assert "3 mensen krijgen een uitnodiging" in page
    post(inside, "lead", "meeting_publish", draft)
    assert told(inside.member) == ["plg.meeting_planned"]
    post(inside, "lead", "meeting_publish", draft)
    assert draft.invitations.count() == 3
    assert told(inside.member) == ["plg.meeting_planned"]


def test_moving_a_draft_is_no_change_that_anybody_hears_of(inside):
    inside.post("lead", "meeting_plan", **form(draft="on"))
    draft = Meeting.objects.get()
    post(inside, "lead", "meeting_change", draft, **form(start_time="09:00"))
    draft.refresh_from_db()
    assert (draft.status, draft.moved_from, told(inside.member)) == ("draft", None, [])


def test_a_draft_is_thrown_away_without_a_reason_and_leaves_nothing(inside):
    inside.post("lead", "meeting_plan", **form(draft="on"))
    draft = Meeting.objects.get()
    assert "Ziekte" not in inside.client("lead").get(page_of("meeting_cancel", draft)).text
    response = post(inside, "lead", "meeting_cancel", draft)
    assert response["Location"] == inside.url("meeting_list")
    assert not Meeting.objects.exists()
    assert not SearchEntry.objects.filter(kind="meeting").exists()


def test_what_people_were_invited_to_is_no_draft_to_throw_away(inside, meeting):
    with pytest.raises(RefusedError):
        actions.discard_draft(meeting=meeting, by=inside.lead)
    assert Meeting.objects.filter(pk=meeting.pk).exists()


# Copying ----------------------------------------------------------------------------------------


def test_a_copy_has_the_agenda_and_none_of_the_answers_and_keeps_the_clock_time_across_the_clock_change(inside):
    meeting = planned(inside.group, moment("2027-03-10T15:30"), hours=1.5, location="Aula", capacity=4)
    AgendaItem.objects.create(meeting=meeting, title="Breuken", goal="decide", minutes=20)
    invited(meeting, inside.member, RsvpAnswer.YES)
    for _ in range(2):
        post(inside, "lead", "meeting_copy", meeting, day="2027-04-07", start_time="15:30", with_agenda="on")
    copy = Meeting.objects.exclude(pk=meeting.pk).get()
    local = timezone.localtime(copy.starts_at)
    assert (local.date(), local.time(), copy.minutes_long) == (dt.date(2027, 4, 7), dt.time(15, 30), 90)
    assert (copy.location, copy.capacity) == ("Aula", 4)
    assert list(copy.agenda_items.values_list("title", "goal", "minutes")) == [("Breuken", "decide", 20)]
    assert set(copy.invitations.values_list("answer", flat=True)) == {RsvpAnswer.NONE}


# Schools are closed -----------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "closed"), [("2026-10-14", True), ("2027-04-27", True), ("2026-10-21", False)])
def test_a_holiday_is_named_before_anything_is_planned_and_is_no_refusal(inside, day, closed):
    load_holidays()
    response = inside.client("lead").post(inside.url("meeting_plan"), form(day=day))
    assert Meeting.objects.exists() is not closed
    if closed:
        assert "scholen dicht" in response.text
        inside.client("lead").post(inside.url("meeting_plan"), form(day=day, seen=response.context["preview"].seen))
    assert Meeting.objects.count() == 1


def test_moving_to_a_holiday_names_it_first_and_another_place_does_not(inside, meeting):
    load_holidays()
    christmas = form(day="2026-12-25")
    assert post(inside, "lead", "meeting_change", meeting, **christmas).context["preview"].closed == "Kerstvakantie"
    seen = post(inside, "lead", "meeting_change", meeting, **christmas).context["preview"].seen
    assert post(inside, "lead", "meeting_change", meeting, **christmas, seen=seen).status_code == 302
    place = form(day="2026-12-25", location="Kamer 9")
    assert post(inside, "lead", "meeting_change", meeting, **place).status_code == 302


def test_page_and_lists_say_on_which_holiday_a_meeting_falls(inside):
    year = timezone.localdate().year + 1
    day = dt.date(year, 12, 25)
    meeting = planned(inside.group, timezone.make_aware(dt.datetime.combine(day, dt.time(12))))
    client = inside.client("member")
    for address in (page_of("meeting_detail", meeting), inside.url("meeting_list"), reverse("plg:agenda")):
        assert "Eerste kerstdag" in client.get(address).text, address


# Lists ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    for number in range(item_count):
        starts = timezone.now() + (number + 1) * DAY
        f.MeetingFactory(group=inside.group, starts_at=starts, host_site=f.SiteFactory())
        f.MeetingFactory(group=inside.group, starts_at=starts, status="draft")
        f.MeetingFactory(group=inside.group, starts_at=starts - 90 * DAY, host_site=f.SiteFactory())
    client = inside.client("lead")
    with django_assert_num_queries(11):
        client.get(inside.url("meeting_list"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_a_meeting_costs_the_same_whatever_is_in_it(inside, django_assert_num_queries, item_count):
    meeting = planned(inside.group, host_site=f.SiteFactory())
    invited(meeting, inside.member)
    for number in range(item_count):
        AgendaItem.objects.create(meeting=meeting, title=f"Onderwerp {number}", owner=f.MemberFactory())
        invited(meeting, answer=RsvpAnswer.YES)
        invited(meeting, guest_name=f"Gast {number}", guest_email=f"g{number}@example.org")
    client = inside.client("member")
    for number in range(item_count):
        meeting.topics.add(f.TopicFactory(name=f"Thema {number}"))
    with django_assert_num_queries(16):
        client.get(page_of("meeting_detail", meeting))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_who_is_invited_costs_the_same_whatever_its_length(inside, django_assert_num_queries, item_count):
    meeting = planned(inside.group)
    for _ in range(item_count):
        invited(meeting, answer=RsvpAnswer.YES)
    client = inside.client("lead")
    with django_assert_num_queries(8):
        client.get(page_of("meeting_people", meeting))
