"""The research agenda as its pages show it: by main and sub theme, with what became of each question."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.agenda.enums import AgendaState
from expertise.agenda.models import AgendaSnapshot, AgendaWish
from expertise.agenda.queries import OTHER, AgendaRow, Summary, find_gaps, find_rows, read_theme
from expertise.gaps.presenters.words import TONES as GAP_TONES
from expertise.gaps.queries.gaps import TopicFacts
from expertise.gaps.queries.kept import strategic_facts
from expertise.questions.models import CoPCycle
from knowledge_network.kit.kept_counts import Counted
from knowledge_network.kit.pagination import KeysetPage, slice_rows
from knowledge_network.members.people.requests import Reader
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupState

# How many questions a theme shows on a page.
THEME_SIZE = 40
TONES: dict[str, str] = {AgendaState.GROUP: "info", AgendaState.OUTSIDE: "wait", AgendaState.ANSWERED: "ok"}


@dataclass(frozen=True)
class AgendaLine:
    """`where` is what its state points at: the group, the product, or what the Kennisrotonde said."""

    words: str
    url: str
    state: str
    tone: str
    where: str
    where_url: str


@dataclass(frozen=True)
class SubTheme:
    """`more`: how many questions stand on the page of the theme besides."""

    name: str
    is_strategic: bool
    lines: list[AgendaLine]
    more: int


@dataclass(frozen=True)
class WishLine:
    text: str
    kind: str
    top: int | None


@dataclass(frozen=True)
class KnownLine:
    """Who knows about a topic of the strategic agenda: how many can be asked, and where they stand.

    `status` only for who sees the board of gaps.
    """

    topic: str
    people: int
    text: str
    url: str
    status: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Theme:
    """`slug` is empty for what is about nothing that is known; `address` is what its page is asked by."""

    name: str
    slug: str
    address: str
    subs: list[SubTheme]
    gaps: list[tuple[str, bool]]
    top: list[WishLine]
    wish_count: int
    known: list[KnownLine]


@dataclass(frozen=True)
class AgendaPage:
    themes: list[Theme]
    counts: list[tuple[str, str, int]]
    total: int
    counted_at: dt.datetime


def build_agenda(cycle: CoPCycle, reader: Reader, counted: Counted[Summary]) -> AgendaPage:
    """The first questions of each part of each theme. Eight queries, and those of what is counted."""
    shown: Shown = {
        theme: [(part.sub_theme, part.first, part.count) for part in parts]
        for theme, parts in counted.found.themes.items()
    }
    return _build_page(cycle, reader, counted, shown, with_gaps=True)


def build_theme(
    cycle: CoPCycle, reader: Reader, counted: Counted[Summary], theme: int | None, data: QueryDict
) -> tuple[AgendaPage, KeysetPage]:
    """All questions of one theme, forty a page. Eight queries, and those of what is counted."""
    page = slice_rows(read_theme(cycle, theme, counted=counted), data, size=THEME_SIZE)
    of_sub: dict[int | None, list[int]] = defaultdict(list)
    for sub_theme, bundle in page:
        of_sub[sub_theme].append(bundle)
    shown: Shown = {theme: [(sub_theme, tuple(keys), len(keys)) for sub_theme, keys in of_sub.items()]}
    return _build_page(cycle, reader, counted, shown, with_gaps=False), page


type Shown = dict[int | None, list[tuple[int | None, tuple[int, ...], int]]]


def _build_page(
    cycle: CoPCycle, reader: Reader, counted: Counted[Summary], shown: Shown, *, with_gaps: bool
) -> AgendaPage:
    summary = counted.found
    rows = find_rows([bundle for parts in shown.values() for _sub, keys, _count in parts for bundle in keys])
    topics = Topic.objects.in_bulk(
        {key for theme, parts in shown.items() for key in (theme, *(one[0] for one in parts)) if key is not None}
    )
    known = _list_known(reader)
    gaps = find_gaps(summary.sub_themes) if with_gaps else {}
    main = Topic.objects.approved().filter(parent__isnull=True) if with_gaps else ()
    named = {topic.pk: topic for topic in main} | {key: topics[key] for key in shown if key in topics}
    wishes: dict[int, list[AgendaWish]] = defaultdict(list)
    for wish in cycle.wishes.order_by("top", "pk"):
        wishes[wish.theme_id].append(wish)
    themes = [
        _build_theme(topic, _build_parts(shown.get(pk, []), topics, rows), gaps.get(pk, []), wishes[pk], known[pk])
        for pk, topic in sorted(named.items(), key=lambda pair: pair[1].name)
        if pk in shown or pk in gaps or wishes[pk] or known[pk]
    ]
    if shown.get(None):
        themes.append(_build_theme(None, _build_parts(shown[None], topics, rows), [], [], []))
    counts = [(str(state.label), TONES.get(state, ""), summary.states.get(state, 0)) for state in AgendaState]
    return AgendaPage(themes, counts, summary.total, counted.at)


def _build_parts(
    parts: Iterable[tuple[int | None, tuple[int, ...], int]], topics: dict[int, Topic], rows: dict[int, AgendaRow]
) -> list[SubTheme]:
    found = []
    for sub_theme, keys, count in parts:
        topic = topics.get(sub_theme) if sub_theme is not None else None
        lines = [build_line(rows[key]) for key in keys if key in rows]
        found.append(
            SubTheme(
                name=topic.name if topic else "",
                is_strategic=bool(topic and topic.strategic),
                lines=lines,
                more=max(0, count - len(keys)),
            )
        )
    return found


def _list_known(reader: Reader) -> dict[int, list[KnownLine]]:
    """Main theme → what the network knows about its topics on the strategic agenda, the theme itself first."""
    found: dict[int, list[KnownLine]] = defaultdict(list)
    sees_gaps = reader.has_perm("expertise.view_gaps")
    for facts in sorted(strategic_facts().values(), key=lambda one: (one.parent is not None, one.name)):
        found[facts.parent or facts.pk].append(_build_known(facts, sees_gaps=sees_gaps))
    return found


def _build_known(facts: TopicFacts, *, sees_gaps: bool) -> KnownLine:
    people = ngettext("%(n)d person", "%(n)d people", facts.experts) % {"n": facts.experts}
    boards = ngettext("of %(n)d board", "of %(n)d boards", facts.boards) % {"n": facts.boards}
    shown = reverse("expertise:finder", query={"thema": facts.slug})
    return KnownLine(
        topic=facts.name,
        people=facts.experts,
        text=f"{people} {boards}" if facts.experts else _("nobody to ask yet"),
        url=reverse("expertise:gaps_topic", args=[facts.slug]) if sees_gaps else shown,
        status=str(facts.status.label) if sees_gaps else "",
        tone=GAP_TONES[facts.status] if sees_gaps else "",
    )


def _build_theme(
    topic: Topic | None,
    subs: list[SubTheme],
    gaps: Iterable[Topic],
    wishes: list[AgendaWish],
    known: list[KnownLine],
) -> Theme:
    return Theme(
        name=topic.name if topic else _("Other questions"),
        slug=topic.slug if topic else "",
        address=topic.slug if topic else OTHER,
        subs=subs,
        gaps=[(gap.name, gap.strategic) for gap in gaps],
        top=[WishLine(wish.text, wish.get_kind_display(), wish.top) for wish in wishes if wish.top],
        wish_count=len(wishes),
        known=known,
    )


def build_line(row: AgendaRow) -> AgendaLine:
    where, url = _find_where(row)
    return AgendaLine(
        words=row.bundle.words or row.bundle.name,
        url=row.bundle.get_absolute_url(),
        state=str(row.state.label),
        tone=TONES.get(row.state, ""),
        where=where,
        where_url=url,
    )


def _find_where(row: AgendaRow) -> tuple[str, str]:
    """A group that did not start is named, and opened for nobody yet."""
    follow_up = row.follow_up
    if follow_up is not None and follow_up.product is not None:
        return follow_up.product.title, follow_up.product.get_absolute_url()
    if follow_up is not None and follow_up.group is not None:
        group = follow_up.group
        is_public = group.state in GroupState.PUBLIC
        return group.name, reverse("plg:group_detail", args=[group.slug]) if is_public else ""
    if row.external is not None:
        return row.external.get_state_display(), row.external.get_absolute_url()
    return "", ""


@dataclass(frozen=True)
class SettledTheme:
    name: str
    lines: list[tuple[str, str, str, str]]


def build_settled(snapshot: AgendaSnapshot) -> list[SettledTheme]:
    """One query."""
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for line in snapshot.lines.order_by("theme", "sub_theme", "words"):
        state = str(AgendaState(line.state).label)
        found[line.theme].append((line.sub_theme, line.words, state, TONES.get(line.state, "")))
    return [SettledTheme(name or _("Other questions"), lines) for name, lines in found.items()]
