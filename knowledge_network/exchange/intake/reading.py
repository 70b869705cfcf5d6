"""A list of products in a sheet: which columns it has, and what stands in its rows."""

from __future__ import annotations

import re
from typing import IO

from django.utils.translation import get_language

from knowledge_network.exchange.intake.candidates import Found
from knowledge_network.kit.text import folded
from knowledge_network.members.imports.reading import Column, Layout, open_table

MOST_ROWS = 300
_BETWEEN = re.compile(r"[,;|]")

LAYOUT = Layout(
    columns=(
        Column("title", ("titel", "title", "naam", "name"), required=True),
        Column("link", ("link", "url", "adres", "webadres", "website"), required=True),
        Column("summary", ("samenvatting", "omschrijving", "beschrijving", "summary", "description")),
        Column("licence", ("licentie", "licence", "license", "rechten", "rights")),
        Column("kind", ("soort", "type", "kind")),
        Column("language", ("taal", "language")),
        Column("words", ("thema's", "themas", "onderwerpen", "trefwoorden", "topics", "keywords", "subject")),
        Column("identifier", ("kenmerk", "id", "identifier", "nummer")),
    ),
    max_rows=MOST_ROWS,
)
# Where the name of a column is no heading that is understood.
_IN_ENGLISH = {"words": "topics"}


def list_columns() -> list[str]:
    """The headings in the language of who reads them."""
    if get_language() == "en":
        return [_IN_ENGLISH.get(column.name, column.name) for column in LAYOUT.columns]
    return [column.headings[0] for column in LAYOUT.columns]


def read_list(content: IO[bytes], source: str) -> list[Found]:
    """The products of a list; UnreadableTableError in words. Without a number of its own its link tells which it is."""
    _layout, table = open_table(content, LAYOUT)
    found = []
    for row in table.rows:
        values = row.values
        own = values.get("identifier", "")
        found.append(
            Found(
                number=row.number,
                identifier=f"{folded(source)}:{own}" if own else values["link"],
                title=values["title"],
                summary=values.get("summary", ""),
                link=values["link"],
                licence=values.get("licence", ""),
                kind=values.get("kind", ""),
                language=values.get("language", ""),
                words=tuple(word.strip() for word in _BETWEEN.split(values.get("words", "")) if word.strip()),
            )
        )
    return found
