"""Reading the catalogue of a partner by OAI-PMH 2.0 in Dublin Core, which every such catalogue has to give.

The libraries that do this ask by themselves; here every question goes through the one guarded way out.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree

from knowledge_network.exchange.intake.candidates import Found, clean_line
from knowledge_network.exchange.outgoing.client import OutgoingError, ask
from knowledge_network.exchange.outgoing.enums import Trouble

MOST_RECORDS = 300
MOST_ANSWERS = 30
LARGEST_ANSWER = 3 * 1024 * 1024
_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NOTHING_FITS = "noRecordsMatch"


@dataclass(frozen=True)
class Harvest:
    """What was read; `is_cut` when the catalogue has more than we read at once."""

    found: list[Found]
    is_cut: bool


def harvest_catalogue(url: str, *, of_set: str = "") -> Harvest:
    """Ask for all records, answer by answer; OutgoingError when it cannot be asked or read."""
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc", **({"set": of_set} if of_set else {})}
    found: list[Found] = []
    tokens: set[str] = set()
    for _number in range(MOST_ANSWERS):
        root = _ask_once(url, asked)
        records = root.iterfind(f"{_OAI}ListRecords/{_OAI}record")
        found += [_read_record(record, len(found) + place) for place, record in enumerate(records, start=1)]
        token = (root.findtext(f"{_OAI}ListRecords/{_OAI}resumptionToken") or "").strip()
        if len(found) >= MOST_RECORDS:
            return Harvest(found[:MOST_RECORDS], is_cut=bool(token) or len(found) > MOST_RECORDS)
        if not token:
            return Harvest(found, is_cut=False)
        if token in tokens:
            raise OutgoingError(Trouble.CIRCLE)
        tokens.add(token)
        asked = {"verb": "ListRecords", "resumptionToken": token}
    return Harvest(found, is_cut=True)


def _ask_once(url: str, asked: dict[str, str]) -> etree._Element:
    answer = ask(f"{url}?{urlencode(asked)}", most=LARGEST_ANSWER)
    if not answer.is_fine:
        raise OutgoingError(Trouble.STATUS, str(answer.status))
    root = parse_answer(answer.content)
    error = root.find(f"{_OAI}error")
    if error is not None and error.get("code") != _NOTHING_FITS:
        said = clean_line(error.text or error.get("code", ""), 150)
        raise OutgoingError(Trouble.REFUSED, said)
    return root


def parse_answer(content: bytes) -> etree._Element:
    """The answer as XML: without entities, definitions or anything that is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag != f"{_OAI}OAI-PMH" or root.getroottree().docinfo.internalDTD is not None:
        raise OutgoingError(Trouble.NO_CATALOGUE)
    return root


def _read_record(record: etree._Element, number: int) -> Found:
    header = record.find(f"{_OAI}header")
    identifier = (record.findtext(f"{_OAI}header/{_OAI}identifier") or "").strip()
    if header is not None and header.get("status") == "deleted":
        return Found(number, identifier, is_gone=True)
    texts: dict[str, list[str]] = {}
    for element in record.iterfind(f"{_OAI}metadata/*/*"):
        text = (element.text or "").strip()
        if text and isinstance(element.tag, str) and element.tag.startswith(_DC):
            texts.setdefault(element.tag.removeprefix(_DC), []).append(text)
    links = [text for text in texts.get("identifier", ()) if text.startswith(("https://", "http://"))]
    return Found(
        number=number,
        identifier=identifier or (links[0] if links else ""),
        title=" ".join(texts.get("title", ())[:1]),
        summary=" ".join(texts.get("description", ())[:1]),
        link=links[0] if links else "",
        licence=_choose_rights(texts.get("rights", [])),
        kind=" ".join(texts.get("type", ())[:1]),
        language=" ".join(texts.get("language", ())[:1]),
        words=tuple(texts.get("subject", ())),
    )


def _choose_rights(rights: list[str]) -> str:
    """Beside the address of a licence often stands who holds the rights."""
    return next((text for text in rights if "creativecommons.org" in text.lower()), rights[0] if rights else "")
