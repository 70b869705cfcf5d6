"""Finding: Dutch full text, and for what it misses the likeness of titles, in one question to the database."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from knowledge_network.kit.text import folded
from knowledge_network.search import language, registry
from knowledge_network.search.asked import clean, is_literal
from knowledge_network.search.understanding.question import understand
from knowledge_network.search.understanding.topics import topic_index

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from knowledge_network.members.people.requests import Reader
    from knowledge_network.search.registry import Shortcut

MAX_WORDS = 12
# A word that stands everywhere costs a rank over all of it, so at most this many of each kind are ranked.
CANDIDATES = 500
# Below this many full-text hits, likeness of titles is asked too.
FEW = 10
# The same where an app asks for its own kind alone.
FEW_OF_ONE_KIND = 3
PAGE_SIZE = 20
# Of the topics that words may mean, those nearly as sure as the surest are looked for.
ALSO_MEANT = 0.9
PER_KIND = 5

WORD = re.compile(r"\w+")

# The question stands in the statement as a constant and each kind has its own branch, so that the planner knows from
# its statistics how many rows to expect: a rare word goes through the index, a word that stands everywhere stops
# after the first `CANDIDATES` rows, and a small kind is read as a whole.
QUESTION = "(websearch_to_tsquery('dutch_unaccent', %(text)s) || to_tsquery('dutch_unaccent', %(prefix)s))"
OF_KIND = """
    (SELECT id, kind, title, boost, ts_rank('{0.1, 0.2, 0.5, 1.0}', vector, <question>) AS rank
    FROM search_searchentry
    WHERE kind = %(kind_<n>)s AND vector @@ <question> AND audiences && %(audiences)s::varchar[]
    LIMIT %(candidates)s)
""".replace("<question>", QUESTION)  # nosec B608 - both are constants

# Reciprocal rank fusion: 1 / (60 + place) of each of the two lists, added up.
SEARCH = """
WITH fulltext AS MATERIALIZED (
    SELECT found.*, row_number() OVER (ORDER BY found.rank * found.boost DESC, found.title, found.id) AS place
    FROM (<of each kind>) AS found
), alike AS MATERIALIZED (
    SELECT found.*, row_number() OVER (ORDER BY found.rank * found.boost DESC, found.title, found.id) AS place
    FROM (
        SELECT id, kind, title, boost,
            word_similarity(%(folded)s, folded_title)
                + CASE WHEN folded_title LIKE %(infix)s THEN 1 ELSE 0 END AS rank
        FROM search_searchentry
        WHERE (SELECT count(*) FROM fulltext) < %(few)s AND length(%(folded)s) > 2
            AND (%(folded)s <%% folded_title OR folded_title LIKE %(infix)s)
            AND kind = ANY(%(kinds)s::text[]) AND audiences && %(audiences)s::varchar[]
        LIMIT %(candidates)s
    ) AS found
), fused AS MATERIALIZED (
    SELECT id, kind, title, sum(boost / (60 + place)) AS score
    FROM (SELECT id, kind, title, boost, place FROM fulltext
          UNION ALL SELECT id, kind, title, boost, place FROM alike) AS both_lists
    GROUP BY id, kind, title
), ordered AS (
    SELECT id, kind, score, title,
        row_number() OVER (PARTITION BY kind ORDER BY score DESC, title, id) AS place_in_kind
    FROM fused WHERE %(kind)s = '' OR kind = %(kind)s
), page AS (
    SELECT entry.kind, entry.title, entry.subtitle, entry.url, shown.score, shown.id
    FROM (
        SELECT id, score, title FROM ordered
        WHERE %(per_kind)s::int IS NULL OR place_in_kind <= %(per_kind)s
        ORDER BY score DESC, title, id
        LIMIT %(limit)s OFFSET %(offset)s
    ) AS shown JOIN search_searchentry AS entry USING (id)
)
SELECT counts.per_kind, page.kind, page.title, page.subtitle, page.url
FROM (SELECT coalesce(jsonb_object_agg(kind, n), '{}') AS per_kind
      FROM (SELECT kind, count(*) AS n FROM fused GROUP BY kind) AS counted) AS counts
LEFT JOIN page ON true
ORDER BY page.score DESC NULLS LAST, page.title, page.id
"""


# One kind alone, for a page of an app that narrows and shows what it found itself.
OF_ONE_KIND = """
WITH question AS (
    SELECT websearch_to_tsquery('dutch_unaccent', %(text)s) || to_tsquery('dutch_unaccent', %(prefix)s) AS asked
), fulltext AS MATERIALIZED (
    SELECT object_key, ts_rank('{0.1, 0.2, 0.5, 1.0}', vector, asked) * boost + 1 AS rank, title
    FROM search_searchentry, question
    WHERE kind = %(kind)s AND vector @@ asked AND audiences && %(audiences)s::varchar[]
    ORDER BY rank DESC LIMIT %(most)s
), alike AS (
    SELECT object_key, word_similarity(%(folded)s, folded_title) AS rank, title
    FROM search_searchentry
    WHERE (SELECT count(*) FROM fulltext) < %(few)s AND length(%(folded)s) > 2 AND kind = %(kind)s
        AND %(folded)s <%% folded_title AND audiences && %(audiences)s::varchar[]
)
SELECT object_key FROM (SELECT * FROM fulltext UNION ALL SELECT * FROM alike) AS both_ways
GROUP BY object_key, title ORDER BY max(rank) DESC, title LIMIT %(most)s
"""


@dataclass(frozen=True)
class Hit:
    kind: str
    label: str | _StrPromise
    icon: str
    title: str
    subtitle: str
    url: str
    marked_title: SafeString


@dataclass(frozen=True)
class Results:
    """The hits of one page, and per kind how many there are at most `CANDIDATES` of."""

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def grouped(self) -> list[tuple[registry.Searchable, list[Hit]]]:
        """The hits by kind, the kind of the best hit first."""
        groups: dict[str, list[Hit]] = {}
        for hit in self.hits:
            groups.setdefault(hit.kind, []).append(hit)
        return [(registry.get(kind), hits) for kind, hits in groups.items()]


def search(reader: Reader, text: str, *, kind: str = "", page: int = 1, per_kind: int | None = None) -> Results:
    """What `reader` may find for `text`; of one `kind` or of all, and with `per_kind` the best few of each.

    Costs one query, plus one for each provider of audiences when somebody is signed in.
    """
    text = clean(text)
    kinds = [searchable.kind for searchable in registry.searchables()]
    if not WORD.search(text) or not kinds:
        return Results()
    # Who writes quotes or a minus means it: nothing is guessed then.
    key = "" if is_literal(text) else folded(text)
    parameters = {
        "text": text,
        "prefix": prefix_query(text),
        "folded": key,
        "infix": f"%{escape_like(key)}%",
        "kinds": kinds,
        **{f"kind_{number}": name for number, name in enumerate(kinds)},
        "audiences": registry.list_audiences(reader),
        "candidates": CANDIDATES,
        "few": FEW,
        "kind": kind,
        "per_kind": per_kind,
        "limit": PAGE_SIZE if per_kind is None else per_kind * len(kinds),
        "offset": (page - 1) * PAGE_SIZE,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement(len(kinds)), parameters)
        rows = cursor.fetchall()
    counts = rows[0][0]
    words = {folded(word) for word in WORD.findall(text)}
    return Results(
        hits=[_hit(words, *row[1:]) for row in rows if row[1] is not None],
        counts=json.loads(counts) if isinstance(counts, str) else counts,
    )


def keys_of_kind(kind: str, text: str, *, audiences: list[str], most: int | None = None) -> list[str]:
    """`object_key` of what holds the words, or whose title looks like them when few do; the best first. One query.

    `most` of them, or all.
    """
    parameters: dict[str, str | int | list[str] | None] = {
        "kind": kind,
        "text": text,
        "prefix": prefix_query(text),
        "folded": folded(text),
        "audiences": audiences,
        "most": most,
        "few": FEW_OF_ONE_KIND,
    }
    with connection.cursor() as cursor:
        cursor.execute(OF_ONE_KIND, parameters)
        return [key for (key,) in cursor.fetchall()]


@cache
def statement(kinds: int) -> str:
    """The search over so many kinds."""
    branches = [OF_KIND.replace("<n>", str(number)) for number in range(kinds)]
    return SEARCH.replace("<of each kind>", " UNION ALL ".join(branches))


def prefix_query(text: str) -> str:
    """The words of `text`, each also as its base form, as the parts of a compound and as what a typing error may mean;
    or the topics that they are about: «boos kind» and a sentence around it find what is about behaviour.

    The last word counts as a beginning: for who is still typing. Empty for a literal question.
    """
    if is_literal(text):
        return ""
    words = WORD.findall(language.OF_MORE.sub("", text))[:MAX_WORDS]
    asked = [" | ".join(_shapes(word, ":*" if number == len(words) else "")) for number, word in enumerate(words, 1)]
    together = " & ".join(f"({shapes})" for shapes in asked)
    about = " & ".join(f"({concept})" for concept in _concepts(text))
    return f"({together}) | ({about})" if together and about else together


def _concepts(text: str) -> list[str]:
    """Each thing that `text` is surely about, by the names of its topics as they stand in the index."""
    entries = topic_index.get().entries
    found: list[str] = []
    for concept in understand(text).concepts:
        if not concept.is_sure:
            continue
        most = max(concept.meant.values())
        meant = [entries[pk].name for pk, sure in concept.meant.items() if sure >= most * ALSO_MEANT and pk in entries]
        found.append(" | ".join(f"({phrase})" for name in meant if (phrase := _phrase(name))))
    return [concept for concept in found if concept]


def _phrase(name: str) -> str:
    words = [word for word in WORD.findall(name) if folded(word) not in language.STOP_WORDS and not word.isdigit()]
    return " & ".join(f"'{word}'" for word in words)


def _shapes(word: str, mark: str) -> list[str]:
    """All that may stand in the index where `word` is asked for; `mark` goes behind the word itself."""
    plain = folded(word)
    meant = registry.vocabulary.get().meant(plain)
    shapes = {f"'{word}'{mark}": None}
    for form in (plain, meant):
        base, parts = language.key(form), language.telling_parts(form)
        for others in ((base or meant,), parts):
            together = " & ".join(f"'{other}'" for other in others if other)
            if together and together != f"'{plain}'":
                shapes[f"({together})" if len(others) > 1 else together] = None
    return list(shapes)


def escape_like(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _hit(words: set[str], kind: str, title: str, subtitle: str, url: str) -> Hit:
    searchable = registry.get(kind)
    return Hit(kind, searchable.label, searchable.icon, title, subtitle, url, mark_words(title, words))


def mark_words(text: str, words: set[str]) -> SafeString:
    """`text` as safe HTML in which the words that begin like one of the (folded) `words` stand in `<mark>`."""
    parts: list[SafeString] = []
    position = 0
    for match in WORD.finditer(text):
        if not _begins_alike(folded(match.group()), words):
            continue
        parts.append(format_html("{}<mark>{}</mark>", text[position : match.start()], match.group()))
        position = match.end()
    parts.append(format_html("{}", text[position:]))
    return mark_safe("".join(parts))  # noqa: S308  # nosec B703 - each part was escaped above


def _begins_alike(word: str, asked: set[str]) -> bool:
    return any(word.startswith(a) or (len(word) > 3 and a.startswith(word)) for a in asked if a)


def shortcuts(reader: Reader, text: str = "") -> list[Shortcut]:
    """Actions and pages that the reader may use and whose name or words hold all the words of `text`.

    «Hoe geef ik een rol» asks no more than its telling words, and another form of a word is that word. What is called
    so comes before what is looked for under these words.
    """
    said = language.words(clean(text))
    words = [word for word in said if word not in language.STOP_WORDS] or said
    found = [
        shortcut
        for shortcut in registry.shortcuts()
        if _is_named(words, f"{shortcut.label} {shortcut.words}") and shortcut.url and _may_use(reader, shortcut)
    ]
    return sorted(found, key=lambda shortcut: not _is_named(words, str(shortcut.label)))


def _may_use(reader: Reader, shortcut: Shortcut) -> bool:
    if not reader.is_authenticated:
        return not shortcut.needs_member
    return not shortcut.permission or reader.has_perm(shortcut.permission)


def _is_named(asked: list[str], text: str) -> bool:
    """Each word is the beginning of one of `text`, another form of one, or a part of one: «mail» in «weekmail»."""
    names, keys = _read_names(text)
    return all(
        language.key(word) in keys or any(name.startswith(word) or (len(word) > 3 and word in name) for name in names)
        for word in asked
    )


@lru_cache(maxsize=1_000)
def _read_names(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a text and what they come down to."""
    names = tuple(language.words(text))
    return names, frozenset(language.key(name) for name in names)
