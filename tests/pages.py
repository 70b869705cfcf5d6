"""Reads pages as a browser does: by elements and their words, whatever the HTML looks like in the source."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode


class Part:
    """An element of a page. Paths are CSS selectors; words have single blanks between them."""

    def __init__(self, node: LexborNode) -> None:
        self._node = node

    def all(self, path: str) -> list[Part]:
        return [Part(node) for node in self._node.css(path)]

    def one(self, path: str) -> Part:
        """The one element at `path`; none or several is a failure of the test."""
        found = self.all(path)
        assert len(found) == 1, f"{len(found)} elements at {path!r} in: {self.words[:400]}"
        return found[0]

    @property
    def words(self) -> str:
        """All text. What elements set apart is apart here too, also in the middle of a word: see `marked`."""
        return " ".join(self._node.text(separator=" ").split())

    @property
    def marked(self) -> str:
        """The same, together where a part of a word is an element of its own, as `<mark>` is."""
        return " ".join(self._node.text().split())

    @property
    def source(self) -> str:
        """The element as HTML with all that stands in it, also what nobody reads: addresses, hidden values."""
        return self._node.html or ""

    def within(self, words: str) -> Part:
        """The nearest element around this one that says more than `words`."""
        node: LexborNode | None = self._node
        while node is not None and node.parent is not None and not Part(node).words.replace(words, "").strip():
            node = node.parent
        return Part(node or self._node)

    @property
    def attributes(self) -> frozenset[str]:
        """The names of what stands in its tag."""
        return frozenset(self._node.attributes)

    def __getitem__(self, attribute: str) -> str:
        """The value of an attribute, empty when it stands alone; a missing one is a KeyError."""
        return self._node.attributes[attribute] or ""

    def __contains__(self, words: str) -> bool:
        return words in self.words


class Page(Part):
    """What a response (or HTML as text) shows."""

    def __init__(self, response: Any) -> None:
        html = response if isinstance(response, str) else response.content.decode()
        self._tree = LexborHTMLParser(html)
        assert self._tree.root is not None
        super().__init__(self._tree.root)
