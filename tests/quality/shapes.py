"""Of all pages for all roles, the few that together show everything that axe could judge.

What axe says of an element depends on what the element is, on what it stands in, and on the style sheet; hardly on the
words. So a page is read as a set of traits: for every element its whole chain of ancestors, each with its classes, the
names of its attributes, the values of those that mean something to the style sheet or to a screen reader, and whether
it has words. Other traits are of the page: the order of its headings, its landmarks, which templates made it. A state
of a template (a notice, an empty list, a wrong field) is an element more, or another class or attribute: a trait.

`fewest` leaves out pages all of whose traits others have. Pages that differ only in data are looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from django.conf import settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

SPOKEN = {"autocomplete", "lang", "role", "scope", "tabindex", "type"}
NAMES = {"aria-description", "aria-label", "aria-valuenow", "aria-valuetext", "aria-rowcount", "aria-colcount"}
REFERENCES = {"for", "form", "list", "headers"} | {
    f"aria-{name}" for name in ("activedescendant", "controls", "describedby", "details", "labelledby", "owns")
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LANDMARKS = "header, nav, main, aside, footer, section, form, [role]"
FIELDS = {"input", "select", "textarea"}
# What must hold something of a certain sort.
HOLDERS = {"ul", "ol", "dl", "menu", "table", "thead", "tbody", "tr", "select", "fieldset", "figure", "details", "form"}


@cache
def pairs_of_the_style_sheet() -> set[tuple[str, str]]:
    """Attributes with the values that a selector names: `[data-tone="warn"]`."""
    folder = settings.BASE_DIR / "static" / "css"
    text = "".join(path.read_text() for path in folder.rglob("*.css"))
    return set(re.findall(r"""\[([\w-]+)="?([^"\]^]*)"?\]""", text))


class Reader:
    def __init__(self, html: str) -> None:
        self.tree = LexborHTMLParser(html)
        self.ids = [node.attributes["id"] for node in self.tree.css("[id]")]
        self.labelled = {node.attributes["for"] for node in self.tree.css("label[for]")}
        self.found: set[object] = set()

    def traits(self) -> set[object]:
        assert self.tree.root is not None
        self._element(self.tree.root, chain=0, in_label=False)
        self.found |= set(self._of_the_page())
        return self.found

    def _element(self, node: LexborNode, chain: int, *, in_label: bool) -> None:
        tag = str(node.tag)
        has_words = bool(node.text().strip())
        own_words = bool(node.text(deep=False).strip())
        classes = tuple(sorted((node.attributes.get("class") or "").split()))
        me = hash((chain, tag, classes, tuple(self._attributes(node)), own_words, has_words))
        self.found.add(me)
        children = list(node.iter())
        if tag in FIELDS:
            names = node.attributes.keys() & {"aria-label", "aria-labelledby", "title"}
            self.found.add((me, "named", in_label or bool(names) or node.attributes.get("id") in self.labelled))
        if tag in HOLDERS:
            self.found.add((me, "holds", tuple(sorted({str(child.tag) for child in children}))))
        for child in children:
            self._element(child, me, in_label=in_label or tag == "label")

    def _attributes(self, node: LexborNode) -> Iterator[object]:
        seen = pairs_of_the_style_sheet()
        for name, given in sorted(node.attributes.items()):
            value = given or ""
            if name in REFERENCES:
                yield name, all(part in self.ids for part in value.split())
            elif name in SPOKEN or (name.startswith("aria-") and name not in NAMES) or (name, value) in seen:
                yield name, value
            elif name == "href":
                yield name, value.startswith("#"), value.startswith("http")
            elif name != "class":
                yield name, bool(value.strip())

    def _of_the_page(self) -> Iterator[object]:
        levels = [node.tag for node in self.tree.css(", ".join(HEADINGS))]
        yield from (("headings", *pair) for pair in pairwise(["start", *levels]))
        yield "first headings", levels.count("h1")
        yield "the same id twice", len(self.ids) != len(set(self.ids))
        marks = [(node.tag, node.attributes.get("role"), self._name(node)) for node in self.tree.css(LANDMARKS)]
        named = [mark for mark in marks if mark[0] in {"nav", "aside", "section", "form"} and mark[2]]
        yield "two landmarks of one name", len(named) != len(set(named))
        for tag in ("header", "nav", "main", "aside", "footer"):
            yield "landmarks", tag, sum(mark[0] == tag and not mark[2] for mark in marks)

    def _name(self, node: LexborNode) -> str:
        by = (node.attributes.get("aria-labelledby") or "").split()
        words = [found.text() for one in by for found in self.tree.css(f'[id="{one}"]')]
        return " ".join(" ".join(words or [node.attributes.get("aria-label") or ""]).split())


def traits(html: str, templates: Iterable[str] = ()) -> set[object]:
    return Reader(html).traits() | {("template", name) for name in templates}


def fewest[Page](pages: Mapping[Page, set[object]]) -> list[Page]:
    """Pages that have all traits among them, in the given order; richest first, so they are few."""
    missing = set[object]().union(*pages.values())
    left, taken = dict(pages), set()
    while missing:
        best = max(left, key=lambda page: len(left[page] & missing))
        missing -= left.pop(best)
        taken.add(best)
    return [page for page in pages if page in taken]
