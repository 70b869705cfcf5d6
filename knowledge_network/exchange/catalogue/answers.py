"""OAI-PMH 2.0: the answers, in XML."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue import dublin_core, lom
from knowledge_network.exchange.catalogue.entries import Entry, describe_product, find_made_here
from knowledge_network.exchange.catalogue.enums import RecordFormat, Trouble, Verb
from knowledge_network.exchange.catalogue.harvest import (
    SETS,
    TOKEN_LASTS,
    Asked,
    Batch,
    HarvestError,
    read_batch,
    read_format,
    read_question,
)
from knowledge_network.exchange.catalogue.models import CatalogueRecord
from knowledge_network.exchange.catalogue.queries import find_earliest
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network
from knowledge_network.kit.text import make_speakable

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
FORMATS: dict[RecordFormat, tuple[str, str, Callable[[Entry], etree._Element]]] = {
    RecordFormat.DUBLIN_CORE: (dublin_core.SCHEMA, dublin_core.NAMESPACE, dublin_core.make_dublin_core),
    RecordFormat.LOM: (lom.SCHEMA, lom.NAMESPACE, lom.make_lom),
}
# The question is not repeated in the answer when it was not understood.
NOT_UNDERSTOOD = frozenset({Trouble.BAD_VERB, Trouble.BAD_ARGUMENT})


@dataclass(frozen=True)
class Answer:
    """`harvested` is the form in which records were given, if any were."""

    content: bytes
    harvested: RecordFormat | None


def answer_harvester(sent: Mapping[str, list[str]]) -> Answer:
    """The answer to whatever was sent."""
    harvested = None
    root = etree.Element(_tag("OAI-PMH"), nsmap={None: NAMESPACE, "xsi": INSTANCE})
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    _add(root, "responseDate", format_moment(timezone.now()))
    request = _add(root, "request", absolute_url(reverse("exchange:oai")))
    try:
        asked = read_question(sent)
        part = etree.Element(_tag(asked.verb.value))
        harvested = ANSWERS[asked.verb](part, asked)
    except HarvestError as error:
        if error.trouble not in NOT_UNDERSTOOD:
            _repeat(request, sent)
        _add(root, "error", error.words).set("code", error.trouble.value)
    else:
        _repeat(request, sent)
        root.append(part)
    return Answer(etree.tostring(root, encoding="UTF-8", xml_declaration=True), harvested)


def _repeat(request: etree._Element, sent: Mapping[str, list[str]]) -> None:
    for name, values in sent.items():
        request.set(name, make_speakable(values[0]))


def format_moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


# The six answers --------------------------------------------------------------------------------


def _identify(part: etree._Element, asked: Asked) -> None:
    _add(part, "repositoryName", make_speakable(read_network().title))
    _add(part, "baseURL", absolute_url(reverse("exchange:oai")))
    _add(part, "protocolVersion", "2.0")
    _add(part, "adminEmail", settings.CONTACT_EMAIL.rpartition("<")[2].strip("<> "))
    _add(part, "earliestDatestamp", format_moment(find_earliest() or timezone.now()))
    _add(part, "deletedRecord", "persistent")
    _add(part, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _list_formats(part: etree._Element, asked: Asked) -> None:
    if "identifier" in asked.arguments:
        find_record(asked.arguments["identifier"])
    for prefix, (schema, namespace, _make) in FORMATS.items():
        row = _add(part, "metadataFormat")
        _add(row, "metadataPrefix", prefix.value)
        _add(row, "schema", schema)
        _add(row, "metadataNamespace", namespace)


def _list_sets(part: etree._Element, asked: Asked) -> None:
    if "resumptionToken" in asked.arguments:
        raise HarvestError(Trouble.BAD_RESUMPTION, "The sets fit in one answer.")
    for spec, name in SETS.items():
        row = _add(part, "set")
        _add(row, "setSpec", spec)
        _add(row, "setName", str(name))


def _list_identifiers(part: etree._Element, asked: Asked) -> None:
    batch = read_batch(asked.arguments)
    public = find_products(batch.records, find_made_here().prefetch_related(None).select_related(None))
    for record in batch.records:
        _add_header(part, record, is_deleted=record.product_id not in public)
    _add_token(part, batch)


def _list_records(part: etree._Element, asked: Asked) -> RecordFormat:
    batch = read_batch(asked.arguments)
    products = find_products(batch.records, find_made_here())
    for record in batch.records:
        _add_record(part, record, products.get(record.product_id or 0), batch.format)
    _add_token(part, batch)
    return batch.format


def _get_record(part: etree._Element, asked: Asked) -> None:
    record = find_record(asked.arguments["identifier"])
    wanted = read_format(asked.arguments["metadataPrefix"])
    _add_record(part, record, find_products([record], find_made_here()).get(record.product_id or 0), wanted)


ANSWERS: dict[Verb, Callable[[etree._Element, Asked], RecordFormat | None]] = {
    Verb.IDENTIFY: _identify,
    Verb.LIST_FORMATS: _list_formats,
    Verb.LIST_SETS: _list_sets,
    Verb.LIST_IDENTIFIERS: _list_identifiers,
    Verb.LIST_RECORDS: _list_records,
    Verb.GET_RECORD: _get_record,
}


# Records ----------------------------------------------------------------------------------------


def find_record(identifier: str) -> CatalogueRecord:
    prefix, _colon, key = identifier.rpartition(":")
    try:
        urn = uuid.UUID(key) if prefix == "urn:uuid" else None
    except ValueError:
        urn = None
    record = CatalogueRecord.objects.filter(urn=urn).first() if urn else None
    if record is None or record.identifier != identifier:
        raise HarvestError(Trouble.NO_IDENTIFIER, "There is no record of this name.")
    return record


def find_products(
    records: Iterable[CatalogueRecord], public: Iterable[KnowledgeProduct]
) -> dict[int | None, KnowledgeProduct]:
    """Those that are public at this moment, whatever their record says: what was withdrawn is never told."""
    keys = [record.product_id for record in records if record.product_id and not record.is_deleted]
    return {product.pk: product for product in public.filter(pk__in=keys)}  # type: ignore[attr-defined]


def _add_record(
    part: etree._Element, record: CatalogueRecord, product: KnowledgeProduct | None, wanted: RecordFormat
) -> None:
    row = _add(part, "record")
    _add_header(row, record, is_deleted=product is None)
    if product is not None:
        _add(row, "metadata").append(FORMATS[wanted][2](describe_product(product)))


def _add_header(part: etree._Element, record: CatalogueRecord, *, is_deleted: bool) -> None:
    header = _add(part, "header")
    if is_deleted:
        header.set("status", "deleted")
    _add(header, "identifier", record.identifier)
    _add(header, "datestamp", format_moment(record.datestamp))
    for spec in record.sets:
        _add(header, "setSpec", spec)


def _add_token(part: etree._Element, batch: Batch) -> None:
    """The last of several answers has an empty one."""
    if not batch.token and not batch.is_last_of_many:
        return
    token = _add(part, "resumptionToken", batch.token)
    token.set("completeListSize", str(batch.size))
    token.set("cursor", str(batch.cursor))
    if batch.token:
        token.set("expirationDate", format_moment(timezone.now() + TOKEN_LASTS))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, _tag(name))
    child.text = text
    return child
