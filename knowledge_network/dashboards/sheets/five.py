"""The five figures of a school, and all of its figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.dashboards.sheets.pieces import (
    PERCENT,
    Figure,
    Strip,
    TableLine,
    Value,
    band,
    between,
    count_percent,
    find_place,
    find_width,
    percent,
)
from knowledge_network.dashboards.sheets.source import QUARTERS, SAME_DAYS, Source, about_whom, is_own, is_shown
from knowledge_network.figures.indicators import BY_CODE
from knowledge_network.figures.periods import Period
from knowledge_network.figures.queries import Cell, Published

# The ends of the lines, the same for every school.
MOST_PERCENT, MOST_GROUPS, MOST_STUDIES, MOST_PRODUCTS = 60, 12, 4, 8


# What counts in the two figures that are no indicator by themselves.
GROUPS_COUNT = gettext_lazy(
    "Groups with at least one colleague of the staff as a member (not an observer) on the last day."
)
SHARED_COUNT = gettext_lazy(
    "Products with a colleague as contact person, published this school year; and people who said «used in my class»,"
    " in bands of five."
)


# Five figures -------------------------------------------------------------------------------------


def five_figures(source: Source) -> list[Figure]:
    return [_taking_part(source), _hours(source), _groups(source), _studies(source), _shared_and_used(source)]


def behind_address(source: Source, what: str) -> str:
    return find_behind(source, what, source.now.year)


def find_behind(source: Source, what: str, year: int, **words: str) -> str:
    """Where the list of a school year stands."""
    return f"{source.behind[what]}?{urlencode({'schooljaar': year, **words})}"


def behind_before(source: Source, what: str) -> str:
    """Where the list of what a figure is put beside stands: of the same days while the year runs."""
    before = source.before
    if not is_shown(before.year):
        return ""
    return find_behind(source, what, before.year, **({} if before.is_whole else SAME_DAYS))


@cache
def find_definition(code: str) -> str:
    """Where an indicator is defined, with its published table."""
    return reverse("dashboards:indicator", args=[BY_CODE[code].address])


def _strip(label: str, now: float | None, last: float | None, middle: Cell | None, most: float) -> Strip:
    strip = Strip(label=label, now=find_place(now, most), last=find_place(last, most))
    if middle is None:
        return strip
    return replace(
        strip, middle_from=find_place(middle.least, most), middle_width=find_width(middle.least, middle.most, most)
    )


def _taking_part(source: Source) -> Figure:
    year = source.now.year
    now, before = source.count(source.now).people, source.count(source.before).people
    all_now, all_before = source.headcount(year), source.headcount(source.before.year)
    share = round(100 * now / all_now) if all_now else None
    share_before = round(100 * before / all_before) if all_before else None
    middle = source.middle("P2.middle", year)
    rest = _("of %(n)d · %(share)s") % {"n": all_now, "share": percent(share)} if all_now else _("people")
    return Figure(
        code="P2",
        label=_("Taking part"),
        number=str(now),
        rest=rest,
        last_year=" · ".join(part for part in (str(before), percent(share_before)) if part),
        network=between(middle, PERCENT),
        what_counts=str(BY_CODE["P2"].what_counts),
        url=behind_address(source, "deelname"),
        url_last=behind_before(source, "deelname"),
        count_last=before,
        strip=_strip(_("Taking part"), share, share_before, middle, MOST_PERCENT) if share is not None else None,
    )


def _hours(source: Source) -> Figure:
    year = source.now.year
    now = source.told("H1.quarters", year)
    last = source.told("H1.quarters", year, of_last_year=True)
    own = is_own(source)
    share = count_percent(now, source.agreed(year), divide_by=QUARTERS) if own else None
    share_before = count_percent(last, source.agreed(year - 1), divide_by=QUARTERS) if own else None
    middle = source.middle("H2.middle", year)
    agreed = source.agreed(year)
    rest = _("hours")
    if share is not None:
        rest = _("of %(n)d · ±%(share)s") % {"n": agreed, "share": percent(share)}
    return Figure(
        code="H1",
        label=_("Hours"),
        number=band(now, divide_by=QUARTERS) or "–",
        rest=rest if now else why_untold(source.published, source.now.year),
        last_year=band(last, divide_by=QUARTERS) or (_("not comparable") if now else _("not told")),
        network=between(middle, PERCENT),
        what_counts=str(BY_CODE["H1"].what_counts),
        url=find_definition("H1"),
        strip=_strip(_("Hours"), share, share_before, middle, MOST_PERCENT) if share is not None else None,
        about=" ".join(part for part in (_in_the_middle(source), about_whom(source)) if part) if now else "",
    )


def why_untold(published: Published, year: int) -> str:
    """In the first month of a school year, and before the first publication, it is not that people are too few."""
    return _("not published yet") if published.period_of(year) is None else _("too few people to tell")


def _in_the_middle(source: Source) -> str:
    """The median of who was there."""
    hours = band(source.told("H1.median", source.now.year))
    return _("Who is in the middle was there %(hours)s hours.") % {"hours": hours} if hours else ""


def _groups(source: Source) -> Figure:
    now, before = source.count(source.now).groups, source.count(source.before).groups
    middle = source.middle("G.middle", source.now.year)
    return Figure(
        code="G",
        label=_("Groups"),
        number=str(now),
        rest=_("with a colleague in it"),
        last_year=str(before),
        network=between(middle),
        what_counts=str(GROUPS_COUNT),
        url=behind_address(source, "groepen"),
        url_last=behind_before(source, "groepen"),
        count_last=before,
        strip=_strip(_("Groups"), now, before, middle, MOST_GROUPS),
    )


def _studies(source: Source) -> Figure:
    now, before = source.count(source.now), source.count(source.before)
    middle = source.middle("L1.middle", source.now.year)
    return Figure(
        code="L1",
        label=_("Lesson Study"),
        number=str(now.completed),
        rest=_("of %(n)d completed") % {"n": now.studies},
        last_year=_("%(done)d of %(n)d") % {"done": before.completed, "n": before.studies},
        network=between(middle),
        what_counts=str(BY_CODE["L1"].what_counts),
        url=behind_address(source, "lesson-study"),
        url_last=behind_before(source, "lesson-study"),
        count_last=before.completed,
        strip=_strip(_("Lesson Study"), now.completed, before.completed, middle, MOST_STUDIES),
    )


def _shared_and_used(source: Source) -> Figure:
    year = source.now.year
    shared, before = source.count(source.now).shared, source.count(source.before).shared
    used, used_before = source.told("T3.used", year), source.told("T3.used", year, of_last_year=True)
    middle = source.middle("S.middle", year)
    last = [_("%(n)d shared") % {"n": before}]
    if used_before:
        last.append(_("%(n)s used") % {"n": band(used_before)})
    return Figure(
        code="T3",
        label=_("Shared → used"),
        number=str(shared),
        rest=_("shared"),
        number_too=band(used) or "–",
        rest_too=_("used"),
        url=behind_address(source, "gedeeld"),
        url_last=behind_before(source, "gedeeld"),
        count_last=before,
        url_too=find_definition("T3"),
        last_year=", ".join(last),
        network=_("%(n)s shared") % {"n": between(middle)} if middle else "",
        what_counts=str(SHARED_COUNT),
        strip=_strip(_("Shared"), shared, before, middle, MOST_PRODUCTS),
        about=about_whom(source) if used else "",
    )


# The table twin -----------------------------------------------------------------------------------


def table_lines(source: Source) -> list[TableLine]:
    """The figures of three years as the page and the downloads tell them; exact ones as numbers."""
    year = source.now.year
    percent_of_schools = between(source.middle("P2.middle", year), PERCENT)
    return [
        TableLine(
            _("Taking part"),
            _through(source, lambda p: source.count(p).people),
            percent_of_schools,
            _urls(source, "deelname"),
        ),
        TableLine(_("People on 1 October"), _through(source, lambda p: source.headcount(p.year))),
        _told(source, _("Hours, in bands of five"), "H1.quarters", between(source.middle("H2.middle", year), PERCENT)),
        TableLine(_("Hours agreed"), _through(source, lambda p: source.agreed(p.year))),
        _told(source, _("Hours of who is in the middle, in bands of five"), "H1.median"),
        _told(source, _("People who were at a meeting, in bands of five"), "P1.attended"),
        TableLine(
            _("Groups"),
            _through(source, lambda p: source.count(p).groups),
            between(source.middle("G.middle", year)),
            _urls(source, "groepen"),
        ),
        TableLine(
            _("Lesson Study completed"),
            _through(source, lambda p: source.count(p).completed),
            between(source.middle("L1.middle", year)),
            _urls(source, "lesson-study"),
        ),
        TableLine(
            _("Lesson Studies that count"),
            _through(source, lambda p: source.count(p).studies),
            urls=_urls(source, "lesson-study"),
        ),
        TableLine(
            _("Products shared"),
            _through(source, lambda p: source.count(p).shared),
            between(source.middle("S.middle", year)),
            _urls(source, "gedeeld"),
        ),
        _told(source, _("People who used a product, in bands of five"), "T3.used"),
        _told(source, _("Brought back this half year, in bands of five"), "T1.returned"),
        _told(source, _("Topics on which people can be asked, in bands of five"), "E3.claims"),
        _told(source, _("Questions answered with help, in bands of five"), "E3.answered"),
    ]


def _urls(source: Source, what: str) -> tuple[str, ...]:
    """Of each year of the table the list behind it."""
    return tuple(find_behind(source, what, period.year) for period in source.periods)


def _through(source: Source, value: Callable[[Period], int | None]) -> tuple[Value, ...]:
    found = (value(period) for period in source.periods)
    return tuple("–" if number is None else number for number in found)


def _told(source: Source, label: str, code: str, network: str = "") -> TableLine:
    divide_by = QUARTERS if code == "H1.quarters" else 1
    bands = (band(source.told(code, period.year), divide_by=divide_by) or "–" for period in source.periods)
    urls = (find_definition(code.partition(".")[0]),) * len(source.periods)
    return TableLine(label, tuple(bands), network, urls, about_whom(source))
