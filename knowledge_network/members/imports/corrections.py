"""Correcting many rows at once: what an office calls a school or a function, for every row that says so."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge_network.members.imports.change import BATCH, ImportConflictError
from knowledge_network.members.imports.enums import ImportState, RowOutcome
from knowledge_network.members.imports.lookups import Functions, Organisations, UnknownValueError, fold_key
from knowledge_network.members.imports.models import FunctionWord, ImportRow, ImportRun
from knowledge_network.members.imports.people_plan import Checker, Kept
from knowledge_network.members.imports.reading import Row
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

SHOWN = 100
JUDGED = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED)


@dataclass(frozen=True)
class Unknown:
    """A value that we do not know, in how many rows it stands, and what it may mean."""

    column: str  # «organisation» or «function»
    text: str
    count: int
    proposal: str = ""

    @property
    def key(self) -> str:
        """What stands for it in a form: the same whatever else is in the list."""
        return f"{self.column}_{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"


def has_unknown(run: ImportRun) -> bool:
    return run.rows.filter(outcome=RowOutcome.ERROR, values__has_key="unknown").exists()


def list_unknown(run: ImportRun) -> list[Unknown]:
    """The values that stand in the way of rows, those of most rows first, each with a proposal when one resembles."""
    rows = run.rows.filter(outcome=RowOutcome.ERROR, values__has_key="unknown")
    counted = Counter(
        (column, text) for told in rows.values_list("values__unknown", flat=True) for column, text in told.items()
    )
    organisations, functions = Organisations(), Functions()
    return [
        Unknown(column, text, count, _propose(column, text, organisations, functions))
        for (column, text), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    ]


def _propose(column: str, text: str, organisations: Organisations, functions: Functions) -> str:
    try:
        if column == "function":
            functions.find(text, "")
        else:
            organisations.find(text)
    except UnknownValueError as error:
        return error.near
    return ""


@transaction.atomic
def correct_values(
    *, run: ImportRun, replacements: Mapping[tuple[str, str], str], by: Member | None, remember: bool = False
) -> int:
    """Write what is meant for each value in every row that has it, and judge those rows anew; how many there are.

    `replacements`: column and value → what to write. `remember`: the words for functions are known from now on.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportState.PLANNED:
        raise ImportConflictError(_("This list was carried out or thrown away already."))
    if remember:
        functions = {text: wanted for (column, text), wanted in replacements.items() if column == "function"}
        add_function_words(words=functions, by=by)
    wrong = run.rows.select_for_update().filter(outcome=RowOutcome.ERROR, values__has_key="unknown")
    rows = [row for row in wrong.order_by("number") if _replace(row, replacements)]
    checker = Checker(run.options)
    checker.know(run.rows.filter(outcome__in=JUDGED))
    changes = checker.check(
        Kept(Row(row.number, row.values["row"]), row.values.get("is_another", False)) for row in rows
    )
    for row, change in zip(rows, changes, strict=True):
        run.counts[row.outcome] -= 1
        run.counts[change.outcome] = run.counts.get(change.outcome, 0) + 1
        change.write_into(row)
    fields = ["outcome", "key", "label", "reason", "difference", "values"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=BATCH)
    run.save(update_fields=["counts"])
    return len(rows)


def _replace(row: ImportRow, replacements: Mapping[tuple[str, str], str]) -> bool:
    unknown: dict[str, str] = row.values["unknown"]
    wanted = {column: replacements[column, text] for column, text in unknown.items() if (column, text) in replacements}
    row.values["row"] = {**row.values["row"], **wanted}
    return bool(wanted)


# Words for functions --------------------------------------------------------------------------


@transaction.atomic
def add_function_words(*, words: Mapping[str, str], by: Member | None) -> int:
    """From now on lists may call functions so (word → function); a word that stood for another one changes. How many:
    signs alone are no word."""
    by_key = {fold_key(word)[:60]: (word[:60], function) for word, function in words.items()}
    rows = [FunctionWord(key=key, word=word, function=function) for key, (word, function) in by_key.items() if key]
    FunctionWord.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["word", "function"]
    )
    AuditEvent.objects.record_many("members.function_word_added", rows, by=by)
    return len(rows)


@transaction.atomic
def remove_function_word(*, function_word: FunctionWord, by: Member | None) -> None:
    AuditEvent.objects.record("members.function_word_removed", function_word, by=by)
    function_word.delete()
