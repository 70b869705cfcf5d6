"""What people read or hear on a page, and in which of the two languages it is."""

from __future__ import annotations

import re

from babel.messages.catalog import Catalog, Message
from selectolax.lexbor import LexborHTMLParser, LexborNode

# The name of the network, of each language in that language, and of a meeting in the world of these tests.
NAMES = {"Kennisnetwerk", "Nederlands", "English", "Bijeenkomst"}
# Words of one language that are no words of the other, and stand in nearly every sentence.
ENGLISH = re.compile(r"\b(the|your|you|this|have|with|which|nobody|everybody)\b", re.IGNORECASE)
READ_ALOUD = ("aria-label", "title", "placeholder", "alt", "data-label")
# Stands in no page.
BETWEEN = "\x00"


def read_texts(html: str) -> set[str]:
    """Every text of a page in its own language, with one kind of blank: a title that says it is in another, is."""
    tree = LexborHTMLParser(html)
    assert tree.root is not None
    spoken = tree.root.attributes.get("lang")
    for silent in tree.css("script, style") + [node for node in tree.css("body [lang]") if _differs(node, spoken)]:
        silent.decompose()
    found = tree.root.text(separator=BETWEEN).split(BETWEEN)
    for name in READ_ALOUD:
        found += [node.attributes[name] or "" for node in tree.css(f"[{name}]")]
    return {" ".join(text.split()) for text in found}


def _differs(node: LexborNode, spoken: str | None) -> bool:
    return spoken is not None and node.attributes["lang"] != spoken


def texts(message: Message) -> tuple[list[str], list[str]]:
    """What it says in English and in Dutch; more than one each when it counts."""
    one = not isinstance(message.id, tuple)
    return ([message.id] if one else list(message.id)), ([message.string] if one else list(message.string))


def only_english(catalog: Catalog) -> set[str]:
    """Whole messages in English that are not the same in Dutch."""
    english, dutch = _both(catalog)
    return english - dutch - NAMES


def only_dutch(catalog: Catalog) -> set[str]:
    english, dutch = _both(catalog)
    return dutch - english - NAMES


def _both(catalog: Catalog) -> tuple[set[str], set[str]]:
    pairs = [texts(message) for message in catalog if message.id]
    return {text for english, _ in pairs for text in english}, {text for _, dutch in pairs for text in dutch}
