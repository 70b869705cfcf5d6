"""The report on paper: its Markdown as the few sorts of block that the drawing knows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.pdf import make_pdf
from lesson_study.cycles.models import LessonStudyCycle

REPORT = Path(__file__).resolve().parent / "report.typ"

HEADING = re.compile(r"(#{1,6})\s+(.*)")
BULLET = re.compile(r"\s*[-*]\s+(.*)")
NUMBERED = re.compile(r"\s*(\d{1,4})[.)]\s+(.*)")
BOLD = re.compile(r"\*\*(.+?)\*\*")


def make_report(cycle: LessonStudyCycle, text: str, *, language: str) -> bytes:
    """The PDF; a sign that no font has costs no paper (`kit.pdf`)."""
    return make_pdf(REPORT, report_data(cycle, text, language=language))


def pieces(text: str) -> list[dict[str, Any]]:
    """Words of one line, bold or not."""
    parts = BOLD.split(text)
    return [{"text": part, "bold": place % 2 == 1} for place, part in enumerate(parts) if part]


def blocks(text: str) -> list[dict[str, Any]]:
    """Headings, lists and paragraphs, in their order; what is no Markdown stays as it was written."""
    found: list[dict[str, Any]] = []
    for raw in text.splitlines():
        line = "".join(character for character in raw if character.isprintable() or character == "\t").rstrip()
        if not line.strip():
            found.append({"kind": "gap", "items": []})
        elif heading := HEADING.fullmatch(line):
            # The title of the document is the only one of level 1.
            found.append({"kind": "heading", "text": heading.group(2).replace("**", ""), "items": []})
        elif bullet := BULLET.fullmatch(line):
            _add(found, "list", pieces(bullet.group(1)))
        elif numbered := NUMBERED.fullmatch(line):
            _add(found, "enum", pieces(numbered.group(2)))
        else:
            _add(found, "text", pieces(line))
    return [block for block in found if block["kind"] != "gap"]


def _add(found: list[dict[str, Any]], kind: str, words: list[dict[str, Any]]) -> None:
    if found and found[-1]["kind"] == kind:
        found[-1]["items"].append(words)
    else:
        found.append({"kind": kind, "text": "", "items": [words]})


def report_data(cycle: LessonStudyCycle, text: str, *, language: str) -> dict[str, Any]:
    years = ", ".join(str(number) for number in cycle.year_groups)
    facts = [(_("Subject"), str(cycle.get_subject_display()))]
    if years:
        facts.append((_("Year group"), years))
    facts.append((capfirst(_("made by")), cycle.group.name))
    if cycle.licence:
        facts.append((_("Licence"), str(cycle.get_licence_display())))
    return {
        "title": cycle.title,
        "lang": language,
        "blocks": blocks(text),
        "facts": facts,
        "words": {
            "eyebrow": _("Report of a Lesson Study"),
            "facts": _("What it is about"),
            "empty": _("There is no report yet."),
            "made": nice_date(timezone.localdate()),
            "note": _(
                "Pupils are letters with an invented name. «As expected» is about our forecast, not about a pupil."
            ),
        },
    }
