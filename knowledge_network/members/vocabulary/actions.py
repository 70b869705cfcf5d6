"""The vocabulary and its keepers: members propose, coordinators decide, rename and merge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.models import ItemBase

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.moving import Outcome, move_rows, put_back
from knowledge_network.members import signals
from knowledge_network.members.people.facets import forget_directory_options_after_commit
from knowledge_network.members.people.merging import is_of_nobody_erased
from knowledge_network.members.people.models import AskMeAbout
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary.models import TopicFollow, TopicMerge
from knowledge_network.members.vocabulary.starter import choose_starter
from knowledge_network.search import actions as search
from knowledge_network.search.registry import vocabulary
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import find_parts, fold, taken_names

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

EDITABLE = ("name", "description", "parent", "synonyms", "strategic", "obk_id")


@transaction.atomic
def propose_topic(*, by: Member, name: str, reason: str = "") -> Topic:
    """Ask the coordinators to take a word up in the vocabulary."""
    topic: Topic = Topic.objects.create(name=name, state=TopicState.PROPOSED, proposed_by=by, proposal_reason=reason)
    AuditEvent.objects.record("topics.proposed", topic, by=by)
    signals.topic_proposed.send(sender=Topic, topic=topic, by=by)
    return topic


@transaction.atomic
def add_topic(*, by: Member | None, name: str, **values: object) -> Topic:
    """Put a topic into use at once, also one that was turned down before; `values` are the fields of `EDITABLE`."""
    topic = _take_up(by=by, name=name, **values)
    announce_topic(topic)
    return topic


def _take_up(*, by: Member | None, name: str, **values: object) -> Topic:
    former = Topic.objects.filter(name__iexact=name, state=TopicState.REJECTED).first()
    topic = former or Topic()
    chosen: dict[str, object] = {"name": name, "state": TopicState.APPROVED, **values}
    for field, value in chosen.items():
        setattr(topic, field, value)
    topic.save()
    AuditEvent.objects.record("topics.added", topic, by=by)
    return topic


@transaction.atomic
def add_starter(*, sets: Collection[str], by: Member | None) -> int:
    """Bring the chosen lists in; a word that a topic bears already makes no second one. How many are new."""
    taken = taken_names()
    added: list[Topic] = []
    for line in choose_starter(sets):
        if fold(line.name) in taken:
            continue
        words = [word for word in line.synonyms if fold(word) not in taken]
        parent: Topic | None = taken.get(fold(line.parent)) if line.parent else None
        topic = _take_up(by=by, name=line.name, parent=parent, synonyms=words, obk_id=line.obk_id)
        taken |= dict.fromkeys(map(fold, (line.name, *words)), topic)
        added.append(topic)
    AuditEvent.objects.record("topics.starter_added", by=by, sets=sorted(sets), count=len(added))
    if added:
        # Nothing is about them yet: no need to look for what bears each of them, one by one.
        signals.topics_added.send(sender=Topic, topics=added, sets=frozenset(sets))
        vocabulary.forget()
    return len(added)


@transaction.atomic
def change_topic(*, topic: Topic, by: Member | None, **values: object) -> Topic:
    """Set fields of `EDITABLE`; the former name keeps leading here."""
    changed = [name for name in values if getattr(topic, name) != values[name]]
    former = topic.name
    for name in changed:
        setattr(topic, name, values[name])
    if "name" in changed:
        topic.synonyms = with_words(topic, [former])
    if changed:
        topic.save()
        AuditEvent.objects.record("topics.changed", topic, by=by, fields=sorted(changed))
        announce_topic(topic)
    return topic


@transaction.atomic
def approve_topic(*, topic: Topic, by: Member, reason: str = "", **values: object) -> Topic:
    """Take a proposed topic up, perhaps under a better name."""
    for name, value in values.items():
        setattr(topic, name, value)
    topic.state = TopicState.APPROVED
    return _decide(topic, by, reason, "topics.approved")


@transaction.atomic
def reject_topic(*, topic: Topic, by: Member, reason: str) -> Topic:
    """Turn a proposed topic down; whoever proposed it reads the reason."""
    topic.state = TopicState.REJECTED
    return _decide(topic, by, reason, "topics.rejected")


def preview_topic_merge(*, topic: Topic, into: Topic) -> Outcome:
    """What a merge would do; nothing is changed."""
    with transaction.atomic():
        outcome = _take_along(topic, into)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def merge_topic(*, topic: Topic, into: Topic, by: Member, reason: str = "") -> TopicMerge:
    """Let everything that is about `topic` be about `into` instead; its names lead there from now on."""
    was_proposed = topic.state == TopicState.PROPOSED
    former = set(into.synonyms)
    into.synonyms = with_words(into, [topic.name, *topic.synonyms])
    into.save()
    outcome = _take_along(topic, into)
    into.refresh_from_db()
    topic.state, topic.merged_into, topic.parent = TopicState.MERGED, into, None
    topic.decision_reason, topic.decided_at = reason, timezone.now()
    topic.save()
    merge = TopicMerge.objects.create(
        topic=topic,
        into=into,
        merged_by=by,
        was_proposed=was_proposed,
        words=[word for word in into.synonyms if word not in former],
        **outcome.as_json(),
    )
    count = sum(number for _label, number in outcome.tally())
    AuditEvent.objects.record("topics.merged", topic, by=by, into=into.slug, moved=count)
    if was_proposed:
        signals.topic_decided.send(sender=Topic, topic=topic, by=by)
    announce_topic(topic)
    announce_topic(into)
    return merge


@transaction.atomic
def undo_topic_merge(*, merge: TopicMerge, by: Member) -> TopicMerge:
    """Within a day: there are two topics again, each with what was about it. RefusedError when it is too late."""
    merge = TopicMerge.objects.select_for_update(of=("self",)).select_related("topic", "into").get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    if not merge.can_be_undone:
        raise RefusedError(_("A merge can be undone for 24 hours."))
    topic, into = merge.topic, merge.into
    if topic.merged_into_id != into.pk:
        raise RefusedError(_("«%(name)s» went up in another topic meanwhile. Undo that first.") % {"name": into.name})
    topic.state = TopicState.PROPOSED if merge.was_proposed else TopicState.APPROVED
    topic.merged_into, topic.decision_reason, topic.decided_at = None, "", None
    topic.save()
    into.synonyms = [word for word in into.synonyms if word not in merge.words]
    into.save()
    put_back(moved=merge.moved, dropped=merge.dropped, may_return=is_of_nobody_erased)
    topic.refresh_from_db()
    into.refresh_from_db()
    merge.undone_at, merge.moved, merge.dropped = timezone.now(), [], []
    merge.save(update_fields=["undone_at", "moved", "dropped"])
    AuditEvent.objects.record("topics.merge_undone", topic, by=by, into=into.slug)
    signals.topics_parted.send(sender=Topic, topics=[topic, into])
    announce_topic(topic)
    announce_topic(into)
    return merge


def list_references() -> Iterator[models.ForeignKey[Any, Any]]:
    """Every field, of whichever app, that says of something that it is about a topic or part of one."""
    for relation in Topic._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model is not TopicMerge:
            found = relation.field
            if isinstance(found, models.ForeignKey) and relation.related_model._meta.managed:
                yield found


def bearing_models() -> Iterator[type[ItemBase]]:
    """Every table, of whichever app, of tags."""
    for relation in Topic._meta.related_objects:
        if issubclass(relation.related_model, ItemBase):
            yield relation.related_model


def _take_along(topic: Topic, into: Topic) -> Outcome:
    outcome = Outcome()
    # The topic that stays is never part of what goes up in it, nor, by what moves, of itself.
    if into.pk in find_parts(topic.pk):
        outcome.note(Topic.objects.filter(pk=into.pk), "parent", after=topic.parent_id)
    outcome.note(Topic.objects.filter(pk=topic.pk, parent__isnull=False), "parent", after=None)
    signals.topics_merging.send(sender=Topic, topic=topic, into=into, outcome=outcome)
    move_rows(list_references(), kept=into, ended=topic, outcome=outcome, droppable=_is_only_a_link)
    return outcome


def _is_only_a_link(model: type[models.Model]) -> bool:
    """Whether a row says nothing but that something is about a topic, so that two of them say no more than one."""
    return bool(model._meta.auto_created) or issubclass(model, ItemBase | TopicFollow)


@transaction.atomic
def forget_topic_merges() -> int:
    """What can no longer be undone needs no copy of rows; how many."""
    return TopicMerge.forget_rows()


@transaction.atomic
def follow_topic(*, topic: Topic, by: Member) -> bool:
    """Hear from now on what comes up about it; whether that is new."""
    _row, made = TopicFollow.objects.get_or_create(topic=topic, member=by)
    if made:
        AuditEvent.objects.record("topics.followed", topic, by=by)
    return made


@transaction.atomic
def unfollow_topic(*, topic: Topic, by: Member) -> None:
    if TopicFollow.objects.filter(topic=topic, member=by).delete()[0]:
        AuditEvent.objects.record("topics.unfollowed", topic, by=by)


# Words of the staff room ------------------------------------------------------------------------


@transaction.atomic
def set_word(*, by: Member | None, word: str, kind: str, topics: Iterable[Topic]) -> StaffRoomWord:
    """Say what a word is about in this network, the surest topic first; before what is shipped. Nothing: it means
    nothing here."""
    known = StaffRoomWord.objects.select_for_update().filter(folded=fold(word)).first()
    own = known or StaffRoomWord(word=word)
    own.kind, own.topics = kind, [topic.name for topic in topics]
    own.save()
    verb = "topics.word_changed" if known else "topics.word_set"
    AuditEvent.objects.record(verb, own, by=by, topics=own.topics)
    _forget_words()
    return own


@transaction.atomic
def forget_word(*, by: Member | None, word: StaffRoomWord) -> None:
    """Drop what this network says of a word; what is shipped counts again."""
    AuditEvent.objects.record("topics.word_forgotten", word, by=by)
    word.delete()
    _forget_words()


def _forget_words() -> None:
    topic_index.forget()
    vocabulary.forget()


def with_words(topic: Topic, words: list[str]) -> list[str]:
    """The synonyms of `topic` and `words`, each once and never its own name."""
    by_key = {fold(word): word for word in (*topic.synonyms, *words)}
    by_key.pop(fold(topic.name), None)
    return list(by_key.values())


def _decide(topic: Topic, by: Member, reason: str, verb: str) -> Topic:
    topic.decision_reason, topic.decided_at = reason, timezone.now()
    topic.save()
    AuditEvent.objects.record(verb, topic, by=by, subject=topic.proposed_by)
    signals.topic_decided.send(sender=Topic, topic=topic, by=by)
    announce_topic(topic)
    return topic


def announce_topic(topic: Topic) -> None:
    bearers = AskMeAbout.objects.filter(tag=topic).values_list("content_object_id", flat=True)
    search.refresh("member", list(bearers))
    signals.topic_changed.send(sender=Topic, topic=topic)
    forget_directory_options_after_commit()
    _forget_words()
