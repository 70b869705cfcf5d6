"""What a browser leaves on the disk of a phone: neither a word of a note or plan, nor a key that would open them."""

import secrets
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from playwright.sync_api import expect

from lesson_study.classroom.models import Observation, PupilInterview
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import PlanCell
from tests.lesson_study.classroom.browsing import PIN, Phone, decoded, files_holding
from tests.lesson_study.classroom.building import make_lesson, observer_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="classroom")]


class Profile:
    """A browser whose profile stays when it is closed, as on a phone."""

    def __init__(self, folder, browser_type, launch_args, site, lesson):
        self.folder, self.browser_type, self.launch_args = folder, browser_type, launch_args
        self.site, self.lesson = site, lesson
        self.context = None

    def start(self, *, offline=False):
        options = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "viewport": {"width": 360, "height": 740}}
        self.context = self.browser_type.launch_persistent_context(
            str(self.folder), **self.launch_args, **options, offline=offline
        )
        return Phone(self.context, self.site, self.lesson, self.context.pages[0])

    def stop(self):
        self.context.close()
        self.context = None


@pytest.fixture
def lesson():
    lesson = make_lesson()
    lesson.cycle.case_pupils.filter(code="A").update(alias=f"Bo{secrets.token_hex(4)}")
    lesson.cycle.case_pupils.update(typification=f"type {secrets.token_hex(8)}")
    cells = PlanCell.objects.filter(row__plan=lesson.plan, column__in=[PlanColumn.EXPECTED, PlanColumn.LABEL])
    for cell in cells:
        PlanCell.objects.filter(pk=cell.pk).update(text=f"plan {secrets.token_hex(8)}")
    return lesson


@pytest.fixture
def profile(tmp_path, browser_type, browser_type_launch_args, live_server, lesson):
    made = Profile(tmp_path / "profile", browser_type, browser_type_launch_args, live_server.url, lesson)
    yield made
    if made.context:
        made.stop()


def secrets_of(lesson, texts):
    """All that may not stand on the disk, by a name for each."""
    words = dict.fromkeys(texts)
    for pupil in lesson.cycle.case_pupils.all():
        words |= dict.fromkeys([pupil.typification, *([pupil.alias] if pupil.alias else [])])
    words |= dict.fromkeys(
        text for text in PlanCell.objects.filter(row__plan=lesson.plan).values_list("text", flat=True) if len(text) > 5
    )
    return {word: word.encode() for word in words}


def keys_of(phone):
    """The key that the code makes, and the one that it opens, as the page has them in its memory alone."""
    [stored] = phone.stored("lessons")
    wrapped = stored["wrapped"]
    assert wrapped["rounds"] >= 600_000
    wrapping = PBKDF2HMAC(hashes.SHA256(), 32, decoded(wrapped["salt"]), wrapped["rounds"]).derive(PIN.encode())
    opened = AESGCM(wrapping).decrypt(decoded(wrapped["iv"]), decoded(wrapped["data"]), None)
    return {"key of the code": wrapping, "key of the notes": opened, "code": PIN.encode()}


@pytest.mark.parametrize("notes", [pytest.param(5, marks=pytest.mark.in_suite), 200])
def test_after_many_notes_a_restart_and_their_deletion_the_profile_holds_no_word_and_no_key(profile, lesson, notes):
    observer = observer_of(lesson)
    phone = profile.start()
    phone.sign_in(observer)
    phone.make_ready()
    needles = keys_of(phone)
    profile.context.set_offline(True)
    texts = [f"notitie {secrets.token_hex(8)}" for _number in range(3)]
    for text in texts[:2]:
        phone.note(text)
    # The rest by keys, as fast as a hand can.
    for number in range(notes - 2):
        phone.page.keyboard.press("ABH"[number % 3])
        phone.page.keyboard.press("2341"[number % 4])
    phone.expect_top_line(f"{notes} notities staan alleen op dit apparaat")
    answer = f"antwoord {secrets.token_hex(8)}"
    phone.page.get_by_role("button", name="Les klaar? Stel de 4 vragen").click()
    phone.page.get_by_label("Wat hielp jou het meest?").fill(answer)
    phone.page.get_by_role("button", name="Bewaar de antwoorden").click()
    phone.expect_top_line(f"{notes + 1} notities staan alleen op dit apparaat")
    phone.page.get_by_label("Wat zie of hoor je?").fill(texts[2])
    phone.page.wait_for_timeout(800)
    needles |= secrets_of(lesson, [*texts, answer])
    profile.stop()
    assert files_holding(profile.folder, needles) == []

    phone = profile.start(offline=True)
    phone.open()
    phone.expect_top_line(f"{notes + 1} notities staan alleen op dit apparaat")
    phone.unlock()
    expect(phone.page.get_by_label("Wat zie of hoor je?")).to_have_value(texts[2])
    phone.page.get_by_role("button", name="Toon al je notities").click()
    expect(phone.page.locator("#mine li")).to_have_count(notes)
    phone.sign_in(observer)
    profile.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.expect_top_line("Alles verstuurd")
    assert phone.stored("sealed") == phone.stored("readable") == []
    profile.stop()
    assert Observation.objects.count() == notes
    assert set(texts[:2]) < set(Observation.objects.values_list("text", flat=True))
    assert PupilInterview.objects.get().helped == answer
    assert files_holding(profile.folder, needles) == []


@pytest.mark.in_suite
def test_the_search_of_the_profile_finds_what_was_stored_in_clear_and_deleted_again(profile, lesson):
    """The proof of the search: plain text, and a key that may not be exported, each stored and deleted."""
    phone = profile.start()
    phone.sign_in(observer_of(lesson))
    phone.make_ready()
    word, key = f"plain {secrets.token_hex(8)}", secrets.token_bytes(32)
    phone.page.evaluate(
        """async ([word, raw]) => {
          const bytes = new Uint8Array(raw);
          const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt"]);
          const db = await new Promise((done) => {
            const asked = indexedDB.open("planted");
            asked.onupgradeneeded = () => asked.result.createObjectStore("things");
            asked.onsuccess = () => done(asked.result);
          });
          for (const deed of [(one) => one.put({ word, key }, 1), (one) => one.delete(1)]) {
            const change = db.transaction("things", "readwrite");
            deed(change.objectStore("things"));
            await new Promise((done) => (change.oncomplete = done));
          }
        }""",
        [word, list(key)],
    )
    time.sleep(0.3)
    profile.stop()
    found = files_holding(Path(profile.folder), {"word": word.encode(), "key": key})
    assert {hit.split(" in ")[0] for hit in found} == {"word", "key"}
