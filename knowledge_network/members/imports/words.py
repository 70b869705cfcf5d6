"""A sheet of words of the staff room as an import: what each row makes of them, carried out and taken back as a whole.

The sheet is the one that `members:word_sheet` gives: all words with what they lead to here. A row that says the same
changes nothing; one that says something else becomes a word of this network's own, before what is shipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledge_network.members.imports.change import Change, Fields, ImportConflictError, compare
from knowledge_network.members.imports.enums import RowOutcome
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.imports.reading import Column, Layout, Row, open_table
from knowledge_network.members.people.models import Member
from knowledge_network.members.vocabulary.actions import forget_word, set_word
from knowledge_network.search.understanding import thesaurus
from knowledge_network.search.understanding.enums import WordKind
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import fold

if TYPE_CHECKING:
    from knowledge_network.members.imports.people_plan import Kept

WORDS = Layout(
    columns=(
        Column("word", ("woord", "word"), required=True),
        Column("kind", ("soort", "soort woord", "kind")),
        Column("topics", ("themas", "thema's", "topics"), required=True),
        # Where a shipped word comes from; read, so that what comes out goes in.
        Column("source", ("bron", "source")),
    ),
    max_rows=10_000,
)
LONGEST = 80


class RowError(Exception):
    """Why nothing can be made of a row."""


def read_kinds() -> dict[str, str]:
    """Folded label, in each language of the platform, → kind."""
    found = {str(kind): str(kind) for kind in WordKind}
    for language in ("nl", "en"):
        with translation.override(language):
            found |= {fold(str(kind.label)): str(kind) for kind in WordKind}
    return found


@dataclass
class Words:
    """All words as they are now, and the topics that they may lead to."""

    topics: dict[int, Topic] = field(
        default_factory=lambda: {topic.pk: topic for topic in Topic.objects.filter(state=TopicState.APPROVED)}
    )
    entries: dict[str, thesaurus.Entry] = field(default_factory=thesaurus.entries)
    kinds: dict[str, str] = field(default_factory=read_kinds)
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_name = thesaurus.map_names((topic.pk, topic.name, topic.synonyms) for topic in self.topics.values())

    def as_text(self, key: str) -> dict[str, str | bool | None] | None:
        """What a word is now; None for one that nobody knows."""
        entry = self.entries.get(key)
        if entry is None:
            return None
        meant = thesaurus.meaning(entry, self.by_name)
        topics = [self.topics[pk].name for pk in sorted(meant, key=lambda pk: -meant[pk])]
        return {"kind": entry.kind, "topics": ", ".join(topics), "own": entry.is_own}

    def find(self, text: str) -> list[Topic]:
        """The topics of a cell, each once. RowError for one that is none."""
        found: dict[int, Topic] = {}
        for name in filter(None, (part.strip() for part in text.split(","))):
            pk = self.by_name.get(fold(name))
            if pk is None:
                raise RowError(_("«%(name)s» is no topic of this network.") % {"name": name[:100]})
            found[pk] = self.topics[pk]
        if len(found) > len(thesaurus.SURE):
            raise RowError(_("Choose at most three topics."))
        return list(found.values())


class WordImporter:
    """Words and the topics that they lead to. What the sheet does not name stays as it is."""

    def keep(self, run: ImportRun) -> list[Kept]:
        return []

    def plan(self, run: ImportRun, source: IO[bytes], kept: list[Kept]) -> Iterator[Change]:
        _layout, table = open_table(source, WORDS)
        words = Words()
        for row in table.rows:
            yield _judge(words, row)

    def carry_out(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        words = Words()
        for row in rows:
            if fields := row.difference.get("word"):
                _check(words, row.key, fields, place=0)
                _set(words, row.key, fields, 1, by)

    def take_back(self, run: ImportRun, rows: Iterable[ImportRow], by: Member | None) -> None:
        """What this network had said of a word before, it says again; what was shipped counts again."""
        words = Words()
        for row in rows:
            if fields := row.difference.get("word"):
                _check(words, row.key, fields, place=1)
                if fields["own"][0]:
                    _set(words, row.key, fields, 0, by)
                else:
                    forget_word(by=by, word=StaffRoomWord.objects.get(folded=fold(row.key)))


def _judge(words: Words, row: Row) -> Change:
    word = " ".join(row.values.get("word", "").split())
    change = Change(
        number=row.number, outcome=RowOutcome.ERROR, key=word[:LONGEST], label=word[:LONGEST], values=dict(row.values)
    )
    try:
        wanted = _read(words, row, word)
    except RowError as error:
        change.reason = str(error)
        return change
    now = words.as_text(fold(word))
    if now is None:
        change.outcome = RowOutcome.NEW
        fields: Fields = {"word": [None, word], "own": [False, True], **_from_nothing(wanted)}
        change.difference = {"word": fields}
    elif difference := compare(now, wanted):
        change.outcome, change.key = RowOutcome.CHANGED, words.entries[fold(word)].word
        change.difference = {"word": {"own": [now["own"], True], **difference}}
    else:
        change.outcome = RowOutcome.UNCHANGED
    return change


def _from_nothing(wanted: dict[str, str]) -> dict[str, list[str | None]]:
    return {name: ["", text] for name, text in wanted.items()}


def _read(words: Words, row: Row, word: str) -> dict[str, str]:
    """Its kind and topics. RowError when something cannot be."""
    key = fold(word)
    if not slugify(word):
        raise RowError(_("There is no word in this row."))
    if len(word) > LONGEST:
        raise RowError(_("A word has at most %(most)s characters.") % {"most": LONGEST})
    if key in words.seen:
        raise RowError(_("This word stands in row %(number)s already.") % {"number": words.seen[key]})
    words.seen[key] = row.number
    topics = ", ".join(topic.name for topic in words.find(row.values.get("topics", "")))
    return {"kind": _kind(words, row.values.get("kind", ""), key), "topics": topics}


def _kind(words: Words, text: str, key: str) -> str:
    """An empty cell leaves the kind as it is."""
    if not text.strip():
        entry = words.entries.get(key)
        return entry.kind if entry else str(WordKind.TERM)
    if fold(text) not in words.kinds:
        raise RowError(_("«%(text)s» is no kind of word.") % {"text": text[:40]})
    return words.kinds[fold(text)]


def _check(words: Words, word: str, fields: Fields, *, place: int) -> None:
    """It is as the look found it (or, taking back, as the import left it)."""
    now = words.as_text(fold(word)) or {"kind": "", "topics": "", "own": False}
    if any(now[name] != pair[place] for name, pair in fields.items() if name in now):
        raise ImportConflictError(_("«%(word)s» was changed in the meantime.") % {"word": word})


def _set(words: Words, word: str, fields: Fields, place: int, by: Member | None) -> None:
    now = words.as_text(fold(word)) or {}
    values = {name: fields[name][place] if name in fields else now.get(name) for name in ("kind", "topics")}
    try:
        topics = words.find(str(values["topics"] or ""))
    except RowError as error:
        raise ImportConflictError(str(error)) from error
    set_word(by=by, word=word, kind=str(values["kind"]), topics=topics)
