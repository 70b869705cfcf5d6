"""Plan, money, agenda and evaluations as pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from knowledge_network.agreements.plan.enums import ActivityState, EvaluationLevel, Funding
from knowledge_network.agreements.plan.models import (
    BudgetEntry,
    BudgetLine,
    Evaluation,
    PlanActivity,
    PlanChange,
    StrategicAgendaItem,
    WorkPlan,
)
from knowledge_network.agreements.plan.queries import Money, add_up, find_lines, money_by_funding
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.money import euros
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import school_year_start

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Linked:
    """A name that leads somewhere."""

    name: str
    url: str
    kind: str = ""


@dataclass(frozen=True)
class ActivityCard:
    title: str
    goal: str
    theme: str
    owner: str
    state: str
    state_label: str | Promise
    when: str
    result: str
    groups: tuple[Linked, ...]
    products: tuple[Linked, ...]
    change_url: str
    remove_url: str


def activity_card(activity: PlanActivity, *, can_edit: bool) -> ActivityCard:
    """`activity` with theme, owner, groups and products fetched along."""
    keys = [activity.public_id]
    return ActivityCard(
        title=activity.title,
        goal=activity.goal,
        theme=str(activity.theme.topic) if activity.theme else "",
        owner=name_member(activity.owner),
        state=activity.state,
        state_label=ActivityState(activity.state).label,
        when=_period(activity.starts_on, activity.ends_on),
        result=activity.result,
        groups=tuple(Linked(group.name, group.get_absolute_url(), group.kind) for group in activity.groups.all()),
        products=tuple(Linked(product.title, product.get_absolute_url()) for product in activity.products.all()),
        change_url=reverse("agreements:activity_change", args=keys) if can_edit else "",
        remove_url=reverse("agreements:activity_remove", args=keys) if can_edit else "",
    )


def _period(starts: dt.date | None, ends: dt.date | None) -> str:
    if starts and ends:
        return f"{nice_date(starts)} – {nice_date(ends)}"
    if starts:
        return _("from %(day)s") % {"day": nice_date(starts)}
    return _("until %(day)s") % {"day": nice_date(ends)} if ends else ""


def name_member(member: Member | None) -> str:
    if member is None:
        return ""
    return member.get_full_name() if member.is_present else _("former member")


@dataclass(frozen=True)
class MoneyWords:
    """Amounts as text: planned, promised, spent, free."""

    planned: str
    promised: str
    spent: str
    free: str
    is_overspent: bool


def money_words(money: Money) -> MoneyWords:
    return MoneyWords(
        euros(money.planned), euros(money.promised), euros(money.spent), euros(money.free), money.spent > money.planned
    )


@dataclass(frozen=True)
class LineRow:
    title: str
    part: str
    source: str
    party: str
    activity: str
    money: MoneyWords
    url: str


@dataclass(frozen=True)
class Bar:
    """Widths in percent of the largest kind of money, as CSS and SVG read them; `year` is how far the year is."""

    planned: str
    promised: str
    spent: str
    year: str
    sentence: str


@dataclass(frozen=True)
class FundingPart:
    """One kind of money: its lines, their sum, and its bar."""

    label: str | Promise
    about: str
    lines: tuple[LineRow, ...]
    total: MoneyWords
    bar: Bar


@dataclass(frozen=True)
class BudgetTable:
    parts: tuple[FundingPart, ...]
    total: MoneyWords
    has_lines: bool
    year_percent: int


def budget_table(plan: WorkPlan, *, with_lines: bool, today: dt.date | None = None) -> BudgetTable:
    """Both kinds of money apart, and their sum. Three queries, two without lines."""
    money = money_by_funding(plan)
    largest = max((amount for one in money.values() for amount in (one.planned, one.promised, one.spent)), default=None)
    passed = year_passed(plan.school_year, today or timezone.localdate())
    rows: dict[str, list[LineRow]] = {}
    if with_lines:
        for line in find_lines(plan):
            rows.setdefault(line.funding, []).append(line_row(line))
    about = {
        Funding.STRUCTURAL: _("every year, fixed: how student teachers learn"),
        Funding.ADDITIONAL: _("for a while: the learning teacher and the agenda"),
    }
    parts = tuple(
        FundingPart(
            label=kind.label,
            about=about[kind],
            lines=tuple(rows.get(kind.value, [])),
            total=money_words(money[kind.value]),
            bar=_bar(kind, money[kind.value], largest or Decimal(1), passed),
        )
        for kind in Funding
    )
    return BudgetTable(parts, money_words(add_up(money)), any(one.planned for one in money.values()), passed)


def line_row(line: BudgetLine) -> LineRow:
    """`line` as `find_lines` gives it."""
    money = Money(line.planned, line.promised, line.spent)  # type: ignore[attr-defined]
    return LineRow(
        title=line.title,
        part=str(line.get_part_display()),
        source=line.source,
        party=line.party.name_as_signed if line.party else "",
        activity=line.activity.title if line.activity else "",
        money=money_words(money),
        url=reverse("agreements:budget_line", args=[line.public_id]),
    )


def _bar(kind: Funding, money: Money, largest: Decimal, passed: int) -> Bar:
    def width(amount: Decimal) -> str:
        share = max(Decimal(0), min(HUNDRED, amount * HUNDRED / (largest or Decimal(1))))
        return f"{share:.2f}%"

    words = {
        "kind": str(kind.label).capitalize(),
        "planned": euros(money.planned),
        "promised": euros(money.promised),
        "spent": euros(money.spent),
    }
    sentence = _("%(kind)s: planned %(planned)s, promised %(promised)s, spent %(spent)s") % words
    tick = width(money.planned * passed / HUNDRED)
    return Bar(width(money.planned), width(money.promised), width(money.spent), tick, sentence)


def year_passed(year: int, today: dt.date) -> int:
    """How much of a school year is behind us, in percent."""
    first, last = dt.date(year, 8, 1), dt.date(year + 1, 7, 31)
    days = (min(max(today, first), last) - first).days
    return round(100 * days / (last - first).days)


@dataclass(frozen=True)
class ChangeLine:
    what: str
    reason: str
    by: str
    day: str


def change_line(change: PlanChange) -> ChangeLine:
    return ChangeLine(change.what, change.reason, name_member(change.by) or _("former member"), nice_date(change.at))


@dataclass(frozen=True)
class YearLink:
    label: str
    url: str
    is_current: bool


def year_links(plans: Iterable[WorkPlan], shown: WorkPlan | None) -> list[YearLink]:
    return [YearLink(str(plan), plan.get_absolute_url(), plan == shown) for plan in plans]


# What the sheet of a spreadsheet holds ------------------------------------------------------------


def sheet_header() -> list[str]:
    return [
        _("Kind of money"),
        _("For"),
        _("What"),
        _("Source"),
        _("Partner"),
        _("Activity"),
        _("Planned"),
        _("Promised"),
        _("Spent"),
        _("Free"),
    ]


def sheet_rows(plan: WorkPlan) -> Iterator[list[str | Decimal]]:
    """Each line, then for each kind of money its sum, then the sum of all."""
    for line in find_lines(plan):
        money = Money(line.planned, line.promised, line.spent)
        yield [
            str(line.get_funding_display()),
            str(line.get_part_display()),
            line.title,
            line.source,
            line.party.name_as_signed if line.party else "",
            line.activity.title if line.activity else "",
            *_amounts(money),
        ]
    sums = money_by_funding(plan)
    for kind in Funding:
        yield [str(kind.label), "", _("Together"), "", "", "", *_amounts(sums[kind.value])]
    yield [_("Both kinds of money"), "", _("Together"), "", "", "", *_amounts(add_up(sums))]


def _amounts(money: Money) -> list[str | Decimal]:
    return [money.planned, money.promised, money.spent, money.free]


@dataclass(frozen=True)
class EntryLine:
    kind: str
    amount: str
    day: str
    description: str
    by: str


def entry_line(entry: BudgetEntry) -> EntryLine:
    return EntryLine(
        str(entry.get_kind_display()),
        euros(entry.amount),
        nice_date(entry.on),
        entry.description,
        name_member(entry.added_by),
    )


# The agenda and the evaluations -------------------------------------------------------------------


@dataclass(frozen=True)
class ThemeCard:
    """A theme with what hangs on it."""

    name: str
    goal: str
    indicator: str
    years: str
    owner: str
    activities: tuple[Linked, ...]
    topic_url: str
    change_url: str
    parts: tuple[ThemeCard, ...] = ()


def theme_cards(items: Iterable[StrategicAgendaItem], *, can_edit: bool) -> list[ThemeCard]:
    """Main themes with their parts; a part whose main theme is not shown stands by itself."""
    rows = list(items)
    keys = {row.pk for row in rows}
    below: dict[int, list[StrategicAgendaItem]] = {}
    for row in rows:
        if row.parent_id in keys:
            below.setdefault(row.parent_id or 0, []).append(row)
    return [_theme(row, below.get(row.pk, []), can_edit=can_edit) for row in rows if row.parent_id not in keys]


def _theme(item: StrategicAgendaItem, parts: list[StrategicAgendaItem], *, can_edit: bool) -> ThemeCard:
    return ThemeCard(
        name=str(item.topic),
        goal=item.goal,
        indicator=item.indicator,
        years=f"{item.first_year}-{item.last_year + 1}",
        owner=name_member(item.owner),
        activities=tuple(
            Linked(activity.title, activity.plan.get_absolute_url()) for activity in item.activities.all()
        ),
        topic_url=reverse("dashboards:topic_detail", args=[item.topic.slug]),
        change_url=reverse("agreements:theme_change", args=[item.public_id]) if can_edit else "",
        parts=tuple(_theme(part, [], can_edit=can_edit) for part in parts),
    )


@dataclass(frozen=True)
class LevelRow:
    """One of the five levels, and how the partners looked back on it in a school year."""

    level: str
    label: str | Promise
    evaluations: tuple[EvaluationLine, ...]


@dataclass(frozen=True)
class EvaluationLine:
    about: str
    url: str
    day: str
    is_done: bool
    has_decisions: bool


def level_rows(evaluations: Iterable[Evaluation], today: dt.date | None = None) -> list[LevelRow]:
    day = today or timezone.localdate()
    by_level: dict[str, list[EvaluationLine]] = {}
    for one in evaluations:
        done = one.held_on is not None and one.held_on <= day and bool(one.findings)
        line = EvaluationLine(one.about, one.get_absolute_url(), nice_date(one.held_on), done, bool(one.decisions))
        by_level.setdefault(one.level, []).append(line)
    return [LevelRow(level.value, level.label, tuple(by_level.get(level.value, []))) for level in EvaluationLevel]


def this_year() -> int:
    return school_year_start(timezone.localdate()).year
