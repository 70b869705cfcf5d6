"""OAI-PMH: harvested by a program of others, every question and error of the protocol, and what changes meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from oaipmh_scythe import Scythe

from expertise.products.enums import ProductAccess, ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue import harvest
from knowledge_network.exchange.catalogue.actions import bring_up_to_date
from knowledge_network.exchange.catalogue.models import CatalogueRecord
from knowledge_network.kit.ids import random_public_id
from tests import factories as f
from tests.exchange.helpers import OAI, ask_oai, through_django

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC)


def products(count, **values):
    owner = f.MemberFactory()
    return [f.KnowledgeProductFactory(contact_person=owner, **values) for _ in range(count)]


def harvester(client):
    scythe = Scythe("https://netwerk.example/oai/")
    scythe._client = through_django(client)
    return scythe


def error_of(tree):
    found = tree.find(f"{OAI}error")
    return None if found is None else found.get("code")


def identifiers(tree):
    return [node.text for node in tree.iter(f"{OAI}identifier")]


def token_of(tree):
    found = next(tree.iter(f"{OAI}resumptionToken"), None)
    return "" if found is None else found.text or ""


def test_a_harvester_of_others_reads_everything_that_is_public(client, monkeypatch):
    monkeypatch.setattr(harvest, "PER_ANSWER", 3)
    shown = products(7)
    products(1, access=ProductAccess.NETWORK)
    products(1, status=ProductStatus.DRAFT)
    gone = products(1)[0]
    bring_up_to_date()
    KnowledgeProduct.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    bring_up_to_date()
    scythe = harvester(client)
    records = list(scythe.list_records(metadata_prefix="oai_dc"))
    living = [record for record in records if not record.deleted]
    assert {record.header.identifier for record in living} == {f"urn:uuid:{one.urn}" for one in shown}
    assert {title for record in living for title in record.metadata["title"]} == {one.title for one in shown}
    assert [record.header.identifier for record in records if record.deleted] == [f"urn:uuid:{gone.urn}"]
    assert scythe.identify().deletedRecord == "persistent"
    assert len(list(scythe.list_identifiers(metadata_prefix="lom"))) == 8
    assert [form.metadataPrefix for form in scythe.list_metadata_formats()] == ["oai_dc", "lom"]
    assert "sector:po" in {one.setSpec for one in scythe.list_sets()}
    one = scythe.get_record(identifier=f"urn:uuid:{shown[0].urn}", metadata_prefix="oai_dc")
    assert one.metadata["language"] == ["nl"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "GetMetadata"}, "badVerb"),
        ({"verb": "identify"}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ""}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "gisteren"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "2026-02-30"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "2026-03-02", "until": "2026-03-01"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "lom", "from": "2026-03-01", "until": "2026-03-02T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "until": "2001-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "set": "sector:geen"}, "noRecordsMatch"),
        ({"verb": "ListIdentifiers", "resumptionToken": "verzonnen"}, "badResumptionToken"),
        ({"verb": "ListIdentifiers", "resumptionToken": "verzonnen", "metadataPrefix": "lom"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "verzonnen"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "lom"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "lom", "identifier": "urn:uuid:geen"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "lom", "identifier": "urn:isbn:9789034553966"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "urn:uuid:geen"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "marc", "identifier": "HIER"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "2026-03-01", "until": "2026-12-31"}, None),
        ({"verb": "Identify"}, None),
        ({"verb": "ListSets"}, None),
        ({"verb": "ListMetadataFormats", "identifier": "HIER"}, None),
        ({"verb": "GetRecord", "metadataPrefix": "lom", "identifier": "HIER"}, None),
    ],
    ids=str,
)
def test_every_question_has_the_answer_of_the_protocol(client, arguments, code):
    product = products(1)[0]
    bring_up_to_date(now=NOON)
    here = {name: value.replace("HIER", f"urn:uuid:{product.urn}") for name, value in arguments.items()}
    tree = ask_oai(client, **here)
    assert error_of(tree) == code
    asked = tree.find(f"{OAI}request")
    assert asked.text.endswith("/oai/")
    assert dict(asked.attrib) == ({} if code in {"badVerb", "badArgument"} else here)


def test_an_argument_twice_is_wrong_and_a_post_is_answered_like_a_get(client):
    products(1)
    bring_up_to_date()
    twice = client.get("/oai/?verb=ListRecords&metadataPrefix=lom&metadataPrefix=oai_dc")
    assert b'code="badArgument"' in twice.content
    sent = {"verb": "ListIdentifiers", "metadataPrefix": "lom"}
    assert b"<header>" in client.post("/oai/", sent).content


def test_what_changes_during_a_harvest_is_read_again_at_its_end_and_nothing_is_skipped(client, monkeypatch):
    monkeypatch.setattr(harvest, "PER_ANSWER", 2)
    shown = products(5)
    bring_up_to_date(now=NOON)
    first = ask_oai(client, verb="ListIdentifiers", metadataPrefix="lom")
    seen = identifiers(first)
    # The first that was given changes, and one that was not given yet is withdrawn.
    KnowledgeProduct.objects.filter(pk=shown[0].pk).update(title="Anders", changed_at=timezone.now())
    KnowledgeProduct.objects.filter(pk=shown[3].pk).update(access=ProductAccess.NETWORK)
    bring_up_to_date(now=NOON + dt.timedelta(minutes=5))
    token = token_of(first)
    while token:
        answer = ask_oai(client, verb="ListIdentifiers", resumptionToken=token)
        seen += identifiers(answer)
        token = token_of(answer)
    assert set(seen) == {f"urn:uuid:{one.urn}" for one in shown}
    assert seen[-2:] == [f"urn:uuid:{shown[0].urn}", f"urn:uuid:{shown[3].urn}"]


@pytest.mark.clock
def test_a_token_is_of_no_use_after_a_day_and_cannot_be_made_up(client, monkeypatch, time_machine):
    time_machine.move_to(NOON, tick=False)
    monkeypatch.setattr(harvest, "PER_ANSWER", 1)
    products(2)
    bring_up_to_date()
    token = token_of(ask_oai(client, verb="ListRecords", metadataPrefix="lom"))
    assert error_of(ask_oai(client, verb="ListRecords", resumptionToken=token[:-1] + "x")) == "badResumptionToken"
    assert error_of(ask_oai(client, verb="ListRecords", resumptionToken=token)) is None
    time_machine.move_to(NOON + dt.timedelta(hours=25), tick=False)
    assert error_of(ask_oai(client, verb="ListRecords", resumptionToken=token)) == "badResumptionToken"


def test_what_was_withdrawn_a_moment_ago_is_told_as_gone_before_anything_ran(client):
    product = products(1, title="Teruggetrokken")[0]
    bring_up_to_date()
    KnowledgeProduct.objects.filter(pk=product.pk).update(access=ProductAccess.NETWORK)
    response = client.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "lom"})
    assert b'status="deleted"' in response.content
    assert b"Teruggetrokken" not in response.content


def test_a_record_outlives_its_product_and_comes_back_with_it(client):
    product = products(1)[0]
    bring_up_to_date(now=NOON)
    KnowledgeProduct.objects.filter(pk=product.pk).update(access=ProductAccess.NETWORK)
    bring_up_to_date(now=NOON + dt.timedelta(hours=1))
    record = CatalogueRecord.objects.get()
    assert (record.is_deleted, record.datestamp) == (True, NOON + dt.timedelta(hours=1))
    KnowledgeProduct.objects.filter(pk=product.pk).update(access=ProductAccess.OPEN)
    bring_up_to_date(now=NOON + dt.timedelta(hours=2))
    record.refresh_from_db()
    assert (record.is_deleted, record.datestamp) == (False, NOON + dt.timedelta(hours=2))
    product.delete()
    for _ in range(2):
        answer = ask_oai(client, verb="GetRecord", metadataPrefix="lom", identifier=record.identifier)
        assert next(answer.iter(f"{OAI}header")).get("status") == "deleted"
        bring_up_to_date(now=NOON + dt.timedelta(hours=3))


def test_only_what_differs_gets_a_new_date():
    product = products(1)[0]
    assert bring_up_to_date(now=NOON) == 1
    KnowledgeProduct.objects.filter(pk=product.pk).update(practice_question="Waarom?", changed_at=timezone.now())
    later = NOON + dt.timedelta(hours=1)
    assert bring_up_to_date(now=later) == 0
    assert bring_up_to_date(now=later, whole=True) == 0
    product.topics.add(f.TopicFactory(name="spellen"))
    assert bring_up_to_date(now=later) == 0
    assert bring_up_to_date(now=later, whole=True) == 1
    assert CatalogueRecord.objects.get().datestamp == later


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(client, count, django_assert_num_queries):
    group = f.GroupFactory()
    for product in products(count, group=group):
        product.topics.add(f.TopicFactory())
    bring_up_to_date()
    # Two of them note the first harvest.
    with django_assert_num_queries(8):
        assert len(identifiers(ask_oai(client, verb="ListRecords", metadataPrefix="lom"))) == count


@pytest.mark.drill(name="connections")
def test_five_thousand_records_are_harvested_whole(client):
    _harvest_many(client, 5000)


@pytest.mark.drill(name="connections")
@pytest.mark.in_suite
def test_some_hundreds_of_records_are_harvested_whole(client):
    _harvest_many(client, 250)


def _harvest_many(client, count):
    owner = f.MemberFactory()
    KnowledgeProduct.objects.bulk_create(
        KnowledgeProduct(
            slug=f"product-{number}", title=f"Product {number}", public_id=random_public_id(), summary="Kort.",
            status=ProductStatus.PUBLISHED, published_on=dt.date(2026, 3, 2), contact_person=owner,
        )
        for number in range(count)
    )  # fmt: skip
    assert bring_up_to_date() == count
    found = [record.header.identifier for record in harvester(client).list_records(metadata_prefix="lom")]
    assert len(found) == len(set(found)) == count
