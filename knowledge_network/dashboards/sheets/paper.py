"""The page of a school on one A4: the same values in the same order, with lines to write on."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from knowledge_network.dashboards.sheets.pieces import Figure, Strip
from knowledge_network.dashboards.sheets.school import SchoolSheet
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.network import read_network
from knowledge_network.kit.pdf import make_pdf

SCHOOL = Path(__file__).resolve().parent / "school.typ"


def school_pdf(sheet: SchoolSheet) -> bytes:
    """Tagged (PDF/UA-1), one page."""
    told = _("hours and use as published until %(day)s") % {"day": nice_date(sheet.told_until)}
    data = {
        "lang": translation.get_language() or "nl",
        "title": f"{sheet.school.name}, {sheet.written}",
        "name": sheet.school.name,
        "network": read_network().title,
        "about": " · ".join(
            part
            for part in (
                sheet.school.place,
                sheet.board,
                sheet.written,
                _("as it is on %(day)s") % {"day": nice_date(sheet.today)},
                told if sheet.told_until else _("no figures were published yet"),
            )
            if part
        ),
        "verdict": sheet.verdict.text,
        "rest": " ".join(said.text for said in sheet.verdict_rest),
        "compared": sheet.compared,
        "figures": [as_drawn(figure) for figure in sheet.figures],
        "know": f"{sheet.topics_told.text if sheet.topics_told else ''} {sheet.topics_missed}".strip()
        or _("The strategic agenda has no topics yet. The coordinator marks them in the list of topics."),
        "attention": [[row.title, row.text] for row in sheet.attention],
        "todo": [[row.title, row.text] for row in sheet.todo],
        "trend": {
            "sentence": sheet.trend.sentence,
            "months": list(sheet.trend.months),
            "lines": [[line.label, list(line.values)] for line in sheet.trend.lines],
        },
        "words": sheet.words.text,
        "words_by": " · ".join(p for p in (sheet.words.by, nice_date(sheet.words.on)) if p) if sheet.words.text else "",
        "cards": [[card.about, card.question] for card in sheet.cards],
        "words_of": _words(),
    }
    return make_pdf(SCHOOL, data)


def _words() -> dict[str, str]:
    """What the form says by itself."""
    return {
        "attention": _("Look at this"),
        "know": _("What we know and miss"),
        "nothing": _("Nothing asks for attention now."),
        "todo": _("What can I do?"),
        "trend": _("Colleagues who take part, added up"),
        "talk": _("Talk about it with your team"),
        "last_year": _("Last year"),
        "network": _("Network"),
        "now": _("now"),
        "middle": _("middle half of the schools"),
        "own": _("What do the figures not show?"),
        "how": _("How we count."),
        "fine": fine_print(),
    }


def fine_print() -> str:
    return _(
        "Taking part, groups, studies and products are exact. Hours and use are told in bands of five, so that nobody"
        " can be recognised; of small schools together. «Network» is the middle half of the schools: a quarter lies"
        " below it, a quarter above it. It is no norm, and there is no ranking. Nothing here is used for appraisal"
        " talks."
    )


def as_drawn(figure: Figure) -> dict[str, object]:
    """One of the five figures, as `pieces.typ` draws it."""
    return {
        "label": figure.label,
        "number": figure.number,
        "rest": figure.rest,
        "number_too": figure.number_too,
        "rest_too": figure.rest_too,
        "last": figure.last_year,
        "network": figure.network,
        "about": figure.about,
        "strip": _strip(figure.strip),
    }


def _strip(strip: Strip | None) -> dict[str, float]:
    """Places as parts of one; −1 where there is nothing."""
    if strip is None:
        return {}
    places = {
        "now": strip.now,
        "last": strip.last,
        "middle_from": strip.middle_from,
        "middle_width": strip.middle_width,
    }
    return {name: float(value.removesuffix("%")) / 100 if value else -1.0 for name, value in places.items()}
