"""One description of a product, three forms: each as those who read it want it, and none with a name of a person."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from lxml import etree

from expertise.products.enums import ProductKind
from knowledge_network.exchange.catalogue.dublin_core import make_dublin_core
from knowledge_network.exchange.catalogue.entries import describe_product, find_public, format_minutes
from knowledge_network.exchange.catalogue.json_ld import make_json_ld
from knowledge_network.exchange.catalogue.lom import make_lom
from tests import factories as f

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent / "nllom"
LOM = {"l": "http://www.imsglobal.org/xsd/imsmd_v1p2"}


class OfThisFolder(etree.Resolver):
    """The schema names the file of the W3C that lies beside it: nothing asks a network."""

    def resolve(self, url, key, context):
        return self.resolve_filename(str(HERE / "xml.xsd"), context) if url.endswith("xml.xsd") else None


def schema():
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(OfThisFolder())
    return etree.XMLSchema(etree.parse(HERE / "imsmd_v1p2p4.xsd", parser))


def full_product(**values):
    group = f.GroupFactory(name="Rekenen & zo <1>")
    product = f.KnowledgeProductFactory(
        group=group, sectors=["po"], year_groups=[5, 6], minutes=90, makers="kanarie-makers-einde",
        practice_question="kanarie-vraag-einde", kind=ProductKind.ACTIVITY,
        contact_person=f.MemberFactory(given_name="kanarie-contact-einde", family_name="kanarie-contact-einde"),
        **{"title": "Splitsen; tot \\ tien, \x0b<b>", "summary": "Een & ander.\x0c"} | values,
    )  # fmt: skip
    product.topics.set([f.TopicFactory(name="rekenen"), f.TopicFactory(name="splitsen")])
    return product


def described(**values):
    return describe_product(find_public().get(pk=full_product(**values).pk))


@pytest.mark.parametrize("name", ["verplicht", "aanbevolen", "kubus"])
def test_the_schema_takes_the_examples_of_kennisnet(name):
    schema().assertValid(etree.parse(HERE / f"nllom-{name}.xml"))


def test_our_lom_holds_by_the_schema_and_says_what_edurep_wants():
    made = etree.fromstring(etree.tostring(make_lom(described())))
    schema().assertValid(made)

    def texts(path):
        return [node.text for node in made.xpath(path, namespaces=LOM)]

    assert texts("l:metametadata/l:metadatascheme") == ["LOMv1.0", "nl_lom_v1p0"]
    assert texts("l:general/l:aggregationlevel/l:value/l:langstring") == ["2"]
    assert texts("l:educational/l:context/l:value/l:langstring") == ["PO"]
    assert texts("l:educational/l:intendedenduserrole/l:value/l:langstring") == ["teacher"]
    assert texts("l:educational/l:typicallearningtime/l:datetime") == ["PT1H30M"]
    assert texts("l:rights/l:copyrightandotherrestrictions/l:value/l:langstring") == ["cc-by-40"]
    assert texts("//l:taxon/l:id") == [
        "b48fa351-4561-44c7-a071-ebfd6103eec3",
        "512e4729-03a4-43a2-95ba-758071d1b725",
        "bc213214-b83d-4673-b9c1-8fdaa63d6d56",
        "abfb190f-e814-46f5-a9cc-ebd53f04018e",
    ]


@pytest.mark.parametrize("values", [{}, {"minutes": None, "sectors": [], "year_groups": []}], ids=["full", "bare"])
def test_every_product_holds_by_the_schema(values):
    schema().assertValid(etree.fromstring(etree.tostring(make_lom(describe_bare(values)))))


def describe_bare(values):
    product = f.KnowledgeProductFactory(**values)
    return describe_product(find_public().get(pk=product.pk))


def test_no_form_names_a_person():
    entry = described()
    forms = [
        etree.tostring(make_lom(entry), encoding="unicode"),
        etree.tostring(make_dublin_core(entry), encoding="unicode"),
        json.dumps(make_json_ld(entry)),
    ]
    assert all("kanarie" not in form for form in forms)
    assert all("Splitsen" in form for form in forms)


def test_dublin_core_names_the_group_as_maker_and_the_network_as_publisher():
    made = make_dublin_core(described())
    told = {node.tag.rpartition("}")[2]: node.text for node in made}
    assert told["creator"] == "Rekenen & zo <1>"
    assert told["rights"].startswith("https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize("make", [make_lom, make_dublin_core])
def test_a_topic_with_a_sign_that_xml_cannot_hold_stops_no_harvest(make):
    product = full_product()
    product.topics.add(f.TopicFactory(name="meten\x0b", obk_id="b48fa351-4561-44c7-a071-ebfd6103eec3"))
    written = etree.tostring(make(describe_product(find_public().get(pk=product.pk))), encoding="unicode")
    assert ">meten<" in written


def test_the_public_page_tells_machines_what_the_catalogue_tells(client):
    product = full_product(title="Splitsen </script><b>")
    page = client.get(product.get_absolute_url()).content.decode()
    written = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    read = json.loads(written)
    assert read["@type"] == ["CreativeWork", "LearningResource"]
    assert read["name"]["@value"] == "Splitsen </script><b>"
    assert read["educationalLevel"][0]["termCode"] == "512e4729-03a4-43a2-95ba-758071d1b725"
    assert read["timeRequired"] == "PT1H30M"
    assert 'property="og:title"' in page


def test_what_is_not_public_tells_machines_nothing(client):
    assert find_public().count() == 0
    f.KnowledgeProductFactory(access="network")
    assert AnonymousUser().pk is None
    assert find_public().count() == 0


@pytest.mark.parametrize(("minutes", "told"), [(5, "PT5M"), (60, "PT1H"), (90, "PT1H30M"), (0, "PT0M")])
def test_minutes_are_told_as_iso_8601(minutes, told):
    assert format_minutes(minutes) == told


def test_a_day_is_told_without_a_clock():
    assert make_json_ld(described(published_on=dt.date(2026, 3, 2)))["datePublished"] == "2026-03-02"
