"""What a task costs: a click, tap or submit counts one, and so does a field that is typed in."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from expertise.asking.enums import HelpAudience
from expertise.asking.models import HelpRequest
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import MailRhythm
from knowledge_network.search.understanding.topics import topic_index
from plg.groups.models import JoinRequest
from plg.meetings.links import answer_address
from plg.meetings.models import Meeting, MeetingInvitation
from tests.access.kept import kept_world
from tests.factories import GroupFactory, MeetingFactory, MemberFactory, SignupRequestFactory, TopicFactory
from tests.lesson_study.classroom.browsing import Phone, requests_have_ended
from tests.lesson_study.classroom.building import make_lesson, observer_of

pytestmark = pytest.mark.django_db(transaction=True)


class Hand:
    """Counts what it does."""

    def __init__(self) -> None:
        self.spent = 0

    def click(self, target: Any) -> None:
        target.click()
        self.spent += 1

    def choose(self, field: Any, value: str) -> None:
        field.select_option(value)
        self.spent += 1

    def type(self, field: Any, text: str) -> None:
        field.fill(text)
        self.spent += 1

    def choose_file(self, field: Any, name: str, content: str) -> None:
        field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})
        self.spent += 1


@pytest.fixture(params=[1280, 360], ids=["desk", "phone"])
def width(request, page):
    """The same budget at a desk and on a phone."""
    page.set_viewport_size({"width": request.param, "height": 720 if request.param > 360 else 640})
    return request.param


# Who runs the network does most of it at a desk; on a phone these are tried by turns.
AT_A_DESK = pytest.mark.parametrize(
    "width",
    [pytest.param(1280, id="desk"), pytest.param(360, id="phone", marks=pytest.mark.drill(name="pages"))],
    indirect=True,
)


@pytest.fixture
def world(transactional_db, width):
    return kept_world()


def test_a_teacher_asks_to_join_a_group_with_one_click(world, visit, sign_in_browser):
    teacher, hand = world.people["leader_other"], Hand()
    sign_in_browser(teacher)
    page = visit(f"/groepen/{world.group.slug}/")
    hand.click(page.get_by_role("button", name="Vraag om mee te doen").first)
    page.get_by_text("Je vroeg om mee te doen").first.wait_for()
    assert JoinRequest.objects.filter(group=world.group, member=teacher, state="open").exists()
    assert page.locator("#join-message").count() == 0, "a second form after asking"
    assert hand.spent <= 1


@AT_A_DESK
def test_a_coordinator_imports_three_hundred_members_with_five_clicks(world, visit, sign_in_browser):
    before, hand = Member.objects.count(), Hand()
    sign_in_browser(world.people["coordinator"])
    rows = [f"nieuw{n}@example.org;Nieuw{n};;Mens{n};{world.site.site_code};leraar" for n in range(300)]
    page = visit("/beheer/import/leden/")
    hand.choose_file(
        page.locator("input[type=file]"),
        "leden.csv",
        "\n".join(["e-mail;voornaam;tussenvoegsel;achternaam;school;functie", *rows]),
    )
    hand.click(page.locator("input[type=radio][value=account]"))
    hand.click(page.get_by_role("button", name="Bekijk wat er verandert"))
    hand.click(page.get_by_role("button", name="300"))
    page.get_by_role("button", name="Draai deze import terug").wait_for(timeout=60_000)
    assert Member.objects.count() == before + 300
    assert hand.spent <= 5


@AT_A_DESK
def test_a_coordinator_sees_what_needs_her_without_a_click(world, visit, sign_in_browser, width):
    asked = SignupRequestFactory.create_batch(2, organisation=world.site)
    sign_in_browser(world.people["coordinator"])
    page = visit("/start/")
    figure = page.locator(".figure-strip li", has=page.get_by_role("link", name="Mensen die lid willen worden"))
    row = page.locator(".todo", has_text=asked[0].get_full_name()).first
    assert figure.is_visible()
    assert row.is_visible()
    if width > 360:  # a thumb scrolls
        assert row.bounding_box()["y"] < page.viewport_size["height"], "only after scrolling"
    assert figure.inner_text().startswith("2")


@AT_A_DESK
def test_a_coordinator_approves_somebody_in_place_with_one_click_and_takes_it_back_with_one(
    world, visit, sign_in_browser
):
    (asked,), hand = SignupRequestFactory.create_batch(1, organisation=world.site), Hand()
    sign_in_browser(world.people["coordinator"])
    page = visit("/start/")
    hand.click(page.locator(".todo", has_text=asked.get_full_name()).get_by_role("button", name="Keur goed"))
    page.get_by_role("button", name="Maak ongedaan").first.wait_for()
    assert Member.objects.filter(email=asked.email).exists()
    assert hand.spent <= 1
    hand.click(page.locator("#done-today ~ ul").get_by_role("button", name="Maak ongedaan").first)
    page.locator(".todo", has_text=asked.get_full_name()).wait_for()
    assert not Member.objects.filter(email=asked.email).exists()
    assert hand.spent <= 2


@AT_A_DESK
def test_six_meetings_of_a_group_from_a_pattern_take_six(world, visit, sign_in_browser):
    hand = Hand()
    sign_in_browser(world.people["coordinator"])
    page = visit(f"/groepen/{world.group.slug}/besloten/bijeenkomsten/")
    before = Meeting.objects.count()
    hand.click(page.get_by_role("link", name="Plan een heel jaar"))
    hand.choose(page.get_by_label("Hoe vaak"), "w4")
    hand.type(page.get_by_label("Tot en met"), (timezone.localdate() + dt.timedelta(days=27 * 7)).isoformat())
    hand.click(page.get_by_role("button", name="Bekijk de dagen"))
    hand.click(page.get_by_role("button", name="Plan deze bijeenkomsten"))
    page.get_by_text("Wie is uitgenodigd, krijgt").first.wait_for()
    assert Meeting.objects.count() - before >= 6
    assert hand.spent <= 6


def test_an_invitation_is_answered_from_the_mail_with_two_clicks_without_logging_in(world, visit):
    invitation = MeetingInvitation.objects.get(meeting=world.meeting, member=world.people["group_member"])
    hand = Hand()
    hand.spent += 1  # the button in the mail
    page = visit(urlsplit(answer_address(invitation, "yes")).path + "?antwoord=ja")
    hand.click(page.get_by_role("button", name="Bevestig"))
    page.get_by_text("Je bent erbij").first.wait_for()
    invitation.refresh_from_db()
    assert invitation.answer == "yes"
    assert hand.spent <= 2


@AT_A_DESK
def test_everybody_who_did_not_answer_over_forty_groups_is_reminded_with_three_clicks(world, visit, sign_in_browser):
    for _ in range(40):
        meeting = MeetingFactory()
        MeetingInvitation.objects.create(meeting=meeting, member=MemberFactory())
    hand = Hand()
    sign_in_browser(world.people["coordinator"])
    page = visit("/start/")
    hand.click(page.locator("main a[href='/beheer/bijeenkomsten/herinneren/']").first)
    page.get_by_text("krijgen een herinnering").first.wait_for()
    hand.click(page.get_by_role("button", name="Stuur herinneringen"))
    page.get_by_text("krijgen opnieuw de vraag").first.wait_for()
    assert Notice.objects.filter(kind="plg.reminder_answer").count() >= 40
    assert hand.spent <= 3


def test_a_teacher_finds_somebody_who_can_help_with_two_actions_from_any_page(world, visit, sign_in_browser):
    """The way to contact is in sight with the answer: no third action."""
    teacher, hand = world.people["other_board"], Hand()
    sign_in_browser(teacher)
    page = visit("/agenda/")
    hand.click(page.get_by_role("navigation").get_by_role("link", name="Expertise").filter(visible=True).first)
    page.locator("#id_q").fill("begrijpend lezen")
    hand.spent += 1
    ask = page.locator("#finder-results").get_by_role("link", name="Stel een vraag").first
    ask.wait_for()
    assert ask.bounding_box()["y"] < page.viewport_size["height"], "only after scrolling"
    assert hand.spent <= 2


def test_a_teacher_whom_nobody_fits_asks_the_network_with_three_clicks(world, visit, sign_in_browser):
    """From the empty result on; what nobody says they know about goes to the group of experts that does."""
    teacher, topic, hand = world.people["other_board"], TopicFactory(name="sterrenkunde"), Hand()
    experts = GroupFactory(kind="expert", name="Expertgroep Heelal")
    experts.topics.add(topic)
    topic_index.forget()
    sign_in_browser(teacher)
    page = visit("/expertise/?q=sterrenkunde")
    page.get_by_text("Niemand gevonden voor «sterrenkunde»").wait_for()
    hand.click(page.get_by_role("button", name="Stel je vraag aan het netwerk"))
    hand.click(page.get_by_role("button", name="Kijk wie je vraag krijgt"))
    hand.click(page.get_by_role("button", name="Verstuur mijn vraag"))
    page.get_by_text("Je vraag is onderweg").first.wait_for()
    question = HelpRequest.objects.get(asker=teacher)
    assert (question.title, question.audience) == ("sterrenkunde", HelpAudience.NETWORK)
    assert [match.group for match in question.matches.filter(group__isnull=False)] == [experts]
    assert hand.spent <= 3


def test_the_rhythm_of_mail_changes_with_two(world, visit, sign_in_browser):
    teacher, hand = world.people["leader_other"], Hand()
    sign_in_browser(teacher)
    page = visit("/meldingen/instellingen/")
    form = page.locator("main form", has=page.locator("[name=weekday]"))
    chosen = form.locator("[name=weekday] option:not([selected])").first.get_attribute("value")
    hand.choose(form.locator("[name=weekday]"), chosen)
    hand.click(form.get_by_role("button").first)
    page.locator(".notice, .toast, [role=status]").first.wait_for()
    assert str(MailRhythm.objects.get(member=teacher).weekday) == chosen
    assert hand.spent <= 2


def test_a_leader_reads_the_five_figures_without_a_click_and_is_two_from_what_is_behind_one(
    world, visit, sign_in_browser
):
    hand = Hand()
    sign_in_browser(world.people["leader_own"])
    page = visit("/dashboard/")
    figures = page.locator(".five > li")
    assert [figure.is_visible() for figure in figures.all()] == [True] * 5
    assert all(figure.locator(".n").inner_text().strip() for figure in figures.all())
    for figure in range(5):
        before = hand.spent
        hand.click(figures.nth(figure).locator(".n a").first)
        page.wait_for_url(re.compile(r"/dashboard/(school/.+/achter|cijfers)/"))
        assert page.locator("main h1").is_visible()
        assert hand.spent - before <= 2
        page.go_back()


def test_a_leader_has_the_paper_for_the_team_with_one_click(world, visit, sign_in_browser):
    hand = Hand()
    sign_in_browser(world.people["leader_own"])
    page = visit("/dashboard/")
    with page.context.expect_event(
        "response", lambda response: response.url.split("?")[0].endswith("/a4.pdf"), timeout=120_000
    ) as paper:
        hand.click(page.get_by_role("link", name="A4 voor je team"))
    assert (paper.value.status, paper.value.headers["content-type"]) == (200, "application/pdf")
    assert hand.spent <= 1


def test_a_note_in_the_classroom_takes_two_taps_without_a_connection(
    transactional_db, width, page, context, live_server
):
    lesson = make_lesson()
    phone = Phone(context, live_server.url, lesson, page)
    phone.sign_in(observer_of(lesson))
    phone.make_ready()
    context.set_offline(True)
    for notes, pupil in ((1, "B"), (2, "A")):
        hand = Hand()
        hand.click(page.locator("#pupils label", has_text=re.compile(rf"^\s*{pupil}\s*$")))
        hand.click(page.get_by_role("button", name="anders"))
        phone.expect_top_line(re.compile(rf"\b{notes} notitie"))
        assert hand.spent <= 2
    context.set_offline(False)
    phone.expect_top_line("Alles verstuurd")
    context.close()
    requests_have_ended()
