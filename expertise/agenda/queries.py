"""The research agenda of a cycle: each question with its themes and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from expertise.agenda.enums import AgendaState, ExternalState
from expertise.agenda.models import ExternalQuestion, FollowUp
from expertise.questions.models import CoPCycle, IndicativeQuestion, QuestionCard
from knowledge_network.topics.models import Topic


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
    topics = find_topics_of(cycle)
    follow_ups = {
        one.bundle_id: one for one in FollowUp.objects.filter(bundle__cycle=cycle).select_related("group", "product")
    }
    newest: dict[int, ExternalQuestion] = {}
    for external in ExternalQuestion.objects.filter(bundle__cycle=cycle).order_by("pk"):
        newest[external.bundle_id] = external
    return [
        _build_row(bundle, topics.get(bundle.pk), follow_ups.get(bundle.pk), newest.get(bundle.pk))
        for bundle in bundles.order_by("name")
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


def find_gaps(rows: list[AgendaRow]) -> dict[int, list[Topic]]:
    """Main theme → its sub themes about which nothing stands on the agenda. One query."""
    known = {row.sub_theme.pk for row in rows if row.sub_theme is not None}
    found: dict[int, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.approved().filter(parent__isnull=False).exclude(pk__in=known).order_by("name"):
        found[topic.parent_id].append(topic)
    return dict(found)
