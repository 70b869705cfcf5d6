"""The research agenda of a cycle: each question with its themes and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from expertise.agenda.enums import AgendaState, ExternalState
from expertise.agenda.models import ExternalQuestion, FollowUp
from expertise.questions.models import CoPCycle, IndicativeQuestion, QuestionCard
from knowledge_network.kit.kept_counts import Counted, forget_counted, read_counted
from knowledge_network.topics.models import Topic

# So many questions of a part of a theme stand on the agenda itself; the page of the theme has all.
MOST_OF_PART = 8
# By what the page of questions about nothing that is known is asked.
OTHER = "overig"


@dataclass(frozen=True)
class AgendaRow:
    """`sub_theme` is None where the originals are about a main theme as a whole, or about nothing that is known."""

    bundle: IndicativeQuestion
    theme: Topic | None
    sub_theme: Topic | None
    state: AgendaState
    follow_up: FollowUp | None
    external: ExternalQuestion | None


def find_topics_of(cycle: CoPCycle) -> dict[int, Topic]:
    """Bundle → the topic that most of its originals are about. Two queries."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    rows = QuestionCard.objects.filter(cycle=cycle, confirmed_bundle__isnull=False, question__topics__isnull=False)
    for bundle, topic in rows.values_list("confirmed_bundle", "question__topics"):
        counts[bundle][topic] += 1
    topics = Topic.objects.select_related("parent").in_bulk({topic for found in counts.values() for topic in found})
    return {bundle: topics[_choose(found)] for bundle, found in counts.items()}


def _choose(counts: Counter[int]) -> int:
    """The most frequent; of equals the first that there was."""
    return min(counts, key=lambda topic: (-counts[topic], topic))


def find_agenda(cycle: CoPCycle) -> list[AgendaRow]:
    """Everything that was bundled, chosen or not. Five queries."""
    confirmed = QuestionCard.objects.on_board().filter(cycle=cycle, confirmed_bundle__isnull=False)
    bundles = IndicativeQuestion.objects.present().filter(cycle=cycle, pk__in=confirmed.values("confirmed_bundle"))
    return _build_rows(
        bundles.order_by("name"),
        find_topics_of(cycle),
        FollowUp.objects.filter(bundle__cycle=cycle),
        ExternalQuestion.objects.filter(bundle__cycle=cycle),
    )


def find_rows(bundles: Collection[int]) -> dict[int, AgendaRow]:
    """The rows of these bundles as they are now, without their themes. Three queries."""
    rows = _build_rows(
        IndicativeQuestion.objects.present().filter(pk__in=bundles),
        {},
        FollowUp.objects.filter(bundle__in=bundles),
        ExternalQuestion.objects.filter(bundle__in=bundles),
    )
    return {row.bundle.pk: row for row in rows}


def _build_rows(
    bundles: Iterable[IndicativeQuestion],
    topics: Mapping[int, Topic],
    follow_ups: QuerySet[FollowUp],
    externals: QuerySet[ExternalQuestion],
) -> list[AgendaRow]:
    followed = {one.bundle_id: one for one in follow_ups.select_related("group", "product")}
    newest = {one.bundle_id: one for one in externals.order_by("pk")}
    return [
        _build_row(bundle, topics.get(bundle.pk), followed.get(bundle.pk), newest.get(bundle.pk)) for bundle in bundles
    ]


def _build_row(
    bundle: IndicativeQuestion, topic: Topic | None, follow_up: FollowUp | None, external: ExternalQuestion | None
) -> AgendaRow:
    main = topic.parent or topic if topic is not None else None
    shown = external if external is not None and not external.is_draft else None
    return AgendaRow(
        bundle=bundle,
        theme=main,
        sub_theme=topic if topic is not None and topic.parent_id else None,
        state=find_state(follow_up, shown),
        follow_up=follow_up,
        external=shown,
    )


def find_state(follow_up: FollowUp | None, external: ExternalQuestion | None) -> AgendaState:
    """A product answers it, or what came back from outside; else who works on it."""
    if follow_up is not None and follow_up.product_id is not None:
        return AgendaState.ANSWERED
    if external is not None and external.state == ExternalState.ANSWERED and not (follow_up and follow_up.group_id):
        return AgendaState.ANSWERED
    if follow_up is not None and follow_up.group_id is not None:
        return AgendaState.GROUP
    if external is not None and external.state in ExternalState.OUTSIDE:
        return AgendaState.OUTSIDE
    return AgendaState.OPEN


def find_gaps(known: Collection[int]) -> dict[int, list[Topic]]:
    """Main theme → its sub themes without those that are `known` on the agenda. One query."""
    found: dict[int, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.approved().filter(parent__isnull=False).exclude(pk__in=known).order_by("name"):
        found[topic.parent_id].append(topic)
    return dict(found)


# What is counted once for everybody ---------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A sub theme of a theme, or the theme as a whole (None): how many questions, and the first bundles by name."""

    sub_theme: int | None
    count: int
    first: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """The agenda in numbers. A theme without a key is that of questions about nothing that is known.

    `states`: how many are in each; `unanswered`: of each topic how many have no answer yet.
    """

    themes: dict[int | None, tuple[Part, ...]]
    states: dict[AgendaState, int]
    unanswered: dict[int, int]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def sub_themes(self) -> set[int]:
        return {part.sub_theme for parts in self.themes.values() for part in parts if part.sub_theme is not None}


def read_agenda(cycle: CoPCycle) -> Counted[Summary]:
    """The agenda in numbers as it was at most five minutes ago. Five queries once in five minutes."""
    return read_counted(_key(cycle.pk), lambda: summarise(find_agenda(cycle)))


def find_theme(summary: Summary, slug: str) -> tuple[str, int | None]:
    """The theme that an address names, and its key; no name where nothing stands about it. One query at most."""
    if slug == OTHER and None in summary.themes:
        return slug, None
    keys = [key for key in summary.themes if key is not None]
    found = Topic.objects.filter(pk__in=keys, slug=slug).first() if slug else None
    return (found.slug, found.pk) if found is not None else ("", None)


def read_theme(cycle: CoPCycle, theme: int | None, *, counted: Counted[Summary]) -> list[tuple[int | None, int]]:
    """All questions of a theme as `counted` has them, by sub theme and name: sub theme and bundle."""
    key = f"{_key(cycle.pk)}.{theme}.{counted.at.timestamp()}"
    return read_counted(key, lambda: _list_theme(find_agenda(cycle), theme)).found


def forget_agenda(cycle: int) -> None:
    """Whoever looks next counts anew."""
    forget_counted(_key(cycle))


def summarise(rows: Sequence[AgendaRow]) -> Summary:
    themes: dict[int | None, dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    unanswered: Counter[int] = Counter()
    names: dict[int | None, str] = {None: ""}
    for row in rows:
        theme, sub_theme = _read_keys(row)
        names[sub_theme] = row.sub_theme.name if row.sub_theme else ""
        themes[theme][sub_theme].append(row.bundle.pk)
        topic = sub_theme or theme
        if topic is not None:
            unanswered[topic] += row.state != AgendaState.ANSWERED
    return Summary(
        themes={
            theme: tuple(
                Part(sub_theme, len(parts[sub_theme]), tuple(parts[sub_theme][:MOST_OF_PART]))
                for sub_theme in sorted(parts, key=lambda one: names[one])
            )
            for theme, parts in themes.items()
        },
        states=dict(Counter(row.state for row in rows)),
        unanswered=dict(unanswered),
    )


def _list_theme(rows: Iterable[AgendaRow], theme: int | None) -> list[tuple[int | None, int]]:
    mine = [row for row in rows if _read_keys(row)[0] == theme]
    mine.sort(key=lambda row: row.sub_theme.name if row.sub_theme else "")
    return [(_read_keys(row)[1], row.bundle.pk) for row in mine]


def _read_keys(row: AgendaRow) -> tuple[int | None, int | None]:
    return row.theme.pk if row.theme else None, row.sub_theme.pk if row.sub_theme else None


def _key(cycle: int) -> str:
    return f"expertise.agenda.{cycle}"
