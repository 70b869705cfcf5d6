"""The page for in the classroom under hard use: several tabs, a full device, a half-written interview, a guesser."""

import pytest
from playwright.sync_api import expect

from lesson_study.classroom.models import Observation, PupilInterview
from tests.lesson_study.classroom.browsing import FILL_DEVICE, PIN, Phone, requests_have_ended, wait_until
from tests.lesson_study.classroom.building import make_lesson, observer_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="classroom")]
OPEN = {"name": "Open", "exact": True}


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


def guess(tab, pin):
    tab.unlock(pin)
    expect(tab.page.locator("#unlock-button")).to_be_enabled()


def test_ten_tries_are_ten_in_however_many_tabs(phone, context, live_server, lesson):
    phone.make_ready()
    context.set_offline(True)
    phone.note("Legt een strook neer")
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.page.close()
    tabs = [Phone(context, live_server.url, lesson).open() for _number in range(2)]
    for number in range(9):
        guess(tabs[number % 2], f"1234567{number}")
    tabs[1].unlock("12345679")
    expect(tabs[1].page.locator("#new-pin-error")).to_contain_text("Tien keer fout")
    assert tabs[1].stored("readable") == []
    assert tabs[1].stored("lessons")[0]["wrapped"] is None


@pytest.mark.in_suite
def test_what_was_dropped_in_one_tab_is_shut_in_the_other_and_stays_dropped(phone, context, live_server, lesson):
    phone.make_ready()
    context.set_offline(True)
    phone.note("Legt een strook neer")
    other = Phone(context, live_server.url, lesson).open()
    for number in range(10):
        other.unlock(f"1234567{number}")
        if number < 9:
            expect(other.page.locator("#unlock-button")).to_be_enabled()
    expect(other.page.locator("#new-pin-error")).to_contain_text("Tien keer fout")
    expect(phone.page.locator("#prepare")).to_be_visible()
    assert "strook" not in phone.page.content()
    [place] = other.stored("lessons")
    assert (place["wrapped"], place["bundle"], place["draft"]) == (None, None, None)
    context.set_offline(False)
    wait_until(phone, Observation.objects.exists)


def test_an_older_tab_does_not_undo_that_the_device_was_made_ready_anew(phone, context, live_server, lesson):
    phone.make_ready()
    newer = Phone(context, live_server.url, lesson).open()
    newer.page.get_by_text("Vergeten?").click()
    newer.page.get_by_role("button", name="Maak opnieuw klaar").click()
    expect(newer.page.locator("#prepare")).to_be_visible()
    newer.make_ready("een heel nieuwe zin")
    expect(phone.page.locator("#unlock")).to_be_visible()
    context.set_offline(True)
    newer.note("Met de nieuwe code")
    newer.expect_top_line("1 notitie staat alleen op dit apparaat")
    newer.page.reload()
    newer.unlock("een heel nieuwe zin")
    expect(newer.page.locator("#mine li")).to_contain_text("Met de nieuwe code")


def test_what_a_full_device_stored_before_is_sent_and_makes_room_again(phone, context):
    quota = {"origin": phone.site, "quotaSize": 1_500_000}
    context.new_cdp_session(phone.page).send("Storage.overrideQuotaForOrigin", quota)
    phone.make_ready()
    context.set_offline(True)
    phone.note("Van toen er nog plaats was")
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.page.evaluate(FILL_DEVICE)
    phone.note("Past er niet meer bij")
    phone.expect_top_line("Je apparaat is vol.")
    context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.expect_top_line("Alles verstuurd")
    assert Observation.objects.count() == 2
    assert phone.stored("sealed") == phone.stored("readable") == []


def test_a_full_device_is_opened_with_its_code_and_takes_ten_tries_of_a_guesser(phone, context):
    quota = {"origin": phone.site, "quotaSize": 1_500_000}
    context.new_cdp_session(phone.page).send("Storage.overrideQuotaForOrigin", quota)
    phone.make_ready()
    context.set_offline(True)
    phone.note("Van toen er nog plaats was")
    phone.expect_top_line("1 notitie staat alleen op dit apparaat")
    phone.page.evaluate(FILL_DEVICE)
    phone.page.reload()
    phone.unlock("00000000")
    expect(phone.page.locator("#pin-error")).to_contain_text("nog 9 keer")
    phone.unlock()
    expect(phone.page.locator("#mine li")).to_contain_text("Van toen er nog plaats was")
    phone.page.reload()
    for number in range(10):
        if phone.page.locator("#new-pin").is_visible():
            break
        guess(phone, f"1234567{number}")
    expect(phone.page.locator("#new-pin-error")).to_contain_text("Tien keer fout")
    assert phone.stored("readable") == phone.stored("tries") == []
    assert len(phone.stored("sealed")) == 1
    phone.page.reload()
    if phone.page.locator("#pin").is_visible():
        # There was no room to write down that it was dropped: the right code opens nothing any more all the same.
        phone.unlock()
    expect(phone.page.locator("#prepare")).to_be_visible()
    context.set_offline(False)
    wait_until(phone, Observation.objects.exists)


def test_a_half_written_interview_survives_a_lock_and_a_restart(phone, context):
    phone.make_ready()
    context.set_offline(True)
    page = phone.page
    page.get_by_role("button", name="Les klaar? Stel de 4 vragen").click()
    page.locator('#interview-pupils input[value="B"]').check(force=True)
    page.get_by_label("Wat vond je het fijnst aan deze les?").fill("Het touw")
    page.get_by_role("button", name="op slot").click()
    phone.unlock()
    expect(page.get_by_label("Wat vond je het fijnst aan deze les?")).to_have_value("Het touw")
    page.get_by_label("Wat hielp jou het meest?").fill("Samen tekenen")
    page.wait_for_timeout(800)
    page.reload()
    phone.unlock()
    expect(page.get_by_label("Wat hielp jou het meest?")).to_have_value("Samen tekenen")
    expect(page.locator('#interview-pupils input[value="B"]')).to_be_checked()
    page.get_by_role("button", name="Bewaar de antwoorden").click()
    expect(page.locator("#look")).to_be_visible()
    context.set_offline(False)
    wait_until(phone, PupilInterview.objects.exists)
    said = PupilInterview.objects.get()
    assert (said.case_pupil.code, said.liked, said.helped) == ("B", "Het touw", "Samen tekenen")
    page.reload()
    phone.unlock()
    expect(page.locator("#look")).to_be_visible()


def test_fifty_refused_notes_do_not_keep_the_others_from_being_sent(phone, context):
    phone.make_ready()
    phone.page.evaluate(
        """async () => {
          const db = await new Promise((done) => {
            const asked = indexedDB.open("klas");
            asked.onsuccess = () => done(asked.result);
          });
          const change = db.transaction("sealed", "readwrite");
          for (let number = 10; number < 70; number++)
            change.objectStore("sealed").put({
              here: location.pathname, uuid: "00000000-0000-4000-8000-0000000000" + number, revision: 1, format: 1,
              sealed: "onleesbaar",
            });
          await new Promise((done) => (change.oncomplete = done));
          db.close();
        }"""
    )
    phone.note("Komt wel aan")
    wait_until(phone, Observation.objects.exists)
    phone.expect_top_line("60 notities zijn niet aangenomen.")


@pytest.mark.parametrize(
    "pin", ["1234567890", "12345679", "11223344", "123123123", "21051987", "19870521", "Wachtwoord123!"]
)
def test_the_first_codes_that_a_guesser_tries_are_refused(phone, pin):
    phone.open()
    phone.page.get_by_label("Kies een code voor dit apparaat").fill(pin)
    phone.page.get_by_role("button", name="Maak klaar", exact=True).click()
    expect(phone.page.locator("#new-pin-error")).to_contain_text("te makkelijk te raden")
    assert phone.stored("lessons") == []


@pytest.mark.in_suite
def test_a_code_that_nobody_guesses_first_is_taken(phone):
    phone.make_ready("60318275")
    phone.page.reload()
    phone.unlock(PIN)
    expect(phone.page.locator("#pin-error")).to_contain_text("nog 9 keer")
    phone.unlock("60318275")
    expect(phone.page.locator("#thumb")).to_be_visible()
