"""A phone in the tests: it makes itself ready, goes offline, notes, comes back."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from lesson_study.classroom.models import ResearchLesson

PIN = "83920174"
READY = "Klaar voor in de klas ✓"


class Phone:
    """The page of one lesson in one browser."""

    def __init__(self, context: Any, site: str, lesson: ResearchLesson, page: Any = None) -> None:
        self.context, self.site, self.lesson = context, site, lesson
        self.page = page or context.new_page()

    @property
    def address(self) -> str:
        return self.site + reverse("lesson_study:observe", args=[self.lesson.cycle.public_id, self.lesson.number])

    def sign_in(self, member: Any) -> None:
        client = Client()
        client.force_login(member)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.site}])

    def open(self) -> Phone:
        self.page.goto(self.address)
        return self

    def make_ready(self, pin: str = PIN) -> Phone:
        """Until it says that it works without a connection too."""
        self.open()
        self.page.get_by_label("Kies een code voor dit apparaat").fill(pin)
        self.page.get_by_role("button", name="Maak klaar", exact=True).click()
        expect(self.page.locator("#thumb")).to_be_visible()
        expect(self.page.locator("#net")).to_contain_text(READY)
        return self

    def unlock(self, pin: str = PIN) -> Phone:
        self.page.get_by_label("Je code voor dit apparaat").fill(pin)
        self.page.get_by_role("button", name="Open", exact=True).click()
        return self

    def note(self, text: str = "", *, pupil: str = "A", match: str = "zoals verwacht") -> None:
        self.page.locator(f'#pupils input[value="{pupil}"]').check(force=True)
        if text:
            self.page.get_by_label("Wat zie of hoor je?").fill(text)
        self.page.get_by_role("button", name=match, exact=True).click()
        expect(self.page.locator("#text")).to_have_value("")

    def expect_top_line(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator("#net")).to_contain_text(words)

    def stored(self, store: str) -> list[dict[str, Any]]:
        """The records of a store, bytes as base64."""
        found: list[dict[str, Any]] = self.page.evaluate(READ_STORE, store)
        return found


READ_STORE = """async (name) => {
  const text = (value) => {
    if (value instanceof ArrayBuffer) value = new Uint8Array(value);
    if (value instanceof Uint8Array) return btoa(String.fromCharCode(...value));
    if (value && typeof value === "object" && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, text(one)]));
    return value;
  };
  const db = await new Promise((done, fail) => {
    const asked = indexedDB.open("klas");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const rows = await new Promise((done) => {
    const asked = db.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  db.close();
  return rows.map(text);
}"""


def decoded(text: str) -> bytes:
    return base64.b64decode(text)


def files_holding(folder: Path, needles: dict[str, bytes]) -> list[str]:
    """Which needle stands in which file below `folder`: as it is, and in the two bytes a letter that browsers use."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        data = path.read_bytes()
        for name, needle in needles.items():
            forms = {needle, needle.decode("latin-1").encode("utf-16-le"), base64.b64encode(needle)}
            found += [f"{name} in {path.relative_to(folder)}" for form in forms if form in data]
    return found


def requests_have_ended() -> None:
    """A page that is closed may have asked something: the database is emptied only after the answer."""
    busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'"
    for _time in range(50):
        with connection.cursor() as cursor:
            cursor.execute(f"{busy} AND pid <> pg_backend_pid()")
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.1)


def wait_until(phone: Phone, is_so: Callable[[], bool]) -> None:
    for _time in range(100):
        if is_so():
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError("it did not come to that")


# Until not even a thousand letters fit any more, as other pages of the same site would.
FILL_DEVICE = """async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open("others");
    asked.onupgradeneeded = () => asked.result.createObjectStore("things", { autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
  });
  const isStored = (size) => new Promise((done) => {
    const change = db.transaction("things", "readwrite");
    change.objectStore("things").add("x".repeat(size));
    change.oncomplete = () => done(true);
    change.onabort = () => done(false);
  });
  for (const size of [1e5, 1e4, 1e3]) while (await isStored(size));
}"""
