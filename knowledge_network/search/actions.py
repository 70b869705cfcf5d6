"""Keeping the index true: called by the action that changes an object, inside its transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from knowledge_network.kit.text import folded
from knowledge_network.search import language, registry
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.registry import Document

BATCH = 500

# One statement per batch; a row that did not change is left alone: rebuilding an unchanged index writes nothing.
UPSERT = """
INSERT INTO search_searchentry AS entry
    (kind, object_key, title, subtitle, url, words, folded_title, audiences, boost, changed_at, vector)
SELECT
    %s, d.object_key, d.title, d.subtitle, d.url, d.words, d.folded_title, d.audiences, d.boost, %s,
    setweight(to_tsvector('dutch_unaccent', d.title), 'A')
    || setweight(to_tsvector('dutch_unaccent', d.subtitle), 'B')
    || setweight(to_tsvector('dutch_unaccent', d.words), 'C')
    || setweight(to_tsvector('dutch_unaccent', d.title_tokens), 'B')
    || setweight(to_tsvector('dutch_unaccent', d.tokens), 'D')
FROM jsonb_to_recordset(%s::jsonb) AS d(
    object_key text, title text, subtitle text, url text, words text, folded_title text, audiences text[], boost float,
    title_tokens text, tokens text
)
ON CONFLICT (kind, object_key) DO UPDATE SET
    title = EXCLUDED.title, subtitle = EXCLUDED.subtitle, url = EXCLUDED.url, words = EXCLUDED.words,
    folded_title = EXCLUDED.folded_title, audiences = EXCLUDED.audiences, boost = EXCLUDED.boost,
    changed_at = EXCLUDED.changed_at, vector = EXCLUDED.vector
WHERE (entry.title, entry.subtitle, entry.url, entry.words, entry.audiences, entry.boost, entry.vector)
    IS DISTINCT FROM
    (EXCLUDED.title, EXCLUDED.subtitle, EXCLUDED.url, EXCLUDED.words, EXCLUDED.audiences, EXCLUDED.boost,
     EXCLUDED.vector)
"""


_waiting: ContextVar[dict[str, set[int]] | None] = ContextVar("search entries to be refreshed later", default=None)


@contextmanager
def postponed() -> Iterator[None]:
    """Refresh what the block changes once, at its end, in the same transaction.

    For loading much at once; nothing in the block may search for what it changes.
    """
    waiting: dict[str, set[int]] = defaultdict(set)
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for kind, pks in waiting.items():
        for batch in batched(sorted(pks), BATCH):
            refresh(kind, batch)


@transaction.atomic
def refresh(kind: str, pks: Collection[int]) -> None:
    """Make the entries of these objects equal to what their app says now; of what it is silent, the entry goes."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting[kind].update(pks)
        return
    _lock(kind, "pg_advisory_xact_lock_shared")
    _refresh(kind, pks)


@transaction.atomic
def remove(kind: str, keys: Collection[int]) -> None:
    """Forget these objects, named by primary key."""
    _lock(kind, "pg_advisory_xact_lock_shared")
    SearchEntry.objects.filter(kind=kind, object_key__in=_keys(keys)).delete()
    _tell(kind, keys)


def rebuild(kind: str) -> int:
    """Repair all entries of a kind, batch by batch, so that nobody has to wait. The number of objects looked at."""
    documents = registry.get(kind).documents(None)
    stored = SearchEntry.objects.filter(kind=kind).values_list("object_key", flat=True)
    pks = {_pk(d.object_key) for d in documents} | {_pk(key) for key in stored}
    for batch in batched(sorted(pks), BATCH):
        with transaction.atomic():
            # What is being changed right now is waited for: a rebuild never puts an older text back.
            _lock(kind, "pg_advisory_xact_lock")
            _refresh(kind, batch)
    return len(pks)


def drop_unknown_kinds() -> int:
    """Delete entries of kinds that no app registers any more. How many there were."""
    kinds = [searchable.kind for searchable in registry.searchables()]
    return SearchEntry.objects.exclude(kind__in=kinds).delete()[0]


def _refresh(kind: str, pks: Collection[int]) -> None:
    if not pks:
        return
    documents = sorted(registry.get(kind).documents(pks), key=lambda d: d.object_key)
    keys, present = _keys(pks), {d.object_key for d in documents}
    if strange := present - keys:
        raise ValueError(f"Documents of «{kind}» whose key is not a primary key that was asked for: {sorted(strange)}")
    _write(kind, documents, registry.collect_words(kind, pks))
    SearchEntry.objects.filter(kind=kind, object_key__in=keys - present).delete()
    _tell(kind, pks)


def _tell(kind: str, pks: Collection[int]) -> None:
    for follower in registry.followers(kind):
        follower(pks)


def _keys(pks: Collection[int]) -> set[str]:
    return {key for pk in pks for key in (str(pk), f"{pk}:{registry.ANONYMOUS}")}


def _pk(object_key: str) -> int:
    return int(object_key.partition(":")[0])


def _lock(kind: str, function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext(%s))", [f"search:{kind}"])


def _write(kind: str, documents: Iterable[Document], added: dict[str, str]) -> None:
    now = timezone.now()
    with connection.cursor() as cursor:
        for batch in batched(documents, BATCH):
            rows = [_row(document, added.get(document.object_key, "")) for document in batch]
            cursor.execute(UPSERT, [kind, now, json.dumps(rows, ensure_ascii=False)])


def _row(document: Document, added: str) -> dict[str, object]:
    title, subtitle = str(document.title)[:200], str(document.subtitle)[:300]
    words = f"{document.words} {added}".strip() if added else str(document.words)
    return {
        "object_key": document.object_key,
        "title": title,
        "subtitle": subtitle,
        "url": document.url,
        "words": words,
        "title_tokens": language.tokens(title),
        "tokens": language.tokens(f"{subtitle} {words}"),
        "folded_title": folded(title),
        "audiences": sorted(set(document.audiences)),
        "boost": document.boost,
    }
