"""Minutes in a real browser: saved by themselves, also without a network, after a crash, and with two writers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plg.meetings.models import AgendaItem
from plg.records.actions.minutes import save_minutes
from plg.records.minutes_text import MinutesText
from plg.records.models import ActionItem, Decision, Minutes
from tests.browser import assert_no_axe_violations
from tests.plg.meetings.helpers import attended, invited, page_of, planned

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="minutes")]


@pytest.fixture
def past(inside):
    meeting = planned(inside.group, timezone.now() - dt.timedelta(hours=3), title="Breuken bekijken")
    AgendaItem.objects.create(meeting=meeting, title="Terugblik", position=0)
    return meeting


@pytest.fixture
def writing(inside, past, visit, sign_in_browser):
    sign_in_browser(inside.lead)
    return visit(page_of("minutes_write", past))


def report(page):
    return page.get_by_label("Wat er gezegd is").first


def crash(page):
    """The page goes away without a word: nothing is sent, nothing is asked."""
    page.evaluate("for (const saver of document.querySelectorAll('autosave-form')) saver.timer = 0")
    page.evaluate("for (const form of document.querySelectorAll('form[data-guard]')) form.remove()")
    page.goto("about:blank")


@pytest.mark.in_suite
def test_what_is_typed_is_saved_with_the_time(past, writing):
    report(writing).fill("We keken terug.")
    writing.locator(".saved-note", has_text="Bewaard").wait_for()
    assert past.agenda_items.get().report == "We keken terug."
    assert writing.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 0
    writing.goto("about:blank")  # no question: everything is saved


def test_a_new_row_appears_when_the_last_is_used_and_each_is_stored_once(inside, past, writing):
    for number in range(3):
        writing.get_by_label("Besluit", exact=False).nth(number).fill(f"Besluit {number}")
    first = writing.locator('[data-grows^="action-"]').first
    first.get_by_label("Actiepunt").first.fill("Lesplan rondsturen")
    first.get_by_label("Wie doet het").first.select_option(label="Jorn Beltmate")
    writing.locator(".saved-note", has_text="Bewaard").wait_for()
    writing.get_by_role("button", name="Opslaan", exact=True).click()
    writing.get_by_text("Het verslag is opgeslagen").wait_for()
    assert sorted(Decision.objects.values_list("text", flat=True)) == ["Besluit 0", "Besluit 1", "Besluit 2"]
    assert ActionItem.objects.get().owner == inside.member


def test_without_a_network_the_text_waits_and_goes_when_it_is_back(past, writing):
    writing.context.set_offline(True)
    report(writing).fill("In de kelder van de school")
    writing.locator(".saved-note.bad").wait_for()
    assert not Minutes.objects.exists()
    writing.context.set_offline(False)
    writing.locator(".saved-note", has_text="Bewaard").wait_for()
    assert past.agenda_items.get().report == "In de kelder van de school"


@pytest.mark.in_suite
def test_a_crash_without_a_network_loses_no_word_and_no_row(past, writing, visit):
    address = f"**{page_of('minutes_write', past)}"
    writing.context.set_offline(True)
    report(writing).fill("Een lange gedachte")
    writing.get_by_label("Besluit", exact=False).first.fill("We doen het")
    writing.locator(".saved-note.bad").wait_for()
    # What a timer of the page sends yet may meet a network that is back by then: it must not get through.
    writing.route(address, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    crash(writing)
    writing.context.set_offline(False)
    page = visit(page_of("minutes_write", past))
    assert report(page).input_value() == "Een lange gedachte"
    # A browser may send after all, once the network is back, what it was asked to send as the page went: then the
    # server has the words, and there is nothing to put back.
    if not Minutes.objects.exists():
        page.get_by_text("Wat nog niet bewaard was, staat er weer").wait_for()
    page.unroute(address)
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.get_by_text("Het verslag is opgeslagen").wait_for()
    assert Decision.objects.get().text == "We doen het"
    page = visit(page_of("minutes_write", past))
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 0


def test_what_came_back_can_be_thrown_away(past, writing, visit):
    address = page_of("minutes_write", past)
    writing.route(f"**{address}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    report(writing).fill("Toch niet")
    writing.locator(".saved-note.bad").wait_for()
    crash(writing)
    page = visit(address)
    assert report(page).input_value() == "Toch niet"
    page.get_by_role("button", name="Gooi weg").click()
    expect(report(page)).to_have_value("")
    page = visit(address)
    assert report(page).input_value() == ""
    assert not Minutes.objects.exists()


@pytest.mark.in_suite
def test_the_words_of_a_second_writer_appear_on_an_open_page(inside, past, writing):
    save_minutes(meeting=past, by=inside.lead, version=0, text=MinutesText(closing="Tot dan"))
    report(writing).fill("Van mij")
    expect(writing.get_by_label("Rondvraag")).to_have_value("Tot dan")
    assert past.agenda_items.get().report == "Van mij"
    assert Minutes.objects.get().closing == "Tot dan"


def test_on_paper_stands_what_is_for_all_and_nothing_to_press(inside, past, visit, sign_in_browser):
    attended(past, inside.lead)
    earlier = planned(inside.group, timezone.now() - dt.timedelta(days=30))
    Minutes.objects.create(meeting=earlier, version=1, written_by=inside.lead, shared_at=timezone.now())
    sign_in_browser(inside.lead)
    page = visit(page_of("meeting_detail", past))
    mine, adopt = page.get_by_role("heading", name="Jouw aanwezigheid"), page.locator("summary", has_text="Vaststellen")
    expect(mine).to_be_visible()
    expect(adopt.first).to_be_visible()
    page.emulate_media(media="print")
    expect(mine).to_be_hidden()
    expect(adopt.first).to_be_hidden()
    expect(page.get_by_role("heading", name="Agenda van de bijeenkomst")).to_be_visible()


def test_the_table_of_attendance_goes_by_keyboard_alone(inside, past, visit, sign_in_browser):
    row = invited(past, inside.member, "yes")
    sign_in_browser(inside.lead)
    page = visit(page_of("attendance_confirm", past))
    page.get_by_label("Aanwezigheid van Jorn Beltmate").focus()
    minutes = page.get_by_label("Minuten van Jorn Beltmate")
    assert not minutes.is_visible()
    page.keyboard.type("deels")
    assert minutes.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("45")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bijeenkomsten/*/")
    row.attendance.refresh_from_db()
    assert (row.attendance.status, row.attendance.minutes) == ("partly", 45)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), pytest.param("dark", 360, marks=pytest.mark.in_suite)])
def test_no_page_about_a_meeting_that_was_shuts_anybody_out(
    inside, past, page, live_server, sign_in_browser, theme, width
):
    there = attended(past, inside.member, status="partly", minutes=30)
    there.contest, there.contest_text, there.contested_at = "open", "Ik was er wel.", timezone.now()
    there.save()
    Minutes.objects.create(meeting=past, shared_at=timezone.now(), version=1)
    Decision.objects.create(meeting=past, text="We nemen leerlingwerk mee.")
    ActionItem.objects.create(group=inside.group, meeting=past, title="Rondsturen", owner=inside.lead)
    past.depth, past.check_in_code = 3, "4207"
    past.save()
    sign_in_browser(inside.lead)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    names = ("meeting_detail", "check_in_board", "attendance_confirm", "attendance_sheet", "minutes_detail")
    addresses = [page_of(name, past) for name in (*names, "minutes_write", "return_add")]
    addresses += [page_of("check_in_scan", past, "4207"), "/inchecken/", "/mijn-uren/", "/mijn-actiepunten/"]
    addresses += [inside.url(name) for name in ("certificate_list", "depth_line", "decision_list", "action_item_list")]
    addresses += ["/certificaat/", "/certificaat/AAAA-BBBB-CCCC/", "/mijn-opbrengst/"]
    for address in addresses:
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_no_axe_violations(page)
