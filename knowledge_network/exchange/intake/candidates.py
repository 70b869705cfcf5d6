"""A product as its source tells of it, and what would come of it here. Names of makers are not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.html import strip_tags

from expertise.products.enums import ProductKind, ProductLicence
from knowledge_network.exchange.intake.enums import Outcome, Reason
from knowledge_network.kit.text import folded, make_speakable

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_LINK, LONGEST_IDENTIFIER, MOST_WORDS = 150, 1500, 500, 400, 20
LANGUAGES = {"nl": "nl", "nld": "nl", "dut": "nl", "nederlands": "nl", "en": "en", "eng": "en", "engels": "en"}
_CREATIVE_COMMONS = re.compile(r"\bcreativecommons\.org/licenses/(by(?:-nc)?(?:-sa|-nd)?)/4\.0\b")
_ZERO = re.compile(r"\bcreativecommons\.org/publicdomain/zero/1\.0\b")
_ANY_COMMONS = re.compile(r"\bcreative ?commons\b|\bcc[ -]?by\b|^cc$")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_BLANKS = re.compile(r"\s+")
_check_link = URLValidator(schemes=["https", "http"])


@dataclass(frozen=True)
class Found:
    """What the source says: `licence`, `kind` and `language` in its own words, `words` for topics."""

    number: int
    identifier: str
    title: str = ""
    summary: str = ""
    link: str = ""
    licence: str = ""
    kind: str = ""
    language: str = ""
    words: tuple[str, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True)
class Judged:
    """What would come of it: `values` for a draft, `product` the one that is here.

    A licence under which it cannot stand here is kept in its own words: `{"said": "all rights reserved"}`.
    """

    found: Found
    outcome: Outcome
    reason: Reason | None = None
    product: int | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Knowledge:
    """What is here already, by identifier and by link, and what holds where the source says nothing."""

    by_identifier: Mapping[str, int]
    by_link: Mapping[str, int]
    licence: str
    kind: str


def clean_line(text: str, most: int) -> str:
    """One line of plain text, cut off at `most` letters."""
    line = _BLANKS.sub(" ", strip_tags(make_speakable(text))).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def read_licence(text: str) -> ProductLicence | None:
    """Only the licences under which products stand here; an older version of one is another licence."""
    if found := _CREATIVE_COMMONS.search(text.lower()):
        return ProductLicence(f"cc-{found[1]}-40")
    if _ZERO.search(text.lower()):
        return ProductLicence.CC0
    plain = _plain(text)
    if plain == "cc0":  # There is one version of it.
        return ProductLicence.CC0
    return next((one for one in ProductLicence if _plain(one.value) in {plain, f"{plain}0"}), None)


def has_no_version(text: str) -> bool:
    """Whether it may be one of ours, of which only the version is not said: that is for its makers to say."""
    return _ANY_COMMONS.search(text.lower()) is not None and not any(sign.isdecimal() for sign in text)


def _plain(text: str) -> str:
    return _NO_LETTERS.sub("", text.lower())


def read_kind(text: str) -> ProductKind | None:
    wanted = folded(text)
    return next((one for one in ProductKind if wanted in {one.value, folded(str(one.label)), one.address}), None)


def judge_all(found: Iterable[Found], known: Knowledge) -> list[Judged]:
    """What would come of each; the second of the same in one list is known by then."""
    seen: set[str] = set()
    judged = []
    for one in found:
        result = _judge(one, known)
        if result.outcome == Outcome.NEW:
            if seen & {one.identifier, one.link}:
                result = Judged(one, Outcome.KNOWN, Reason.TWICE)
            seen |= {one.identifier, one.link}
        judged.append(result)
    return judged


def _judge(found: Found, known: Knowledge) -> Judged:
    here = known.by_identifier.get(found.identifier) or known.by_link.get(found.link)
    if found.is_gone:
        if here:
            return Judged(found, Outcome.GONE, Reason.STILL_HERE, here)
        return Judged(found, Outcome.UNUSABLE, Reason.TAKEN_AWAY)
    if here:
        return Judged(found, Outcome.KNOWN, product=here)
    if reason := _find_reason(found, known):
        tells = reason in {Reason.LICENCE, Reason.NO_VERSION}
        said = {"said": clean_line(found.licence, 100)} if tells else {}
        return Judged(found, Outcome.UNUSABLE, reason, values=said)
    licence = read_licence(found.licence) if found.licence else known.licence
    values = {
        "title": clean_line(found.title, LONGEST_TITLE),
        "summary": clean_line(found.summary, LONGEST_SUMMARY),
        "link": found.link,
        "licence": str(licence),
        "kind": str(read_kind(found.kind) or known.kind),
        "language": LANGUAGES[found.language.lower()] if found.language else "nl",
        "words": [clean_line(word, 80) for word in found.words[:MOST_WORDS]],
    }
    return Judged(found, Outcome.NEW, values=values)


def _find_reason(found: Found, known: Knowledge) -> Reason | None:
    if not clean_line(found.title, LONGEST_TITLE):
        return Reason.NO_TITLE
    try:
        _check_link(found.link)
    except ValidationError:
        return Reason.NO_LINK
    if len(found.link) > LONGEST_LINK or len(found.identifier) > LONGEST_IDENTIFIER:
        return Reason.LONG_LINK
    if found.language and found.language.lower() not in LANGUAGES:
        return Reason.LANGUAGE
    if found.licence and read_licence(found.licence) is None:
        return Reason.NO_VERSION if has_no_version(found.licence) else Reason.LICENCE
    if not found.licence and not known.licence:
        return Reason.NO_LICENCE
    return None
