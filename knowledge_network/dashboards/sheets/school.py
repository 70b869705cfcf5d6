"""The page of one school: a sentence, five figures, what stands out, what one can do, one line, and cards to talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TypedDict

from django.core.cache import cache
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from expertise.gaps.enums import GapStatus
from expertise.gaps.queries.gaps import topic_facts
from knowledge_network.dashboards.queries import count_queues, days_since, find_open_signups
from knowledge_network.dashboards.sheets.pieces import (
    Attention,
    Figure,
    OwnWords,
    Strip,
    TableLine,
    TalkCard,
    Todo,
    YearLink,
    band,
    between,
    percent,
    percent_of,
    place_on,
    width_on,
)
from knowledge_network.dashboards.sheets.talk import talk_cards
from knowledge_network.dashboards.sheets.trend import Trend, draw_trend
from knowledge_network.figures import exact, measures
from knowledge_network.figures.indicators import BY_CODE
from knowledge_network.figures.models import Explanation, YearFacts
from knowledge_network.figures.periods import YEARS_SHOWN, Period, first_day, same_days, whole, written, year_of
from knowledge_network.figures.queries import Cell, Published, facts_of, read_published
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.school_year.calendar import SchoolCalendar
from lesson_study.cycles.enums import CoverState
from lesson_study.cycles.models import CoverRequest

QUARTERS = 4
# The ends of the lines, the same for every school.
MOST_PERCENT, MOST_GROUPS, MOST_STUDIES, MOST_PRODUCTS = 60, 12, 4, 8
KEPT_SECONDS = 300
MOST_POINTS = 3
CODES = (
    "P1.attended", "H1.quarters", "H1.median", "T1.attended", "T1.returned", "T3.used", "E3.claims", "E3.answered",
    "P2.middle", "H2.middle", "G.middle", "L1.middle", "S.middle",
)  # fmt: skip


class Words(TypedDict):
    """The explanation of a year as the query of the school brings it along."""

    text: str
    version: int
    by: str | None
    infix: str | None
    family: str | None
    on: str | None


@dataclass(frozen=True)
class SchoolSheet:
    school: Organisation
    board: str
    year: int
    written: str
    years: list[YearLink]
    today: dt.date
    told_until: dt.date | None
    is_stale: bool
    compared: str
    verdict: str
    verdict_rest: str
    figures: list[Figure]
    has_middle: bool
    attention: list[Attention]
    todo: list[Todo]
    trend: Trend
    words: OwnWords
    cards: list[TalkCard]
    more_cards: str
    table: list[TableLine]
    table_years: list[str]
    missing: list[Attention]
    may_explain: bool


@dataclass(frozen=True)
class Source:
    """All that was read for the sheet of one school. `cell_unit` is whose published figures stand there."""

    school: Organisation
    periods: list[Period]
    facts: dict[tuple[int, int], YearFacts]
    people: list[measures.TakesPart]
    stays: list[exact.GroupStay]
    studies: list[exact.StudyStay]
    calendar: SchoolCalendar
    products: list[tuple[dt.date, str, str]]
    published: Published

    @property
    def now(self) -> Period:
        return self.periods[-1]

    @property
    def before(self) -> Period:
        return whole(self.now.year - 1) if self.now.is_whole else same_days(self.now, self.now.year - 1)

    def headcount(self, year: int) -> int | None:
        found = self.facts.get((self.school.pk, year))
        return found.headcount if found else None

    def agreed(self, year: int) -> int | None:
        found = self.facts.get((self.school.pk, year))
        return found.agreed_hours if found else None

    def take_part(self, period: Period) -> int:
        """P2: once each, until the end of the period."""
        return len({row.member for row in self.people if row.year == period.year and row.day <= period.until})

    def groups(self, period: Period) -> list[exact.GroupStay]:
        return exact.groups_on(self.stays, period.until)

    def counted_studies(self, period: Period) -> list[exact.StudyStay]:
        return exact.studies_in(self.studies, period, self.calendar)

    def completed(self, period: Period) -> int:
        return sum(exact.is_completed(stay, period.until) for stay in self.counted_studies(period))

    def shared(self, period: Period) -> int:
        return sum(period.first <= day <= period.until for day, _title, _slug in self.products)

    def told(self, code: str, year: int, *, of_last_year: bool = False) -> Cell | None:
        """A published cell of the year, or of the same days a year earlier."""
        period = self.published.period_of(year)
        if period is None:
            return None
        if of_last_year:
            period = self.published.compared_with(period)
        unit = self.cell_unit(period)
        return self.published.cell(code, unit, period.until)

    def cell_unit(self, period: Period) -> int | None:
        for unit in (self.school.pk, self.school.governing_board_id):
            if self.published.cell("P1.attended", unit, period.until):
                return unit
        return None

    def middle(self, code: str, year: int) -> Cell | None:
        period = self.published.period_of(year)
        return self.published.cell(code, None, period.until) if period else None


def years_until(year: int, today: dt.date) -> list[Period]:
    """Three school years up to and with `year`; of the running one as far as today."""
    this = year_of(today)
    return [whole(number) if number < this else Period(number, today) for number in range(year - 2, year + 1)]


def with_words(schools: QuerySet[Organisation], year: int) -> QuerySet[Organisation]:
    """Each with its board, and its words of the year as `words`; for the query that fetches it anyway."""
    words = Explanation.objects.filter(organisation=OuterRef("pk"), school_year=year).annotate(
        told=JSONObject(
            text=F("text"),
            version=F("version"),
            by=F("written_by__given_name"),
            infix=F("written_by__infix"),
            family=F("written_by__family_name"),
            on=F("written_at"),
        )
    )
    return schools.select_related("governing_board").annotate(words=Subquery(words.values("told")))


def read_source(school: Organisation, year: int, today: dt.date) -> Source:
    """Seven queries: numbers, people, groups, studies, holidays, products, and what was published."""
    periods = years_until(year, today)
    units = [school.pk]
    first = first_day(periods[0].year - 1)
    products = exact.products_of(Period(periods[0].year, periods[-1].until), units)
    return Source(
        school=school,
        periods=periods,
        facts=facts_of(units),
        people=measures.who_takes_part(periods, units),
        stays=exact.group_stays(units),
        studies=exact.study_stays(units),
        calendar=exact.holidays_through(first - dt.timedelta(weeks=60), periods[-1].until),
        products=list(products.order_by("published_on", "pk").values_list("published_on", "title", "slug")),
        published=read_published([pk for pk in (school.pk, school.governing_board_id) if pk], CODES),
    )


def build_school_sheet(school: Organisation, reader: Member, year: int, *, cards: int = 0) -> SchoolSheet:
    """Of a school from `with_words`. Nine queries at most, when the topics that are missing were counted lately."""
    today = timezone.localdate()
    source = read_source(school, year, today)
    figures = five_figures(source)
    may_explain = reader.has_perm("figures.explain", school)
    verdict, rest = _sentence(source)
    address = reverse("dashboards:school_figures", args=[school.slug])
    this = year_of(today)
    until = source.published.until
    return SchoolSheet(
        school=school,
        board=school.governing_board.name if school.governing_board else "",
        year=year,
        written=written(year),
        years=year_links(address, year, this),
        today=source.now.until,
        told_until=until,
        is_stale=until is not None and (today - until).days > 45,
        compared=_compared(source.now),
        verdict=verdict,
        verdict_rest=rest,
        figures=figures,
        has_middle=any(figure.network for figure in figures),
        attention=_attention(source, today),
        todo=_todo(school, reader) if may_explain else [],
        trend=draw_trend(source.people, source.periods),
        words=_own_words(getattr(school, "words", None)),
        cards=talk_cards(cards),
        more_cards=reverse("dashboards:school_figures", args=[school.slug], query={"kaarten": cards + 1}) + "#praat",
        table=table_lines(source),
        table_years=[written(period.year) for period in source.periods],
        missing=_missing(source, may_explain=may_explain),
        may_explain=may_explain,
    )


def year_links(address: str, year: int, this: int) -> list[YearLink]:
    numbers = range(this - YEARS_SHOWN + 1, this + 1)
    return [
        YearLink(f"{n}/{(n + 1) % 100:02d}", address if n == this else f"{address}?schooljaar={n}", n == year)
        for n in numbers
    ]


def _compared(now: Period) -> str:
    if now.is_whole:
        return _("The whole school year, beside the year before")
    return _("1 August until %(day)s, beside the same days of last year") % {"day": nice_date(now.until)}


# The sentence -------------------------------------------------------------------------------------


def _sentence(source: Source) -> tuple[str, str]:
    """What to remember, and beside it the change, the cost and the return; by rules, from the figures."""
    now, before = source.take_part(source.now), source.take_part(source.before)
    headcount = source.headcount(source.now.year)
    if headcount:
        bold = ngettext("%(n)d of %(all)d colleagues takes part,", "%(n)d of %(all)d colleagues take part,", now) % {
            "n": now,
            "all": headcount,
        }
    else:
        bold = ngettext("%(n)d colleague takes part,", "%(n)d colleagues take part,", now) % {"n": now}
    if now > before:
        change = _("%(n)d more than last year.") % {"n": now - before}
    elif now < before:
        change = _("%(n)d fewer than last year.") % {"n": before - now}
    else:
        change = _("as many as last year.")
    groups = len(source.groups(source.now))
    cost = ngettext("They are in %(n)d group.", "They are in %(n)d groups.", groups) % {"n": groups} if now else ""
    hours, agreed = source.told("H1.quarters", source.now.year), source.agreed(source.now.year)
    if hours and _is_own(source):
        values = {"hours": band(hours, divide_by=QUARTERS), "agreed": agreed or 0}
        cost = (
            _("That took %(hours)s of the %(agreed)d agreed hours.") if agreed else _("That took %(hours)s hours.")
        ) % values
    shared = source.shared(source.now)
    back = (
        ngettext("%(n)d product was shared.", "%(n)d products were shared.", shared) % {"n": shared} if shared else ""
    )
    return bold, " ".join(part for part in (change, cost, back) if part)


def _is_own(source: Source) -> bool:
    period = source.published.period_of(source.now.year)
    return period is not None and source.cell_unit(period) == source.school.pk


def about_whom(source: Source, code: str = "P1.attended", *, of_last_year: bool = False) -> str:
    """Of whom a published figure is, when a school is too small for one of its own."""
    period = source.published.period_of(source.now.year)
    if period is None:
        return ""
    unit = source.cell_unit(period)
    if unit == source.school.pk:
        return ""
    if unit is not None:
        board = source.school.governing_board.name if source.school.governing_board else ""
        return _("Too few people at this school: of the smaller schools of %(board)s together.") % {"board": board}
    return _("Too few people at this school and its board: of all small schools of the network together.")


# Five figures -------------------------------------------------------------------------------------


def five_figures(source: Source) -> list[Figure]:
    return [_taking_part(source), _hours(source), _groups(source), _studies(source), _shared_and_used(source)]


def _behind(source: Source, what: str) -> str:
    return reverse("dashboards:school_behind", args=[source.school.slug, what], query={"schooljaar": source.now.year})


def _definition(code: str) -> str:
    return reverse("dashboards:indicator", args=[BY_CODE[code].address])


def _strip(label: str, now: float | None, last: float | None, middle: Cell | None, most: float) -> Strip:
    strip = Strip(label=label, now=place_on(now, most), last=place_on(last, most))
    if middle is None:
        return strip
    return replace(
        strip, middle_from=place_on(middle.least, most), middle_width=width_on(middle.least, middle.most, most)
    )


def _taking_part(source: Source) -> Figure:
    year = source.now.year
    now, before = source.take_part(source.now), source.take_part(source.before)
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
        network=between(middle, " %"),
        what_counts=str(BY_CODE["P2"].what_counts),
        url=_behind(source, "deelname"),
        strip=_strip(_("Taking part"), share, share_before, middle, MOST_PERCENT) if share is not None else None,
    )


def _hours(source: Source) -> Figure:
    year = source.now.year
    now = source.told("H1.quarters", year)
    last = source.told("H1.quarters", year, of_last_year=True)
    own = _is_own(source)
    share = percent_of(now, source.agreed(year), divide_by=QUARTERS) if own else None
    share_before = percent_of(last, source.agreed(year - 1), divide_by=QUARTERS) if own else None
    middle = source.middle("H2.middle", year)
    agreed = source.agreed(year)
    rest = _("hours")
    if share is not None:
        rest = _("of %(n)d · ±%(share)s") % {"n": agreed, "share": percent(share)}
    return Figure(
        code="H1",
        label=_("Hours"),
        number=band(now, divide_by=QUARTERS) or "–",
        rest=rest if now else _("too few people to tell"),
        last_year=band(last, divide_by=QUARTERS) or _("not told"),
        network=between(middle, " %"),
        what_counts=str(BY_CODE["H1"].what_counts),
        url=_definition("H1"),
        strip=_strip(_("Hours"), share, share_before, middle, MOST_PERCENT) if share is not None else None,
        about=about_whom(source) if now else "",
    )


def _groups(source: Source) -> Figure:
    now, before = len(source.groups(source.now)), len(source.groups(source.before))
    middle = source.middle("G.middle", source.now.year)
    return Figure(
        code="G",
        label=_("Groups"),
        number=str(now),
        rest=_("with a colleague in it"),
        last_year=str(before),
        network=between(middle),
        what_counts=_("Groups with at least one colleague of the staff as a member (not an observer) on the last day."),
        url=_behind(source, "groepen"),
        strip=_strip(_("Groups"), now, before, middle, MOST_GROUPS),
    )


def _studies(source: Source) -> Figure:
    started, done = len(source.counted_studies(source.now)), source.completed(source.now)
    before, done_before = len(source.counted_studies(source.before)), source.completed(source.before)
    middle = source.middle("L1.middle", source.now.year)
    return Figure(
        code="L1",
        label=_("Lesson Study"),
        number=str(done),
        rest=_("of %(n)d completed") % {"n": started},
        last_year=_("%(done)d of %(n)d") % {"done": done_before, "n": before},
        network=between(middle),
        what_counts=str(BY_CODE["L1"].what_counts),
        url=_behind(source, "lesson-study"),
        strip=_strip(_("Lesson Study"), done, done_before, middle, MOST_STUDIES),
    )


def _shared_and_used(source: Source) -> Figure:
    year = source.now.year
    shared, before = source.shared(source.now), source.shared(source.before)
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
        url=_behind(source, "gedeeld"),
        url_too=_definition("T3"),
        last_year=", ".join(last),
        network=_("%(n)s shared") % {"n": between(middle)} if middle else "",
        what_counts=_(
            "Products with a colleague as contact person, published this school year; and people who said «used in my"
            " class», in bands of five."
        ),
        strip=_strip(_("Shared"), shared, before, middle, MOST_PRODUCTS),
        about=about_whom(source) if used else "",
    )


# What stands out, and what one can do ---------------------------------------------------------------


def white_spots() -> list[tuple[str, str]]:
    """Name and address of topics on which nobody can be asked; one query once in five minutes."""
    found: list[tuple[str, str]] | None = cache.get("dashboards.white_spots")
    if found is None:
        found = [(row.name, row.slug) for row in topic_facts() if row.status == GapStatus.WHITE_SPOT]
        cache.set("dashboards.white_spots", found, KEPT_SECONDS)
    return found


def _attention(source: Source, today: dt.date) -> list[Attention]:
    found = []
    now, before = source.take_part(source.now), source.take_part(source.before)
    for stay in source.groups(source.now):
        if stay.sleeps:
            text = _("This group sleeps. A colleague is a member of it.")
            title = _("«%(group)s» sleeps") % {"group": stay.name}
            found.append(Attention(title, text, reverse("plg:group_detail", args=[stay.slug]), _("See the group")))
    for name, slug in white_spots()[:1]:
        text = _("In the whole network nobody is available now. Is there somebody at your school?")
        title = _("%(topic)s: nobody yet") % {"topic": name}
        found.append(Attention(title, text, reverse("expertise:gaps_topic", args=[slug]), _("See the white spot")))
    if now < before:
        text = _("%(now)d now, %(before)d at this time last year. What is behind it?") % {"now": now, "before": before}
        url = _behind(source, "deelname")
        found.append(Attention(_("Fewer colleagues take part"), text, url, _("See who takes part")))
    if not source.shared(source.now):
        text = _("Every partner shares at least one thing a year: a lesson, a tool, something that you tried.")
        url = reverse("expertise:product_list")
        found.append(Attention(_("Nothing was shared yet this school year"), text, url, _("See what others shared")))
    running = [stay for stay in source.counted_studies(source.now) if not exact.is_completed(stay, today)]
    for stay in running[:1]:
        title = _("Lesson Study «%(title)s» goes on") % {"title": stay.title}
        text = _("A colleague is in the team. Ask how it goes, and what they need.")
        found.append(Attention(title, text, _behind(source, "lesson-study"), _("See the studies")))
    return found[:MOST_POINTS]


def _todo(school: Organisation, leader: Member) -> list[Todo]:
    """What a leader can do now; links that work. One query."""
    today = timezone.localdate()
    cover = CoverRequest.objects.to_answer_by(leader).exclude(member=leader)
    cover = cover.filter(state=CoverState.ASKED, day__day__gte=today)
    staff = Appointment.objects.current().filter(organisation=school).values("member")
    questions = HelpRequest.objects.visible_to(leader).filter(state__in=HelpState.WAITING, asker__in=staff)
    asked, joining, waiting = count_queues(
        (cover, "asked_at"), (find_open_signups(leader), "requested_at"), (questions, "asked_at")
    )
    return [
        Todo(
            "user-check",
            _("Approve cover"),
            ngettext("%(n)d request waits", "%(n)d requests wait", asked.count) % {"n": asked.count},
            reverse("lesson_study:cover_desk"),
        ),
        Todo(
            "message-circle-question-mark",
            _("Look at open questions"),
            _open_questions(waiting.count, days_since(waiting.oldest)),
            reverse("expertise:help_request_list"),
        ),
        Todo(
            "list-checks",
            _("Confirm who works here"),
            ngettext("%(n)d colleague asks to join", "%(n)d colleagues ask to join", joining.count)
            % {"n": joining.count},
            reverse("members:signup_list"),
        ),
        Todo(
            "user-plus",
            _("Invite a colleague"),
            _("Choose a group that fits, and send it on"),
            reverse("plg:group_list"),
        ),
    ]


def _open_questions(count: int, days: int | None) -> str:
    text = ngettext("%(n)d of your school", "%(n)d of your school", count) % {"n": count}
    if days:
        text += ", " + ngettext("the oldest waits %(n)d day", "the oldest waits %(n)d days", days) % {"n": days}
    return text


def _missing(source: Source, *, may_explain: bool) -> list[Attention]:
    """What a figure needs and is not there, and how to get it."""
    found = []
    if source.headcount(source.now.year) is None:
        url = reverse("figures:facts_list", query={"schooljaar": source.now.year}) if may_explain else ""
        found.append(
            Attention(
                _("The number of colleagues on 1 October is not known."),
                _("Without it there are no percentages. The school leader or the coordinator enters it."),
                url,
                _("Enter the numbers") if url else "",
            )
        )
    if source.published.until is None:
        found.append(
            Attention(
                _("No figures were published yet."),
                _("Hours and use are published on the first of each month; until then they are not told."),
                "",
                "",
            )
        )
    return found


def _own_words(words: Words | None) -> OwnWords:
    if not words:
        return OwnWords()
    name = " ".join(part for part in (words["by"], words["infix"], words["family"]) if part)
    on = dt.datetime.fromisoformat(words["on"]) if words["on"] else None
    return OwnWords(words["text"], name, timezone.localdate(on) if on else None, words["version"])


# The table twin -----------------------------------------------------------------------------------


def table_lines(source: Source) -> list[TableLine]:
    """The figures of three years as the page, the paper and the downloads tell them."""
    year = source.now.year

    def through(value: object) -> tuple[str, ...]:
        return tuple(str(value(period)) for period in source.periods)  # type: ignore[operator]

    def part(period: Period) -> str:
        headcount = source.headcount(period.year)
        count = source.take_part(period)
        return _("%(n)d of %(all)d") % {"n": count, "all": headcount} if headcount else str(count)

    def told(code: str, divide_by: int = 1) -> tuple[str, ...]:
        return tuple(band(source.told(code, period.year), divide_by=divide_by) or "–" for period in source.periods)

    whom = about_whom(source)
    add = f" ({whom})" if whom else ""
    return [
        TableLine(_("Taking part"), through(part), between(source.middle("P2.middle", year), " %")),
        TableLine(
            _("Hours, in bands of five") + add,
            told("H1.quarters", QUARTERS),
            between(source.middle("H2.middle", year), " %"),
        ),
        TableLine(_("People who were at a meeting, in bands of five") + add, told("P1.attended")),
        TableLine(_("Groups"), through(lambda p: len(source.groups(p))), between(source.middle("G.middle", year))),
        TableLine(
            _("Lesson Study completed"),
            through(
                lambda p: _("%(done)d of %(n)d") % {"done": source.completed(p), "n": len(source.counted_studies(p))}
            ),
            between(source.middle("L1.middle", year)),
        ),
        TableLine(_("Products shared"), through(source.shared), between(source.middle("S.middle", year))),
        TableLine(_("People who used a product, in bands of five") + add, told("T3.used")),
        TableLine(_("Brought back this half year, in bands of five") + add, told("T1.returned")),
        TableLine(_("Topics on which people can be asked, in bands of five") + add, told("E3.claims")),
        TableLine(_("Questions answered with help, in bands of five") + add, told("E3.answered")),
    ]


def behind(source: Source, what: str) -> Collection[tuple[str, str]]:
    """The list behind an exact figure: text and address."""
    now = source.now
    if what == "groepen":
        return [(stay.name, reverse("plg:group_detail", args=[stay.slug])) for stay in source.groups(now)]
    if what == "gedeeld":
        return [
            (title, reverse("expertise:product_detail", args=[slug]))
            for day, title, slug in source.products
            if now.first <= day <= now.until
        ]
    if what == "lesson-study":
        return [(stay.title, "") for stay in source.counted_studies(now)]
    members = {row.member for row in source.people if row.year == now.year and row.day <= now.until}
    return [
        (person.get_full_name(), person.get_absolute_url())
        for person in Member.objects.active().filter(pk__in=members).order_by("sort_name", "pk")
    ]
