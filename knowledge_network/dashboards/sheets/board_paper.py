"""The page of a board on one A4: the same values in the same order, with lines to write on."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.dashboards.sheets.board import BoardSheet
from knowledge_network.dashboards.sheets.paper import as_drawn, fine_print
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.network import read_network
from knowledge_network.kit.pdf import make_pdf

BOARD = Path(__file__).resolve().parent / "board.typ"
# Of more agreements the first ones of the year; the others stand on the page.
MOST_DUTIES = 16


def board_pdf(sheet: BoardSheet) -> bytes:
    """Tagged (PDF/UA-1); one page, unless a board has dozens of schools that take part."""
    told = _("hours as published until %(day)s") % {"day": nice_date(sheet.told_until)}
    more = len(sheet.duties) - MOST_DUTIES
    data = {
        "lang": translation.get_language() or "nl",
        "title": f"{sheet.board.name}, {sheet.written}",
        "name": sheet.board.name,
        "network": read_network().title,
        "about": " · ".join(
            (
                sheet.written,
                _("as it is on %(day)s") % {"day": nice_date(sheet.today)},
                told if sheet.told_until else _("no figures were published yet"),
            )
        ),
        "verdict": sheet.verdict.text,
        "rest": sheet.verdict_rest,
        "compared": f"{sheet.compared} · {_('All schools together')}",
        "figures": [as_drawn(figure) for figure in sheet.figures],
        "duties": [[line.title, nice_date(line.due), line.state] for line in sheet.duties[:MOST_DUTIES]],
        "duties_more": ngettext("And %(n)d more on the page.", "And %(n)d more on the page.", more) % {"n": more}
        if more > 0
        else "",
        "money": _money(sheet),
        "money_sentence": " ".join(part for part in (sheet.money_sentence, sheet.hour_costs, _whose(sheet)) if part),
        "people": " ".join(said.text for said in sheet.people_told),
        "schools": [[line.name, line.told_people, line.hours or _("too few")] for line in sheet.schools],
        "know": " ".join(part for part in (sheet.topics_told.text if sheet.topics_told else "", sheet.ties) if part)
        or _("The strategic agenda has no topics yet. The coordinator marks them in the list of topics."),
        "topics": [[line.name, str(line.own), str(line.others)] for line in sheet.topics],
        "words_of": _words(),
    }
    return make_pdf(BOARD, data)


def _money(sheet: BoardSheet) -> list[list[str]]:
    lines = [*sheet.money, *([sheet.money_total] if sheet.money_total else [])]
    return [[line.label, line.planned, line.promised, line.spent] for line in lines]


def _whose(sheet: BoardSheet) -> str:
    if not sheet.money_is_shared:
        return ""
    return _("This is the money of all partners together: none of it is set apart for this partner.")


def _words() -> dict[str, str]:
    """What the form says by itself."""
    return {
        "last_year": _("Last year"),
        "network": _("Network"),
        "agreements": _("Agreements"),
        "agreement": _("Agreement"),
        "due": _("Due on"),
        "stands": _("How it stands"),
        "no_duties": _(
            "No obligations of this school year are known yet. They follow from the articles of the agreement."
        ),
        "money": _("Money"),
        "no_money": _("There is no budget of this school year yet. It comes with the work plan."),
        "kind": _("Kind of money"),
        "planned": _("Planned"),
        "promised": _("Promised"),
        "spent": _("Spent"),
        "people": _("Who takes part"),
        "school": _("School"),
        "colleagues": _("Colleagues"),
        "hours": _("Hours"),
        "know": _("What we know and miss"),
        "topic": _("Topic"),
        "own_board": _("Own board"),
        "others": _("Other partners"),
        "own": _("What do the figures not show?"),
        "how": _("How we count."),
        "fine": fine_print(),
    }
