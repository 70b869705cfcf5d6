"""An entry in NL-LOM, the form that Edurep and Wikiwijs read."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from expertise.products.enums import ProductKind
from knowledge_network.exchange.catalogue.entries import Entry, format_minutes
from knowledge_network.exchange.catalogue.terms import SOURCE, Term

NAMESPACE = "http://www.imsglobal.org/xsd/imsmd_v1p2"
SCHEMA = "http://www.imsglobal.org/xsd/imsmd_v1p2p4.xsd"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
PURL = "http://purl.edustandaard.nl/"
# What it is in itself, above a lesson.
PART_OF_A_WHOLE = "2"
# Of the vocabulary only the words that we saw in use; a kind that fits none of them is left out: it is not obligatory.
RESOURCE_TYPES = {ProductKind.ACTIVITY: "open opdracht", ProductKind.LEARNING_TASK: "open opdracht"}


def make_lom(entry: Entry) -> etree._Element:
    root = etree.Element(_tag("lom"), nsmap={None: NAMESPACE, "xsi": INSTANCE})
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    _add_general(root, entry)
    _add_lifecycle(root, entry)
    meta = _add(root, "metametadata")
    for scheme in ("LOMv1.0", "nl_lom_v1p0"):
        _add(meta, "metadatascheme", scheme)
    technical = _add(root, "technical")
    _add(technical, "format", entry.media_type)
    _add(technical, "location", entry.url)
    _add_educational(root, entry)
    rights = _add(root, "rights")
    _add_coded(rights, "cost", "vdex_cost_lomv1p0_20060628.xml", "no")
    _add_coded(rights, "copyrightandotherrestrictions", "copyrightsandotherrestrictions_nllom_20131202", entry.licence)
    _add_text(rights, "description", f"{entry.licence_name}: {entry.licence_url}", entry.language)
    _add_classification(root, "discipline", entry.subjects)
    _add_classification(root, "educational level", entry.levels)
    return root


def _add_general(root: etree._Element, entry: Entry) -> None:
    general = _add(root, "general")
    _add_text(general, "title", entry.title, entry.language)
    catalog = _add(general, "catalogentry")
    _add(catalog, "catalog", "URI")
    _add_text(catalog, "entry", entry.urn)
    _add(general, "language", entry.language)
    _add_text(general, "description", entry.description, entry.language)
    for word in entry.keywords:
        _add_text(general, "keyword", word, "nl")
    _add_coded(general, "aggregationlevel", "vdex_aggregationlevel_czp_20060628.xml", PART_OF_A_WHOLE)


def _add_lifecycle(root: etree._Element, entry: Entry) -> None:
    lifecycle = _add(root, "lifecycle")
    if entry.version:
        _add_text(lifecycle, "version", entry.version)
    _add_coded(lifecycle, "status", "vdex_status_lomv1p0_20060628.xml", "final")
    makers = [("publisher", entry.publisher), *([("author", entry.group)] if entry.group else [])]
    for role, name in makers:
        part = _add(lifecycle, "contribute")
        _add_coded(part, "role", "vdex_lifecycle_contribute_role_lomv1p0_20060628.xml", role)
        _add(_add(part, "centity"), "vcard", _write_card(name))
        if entry.published_on:
            _add(_add(part, "date"), "datetime", entry.published_on.isoformat())


def _add_educational(root: etree._Element, entry: Entry) -> None:
    part = _add(root, "educational")
    if entry.kind in RESOURCE_TYPES:
        source = "vdex_learningresourcetype_czp_20060628.xml"
        _add_coded(part, "learningresourcetype", source, RESOURCE_TYPES[ProductKind(entry.kind)])
    _add_coded(part, "intendedenduserrole", "vdex_intendedenduserrole_lomv1p0_20060628.xml", "teacher")
    for context in entry.contexts:
        _add_coded(part, "context", "vdex_context_czp_20060628.xml", context)
    if entry.minutes:
        _add(_add(part, "typicallearningtime"), "datetime", format_minutes(entry.minutes))


def _add_classification(root: etree._Element, purpose: str, terms: Iterable[Term]) -> None:
    for term in terms:
        part = _add(root, "classification")
        _add_coded(part, "purpose", "vdex_classification_purpose_czp_20060628.xml", purpose)
        path = _add(part, "taxonpath")
        _add(_add(path, "source"), "langstring", SOURCE).set(LANG, "x-none")
        taxon = _add(path, "taxon")
        _add(taxon, "id", term.concept)
        _add_text(taxon, "entry", term.name, "nl")


def _write_card(name: str) -> str:
    """A business card of an organisation (RFC 2426): no person stands in a catalogue."""
    safe = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\r", "").replace("\n", " ")
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{safe}\nN:;;;;\nORG:{safe}\nEND:VCARD"


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, _tag(name))
    child.text = text
    return child


def _add_text(parent: etree._Element, name: str, text: str, language: str = "x-none") -> None:
    _add(_add(parent, name), "langstring", text).set(LANG, language)


def _add_coded(parent: etree._Element, name: str, source: str, value: str) -> None:
    part = _add(parent, name)
    _add_text(part, "source", f"{PURL}{source}")
    _add_text(part, "value", value)
