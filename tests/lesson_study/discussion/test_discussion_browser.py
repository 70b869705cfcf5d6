"""A discussion on two screens, by mouse and by keyboard, and without JavaScript."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from lesson_study.discussion.actions.notes import add_note
from lesson_study.discussion.actions.revisions import add_revision
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import Discussion, DiscussionNote, EvidenceLink, Revision
from tests.browser import assert_no_axe_violations
from tests.lesson_study.discussion.helpers import (
    address,
    chair_of,
    noted,
    observer_of,
    of_cycle,
    talk_in,
    taught,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="discussion")]

# A thumb chooses in them.
HEIGHTS_OF_CHOICES = "[...document.querySelectorAll('main select')].map((one) => one.offsetHeight)"


@pytest.fixture
def screen(browser, live_server, browser_context_args):
    """A browser of one's own for each member: `screen(member, address)` gives its page."""
    contexts = []

    def open_screen(member, path, **options):
        client = Client()
        client.force_login(member)
        cookie = client.cookies["sessionid"]
        context = browser.new_context(**{**browser_context_args, **options})
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_screen
    for context in contexts:
        context.close()


def said(page):
    return page.get_by_role("textbox", name="Wat er gezegd is")


@pytest.mark.in_suite
def test_two_screens_show_the_same_and_what_is_typed_stays(screen):
    discussion = talk_in(Step.OBSERVATIONS)
    lesson = discussion.lesson
    leads = screen(chair_of(lesson), address(lesson))
    writes = screen(observer_of(lesson), address(lesson))
    said(writes).fill("Half af")
    said(leads).fill("A tekende eerst.")
    leads.get_by_role("button", name="Schrijf het op").click()
    expect(writes.get_by_text("A tekende eerst.")).to_be_visible()
    expect(said(leads)).to_have_value("")
    leads.get_by_role("button", name="Naar de volgende stap").click()
    expect(writes.get_by_role("heading", name="Stap 4: Wat zeiden de leerlingen?")).to_be_visible()
    expect(said(writes)).to_have_value("Half af")
    writes.get_by_role("button", name="Schrijf het op").click()
    expect(leads.get_by_text("Half af")).to_be_visible()
    # Begun in step 3, so it stands there.
    assert DiscussionNote.objects.get(text="Half af").step == Step.OBSERVATIONS


def test_who_sends_by_keyboard_stays_where_they_were(screen):
    discussion = talk_in(Step.PUPILS)
    lesson = discussion.lesson
    page = screen(chair_of(lesson), address(lesson))
    said(page).focus()
    page.keyboard.type("A wees het aan.")
    page.get_by_role("button", name="Schrijf het op").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("A wees het aan.")).to_be_visible()
    expect(said(page)).to_be_focused()
    expect(said(page)).to_have_value("")
    page.get_by_role("button", name="Naar de volgende stap").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Stap 5")).to_be_visible()
    assert page.evaluate("document.querySelector('live-talk').contains(document.activeElement)")


def test_without_a_connection_nothing_typed_is_lost(screen):
    discussion = talk_in(Step.PUPILS)
    page = screen(observer_of(discussion.lesson), address(discussion.lesson))
    page.context.set_offline(True)
    said(page).fill("In de kelder")
    page.get_by_role("button", name="Schrijf het op").click()
    expect(page.get_by_text("Nog niet bewaard")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Schrijf het op").click()
    expect(page.locator("#gezegd").get_by_text("In de kelder")).to_be_visible()
    assert DiscussionNote.objects.count() == 1


def test_evidence_by_keyboard_button_and_drag(screen):
    lesson = taught()
    for text in ("zag het bij het touw", "wachtte op maatje", "legde niets uit"):
        noted(lesson, text)
    discussion = talk_in(Step.REVISION, lesson)
    add_revision(discussion=discussion, by=chair_of(lesson), after="Touw naar voren", reason="Daar zagen ze het")
    # Tall enough to drag without scrolling.
    page = screen(observer_of(lesson), address(lesson), viewport={"width": 1280, "height": 2600})
    timeline = page.locator("#tijdlijn .seen-note")
    timeline.nth(0).focus()
    page.keyboard.press("1")
    expect(page.locator(".change-card").get_by_text("zag het bij het touw")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    expect(page.locator(".change-card").get_by_text("wachtte op maatje")).to_be_visible()
    timeline.nth(2).drag_to(page.locator(".change-card h3"))
    expect(page.locator(".change-card").get_by_text("legde niets uit")).to_be_visible()
    assert EvidenceLink.objects.count() == 3
    timeline.nth(2).get_by_role("button", name="als bewijs bij aanpassing 1").click()
    expect(page.locator(".change-card").get_by_text("legde niets uit")).to_have_count(0)
    assert EvidenceLink.objects.count() == 2


def test_all_of_it_works_without_javascript(screen):
    discussion = talk_in(Step.REVISION)
    lesson = discussion.lesson
    page = screen(chair_of(lesson), address(lesson), java_script_enabled=False)
    said(page).fill("Zonder script")
    page.get_by_role("button", name="Schrijf het op").click()
    expect(page.locator("#gezegd").get_by_text("Zonder script")).to_be_visible()
    page.get_by_text("Voeg een aanpassing toe").click()
    page.get_by_label("Wat passen we aan?").fill("Touw naar voren")
    page.get_by_label("Want we zagen dat").fill("A het daar zag")
    page.get_by_role("button", name="Voeg deze aanpassing toe").click()
    page.get_by_role("button", name="Naar de volgende stap").click()
    expect(page.get_by_role("heading", name="Stap 8")).to_be_visible()
    assert Revision.objects.get().after == "Touw naar voren"


@pytest.mark.in_suite
def test_many_write_at_the_same_moment_and_no_word_is_lost():
    discussion = talk_in(Step.PUPILS)
    people = [chair_of(discussion.lesson), observer_of(discussion.lesson)]

    def write(number):
        try:
            add_note(discussion=discussion, by=people[number % 2], text=f"Zin {number}", step=Step.PUPILS)
        finally:
            connection.close()

    before = Discussion.objects.get().revision
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    assert DiscussionNote.objects.count() == 40
    assert Discussion.objects.get().revision == before + 40


@pytest.mark.in_suite
def test_many_add_a_change_at_the_same_moment_and_three_stay():
    discussion = talk_in(Step.REVISION)
    by = chair_of(discussion.lesson)

    def add(number):
        try:
            add_revision(discussion=discussion, by=by, after=f"Zo {number}", reason="Daarom")
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(add, range(6)))
    assert sorted(answers) == ["", "", "", *["RefusedError"] * 3]
    assert sorted(Revision.objects.values_list("position", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(360, "light"), (1280, "light"), pytest.param(360, "dark", marks=pytest.mark.in_suite), (1280, "dark")],
)
def test_axe_finds_nothing(screen, scheme, width):
    lesson = taught()
    for row, code in ((0, "A"), (1, "B"), (0, "")):
        noted(lesson, "zag het bij het touw", row=row, code=code, is_critical=True)
    discussion = talk_in(Step.REVISION, lesson)
    add_note(discussion=discussion, by=observer_of(lesson), text="Gezegd", step=Step.PUPILS)
    add_revision(discussion=discussion, by=observer_of(lesson), after="Touw naar voren", reason="Daar zagen ze het")
    page = screen(chair_of(lesson), address(lesson), color_scheme=scheme, viewport={"width": width, "height": 800})
    origin = page.url.removesuffix(address(lesson))
    for path in (address(lesson), of_cycle(lesson.cycle, "reteach"), of_cycle(lesson.cycle, "reflection")):
        page.goto(origin + path)
        assert_no_axe_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        heights = page.evaluate(HEIGHTS_OF_CHOICES)
        assert not [height for height in heights if height < 40], path
