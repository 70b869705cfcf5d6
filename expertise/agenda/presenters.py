"""The research agenda as its pages show it: by main and sub theme, with what became of each question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.agenda.enums import AgendaState
from expertise.agenda.models import AgendaSnapshot, AgendaWish
from expertise.agenda.queries import AgendaRow, find_agenda, find_gaps
from expertise.gaps.presenters.words import TONES as GAP_TONES
from expertise.gaps.queries.gaps import TopicFacts
from expertise.gaps.queries.kept import strategic_facts
from expertise.questions.models import CoPCycle
from knowledge_network.members.people.requests import Reader
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupState

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
    name: str
    is_strategic: bool
    lines: list[AgendaLine]


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
    name: str
    slug: str
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


def build_agenda(cycle: CoPCycle, reader: Reader) -> AgendaPage:
    """Eight queries, and two for who knows about the topics of the strategic agenda, once in five minutes."""
    rows = find_agenda(cycle)
    known = _list_known(reader)
    gaps = find_gaps(rows)
    of_theme: dict[int, list[AgendaRow]] = defaultdict(list)
    named: dict[int, Topic] = {topic.pk: topic for topic in Topic.objects.approved().filter(parent__isnull=True)}
    for row in rows:
        if row.theme is not None:
            named.setdefault(row.theme.pk, row.theme)
        of_theme[row.theme.pk if row.theme else 0].append(row)
    wishes: dict[int, list[AgendaWish]] = defaultdict(list)
    for wish in cycle.wishes.order_by("top", "pk"):
        wishes[wish.theme_id].append(wish)
    themes = [
        _build_theme(topic, of_theme.get(pk, []), gaps.get(pk, []), wishes.get(pk, []), known.get(pk, []))
        for pk, topic in sorted(named.items(), key=lambda pair: pair[1].name)
        if pk in of_theme or pk in gaps or pk in wishes or pk in known
    ]
    if of_theme.get(0):
        themes.append(_build_theme(None, of_theme[0], [], [], []))
    counts = [
        (str(state.label), TONES.get(state, ""), sum(row.state == state for row in rows)) for state in AgendaState
    ]
    return AgendaPage(themes, counts, len(rows))


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
    rows: Iterable[AgendaRow],
    gaps: Iterable[Topic],
    wishes: list[AgendaWish],
    known: list[KnownLine],
) -> Theme:
    subs: dict[str, list[AgendaRow]] = defaultdict(list)
    strategic: dict[str, bool] = {}
    for row in rows:
        name = row.sub_theme.name if row.sub_theme else ""
        subs[name].append(row)
        strategic[name] = bool(row.sub_theme and row.sub_theme.strategic)
    return Theme(
        name=topic.name if topic else _("Other questions"),
        slug=topic.slug if topic else "",
        subs=[SubTheme(name, strategic[name], [build_line(row) for row in subs[name]]) for name in sorted(subs)],
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
