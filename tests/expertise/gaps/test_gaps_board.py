"""The pages of «Expertise in beeld»: who sees what, what it costs, and what one can do from there."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from expertise.asking.enums import HelpOutcome, HelpState
from expertise.asking.models import HelpRequestMatch
from expertise.claims.enums import ClaimState
from expertise.finding.models import SearchMiss
from expertise.gaps.calls import reach_of_call
from expertise.gaps.enums import GapActionKind
from expertise.gaps.models import GapAction
from expertise.gaps.notices import EXPERTS_CALLED
from knowledge_network.members.people.enums import Function, NetworkRoleKind, Visibility
from knowledge_network.members.people.models import AskMeAbout
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.trail.sentences import tell_event
from knowledge_network.notifications.events.actions import choose_channels
from knowledge_network.notifications.events.models import Notice
from plg.meetings.models import Meeting
from tests import factories as f
from tests.plg.groups.test_groups_fuzz import NASTY, encoded

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory().member
    client.force_login(member, backend=BACKEND)
    return member


def board_of(member: Any) -> Any:
    return member.primary_appointment.organisation.governing_board


def expert_on(topic: Any, **kwargs: Any) -> Any:
    """Somebody available, at a board of the partnership."""
    member = f.ExpertiseClaimFactory(topic=topic, state=ClaimState.SUBSTANTIATED, **kwargs).member
    if not board_of(member).partnership_memberships.exists():
        f.ParticipationFactory(organisation=board_of(member))
    return member


def page(client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"expertise:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def sign_in_leader(client, site: Any) -> Any:
    leader = f.MemberFactory(site=site, function=Function.SCHOOL_LEADER)
    client.force_login(leader, backend=BACKEND)
    return leader


def liaison(client, **scope: Any) -> Any:
    member = f.NetworkRoleFactory(role=NetworkRoleKind.LIAISON_OFFICER, **scope).member
    client.force_login(member, backend=BACKEND)
    return member


# What it costs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_whatever_the_number_of_topics_and_people(
    client, coordinator, django_assert_num_queries, count
):
    for _ in range(count):
        topic = f.TopicFactory(strategic=True)
        for _person in range(count):
            expert_on(topic)
        f.HelpRequestFactory().topics.add(topic)
    with django_assert_num_queries(5):
        client.get(reverse("expertise:gaps_board"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_topic_costs_the_same_whatever_stands_behind_it(
    client, coordinator, django_assert_num_queries, count
):
    topic = f.TopicFactory()
    for number in range(count):
        f.TopicFactory(parent=topic)
        expert, other = expert_on(topic), f.MemberFactory()
        group = f.GroupFactory()
        group.topics.add(topic)
        for member in (expert, other):
            f.GroupMembershipFactory(group=group, member=member)
        f.HelpRequestFactory(asked_at=timezone.now()).topics.add(topic)
        SearchMiss.objects.create(words=f"woord {number}", topic=topic)
        GapAction.objects.create(topic=topic, kind=GapActionKind.OTHER, note="Gebeld", by=coordinator)
    with django_assert_num_queries(15):
        client.get(reverse("expertise:gaps_topic", args=[topic.slug]))


# Who sees what ----------------------------------------------------------------------------------


def test_a_coordinator_sees_a_column_for_each_board_and_a_leader_only_the_own(client, coordinator):
    topic = f.TopicFactory()
    mine, other = expert_on(topic), expert_on(topic)
    names = [board_of(mine).name, board_of(other).name]
    html = page(client, "gaps_board")
    assert all(f"#b{board_of(member).pk}" in html for member in (mine, other))
    assert all(name in html for name in names)
    sign_in_leader(client, mine.primary_appointment.organisation)
    html = page(client, "gaps_board")
    assert f"#b{board_of(mine).pk}" in html
    assert f"#b{board_of(other).pk}" not in html
    assert names[1] not in html


def test_a_director_of_a_board_sees_the_figures_and_a_teacher_nothing(client):
    board = f.ParticipationFactory().organisation
    f.TopicFactory()
    client.force_login(f.MemberFactory(site=board, function=Function.BOARD_MEMBER), backend=BACKEND)
    assert board.name in page(client, "gaps_board")
    client.force_login(f.MemberFactory(), backend=BACKEND)
    assert client.get(reverse("expertise:gaps_board")).status_code == 403


def test_a_leader_sees_no_names_questions_words_or_steps_of_a_topic(client):
    topic = f.TopicFactory()
    expert = expert_on(topic)
    help_request = f.HelpRequestFactory(title="Wie kent een rijke tekst?")
    help_request.topics.add(topic)
    SearchMiss.objects.create(words="rijke tekst", topic=topic)
    GapAction.objects.create(topic=topic, kind=GapActionKind.OTHER, note="Gebeld met een schoolleider")
    sign_in_leader(client, expert.primary_appointment.organisation)
    html = page(client, "gaps_topic", topic.slug)
    for secret in (expert.get_full_name(), help_request.title, "rijke tekst", "Gebeld"):
        assert secret not in html


def test_a_liaison_officer_sees_names_in_the_own_scope_and_counts_the_rest(client):
    topic = f.TopicFactory()
    inside, outside = expert_on(topic), expert_on(topic)
    liaison(client, scope_board=board_of(inside))
    html = page(client, "gaps_topic", topic.slug)
    assert inside.get_full_name() in html
    assert outside.get_full_name() not in html
    assert outside.public_id not in html
    assert "1 persoon buiten jouw gebied" in html
    liaison(client)
    assert outside.get_full_name() in page(client, "gaps_topic", topic.slug)


def test_a_liaison_officer_of_a_sector_sees_the_people_of_that_sector(client):
    topic = f.TopicFactory()
    primary = expert_on(topic)
    secondary = expert_on(topic, member__site=f.SiteFactory(school__sector="vo"))
    liaison(client, scope_sector="vo")
    html = page(client, "gaps_topic", topic.slug)
    assert secondary.get_full_name() in html
    assert primary.get_full_name() not in html


def test_who_shows_nobody_where_they_work_stands_at_no_board_and_outside_every_scope(client, coordinator):
    topic = f.TopicFactory()
    shy = expert_on(topic, member__work_visibility=Visibility.NOBODY)
    html = page(client, "gaps_topic", topic.slug)
    assert shy.get_full_name() in html
    assert board_of(shy).name not in html
    assert f"#b{board_of(shy).pk}" not in page(client, "gaps_board")
    liaison(client, scope_board=board_of(shy))
    assert shy.get_full_name() not in page(client, "gaps_topic", topic.slug)


def test_ties_are_drawn_between_boards_and_stand_in_the_table_without_who_was_where(client, coordinator):
    topic = f.TopicFactory()
    expert, other = expert_on(topic), f.MemberFactory()
    help_request = f.HelpRequestFactory(
        asker=other, state=HelpState.CLOSED, answered_at=timezone.now(), outcome=HelpOutcome.YES
    )
    HelpRequestMatch.objects.create(help_request=help_request, expert=expert, state="accepted")
    html = page(client, "gaps_topic", topic.slug)
    assert 'class="tie request"' in html
    assert board_of(other).name in html
    assert other.get_full_name() not in html


def test_an_island_is_drawn_as_standing_alone(client, coordinator):
    topic = f.TopicFactory(name="meertaligheid")
    site = f.SiteFactory()
    for _ in range(4):
        f.ExpertiseClaimFactory(topic=topic, state=ClaimState.SUBSTANTIATED, member__site=site)
    html = page(client, "gaps_topic", topic.slug)
    assert 'class="home alone"' in html
    assert "Alle 4 mensen werken bij één bestuur. Ze hebben geen verbinding met andere besturen." in html


# The filter -------------------------------------------------------------------------------------


@pytest.fixture
def three_topics(coordinator):
    """A white spot on the agenda with a step, a theme with one person at a part of it, and a topic nobody asks for."""
    missing = f.TopicFactory(name="ai-geletterdheid", slug="ai", strategic=True)
    GapAction.objects.create(topic=missing, kind=GapActionKind.OTHER, note="Gebeld")
    theme = f.TopicFactory(name="rekenen", slug="rekenen")
    part = f.TopicFactory(name="breuken", slug="breuken", parent=theme)
    expert_on(part, sectors=["po"])
    return missing, theme, part


def shown(client, **query: str) -> list[str]:
    response = client.get(reverse("expertise:gaps_board"), query)
    return [row.topic.slug for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ({}, ["ai", "breuken", "rekenen"]),
        ({"status": "kwetsbaar"}, ["breuken", "rekenen"]),
        ({"status": "onzin"}, ["ai", "breuken", "rekenen"]),
        ({"strategisch": "on"}, ["ai"]),
        ({"zonder_stap": "on"}, ["breuken", "rekenen"]),
        ({"thema": "rekenen"}, ["breuken", "rekenen"]),
        ({"sector": "vo", "status": "kwetsbaar"}, []),
        ({"sorteer": "thema"}, ["ai", "rekenen", "breuken"]),
        ({"sorteer": "-aanbod"}, ["breuken", "rekenen", "ai"]),
        ({"sorteer": "-onzin"}, ["ai", "breuken", "rekenen"]),
    ],
)
def test_the_board_shows_what_the_address_asks_for(client, three_topics, query, slugs):
    assert shown(client, **query) == slugs


def test_a_theme_counts_the_people_of_its_parts_on_the_board(client, three_topics):
    response = client.get(reverse("expertise:gaps_board"), {"thema": "rekenen"})
    assert [row.topic.experts for row in response.context["rows"]] == [1, 1]
    assert [row.depth for row in response.context["rows"]] == [1, 0]


names = st.sampled_from(["thema", "status", "sector", "strategisch", "zonder_stap", "sorteer", "bestuur"])


@given(st.dictionaries(names, st.sampled_from(NASTY) | st.text(max_size=30)))
@pytest.mark.parametrize("name", ["gaps_board", "gaps_export_csv"])
def test_nonsense_in_the_address_never_breaks_the_board(client, name, query):
    client.force_login(f.NetworkRoleFactory().member, backend=BACKEND)
    client.raise_request_exception = False
    f.TopicFactory.build()
    assert client.get(f"{reverse(f'expertise:{name}')}?{encoded(query)}").status_code in {200, 400}


# Export -----------------------------------------------------------------------------------------


def test_the_export_holds_the_rows_of_the_filter_and_the_columns_of_the_reader(client, three_topics):
    response = client.get(reverse("expertise:gaps_export_csv"), {"status": "kwetsbaar"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Thema", "breuken", "rekenen"]
    assert rows[1][1:3] == ["rekenen", "kwetsbaar"]
    assert any(name.startswith("Stichting Proef") for name in rows[0])
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("expertise:gaps_export_xlsx")).content))
    assert book.active.max_row == 4


def test_the_export_of_a_leader_has_the_own_board_and_the_rest(client, three_topics):
    site = f.SiteFactory()
    f.ParticipationFactory(organisation=site.governing_board)
    sign_in_leader(client, site)
    response = client.get(reverse("expertise:gaps_export_csv"))
    head = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[0].split(";")
    assert head[-2:] == [site.governing_board.name, "alle andere besturen"]


# A call -----------------------------------------------------------------------------------------


@pytest.fixture
def called(coordinator):
    """A topic in a theme, with one person for each reason to be called or skipped."""
    theme = f.TopicFactory(name="digitaal")
    topic, near = f.TopicFactory(name="ai", slug="ai", parent=theme), f.TopicFactory(name="media", parent=theme)
    fits = {name: f.MemberFactory(given_name=name) for name in ("profiel", "groep", "zegt", "pauze", "wil niet")}
    for name in ("profiel", "pauze", "wil niet"):
        AskMeAbout.objects.create(tag=near, content_object=fits[name])
    group = f.GroupFactory()
    group.topics.add(near)
    f.GroupMembershipFactory(group=group, member=fits["groep"])
    f.ExpertiseClaimFactory(topic=topic, member=fits["zegt"])
    f.AvailabilityFactory(member=fits["pauze"], paused_until=timezone.localdate() + dt.timedelta(days=9))
    choose_channels(member=fits["wil niet"], choices={(EXPERTS_CALLED.name, ""): "off"})
    expert_on(topic, member__given_name="kundig")
    hidden = f.MemberFactory(topics_visibility=Visibility.NOBODY)
    AskMeAbout.objects.create(tag=topic, content_object=hidden)
    f.MemberFactory(given_name="iemand anders")
    return topic


def test_a_call_reaches_who_comes_close_and_says_why_others_are_skipped(called, coordinator):
    reach = reach_of_call(called, by=coordinator)
    assert {member.given_name for member, _why in reach.people} == {"profiel", "groep", "zegt"}
    assert {member.given_name: why for member, why in reach.skipped}.keys() == {"pauze", "wil niet", "kundig"}
    assert all(why for _member, why in [*reach.people, *reach.skipped])


def test_the_preview_shows_both_and_sends_nothing(client, called):
    html = page(client, "gap_call", "ai")
    assert "De oproep gaat naar 3 mensen, 3 overgeslagen" in html
    assert not Notice.objects.filter(kind=EXPERTS_CALLED.name).exists()


def test_a_call_is_told_once_and_noted_with_the_topic(client, called, coordinator):
    response = client.post(reverse("expertise:gap_call", args=["ai"]), {"note": "Groep 8 vraagt erom."}, follow=True)
    assert "De oproep gaat naar 3 mensen." in response.content.decode()
    assert Notice.objects.filter(kind=EXPERTS_CALLED.name).count() == 3
    step = GapAction.objects.get()
    assert (step.kind, step.reached, step.by, step.note) == (GapActionKind.CALL, 3, coordinator, "Groep 8 vraagt erom.")
    event = AuditEvent.objects.get(verb="expertise.gap_step_noted")
    assert event.data["kind"] == GapActionKind.CALL
    assert "oproep aan experts" in tell_event(event).text
    client.post(reverse("expertise:gap_call", args=["ai"]), {"note": "Nog eens"})
    assert Notice.objects.filter(kind=EXPERTS_CALLED.name).count() == 3
    assert "Wacht twee maanden" in page(client, "gap_call", "ai")


def test_who_heard_a_call_this_month_is_skipped_by_the_next_topic(client, called, coordinator):
    client.post(reverse("expertise:gap_call", args=["ai"]), {"note": ""})
    other = f.TopicFactory(name="robots", slug="robots", parent=called.parent)
    reach = reach_of_call(other, by=coordinator)
    assert {member.given_name for member, _why in reach.people} == {"kundig"}


def test_a_call_that_is_taken_back_is_heard_by_nobody_who_did_not_read_it(client, called):
    client.post(reverse("expertise:gap_call", args=["ai"]), {"note": ""})
    read = Notice.objects.filter(kind=EXPERTS_CALLED.name).first()
    read.read_at = timezone.now()
    read.save()
    step = GapAction.objects.get()
    client.post(reverse("expertise:gap_step_undo", args=["ai", step.public_id]))
    assert list(Notice.objects.filter(kind=EXPERTS_CALLED.name)) == [read]
    assert EXPERTS_CALLED.stale(read) == "taken back"
    assert "Wacht twee maanden" not in page(client, "gap_call", "ai")


def test_the_mail_of_a_call_quotes_the_words_and_leads_to_where_one_writes_down(called, client, coordinator):
    client.post(reverse("expertise:gap_call", args=["ai"]), {"note": "Groep 8 vraagt erom."})
    notice = Notice.objects.filter(kind=EXPERTS_CALLED.name).first()
    mail = EXPERTS_CALLED.mail(notice)
    assert mail.quote == "Groep 8 vraagt erom."
    assert mail.url.startswith("http")


# The other deeds --------------------------------------------------------------------------------


def test_an_expert_group_starts_filled_in_and_is_noted(client, coordinator):
    topic = f.TopicFactory(name="ai-geletterdheid", slug="ai")
    response = client.get(reverse("expertise:gap_group", args=["ai"]))
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    response = client.post(reverse("expertise:gap_group", args=["ai"]), data)
    step = GapAction.objects.get()
    assert (step.kind, step.group.kind, step.group.name) == (GapActionKind.GROUP, "expert", "Ai-geletterdheid")
    assert list(step.group.topics.all()) == [topic]
    assert response["Location"] == reverse("plg:group_state", args=[step.group.slug])


def test_an_island_meets_another_board(client, coordinator):
    f.PartnershipFactory()
    topic = f.TopicFactory(slug="nt2")
    experts = [expert_on(topic, member__site=site) for site in [f.SiteFactory()] * 3]
    guest = f.MemberFactory()
    AskMeAbout.objects.create(tag=topic, content_object=guest)
    f.ParticipationFactory(organisation=board_of(guest))
    url = reverse("expertise:gap_meeting", args=["nt2"])
    assert board_of(guest).name in client.get(url).content.decode()
    url += f"?bestuur=b{board_of(guest).pk}"
    form = client.get(url).context["form"]
    assert set(form["people"].value()) == {member.public_id for member in [*experts, guest]}
    day = timezone.localdate() + dt.timedelta(days=9)
    data = {"kind": "peer_coaching", "title": "Kennismaken", "day": day.isoformat(), "start_time": "15:30",
            "end_time": "17:00", "prep_minutes": "0", "people": [experts[0].public_id, guest.public_id]}  # fmt: skip
    client.post(url, data)
    meeting = Meeting.objects.get()
    assert {row.member for row in meeting.invitations.all()} == {experts[0], guest}
    assert GapAction.objects.get().meeting == meeting


def test_a_meeting_needs_two_people_who_were_offered(client, coordinator):
    topic = f.TopicFactory(slug="nt2")
    expert = expert_on(topic)
    other = f.BoardFactory()
    f.ParticipationFactory(organisation=other)
    url = f"{reverse('expertise:gap_meeting', args=['nt2'])}?bestuur=b{other.pk}"
    response = client.post(url, {"people": [expert.public_id, f.MemberFactory().public_id]})
    assert response.context["form"].has_error("people")
    assert not Meeting.objects.exists()


def test_a_note_stands_with_the_topic_and_can_be_taken_back(client, coordinator):
    topic = f.TopicFactory(slug="nt2")
    client.post(
        reverse("expertise:gap_step", args=["nt2"]), {"kind": GapActionKind.OTHER, "note": "Gebeld met twee scholen"}
    )
    assert "Gebeld met twee scholen" in page(client, "gaps_topic", topic.slug)
    step = GapAction.objects.get()
    client.post(reverse("expertise:gap_step_undo", args=["nt2", step.public_id]))
    assert "Gebeld met twee scholen" not in page(client, "gaps_topic", topic.slug)


@pytest.mark.parametrize(
    "data", [{"kind": GapActionKind.CALL, "note": "x"}, {"kind": GapActionKind.OTHER, "note": ""}, {}]
)
def test_a_note_says_something_and_is_never_a_call(client, coordinator, data):
    f.TopicFactory(slug="nt2")
    client.post(reverse("expertise:gap_step", args=["nt2"]), data)
    assert not GapAction.objects.exists()


def test_a_liaison_officer_notes_and_takes_back_own_steps_and_sends_nothing(client):
    topic = f.TopicFactory(slug="nt2")
    others = GapAction.objects.create(topic=topic, kind=GapActionKind.OTHER, note="Van een ander")
    liaison(client)
    client.post(reverse("expertise:gap_step", args=["nt2"]), {"kind": GapActionKind.QUESTION, "note": "Gevraagd"})
    own = GapAction.objects.get(note="Gevraagd")
    undo = [client.post(reverse("expertise:gap_step_undo", args=["nt2", s.public_id])) for s in (own, others)]
    assert [response.status_code for response in undo] == [302, 403]
    assert client.get(reverse("expertise:gap_call", args=["nt2"])).status_code == 403


def test_a_step_of_another_topic_is_not_found(client, coordinator):
    f.TopicFactory(slug="nt2")
    step = GapAction.objects.create(topic=f.TopicFactory(), kind=GapActionKind.OTHER, note="Elders")
    assert client.post(reverse("expertise:gap_step_undo", args=["nt2", step.public_id])).status_code == 404
