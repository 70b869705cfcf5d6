"""A sheet of topics as an import: what each row makes of the vocabulary, carried out and taken back as a whole."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from knowledge_network.members.imports.bulk import delete_unused
from knowledge_network.members.imports.change import Change, Fields, ImportConflictError, compare
from knowledge_network.members.imports.enums import RowOutcome
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.imports.reading import Column, Layout, Row, open_table
from knowledge_network.members.people.models import Member
from knowledge_network.members.vocabulary.actions import add_topic, change_topic
from knowledge_network.search import actions as search
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import fold, taken_names

if TYPE_CHECKING:
    from knowledge_network.members.imports.people_plan import Kept

TOPICS = Layout(
    columns=(
        Column("name", ("naam", "thema", "begrip", "name", "topic"), required=True),
        Column("parent", ("valt onder", "onderdeel van", "hoort bij", "bovenliggend", "part of", "parent")),
        Column("synonyms", ("andere woorden", "synoniemen", "synonyms", "other words")),
        Column("description", ("omschrijving", "beschrijving", "description")),
        Column("obk_id", ("obk", "obk-id", "obk id")),
    ),
    max_rows=5_000,
)
LONGEST_NAME = 100
LONGEST_WORD = 80
MOST_WORDS = 20


class RowError(Exception):
    """Why nothing can be made of a row."""


@dataclass
class _Plan:
    """What is known while the rows are read: topics by each of their names, and names of this sheet by row."""

    known: dict[str, Topic]
    taken: dict[str, str]
    wished: set[str]
    seen: dict[str, int]


class TopicImporter:
    """Topics with their place in the tree and their other words. What the sheet does not name stays as it is."""

    def keep(self, run: ImportRun) -> list[Kept]:
        return []

    def plan(self, run: ImportRun, source: IO[bytes], kept: list[Kept]) -> Iterator[Change]:
        _layout, table = open_table(source, TOPICS)
        run.options |= table.describe()
        rows = list(table.rows)
        topics = Topic.objects.select_related("parent").filter(state=TopicState.APPROVED)
        plan = _Plan(
            known={fold(topic.name): topic for topic in topics},
            taken={word: topic.name for word, topic in taken_names().items()},
            wished={fold(row.values.get("name", "")) for row in rows},
            seen={},
        )
        for row in rows:
            yield _judge(plan, row, frozenset(table.columns))

    def carry_out(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        """New topics first, so that each finds the one that it is part of, wherever that stands in the sheet."""
        work = [(row, row.difference["topic"]) for row in rows if "topic" in row.difference]
        with search.postponed():
            for _row, fields in work:
                if "name" in fields:
                    _add(fields, by)
            for row, fields in work:
                _change(row.key, fields, by, forward=True)

    def take_back(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        work = [(row, row.difference["topic"]) for row in rows if "topic" in row.difference]
        new = [str(fields["name"][1]) for _row, fields in work if "name" in fields]
        with search.postponed():
            for row, fields in work:
                if "name" not in fields:
                    _change(row.key, fields, by, forward=False)
        topics = Topic.objects.filter(name__in=new)
        keys = list(topics.values_list("pk", flat=True))
        delete_unused(topics, (Topic,), _("The import made topics that are used by now."))
        search.remove("topic", keys)


def _judge(plan: _Plan, row: Row, columns: frozenset[str]) -> Change:
    name = row.values.get("name", "")
    change = Change(
        number=row.number, outcome=RowOutcome.ERROR, key=name[:254], label=name[:250], values=dict(row.values)
    )
    try:
        wanted = _read(plan, row, columns)
    except RowError as error:
        change.reason = str(error)
        return change
    topic = plan.known.get(fold(name))
    if topic is None:
        change.outcome = RowOutcome.NEW
        change.difference = {
            "topic": {field: [None if field == "name" else "", text] for field, text in wanted.items()}
        }
    elif difference := compare(_as_text(topic), {f: v for f, v in wanted.items() if f != "name"}):
        change.outcome, change.key = RowOutcome.CHANGED, topic.name
        change.difference = {"topic": difference}
    else:
        change.outcome = RowOutcome.UNCHANGED
    return change


def _as_text(topic: Topic) -> dict[str, str]:
    return {
        "parent": topic.parent.name if topic.parent else "",
        "synonyms": ", ".join(topic.synonyms),
        "description": topic.description,
        "obk_id": str(topic.obk_id or ""),
    }


def _read(plan: _Plan, row: Row, columns: frozenset[str]) -> dict[str, str]:
    """Field → text, of the columns that the sheet has. RowError when something cannot be."""
    cells: Mapping[str, str] = row.values
    name = " ".join(cells.get("name", "").split())
    key = fold(name)
    if not key:
        raise RowError(_("There is no name in this row."))
    if len(name) > LONGEST_NAME:
        raise RowError(_("A name has at most %(most)s characters.") % {"most": LONGEST_NAME})
    if key in plan.seen:
        raise RowError(_("This name stands in row %(number)s already.") % {"number": plan.seen[key]})
    owner = plan.taken.get(key)
    if owner is not None and fold(owner) != key:
        raise RowError(_("«%(word)s» leads to «%(topic)s» already.") % {"word": name, "topic": owner})
    plan.seen[key] = row.number
    wanted = {"name": name}
    readers = {"parent": _parent, "synonyms": _synonyms, "description": _description, "obk_id": _obk_id}
    for field, read in readers.items():
        if field in columns:
            wanted[field] = read(plan, cells.get(field, ""), name)
    return wanted


def _parent(plan: _Plan, text: str, name: str) -> str:
    key = fold(text)
    if not key:
        return ""
    if key == fold(name):
        raise RowError(_("A topic cannot be part of itself."))
    if key not in plan.known and key not in plan.wished:
        raise RowError(_("It is part of «%(topic)s», and that is no topic.") % {"topic": text})
    return plan.known[key].name if key in plan.known else " ".join(text.split())


def _synonyms(plan: _Plan, text: str, name: str) -> str:
    words = list({fold(word): " ".join(word.split()) for word in text.split(",") if word.strip()}.values())
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        raise RowError(_("At most 20 words of at most 80 characters."))
    for word in words:
        owner = plan.taken.setdefault(fold(word), name)
        if fold(owner) != fold(name):
            raise RowError(_("«%(word)s» leads to «%(topic)s» already.") % {"word": word, "topic": owner})
    return ", ".join(word for word in words if fold(word) != fold(name))


def _description(plan: _Plan, text: str, name: str) -> str:
    return text[:300]


def _obk_id(plan: _Plan, text: str, name: str) -> str:
    try:
        return str(uuid.UUID(text)) if text else ""
    except ValueError:
        raise RowError(_("«%(text)s» is no OBK id.") % {"text": text[:40]}) from None


def _values(fields: Fields, place: int) -> dict[str, object]:
    """The fields of a topic, but for the one that it is part of."""
    texts = {name: str(pair[place] or "") for name, pair in fields.items() if name not in ("name", "parent")}
    values: dict[str, object] = dict(texts)
    if "synonyms" in texts:
        values["synonyms"] = [word.strip() for word in texts["synonyms"].split(",") if word.strip()]
    if "obk_id" in texts:
        values["obk_id"] = uuid.UUID(texts["obk_id"]) if texts["obk_id"] else None
    return values


def _add(fields: Fields, by: Member | None) -> None:
    name = str(fields["name"][1])
    if Topic.objects.filter(name__iexact=name).exclude(state=TopicState.REJECTED).exists():
        raise ImportConflictError(_("%(code)s was added in the meantime.") % {"code": name})
    add_topic(by=by, name=name, **_values(fields, 1))


def _change(name: str, fields: Fields, by: Member | None, *, forward: bool) -> None:
    """The new (or, backwards, the old) values; of a topic that was just made only its place is left to set."""
    topic = Topic.objects.select_related("parent").filter(name=name, state=TopicState.APPROVED).first()
    if topic is None:
        raise ImportConflictError(_("%(code)s is gone in the meantime.") % {"code": name})
    place = 1 if forward else 0
    is_new = "name" in fields
    values = {} if is_new else _values(fields, place)
    if not is_new:
        now = _as_text(topic)
        if any(now[field] != (pair[1 - place] or "") for field, pair in fields.items()):
            raise ImportConflictError(_("«%(topic)s» was changed in the meantime.") % {"topic": name})
    if "parent" in fields:
        values["parent"] = _find(str(fields["parent"][place] or ""))
    if values:
        change_topic(topic=topic, by=by, **values)


def _find(name: str) -> Topic | None:
    if not name:
        return None
    found: Topic | None = Topic.objects.filter(name__iexact=name, state=TopicState.APPROVED).first()
    if found is None:
        raise ImportConflictError(_("%(code)s is gone in the meantime.") % {"code": name})
    return found
