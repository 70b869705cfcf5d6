"""The page for in the classroom, in a browser: two taps a note, without a connection, and nothing lost."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from lesson_study.classroom import actions
from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import Observation, PupilInterview
from tests.browser import assert_no_axe_violations
from tests.lesson_study.classroom.browsing import FILL_DEVICE, PIN, Phone, requests_have_ended, wait_until
from tests.lesson_study.classroom.building import make_lesson, observer_of, sealed_note

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="classroom")]


@pytest.fixture
def lesson():
    return make_lesson()


@pytest.fixture
def phone(page, context, live_server, lesson):
    page.set_viewport_size({"width": 360, "height": 740})
    device = Phone(context, live_server.url, lesson, page)
    device.sign_in(observer_of(lesson))
    yield device
    context.close()
    requests_have_ended()


@pytest.mark.in_suite
def test_a_note_takes_two_taps_works_offline_and_is_sent_once_when_there_is_a_connection(phone, context):
    phone.make_ready()
    context.set_offline(True)
    page = phone.page
    page.locator('#pupils input[value="B"]').check(force=True)
    page.get_by_role("button", name="anders").click()
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.note("Zegt «kwart»", pupil="A", match="deels")
    phone.expect_top_line("2 notities staan alleen op dit apparaat")
    phone.expect_top_line("Geen internet. Ga gewoon door.")
    assert not Observation.objects.exists()

    context.set_offline(False)
    phone.expect_top_line("Alles verstuurd")
    notes = {(note.case_pupil.code, note.match, note.text) for note in Observation.objects.all()}
    assert notes == {("B", Match.OTHERWISE, ""), ("A", Match.PARTLY, "Zegt «kwart»")}
    assert phone.stored("sealed") == phone.stored("readable") == []


def test_a_cold_start_without_a_connection_asks_the_code_and_has_plan_and_notes(phone, context):
    phone.make_ready()
    context.set_offline(True)
    phone.note("Legt een strook neer")
    phone.page.get_by_label("Wat zie of hoor je?").fill("half geschreven")
    phone.page.wait_for_timeout(700)
    phone.page.close()

    phone.page = context.new_page()
    phone.open()
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.unlock("00000000")
    expect(phone.page.locator("#pin-error")).to_contain_text("nog 9 keer")
    phone.unlock()
    expect(phone.page.locator("#mine li")).to_contain_text("Legt een strook neer")
    expect(phone.page.locator("#row-label")).to_have_text("1. Stap 1")
    expect(phone.page.locator("#expected")).to_have_text("A denkt hardop")
    expect(phone.page.get_by_label("Wat zie of hoor je?")).to_have_value("half geschreven")


def test_ten_wrong_codes_drop_what_can_be_read_and_never_what_is_sealed(phone, context):
    phone.make_ready()
    context.set_offline(True)
    phone.note("Legt een strook neer")
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.page.reload()
    for number in range(10):
        phone.unlock(f"1234567{number}")
        if number < 9:
            expect(phone.page.locator("#pin-error")).not_to_be_empty()
            expect(phone.page.get_by_role("button", name="Open", exact=True)).to_be_enabled()
    expect(phone.page.locator("#new-pin-error")).to_contain_text("Tien keer fout")
    assert phone.stored("readable") == []
    assert len(phone.stored("sealed")) == 1
    assert phone.stored("lessons")[0]["bundle"] is None
    context.set_offline(False)
    phone.expect_top_line("Alles verstuurd")
    assert Observation.objects.get().text == "Legt een strook neer"


def test_undo_takes_a_note_back_whether_it_was_sent_or_not(phone, context):
    phone.make_ready()
    context.set_offline(True)
    phone.note("nooit verstuurd")
    phone.page.get_by_role("button", name="Ongedaan").click()
    phone.expect_top_line("Klaar voor in de klas")
    assert phone.stored("sealed") == []
    context.set_offline(False)
    phone.note("wel verstuurd")
    phone.expect_top_line("Alles verstuurd")
    assert Observation.objects.count() == 1
    phone.page.get_by_role("button", name="Ongedaan").click()
    expect(phone.page.locator("#mine li")).to_have_count(0)
    expect(phone.page.locator("#net-title")).to_contain_text("Alles verstuurd")
    wait_until(phone, lambda: not Observation.objects.exists())


def test_a_note_can_be_filled_in_afterwards(phone):
    phone.make_ready()
    phone.note("", match="niet gezien")
    phone.page.get_by_role("button", name="Vul aan").click()
    phone.note("Toch: tekent pijlen", match="anders")
    wait_until(phone, lambda: Observation.objects.filter(text="Toch: tekent pijlen", match=Match.OTHERWISE).exists())
    assert Observation.objects.count() == 1


def test_the_four_questions_are_asked_offline_too(phone, context):
    phone.make_ready()
    context.set_offline(True)
    page = phone.page
    page.get_by_role("button", name="Les klaar? Stel de 4 vragen").click()
    page.get_by_label("Wat vond je het fijnst aan deze les?").fill("Het touw")
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Bewaar de antwoorden").click()
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    context.set_offline(False)
    phone.expect_top_line("Alles verstuurd")
    assert PupilInterview.objects.get().liked == "Het touw"


def test_all_of_it_by_keyboard_alone(phone):
    phone.make_ready()
    page = phone.page
    page.keyboard.press("b")
    page.keyboard.press("t")
    page.keyboard.type("telt 1, 2, 3 en wijst A aan")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    wait_until(phone, Observation.objects.exists)
    note = Observation.objects.get()
    assert (note.case_pupil.code, note.match, note.text) == ("B", Match.OTHERWISE, "telt 1, 2, 3 en wijst A aan")
    page.keyboard.press("h")
    page.keyboard.press("PageDown")
    page.keyboard.press("1")
    wait_until(phone, lambda: Observation.objects.count() == 2)
    later = Observation.objects.order_by("noted_at").last()
    assert (later.case_pupil, later.match, later.row.position) == (None, Match.EXPECTED, 1)


def test_after_eight_minutes_at_one_pupil_it_asks_to_look_at_the_class(phone):
    phone.page.clock.install()
    phone.make_ready()
    phone.page.clock.fast_forward("07:50")
    expect(phone.page.locator("#nudge")).to_be_hidden()
    phone.page.clock.fast_forward("00:20")
    expect(phone.page.locator("#nudge")).to_contain_text("8 minuten bij A")
    before = phone.page.locator(".save-as").bounding_box()
    phone.page.get_by_role("button", name="Later").click()
    expect(phone.page.locator("#nudge")).to_be_hidden()
    assert phone.page.locator(".save-as").bounding_box() == before, "the match buttons never move"


def test_the_match_buttons_stay_where_they_are_while_the_text_grows(phone):
    phone.make_ready()
    before = phone.page.locator(".save-as").bounding_box()
    phone.page.get_by_label("Wat zie of hoor je?").fill("Een lange zin die doorloopt.\n" * 6)
    phone.page.locator("#critical").check(force=True)
    after = phone.page.locator(".save-as").bounding_box()
    assert after == before
    assert after["y"] + after["height"] <= 740
    for button in phone.page.locator("#thumb .save-as button, #thumb .pupil-chips label, #thumb .flip").all():
        assert button.bounding_box()["height"] >= 48


def test_a_name_is_warned_about_and_an_invented_one_is_not(phone, lesson):
    lesson.cycle.case_pupils.filter(code="A").update(alias="Bo")
    phone.make_ready()
    field, hint = phone.page.get_by_label("Wat zie of hoor je?"), phone.page.locator("#name-hint")
    field.press_sequentially("Legt uit aan Bo en B")
    expect(hint).to_be_hidden()
    field.press_sequentially(" en Fatima")
    expect(hint).to_contain_text("«Fatima»: is dat een naam?")


@pytest.mark.parametrize(
    ("width", "theme"),
    [(320, "light"), (1280, "light"), pytest.param(320, "dark", marks=pytest.mark.in_suite), (1280, "dark")],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(phone, width, theme):
    page = phone.page
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    phone.open()
    expect(page.locator("#prepare")).to_be_visible()
    assert_no_axe_violations(page)
    phone.make_ready()
    phone.note("Legt een strook neer")
    assert_no_axe_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="op slot").click()
    expect(page.locator("#unlock")).to_be_visible()
    assert_no_axe_violations(page)
    assert "strook" not in page.content()


@pytest.mark.parametrize("pin", ["1234567", "11111111", "12345678", "87654321", "12341234", "kort zinnetje"[:11]])
def test_a_code_that_is_easy_to_guess_is_refused(phone, pin):
    phone.open()
    phone.page.get_by_label("Kies een code voor dit apparaat").fill(pin)
    phone.page.get_by_role("button", name="Maak klaar", exact=True).click()
    expect(phone.page.locator("#new-pin-error")).not_to_be_empty()
    assert phone.stored("lessons") == []


def test_who_is_removed_from_the_team_keeps_nothing_readable_and_loses_no_note(phone, context, lesson):
    phone.make_ready()
    context.set_offline(True)
    phone.note("Van voor het vertrek")
    lesson.cycle.team.filter(member=observer_of(lesson)).update(left_at=timezone.now())
    context.set_offline(False)
    expect(phone.page.locator("#removed")).to_contain_text("Je zit niet meer in dit team.")
    expect(phone.page.locator("#removed")).to_contain_text("zijn verstuurd")
    assert Observation.objects.get().text == "Van voor het vertrek"
    for store in ("lessons", "readable", "sealed"):
        assert phone.stored(store) == []
    assert "Van voor het vertrek" not in phone.page.content()
    phone.page.reload()
    phone.page.get_by_label("Kies een code voor dit apparaat").fill(PIN)
    phone.page.get_by_role("button", name="Maak klaar", exact=True).click()
    expect(phone.page.locator("#new-pin-error")).not_to_be_empty()


def test_a_log_in_that_ended_is_said_and_the_notes_stay(phone, context):
    phone.make_ready()
    context.clear_cookies()
    phone.note("Blijft staan")
    phone.expect_top_line("Log opnieuw in om te versturen.")
    assert len(phone.stored("sealed")) == 1
    phone.sign_in(observer_of(phone.lesson))
    phone.page.reload()
    phone.expect_top_line("Alles verstuurd")
    assert Observation.objects.get().text == "Blijft staan"


@pytest.mark.in_suite
def test_a_new_version_waits_until_all_is_sent(phone, context, monkeypatch):
    phone.make_ready()
    context.set_offline(True)
    for number in range(3):
        phone.note(f"notitie {number}")
    # Before the connection is back: what comes first then is sending.
    context.route("**/versturen/", lambda route: route.abort())
    context.set_offline(False)
    new = "0123456789ab"
    monkeypatch.setattr("lesson_study.classroom.shell.shell_version", lambda: new)
    monkeypatch.setattr("lesson_study.classroom.views.shell.shell_version", lambda: new)
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    phone.expect_top_line("Die wacht tot je 3 notities verstuurd zijn.")
    assert phone.page.evaluate("document.body.dataset.version") != new
    context.unroute("**/versturen/")
    phone.page.get_by_role("button", name="Nu versturen").click()
    wait_until(phone, lambda: Observation.objects.count() == 3)
    phone.page.get_by_role("button", name="Vernieuw").click()
    expect(phone.page.locator("body")).to_have_attribute("data-version", new)


def test_a_full_device_says_so_sends_what_it_can_and_copies_the_rest(phone, context):
    quota = {"origin": phone.site, "quotaSize": 1_500_000}
    context.new_cdp_session(phone.page).send("Storage.overrideQuotaForOrigin", quota)
    phone.make_ready()
    context.set_offline(True)
    phone.page.evaluate(FILL_DEVICE)
    phone.note("Past er niet meer bij")
    phone.expect_top_line("Je apparaat is vol.")
    phone.page.get_by_role("button", name="Kopieer als tekst").first.click()
    expect(phone.page.locator("#copy-text")).to_have_value(re.compile("Past er niet meer bij"))
    context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    wait_until(phone, Observation.objects.exists)
    assert Observation.objects.get().text == "Past er niet meer bij"


def test_the_same_notes_from_two_pages_and_a_second_device_arrive_once(phone, context, browser, live_server, lesson):
    phone.make_ready()
    context.set_offline(True)
    phone.note("Van de telefoon")
    second_tab = Phone(context, live_server.url, lesson).open()
    context.set_offline(False)
    for page in (phone.page, second_tab.page):
        page.evaluate("dispatchEvent(new Event('online'))")
    other_context = browser.new_context(locale="nl-NL")
    tablet = Phone(other_context, live_server.url, lesson)
    tablet.sign_in(observer_of(lesson))
    tablet.make_ready("een andere lange zin")
    tablet.note("Van de tablet")
    wait_until(phone, lambda: Observation.objects.count() == 2)
    assert set(Observation.objects.values_list("text", flat=True)) == {"Van de telefoon", "Van de tablet"}
    other_context.close()


def test_notes_stored_by_the_first_version_of_the_page_are_sent_by_this_one(phone, lesson):
    """Format 1, as it stands: sealed by the server's own hand, so that neither side changes it unseen."""
    phone.make_ready()
    record = sealed_note(lesson, text="Uit een oudere versie")
    newer = record | {"uuid": "00000000-0000-4000-8000-000000000001", "format": 99}
    phone.page.evaluate(
        """async (records) => {
          const db = await new Promise((done) => {
            const asked = indexedDB.open("klas");
            asked.onsuccess = () => done(asked.result);
          });
          const change = db.transaction("sealed", "readwrite");
          for (const record of records) change.objectStore("sealed").put({ here: location.pathname, ...record });
          await new Promise((done) => (change.oncomplete = done));
          db.close();
        }""",
        [record, newer],
    )
    phone.page.reload()
    phone.expect_top_line("Alles verstuurd")
    assert Observation.objects.get().text == "Uit een oudere versie"
    assert [one["format"] for one in phone.stored("sealed")] == [99], "what a newer page stored is left alone"


def test_notes_are_readable_by_the_team_after_they_are_sent(phone, lesson, live_server):
    phone.make_ready()
    phone.note("Legt een strook neer", match="anders")
    wait_until(phone, Observation.objects.exists)
    actions.start_lesson(lesson=lesson, by=observer_of(lesson), at=lesson.cycle.created_at)
    phone.page.goto(live_server.url + f"/lesson-study/{lesson.cycle.public_id}/waarnemen/")
    expect(phone.page.locator("#lesson-notes")).to_contain_text("Legt een strook neer")
    phone.page.emulate_media(reduced_motion="reduce")
    assert_no_axe_violations(phone.page)


def test_the_page_is_there_in_time_on_a_slow_phone_and_network(phone, context):
    """150 ms, 1.6 Mbit/s and a processor four times slower; nothing of it was stored before."""
    session = context.new_cdp_session(phone.page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
    session.send("Network.emulateNetworkConditions", slow)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    phone.open()
    expect(phone.page.locator("#prepare")).to_be_visible()
    seconds = phone.page.evaluate(
        """() => new Promise((done) => {
          const told = (list) => done(list.getEntries().at(-1).startTime / 1000);
          new PerformanceObserver(told).observe({ type: "largest-contentful-paint", buffered: true });
        })"""
    )
    assert seconds <= 1.8
