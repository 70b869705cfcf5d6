"""The vocabulary and its keepers: members propose, coordinators decide, rename and merge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from taggit.models import ItemBase

from knowledge_network.members import signals
from knowledge_network.members.people.facets import forget_directory_options_after_commit
from knowledge_network.members.people.models import AskMeAbout
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary.models import TopicFollow
from knowledge_network.members.vocabulary.starter import choose_starter
from knowledge_network.search import actions as search
from knowledge_network.search.registry import vocabulary
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import fold, taken_names

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
    _announce(topic)
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
        topic.synonyms = _with_words(topic, [former])
    if changed:
        topic.save()
        AuditEvent.objects.record("topics.changed", topic, by=by, fields=sorted(changed))
        _announce(topic)
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


@transaction.atomic
def merge_topic(*, topic: Topic, into: Topic, by: Member, reason: str = "") -> int:
    """Let everything that bears `topic` bear `into` instead; its names lead there from now on. How many rows moved."""
    was_proposed = topic.state == TopicState.PROPOSED
    if into.parent_id == topic.pk:
        into.parent = topic.parent
    into.synonyms = _with_words(into, [topic.name, *topic.synonyms])
    into.save()
    moved = sum(_move(model, topic, into) for model in bearing_models())
    _move_followers(topic, into)
    Topic.objects.filter(parent=topic).exclude(pk=into.pk).update(parent=into)
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    topic.state, topic.merged_into, topic.parent = TopicState.MERGED, into, None
    topic.decision_reason, topic.decided_at = reason, timezone.now()
    topic.save()
    AuditEvent.objects.record("topics.merged", topic, by=by, into=into.slug, moved=moved)
    if was_proposed:
        signals.topic_decided.send(sender=Topic, topic=topic, by=by)
    _announce(topic)
    _announce(into)
    return moved


def bearing_models() -> Iterator[type[ItemBase]]:
    """Every table, of whichever app, that says of something that it is about a topic."""
    for relation in Topic._meta.related_objects:
        if issubclass(relation.related_model, ItemBase):
            yield relation.related_model


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


def _move(model: type[models.Model], topic: Topic, into: Topic) -> int:
    items = model._base_manager.filter(tag=topic)
    items.filter(content_object__in=model._base_manager.filter(tag=into).values("content_object")).delete()
    return items.update(tag=into)


def _move_followers(topic: Topic, into: Topic) -> None:
    """Who followed the one follows what it became."""
    rows = TopicFollow.objects.filter(topic=topic)
    rows.filter(member__in=TopicFollow.objects.filter(topic=into).values("member")).delete()
    rows.update(topic=into)


def _with_words(topic: Topic, words: list[str]) -> list[str]:
    """The synonyms of `topic` and `words`, each once and never its own name."""
    by_key = {fold(word): word for word in (*topic.synonyms, *words)}
    by_key.pop(fold(topic.name), None)
    return list(by_key.values())


def _decide(topic: Topic, by: Member, reason: str, verb: str) -> Topic:
    topic.decision_reason, topic.decided_at = reason, timezone.now()
    topic.save()
    AuditEvent.objects.record(verb, topic, by=by, subject=topic.proposed_by)
    signals.topic_decided.send(sender=Topic, topic=topic, by=by)
    _announce(topic)
    return topic


def _announce(topic: Topic) -> None:
    bearers = AskMeAbout.objects.filter(tag=topic).values_list("content_object_id", flat=True)
    search.refresh("member", list(bearers))
    signals.topic_changed.send(sender=Topic, topic=topic)
    forget_directory_options_after_commit()
    _forget_words()
