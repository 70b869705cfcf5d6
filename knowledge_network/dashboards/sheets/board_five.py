"""The five questions of a leader, answered for all schools of a board together; and the lists behind the answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.dashboards.sheets.board_counts import BoardCounts
from knowledge_network.dashboards.sheets.five import GROUPS_COUNT, SHARED_COUNT, find_definition, why_untold
from knowledge_network.dashboards.sheets.money import told_hours
from knowledge_network.dashboards.sheets.pieces import Figure, percent
from knowledge_network.dashboards.sheets.school_counts import PeriodCounts
from knowledge_network.dashboards.sheets.source import SAME_DAYS, is_shown
from knowledge_network.figures.bands import add_bands
from knowledge_network.figures.indicators import BY_CODE
from knowledge_network.figures.models import YearFacts
from knowledge_network.figures.periods import Period
from knowledge_network.figures.queries import Published
from knowledge_network.members.organisations.models import Organisation


@dataclass(frozen=True)
class Together:
    """What was read of all places of a board: two periods, what was counted in them, and the numbers of the schools."""

    board: Organisation
    units: list[int]
    now: Period
    before: Period
    counts: BoardCounts
    facts: dict[tuple[int, int], YearFacts]
    published: Published

    def count(self, period: Period) -> PeriodCounts:
        return self.counts.periods[period]

    def headcount(self, period: Period) -> int | None:
        """To divide by; nothing when it is not known of every place where somebody takes part."""
        known = {unit: row.headcount for unit in self.units if (row := self.facts.get((unit, period.year)))}
        numbers = {unit: number for unit, number in known.items() if number}
        return sum(numbers.values()) if numbers and self.counts.places[period].keys() <= numbers.keys() else None


def five_of_board(source: Together) -> list[Figure]:
    """Taking part, hours, groups, Lesson Study, shared and used."""
    return [_taking_part(source), _hours(source), _groups(source), _studies(source), _shared_and_used(source)]


def _find_behind(source: Together, what: str, period: Period) -> str:
    """Where the list of a period stands; nowhere when the pages do not go back that far."""
    if not is_shown(period.year):
        return ""
    words = SAME_DAYS if period is source.before and not period.is_whole else {}
    return reverse(
        "dashboards:board_behind", args=[source.board.slug, what], query={"schooljaar": period.year, **words}
    )


def _taking_part(source: Together) -> Figure:
    now, before = source.count(source.now).people, source.count(source.before).people
    every, every_before = source.headcount(source.now), source.headcount(source.before)
    share = percent(round(100 * now / every)) if every else ""
    share_before = percent(round(100 * before / every_before)) if every_before else ""
    return Figure(
        code="P2",
        label=_("Taking part"),
        number=str(now),
        rest=_("of %(n)d · %(share)s") % {"n": every, "share": share} if every else _("people"),
        last_year=" · ".join(part for part in (str(before), share_before) if part),
        network="",
        what_counts=str(BY_CODE["P2"].what_counts),
        url=_find_behind(source, "deelname", source.now),
        url_last=_find_behind(source, "deelname", source.before),
        count_last=before,
    )


def _hours(source: Together) -> Figure:
    told = source.published.period_of(source.now.year)
    hours = told_hours(source.published, set(source.units), told)
    return Figure(
        code="H1",
        label=_("Hours"),
        number=f"{hours[0]}–{hours[1]}" if hours else "–",
        rest=_("hours") if hours else why_untold(source.published, source.now.year),
        last_year=_hours_before(source, told) if hours else _("not told"),
        network="",
        what_counts=str(BY_CODE["H1"].what_counts),
        url=find_definition("H1"),
    )


def _hours_before(source: Together, told: Period | None) -> str:
    """Beside each other stand only the same places, each counted by itself in both years or in neither."""
    if told is None:
        return _("not told")
    before = source.published.compared_with(told)
    in_both = [_told_units(source, "H1.quarters", period) for period in (told, before)]
    hours = told_hours(source.published, set(source.units), before) if in_both[0] == in_both[1] else None
    return f"{hours[0]}–{hours[1]}" if hours else _("not comparable")


def _told_units(source: Together, code: str, period: Period) -> set[int]:
    return {unit for unit in source.units if source.published.cell(code, unit, period.until)}


def _groups(source: Together) -> Figure:
    now, before = source.count(source.now).groups, source.count(source.before).groups
    return Figure(
        code="G",
        label=_("Groups"),
        number=str(now),
        rest=_("with a colleague in it"),
        last_year=str(before),
        network="",
        what_counts=str(GROUPS_COUNT),
        url=_find_behind(source, "groepen", source.now),
        url_last=_find_behind(source, "groepen", source.before),
        count_last=before,
    )


def _studies(source: Together) -> Figure:
    now, before = source.count(source.now), source.count(source.before)
    return Figure(
        code="L1",
        label=_("Lesson Study"),
        number=str(now.completed),
        rest=_("of %(n)d completed") % {"n": now.studies},
        last_year=_("%(done)d of %(n)d") % {"done": before.completed, "n": before.studies},
        network="",
        what_counts=str(BY_CODE["L1"].what_counts),
        url=_find_behind(source, "lesson-study", source.now),
        url_last=_find_behind(source, "lesson-study", source.before),
        count_last=before.completed,
    )


def _shared_and_used(source: Together) -> Figure:
    now, before = source.count(source.now).shared, source.count(source.before).shared
    told = source.published.period_of(source.now.year)
    last = [_("%(n)d shared") % {"n": before}]
    if told and _told_units(source, "T3.used", told) == _told_units(source, "T3.used", _beside(source, told)):
        last += [_("%(n)s used") % {"n": used} for used in [_used(source, _beside(source, told))] if used]
    return Figure(
        code="T3",
        label=_("Shared → used"),
        number=str(now),
        rest=_("shared"),
        number_too=(_used(source, told) if told else "") or "–",
        rest_too=_("used"),
        url=_find_behind(source, "gedeeld", source.now),
        url_last=_find_behind(source, "gedeeld", source.before),
        count_last=before,
        url_too=find_definition("T3"),
        last_year=", ".join(last),
        network="",
        what_counts=str(SHARED_COUNT),
    )


def _beside(source: Together, told: Period) -> Period:
    return source.published.compared_with(told)


def _used(source: Together, told: Period) -> str:
    """People who used a product, added up from the bands of the cells."""
    cells = [source.published.cell("T3.used", unit, told.until) for unit in source.units]
    found = [cell.interval for cell in cells if cell is not None]
    if not found:
        return ""
    together = add_bands(found)
    return f"{together.least}–{together.most}"
