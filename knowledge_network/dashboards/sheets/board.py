"""The page of a director: the agreements first, then the money, who takes part without a ranking, and what we know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.gaps.queries.kept import read_topics
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.sentences import say_found
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.presenters import say_state
from knowledge_network.dashboards.sheets.board_behind import find_board_list, find_units, is_closed, name_place
from knowledge_network.dashboards.sheets.board_counts import read_board_counts
from knowledge_network.dashboards.sheets.board_five import Together, five_of_board
from knowledge_network.dashboards.sheets.five import MOST_PERCENT
from knowledge_network.dashboards.sheets.money import (
    MoneyLine,
    hour_costs,
    hours_told,
    money_lines,
    plan_address,
    say_hour_costs,
    say_money,
    say_spent,
)
from knowledge_network.dashboards.sheets.pieces import (
    Figure,
    Said,
    Strip,
    WhatCounts,
    YearLink,
    band,
    find_place,
    find_width,
    say_what_counts,
)
from knowledge_network.dashboards.sheets.school_counts import find_period_before
from knowledge_network.dashboards.sheets.source import (
    QUARTERS,
    find_people_address,
    say_compared,
    year_links,
    years_until,
)
from knowledge_network.dashboards.sheets.topics import TopicLine, tell_topics, topic_lines
from knowledge_network.figures import commitments
from knowledge_network.figures.models import Explanation, YearFacts
from knowledge_network.figures.periods import Period, whole, written
from knowledge_network.figures.queries import Cell, Published, read_facts, read_published
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import find_school_year

MARKS = {
    ObligationState.MET: "done",
    ObligationState.BUSY: "busy",
    ObligationState.PLANNED: "plan",
    ObligationState.LATE: "late",
}


@dataclass(frozen=True)
class DutyLine:
    title: str
    url: str
    article: str
    whose: str
    due: dt.date
    found: str
    mark: str
    state: str


@dataclass(frozen=True)
class SchoolLine:
    """A school among those of the board, by name. `hours` is empty when its people are too few to tell."""

    name: str
    url: str
    # Where those stand by name who take part.
    people_url: str
    people: int
    headcount: int | None
    strip: Strip | None
    hours: str
    words: str

    @property
    def told_people(self) -> str:
        """«3 of 12», or «3» where it is not known of how many."""
        if not self.headcount:
            return str(self.people)
        return _("%(n)s of %(all)s") % {"n": self.people, "all": self.headcount}


@dataclass(frozen=True)
class VersionLine:
    title: str
    text: str
    is_in_force: bool
    is_being_signed: bool


@dataclass(frozen=True)
class PartsCounted:
    """What the figures of each part of the page count."""

    duties: list[WhatCounts]
    money: list[WhatCounts]
    people: list[WhatCounts]
    topics: list[WhatCounts]


@dataclass(frozen=True)
class BoardSheet:
    board: Organisation
    written: str
    years: list[YearLink]
    today: dt.date
    counted_at: dt.datetime
    told_until: dt.date | None
    verdict: Said
    verdict_rest: str
    figures: list[Figure]
    compared: str
    duties: list[DutyLine]
    versions: list[VersionLine]
    money: list[MoneyLine]
    money_total: MoneyLine | None
    money_sentence: str
    money_is_shared: bool
    money_url: str
    hour_costs: str
    schools: list[SchoolLine]
    not_yet: int
    people_told: list[Said]
    hours_sentence: str
    not_yet_url: str
    has_middle: bool
    topics: list[TopicLine]
    topics_told: Said | None
    ties: str
    counts: PartsCounted
    partners_url: str


def build_board_sheet(board: Organisation, year: int, reader: Member) -> BoardSheet:
    """Seventeen queries at most when what is counted was lately, whatever the number of schools.

    When no money is set apart for the board, that of all partners together is told.
    """
    today = timezone.localdate()
    period = years_until(year, today)[-1]
    schools = find_units(board)
    units = [school.pk for school in schools]
    published = read_published([*units, board.pk])
    part = commitments.on_schedule(period, today, board.pk)
    duties = find_duties(period, board.pk)
    own = commitments.read_money(year, board.pk)
    is_shared, money = not own, own or commitments.read_money(year)
    told = published.period_of(year)
    before = find_period_before(period)
    counted = read_board_counts(board.pk, units, [period, before])
    source = Together(board, units, period, before, counted.found, read_facts(units), published)
    lines, not_yet, said = _schools(source, schools)
    topics = read_topics().found
    spent = sum((line.spent for line in money), Decimal(0))
    rest = say_spent(spent, is_shared=is_shared) if money else ""
    rows, total = money_lines(money, period, board)
    return BoardSheet(
        board=board,
        written=written(year),
        years=year_links(reverse("dashboards:board_figures", args=[board.slug]), year, find_school_year(today)),
        today=period.until,
        counted_at=counted.at,
        told_until=published.until,
        verdict=Said(_verdict(part), find_board_list(board, "afspraken", year) if part.due else "", part.met),
        verdict_rest=rest,
        figures=five_of_board(source),
        compared=say_compared(period),
        duties=duties,
        versions=_versions(today),
        money=rows,
        money_total=total,
        money_sentence=say_money(money),
        money_is_shared=is_shared,
        money_url=plan_address(year) if money else "",
        # Of all partners together only the page of the network knows the hours.
        hour_costs="" if is_shared else say_hour_costs(hour_costs(published, {board.pk, *units}, told, spent)),
        schools=lines,
        not_yet=not_yet,
        people_told=said,
        hours_sentence=hours_told(published, {board.pk, *units}, told),
        not_yet_url=find_board_list(board, "nog-niet", year),
        has_middle=any(line.strip and line.strip.middle_width for line in lines),
        topics=topic_lines(topics, board.pk, reader),
        topics_told=tell_topics(topics, reader),
        ties=_ties(published, board.pk, year),
        counts=PartsCounted(
            duties=say_what_counts("K3"),
            money=say_what_counts("K1", "K2"),
            people=say_what_counts("P2", "H1"),
            topics=say_what_counts("E1", "X1"),
        ),
        partners_url=reverse("agreements:partner_list"),
    )


def _verdict(part: commitments.OnSchedule) -> str:
    if not part.due:
        return _("No agreement was due yet this school year.")
    return ngettext(
        "%(met)d of %(due)d agreement that was due was met in time.",
        "%(met)d of %(due)d agreements that were due were met in time.",
        part.due,
    ) % {"met": part.met, "due": part.due}


# Agreements ---------------------------------------------------------------------------------------


def find_duties(period: Period, organisation: int | None = None) -> list[DutyLine]:
    """The obligations of the school year, by day. One query."""
    last = whole(period.year).until
    rows = commitments.due_obligations(Period(period.year, last), last, organisation)
    rows = rows.select_related("rule__article", "party").order_by("due_on", "pk")
    return [
        DutyLine(
            title=row.rule.title if row.party is None else f"{row.rule.title} · {row.party}",
            url=row.get_absolute_url(),
            article=_("article %(n)d") % {"n": row.rule.article.number},
            whose=str(row.rule.get_owner_role_display()),
            due=row.due_on,
            found=(say_found(row.rule.self_check, row.facts) if row.rule.self_check else "") or row.note,
            mark=MARKS.get(ObligationState(row.state), "plan"),
            state=str(row.get_state_display()),
        )
        for row in rows
    ]


def _versions(today: dt.date) -> list[VersionLine]:
    """The versions of the agreement, the oldest first; drafts are not told. One query."""
    rows = CollaborationAgreement.objects.versions().exclude(document_sha256="").order_by("version")
    found = []
    for row in rows:
        text = say_state(row, today)
        if row.effective_from and row.effective_to:
            text += f" · {row.effective_from.year} – {row.effective_to.year}"
        title = _("Version %(n)d") % {"n": row.version}
        holds = row.is_in_force and row.effective_from is not None and row.effective_from <= today
        found.append(VersionLine(title, text, holds, row.is_being_signed))
    return found


# Who takes part -----------------------------------------------------------------------------------


def _schools(source: Together, schools: list[Organisation]) -> tuple[list[SchoolLine], int, list[Said]]:
    """The schools by name; how many have nobody yet; and what is said of both. One query."""
    board, units, period, before = source.board, source.units, source.now, source.before
    facts, published = source.facts, source.published
    people, people_before = source.counts.places[period], source.counts.places[before]
    words = dict(
        Explanation.objects.filter(organisation__in=units, school_year=period.year).values_list("organisation", "text")
    )
    told = published.period_of(period.year)
    middle = published.cell("P2.middle", None, told.until) if told else None
    lines, total, joined, not_yet = [], 0, 0, 0
    for school in schools:
        is_open = school.pk != board.pk and not is_closed(school, period)
        now, last = people.get(school.pk, 0), people_before.get(school.pk, 0)
        total += now
        joined += bool(now and school.pk != board.pk)
        not_yet += is_open and not now
        if school.pk not in source.counts.at_work and not now:
            continue
        count, then = (_headcount(facts, school.pk, year) for year in (period.year, before.year))
        hours = published.cell("H1.quarters", school.pk, told.until) if told and school.is_site else None
        lines.append(
            SchoolLine(
                name=name_place(school),
                url=reverse("dashboards:school_figures", args=[school.slug]) if school.is_site else "",
                people_url=find_people_address(school, period.year),
                people=now,
                headcount=count,
                strip=_strip(school, (now, count), (last, then), middle) if count else None,
                hours=band(hours, divide_by=QUARTERS),
                words=words.get(school.pk, ""),
            )
        )
    sentence = ngettext("%(n)d colleague takes part,", "%(n)d colleagues take part,", total) % {"n": total}
    at = ngettext("at %(n)d school.", "at %(n)d schools.", joined) % {"n": joined}
    said = [
        Said(sentence, find_board_list(board, "deelname", period.year), total),
        Said(at, find_board_list(board, "scholen", period.year), joined),
    ]
    return lines, not_yet, said


def _strip(school: Organisation, now: tuple[int, int], before: tuple[int, int | None], middle: Cell | None) -> Strip:
    """`now` and `before`: how many take part, of how many; before it may be unknown of how many."""
    (part, count), (last, then) = now, before
    words = {"school": school.name, "n": part, "all": count}
    return Strip(
        _("%(school)s: %(n)d of %(all)d colleagues take part") % words,
        find_place(100 * part / count, MOST_PERCENT),
        find_place(100 * last / then, MOST_PERCENT) if then else "",
        find_place(middle.least, MOST_PERCENT) if middle else "",
        find_width(middle.least, middle.most, MOST_PERCENT) if middle else "",
    )


def _headcount(facts: dict[tuple[int, int], YearFacts], unit: int, year: int) -> int | None:
    found = facts.get((unit, year))
    return found.headcount if found else None


# What we know -------------------------------------------------------------------------------------


def _ties(published: Published, board: int, year: int) -> str:
    """X1, beside what it would be by chance."""
    period = published.period_of(year)
    if period is None:
        return ""
    index, chance = (published.cell(code, board, period.until) for code in ("X1.index", "X1.chance"))
    if index is None or chance is None:
        return ""
    return _(
        "Ties in groups, from −1 (only within the board) to 1 (only outside it): %(index)s; by chance %(chance)s."
    ) % {
        "index": _signed(index.least),
        "chance": _signed(chance.least),
    }


def _signed(value: Decimal) -> str:
    return f"{value:.1f}".replace("-", "−").replace(".", ",")
