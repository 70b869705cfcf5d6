"""What a device stores of the page for in the classroom: a shell without a word of anybody, its version, its worker."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FILES = (
    "css/classroom.css",
    "js/classroom.js",
    "icons.svg",
    "img/favicon.svg",
    "vendor/fonts/atkinson.woff2",
)
WORKER = "js/classroom/worker.js"
TEMPLATE = "lesson_study/classroom/observe.html"


def shell_version() -> str:
    """Another one as soon as anything of the shell differs, its words included."""
    words = hashlib.sha256(json.dumps(words_of_shell(), sort_keys=True).encode()).hexdigest()
    return hashlib.sha256(f"{_files_version()}{words}{get_language()}".encode()).hexdigest()[:12]


@cache
def _files_version() -> str:
    parts = [settings.BASE_DIR / "static" / name for name in (*FILES, WORKER)]
    whole = hashlib.sha256()
    for path in (*parts, settings.BASE_DIR / "templates" / TEMPLATE):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def worker_source(page: str) -> str:
    """The service worker of `page`, told what it stores."""
    shell = {"version": shell_version(), "page": page, "files": [static(name) for name in FILES]}
    source = (settings.BASE_DIR / "static" / WORKER).read_text()
    return f"const SHELL = {json.dumps(shell)};\n{source}"


def words_of_shell() -> dict[str, str]:
    """Key → what the page says. In braces stands what the page fills in."""
    return {
        **_of_the_top_line(),
        **_of_getting_ready(),
        "whole_class": _("whole class"),
        "of_minutes": _("{elapsed} of {minutes} minutes"),
        "since_minutes": _("{elapsed} minutes"),
        "nothing_expected": _("Nothing was written down for this pupil. What do you see?"),
        "class_expected": _("Look at the whole class. What do most pupils do?"),
        "saved_just_now": _("just saved"),
        "is_sent": _("sent"),
        "on_device": _("on this device"),
        "undo": _("Undo"),
        "edit": _("Change, note of {time}"),
        "taken_back": _("Taken back."),
        "saved": _("Saved, {time}."),
        "nudge": _("8 minutes at {pupil}. Now look at the whole class for a moment."),
        "nudge_class": _("Look at the whole class for a moment: who is doing something unexpected?"),
        "name_hint": _("«{word}»: is that a name? Write the letter or the invented name instead."),
        "copied": _("Copied. Paste it somewhere that only you can read."),
        "copy_failed": _("Copying did not work. Select the text below and copy it yourself."),
        "interview_saved": _("The conversation with {pupil} is saved."),
        "interview_empty": _("Write the answer to at least one question."),
        "expected": _("as expected"),
        "partly": _("partly"),
        "otherwise": _("otherwise"),
        "not_seen": _("not seen"),
        "quote": _("quote"),
        "critical": _("critical moment"),
    }


def _of_getting_ready() -> dict[str, str]:
    """Making the device ready, and opening what it keeps."""
    return {
        "pin_short": _("Use at least 8 digits, or a sentence of 12 characters or more."),
        "pin_simple": _("That one is too easy to guess. Choose another."),
        "pin_wrong_one": _("That is not right. You have 1 try left on this device."),
        "pin_wrong_many": _("That is not right. You have {count} tries left on this device."),
        "pin_dropped": _(
            "Ten times wrong. What could be read on this device is gone. Notes that were not sent yet are still here, "
            "sealed: they are sent without your code. Make the device ready again to go on."
        ),
        "busy": _("One moment…"),
        "prepare_offline": _("There is no internet. Make your phone ready where there is, before the lesson."),
        "prepare_login": _("Log in first, then come back here."),
        "prepare_refused": _("You cannot take notes in this lesson. Ask the facilitator to add you to the team."),
        "prepare_missing": _("This lesson is not set up yet. Ask your team."),
        "prepare_failed": _("This did not work. Try again in a moment."),
        "prepare_unsafe": _("This browser cannot encrypt here. Open the page over https, in a recent browser."),
        "other_member": _("On this device are notes of somebody else of the team. Log in as them to send those first."),
        "passkey_failed": _("That did not work. Try again, or make the device ready with a code."),
    }


def _of_the_top_line() -> dict[str, str]:
    return {
        "ready": _("Ready for the classroom ✓"),
        "ready_more": _("It works without internet too."),
        "not_promised": _("Your browser does not promise to keep everything. Put this page on your home screen."),
        "not_ready": _("Not ready for offline yet."),
        "not_ready_more": _("Keep this page open for a moment while there is internet."),
        "unsent_one": _("1 note is on this device only"),
        "unsent_many": _("{count} notes are on this device only"),
        "offline_more": _("No internet. Just go on."),
        "sending": _("Sending…"),
        "send_now": _("Send now"),
        "all_sent": _("All sent, {time}."),
        "all_sent_more": _("Nothing of it is stored on this device any more."),
        "login": _("Log in again to send."),
        "login_more": _("What you wrote stays here."),
        "log_in": _("Log in"),
        "full": _("Your device is full."),
        "full_more": _("Send now, or copy your notes."),
        "copy": _("Copy as text"),
        "busy_server": _("The network is busy. We try again in a minute."),
        "refused_one": _("1 note was not accepted."),
        "refused_many": _("{count} notes were not accepted."),
        "refused_more": _("Copy them and tell your team."),
        "other_login": _("You are logged in as somebody else. Log in as who took these notes."),
        "newer": _("There is a new version."),
        "newer_waits_one": _("It waits until your note is sent."),
        "newer_waits_many": _("It waits until your {count} notes are sent."),
        "newer_now": _("Renew"),
        "removed": _("You are not in this team any more."),
        "removed_more": _("Nothing that can be read is left on this device. Your notes from before were sent."),
        "removed_waiting": _("Nothing that can be read is left on this device. {count} sealed notes wait to be sent."),
        "how_to": _("How to do that"),
        "locked_more": _("They are sent without your code."),
    }
