"""Products of neighbours: looked at first, drafts that name their source, never twice, undone as if never there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from expertise.products.actions.products import update_product
from expertise.products.enums import ProductKind, ProductLicence, ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.actions import bring_up_to_date
from knowledge_network.exchange.catalogue.models import CatalogueRecord
from knowledge_network.exchange.intake import actions
from knowledge_network.exchange.intake.candidates import Found, read_licence
from knowledge_network.exchange.intake.enums import IntakeState, Outcome, Reason
from knowledge_network.exchange.intake.harvest import parse_answer
from knowledge_network.exchange.intake.models import ForeignProduct, Intake, IntakeRow
from knowledge_network.exchange.outgoing.client import OutgoingError
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f
from tests.exchange.helpers import ask_oai
from tests.expertise.products.test_products import sign_in
from tests.insight.helpers import coordinator
from tests.pages import Page

pytestmark = pytest.mark.django_db
ZUID = "Netwerk Zuid"
OAI = "https://zuid.example/oai"
LIST = """Titel;Link;Samenvatting;Licentie;Thema's;Soort
Rekenen met munten;https://zuid.example/munten;Een spel voor groep 4.;CC BY 4.0;Rekenen, Spel;werkvorm
Zonder licentie;https://zuid.example/zonder;Iets.;;;
Alles voorbehouden;https://zuid.example/dicht;Iets.;All rights reserved;;
Zonder link;;Iets.;CC BY 4.0;;
Munten nog eens;https://zuid.example/munten;Een spel.;CC BY 4.0;;
"""


def found(number=1, **values):
    told = {
        "identifier": f"oai:zuid:{number}", "title": f"Les {number}", "link": f"https://zuid.example/{number}",
        "licence": "https://creativecommons.org/licenses/by-sa/4.0/", **values,
    }  # fmt: skip
    return Found(number, **told)


def offer(*rows, by=None, licence=""):
    kind = ProductKind.LESSON_MATERIAL
    return actions.offer_list(by=by or coordinator(), source=ZUID, found=rows, kind=kind, licence=licence)


def apply(intake, by):
    return actions.apply_intake(intake=intake, by=by, numbers=intake.rows.values_list("number", flat=True))


def outcomes(intake):
    return list(intake.rows.order_by("number").values_list("outcome", flat=True))


def send_list(client, text=LIST, **values):
    upload = SimpleUploadedFile("zuid.csv", text.encode(), content_type="text/csv")
    data = {"file": upload, "source": ZUID, "kind": ProductKind.LESSON_MATERIAL, "licence": "", **values}
    return client.post(reverse("exchange:intake_file"), data)


def test_a_list_is_looked_at_first_and_what_is_ticked_becomes_drafts_that_name_their_source(client):
    by = sign_in(client, coordinator())
    topic = f.TopicFactory(name="Rekenen")
    response = send_list(client)
    intake = Intake.objects.get()
    page = Page(client.get(response.url))
    assert KnowledgeProduct.objects.count() == 0
    assert outcomes(intake) == [Outcome.NEW, *[Outcome.UNUSABLE] * 3, Outcome.KNOWN]
    assert "All rights reserved" in page.words
    client.post(reverse("exchange:intake_apply", args=[intake.public_id]), {"row": ["2"]})
    product = KnowledgeProduct.objects.get()
    assert (product.title, product.status, product.taken_over_from) == (
        "Rekenen met munten", ProductStatus.DRAFT, ZUID,
    )  # fmt: skip
    assert (product.licence, product.kind, product.link) == (
        ProductLicence.CC_BY, ProductKind.ACTIVITY, "https://zuid.example/munten",
    )  # fmt: skip
    assert list(product.topics.all()) == [topic]
    assert (product.contact_person, product.makers, product.group) == (by, "", None)
    assert ZUID in Page(client.get(product.get_absolute_url())).words
    assert AuditEvent.objects.filter(verb="exchange.intake_applied").count() == 1


def test_a_second_run_makes_no_doubles_whatever_it_is_called_by_then():
    by = coordinator()
    apply(offer(found(), by=by), by)
    again = offer(found(title="Anders genoemd", link="https://zuid.example/verhuisd"), by=by)
    assert outcomes(again) == [Outcome.KNOWN]
    moved = offer(found(identifier="oai:noord:9"), by=by)
    assert outcomes(moved) == [Outcome.KNOWN]
    with pytest.raises(RefusedError):
        apply(again, by)
    assert KnowledgeProduct.objects.count() == 1


def test_two_lists_that_were_looked_at_at_the_same_time_make_one_product():
    by = coordinator()
    first, second = offer(found(), by=by), offer(found(), found(2), by=by)
    assert (apply(first, by), apply(second, by)) == (1, 1)
    assert KnowledgeProduct.objects.count() == 2
    assert outcomes(second) == [Outcome.KNOWN, Outcome.NEW]


def test_what_was_taken_out_here_does_not_come_back():
    by = coordinator()
    apply(offer(found(), by=by), by)
    KnowledgeProduct.objects.update(removed_at=timezone.now())
    assert outcomes(offer(found(), by=by)) == [Outcome.KNOWN]


def test_undo_takes_untouched_drafts_away_and_leaves_what_somebody_worked_on():
    by = coordinator()
    intake = offer(found(), found(2), by=by)
    apply(intake, by)
    touched = KnowledgeProduct.objects.get(title="Les 2")
    update_product(product=touched, by=by, changes={"summary": "Zelf geschreven."})
    assert actions.undo_intake(intake=intake, by=coordinator()) == 1
    assert list(KnowledgeProduct.objects.all()) == [touched]
    assert outcomes(offer(found(), found(2), by=by)) == [Outcome.NEW, Outcome.KNOWN]


@pytest.mark.clock
def test_it_can_be_undone_for_a_day_only(time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC), tick=False)
    by = coordinator()
    intake = offer(found(), by=by)
    apply(intake, by)
    time_machine.shift(dt.timedelta(hours=24, seconds=1))
    with pytest.raises(RefusedError):
        actions.undo_intake(intake=intake, by=by)
    assert KnowledgeProduct.objects.count() == 1


def test_what_was_taken_over_is_never_given_on_as_if_it_was_made_here(client):
    by = coordinator()
    apply(offer(found(), by=by), by)
    KnowledgeProduct.objects.update(status=ProductStatus.PUBLISHED, published_on=timezone.localdate())
    bring_up_to_date()
    assert CatalogueRecord.objects.count() == 0
    product = KnowledgeProduct.objects.get()
    page = client.get(product.get_absolute_url()).content.decode()
    assert f'"publisher":{{"@type":"Organization","name":"{ZUID}"' in page.replace(": ", ":").replace(", ", ",")
    assert ZUID in client.get(reverse("exchange:product_feed")).content.decode()
    assert (
        "https://zuid.example/1"
        in client.get(reverse("expertise:product_citation", args=[product.slug])).content.decode()
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/deed.nl", ProductLicence.CC_BY_NC_SA),
        ("http://creativecommons.org/publicdomain/zero/1.0/", ProductLicence.CC0),
        ("CC-BY-SA 4.0", ProductLicence.CC_BY_SA),
        ("cc-by-40", ProductLicence.CC_BY),
        ("CC BY-NC 4", ProductLicence.CC_BY_NC),
        ("CC0", ProductLicence.CC0),
        ("https://creativecommons.org/licenses/by/3.0/", None),
        ("https://creativecommons.org/licenses/by-nc-nd-evil/4.0/", None),
        ("Alle rechten voorbehouden", None),
    ],
)
def test_only_licences_that_are_ours_are_understood(said, meant):
    assert read_licence(said) == meant


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("CC BY", Reason.NO_VERSION),
        ("cc-by-nc-sa", Reason.NO_VERSION),
        ("Creative Commons Naamsvermelding", Reason.NO_VERSION),
        ("https://creativecommons.org/licenses/by/", Reason.NO_VERSION),
        ("CC BY 3.0", Reason.LICENCE),
        ("CC-BY-2", Reason.LICENCE),
        ("Creative Commons BY-SA 3.0 NL", Reason.LICENCE),
        ("https://creativecommons.org/licenses/by/3.0/", Reason.LICENCE),
        ("Alle rechten voorbehouden", Reason.LICENCE),
        ("gratis account", Reason.LICENCE),
    ],
)
def test_a_licence_without_its_version_is_asked_for_the_version(client, said, reason):
    by = sign_in(client, coordinator())
    row = offer(found(licence=said), by=by).rows.get()
    assert row.reason == reason
    assert (
        f"{reason.label}: {said}"
        in Page(client.get(reverse("exchange:intake_detail", args=[row.intake.public_id]))).words
    )


def test_the_licence_that_is_chosen_holds_for_what_says_nothing_and_never_against_what_it_says():
    intake = offer(found(licence=""), found(2, licence="All rights reserved"), licence=ProductLicence.CC_BY)
    assert outcomes(intake) == [Outcome.NEW, Outcome.UNUSABLE]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "", "ftp://zuid.example/x", "data:text/html,x"])
def test_only_pages_of_the_web_are_linked(link):
    assert outcomes(offer(found(link=link))) == [Outcome.UNUSABLE]


def test_tags_and_line_ends_of_others_do_not_come_along():
    intake = offer(found(title="<b>Les</b>\n  een", summary="<script>x</script>Kort."))
    values = intake.rows.get().values
    assert (values["title"], values["summary"]) == ("Les een", "xKort.")


# A catalogue ------------------------------------------------------------------------------------

RECORD = """<record><header>{header}</header>{body}</record>"""
BODY = """<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>kanarie-maker-einde</dc:creator>
<dc:identifier>10.1/nee</dc:identifier><dc:identifier>https://zuid.example/{title}</dc:identifier>
<dc:rights>Netwerk Zuid</dc:rights><dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>
<dc:language>nld</dc:language></oai_dc:dc></metadata>"""


def envelope(inside):
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inside}</OAI-PMH>'.encode()


def listed(*titles, gone=(), token=""):
    rows = [
        RECORD.format(header=f"<identifier>oai:zuid:{title}</identifier>", body=BODY.format(title=title))
        for title in titles
    ]
    rows += [
        f'<record><header status="deleted"><identifier>oai:zuid:{one}</identifier></header></record>' for one in gone
    ]
    return envelope(f"<ListRecords>{''.join(rows)}<resumptionToken>{token}</resumptionToken></ListRecords>")


def ask_for_harvest(by=None):
    kind = ProductKind.LESSON_MATERIAL
    return actions.ask_harvest(by=by or coordinator(), source=ZUID, url=OAI, kind=kind)


def read(intake):
    actions.read_waiting()
    intake.refresh_from_db()
    return intake


def test_a_catalogue_is_read_answer_by_answer_by_a_worker_without_names_of_makers(foreign_server):
    parts = iter([listed("een", token="verder"), listed("twee", gone=["weg"])])
    original = foreign_server._answer

    def answer(self):
        type(self).content = next(parts)
        original(self)

    foreign_server._answer = answer
    intake = read(ask_for_harvest())
    assert [path for _method, path, _body, _headers in foreign_server.got] == [
        "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListRecords&resumptionToken=verder",
    ]  # fmt: skip
    assert intake.state == IntakeState.PLANNED
    assert outcomes(intake) == [Outcome.NEW, Outcome.NEW, Outcome.UNUSABLE]
    assert intake.rows.get(title="een").values["licence"] == ProductLicence.CC_BY
    assert "kanarie" not in str(list(intake.rows.values()))


def test_what_the_source_took_away_and_is_here_is_told(foreign_server):
    by = coordinator()
    foreign_server.content = listed("een")
    apply(read(ask_for_harvest(by)), by)
    foreign_server.content = listed(gone=["een"])
    assert outcomes(read(ask_for_harvest(by))) == [Outcome.GONE]
    assert KnowledgeProduct.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<html>Nee</html>",
        b"",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">&a;</OAI-PMH>',
        envelope('<error code="cannotDisseminateFormat">no</error>'),
    ],
)
def test_what_is_no_catalogue_ends_in_words_and_changes_nothing(foreign_server, content):
    foreign_server.content = content
    intake = read(ask_for_harvest())
    assert intake.state == IntakeState.FAILED
    assert intake.problem in {"no_catalogue", "refused no"}
    assert IntakeRow.objects.count() == 0


def test_what_went_wrong_is_kept_as_a_code_and_told_in_the_language_of_the_reader(client, foreign_server):
    sign_in(client, coordinator())
    foreign_server.content = envelope('<error code="x">no such format</error>')
    intake = read(ask_for_harvest())
    assert intake.problem == "refused no such format"
    page = reverse("exchange:intake_detail", args=[intake.public_id])
    assert "Deze catalogus zegt: no such format" in Page(client.get(page)).words
    with translation.override("en"):
        assert intake.told_problem == "This catalogue says: no such format"


def test_where_nothing_can_be_taken_over_that_is_said_and_not_offered(client, foreign_server):
    sign_in(client, coordinator())
    foreign_server.content = listed(gone=["weg"])
    intake = read(ask_for_harvest())
    page = Page(client.get(reverse("exchange:intake_detail", args=[intake.public_id])))
    assert "Hiervan kan niets worden overgenomen" in page.words
    assert page.all("#take-over") == []


def test_a_catalogue_that_goes_round_in_circles_ends(foreign_server):
    foreign_server.content = listed("een", token="rond")
    assert read(ask_for_harvest()).state == IntakeState.FAILED
    assert len(foreign_server.got) == 2


def test_an_empty_catalogue_is_an_empty_list(foreign_server):
    foreign_server.content = envelope('<error code="noRecordsMatch">none</error>')
    assert read(ask_for_harvest()).state == IntakeState.PLANNED


def test_no_catalogue_is_asked_while_the_site_may_ask_nobody(settings):
    settings.OUTGOING_REQUESTS = False
    with pytest.raises(RefusedError):
        ask_for_harvest()


def test_an_entity_is_never_resolved(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("kanarie")
    content = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode() + envelope(
        "<error code='x'>&a;</error>"
    )
    with pytest.raises(OutgoingError):
        parse_answer(content)


@pytest.mark.clock
def test_reading_that_died_says_so_instead_of_going_on_for_ever(time_machine, settings):
    settings.OUTGOING_REQUESTS = True
    time_machine.move_to(dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC), tick=False)
    intake = ask_for_harvest()
    assert actions._claim(timezone.now()) == intake
    time_machine.shift(actions.LONGEST_READING + dt.timedelta(seconds=1))
    assert read(intake).state == IntakeState.FAILED


@pytest.mark.clock
def test_what_was_never_carried_out_goes_after_a_week_and_rows_after_a_month(time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC), tick=False)
    by = coordinator()
    left, done = offer(found(9), by=by), offer(found(), by=by)
    apply(done, by)
    time_machine.shift(dt.timedelta(days=8))
    actions.forget_old_intakes()
    left.refresh_from_db()
    assert (left.state, left.rows.count(), done.rows.count()) == (IntakeState.DISCARDED, 0, 1)
    time_machine.shift(dt.timedelta(days=23))
    actions.forget_old_intakes()
    assert (done.rows.count(), ForeignProduct.objects.count()) == (0, 1)


def test_our_own_catalogue_can_be_harvested_by_another_network_of_this_kind(client, foreign_server):
    f.KnowledgeProductFactory(title="Van hier", licence=ProductLicence.CC_BY_SA)
    bring_up_to_date()
    foreign_server.content = client.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "oai_dc"}).content
    KnowledgeProduct.objects.all().delete()
    values = read(ask_for_harvest()).rows.get().values
    assert (values["title"], values["licence"]) == ("Van hier", ProductLicence.CC_BY_SA)


# Pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_num_queries, item_count):
    by = sign_in(client, coordinator())
    for number in range(item_count):
        offer(found(number), by=by)
    with django_assert_num_queries(4):
        client.get(reverse("exchange:intake_list"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_dry_run_costs_the_same_whatever_its_length(client, django_assert_num_queries, item_count):
    by = sign_in(client, coordinator())
    intake = offer(*(found(number) for number in range(item_count)), by=by)
    apply(intake, by)
    with django_assert_num_queries(4):
        client.get(reverse("exchange:intake_detail", args=[intake.public_id]))


def test_a_list_without_links_is_refused_in_words_and_nothing_is_kept(client):
    sign_in(client, coordinator())
    response = send_list(client, "Titel;Prijs\nX;3\n")
    assert response.status_code == 422
    assert "link" in Page(response).words
    assert Intake.objects.count() == 0


@pytest.mark.parametrize(
    "url", ["http://zuid.example/oai", "https://zuid.example/oai?verb=Identify", "ftp://zuid.example/oai"]
)
def test_only_an_address_that_can_be_asked_is_taken(client, settings, url):
    settings.OUTGOING_REQUESTS = True
    sign_in(client, coordinator())
    asked = {"url": url, "source": ZUID, "kind": ProductKind.LESSON_MATERIAL}
    assert client.post(reverse("exchange:intake_harvest"), asked).status_code == 422
    assert Intake.objects.count() == 0


def test_connections_tell_the_last_harvest_by_others_from_the_database(client):
    f.KnowledgeProductFactory()
    bring_up_to_date()
    ask_oai(client, verb="ListRecords", metadataPrefix="lom")
    sign_in(client, coordinator())
    assert "NL-LOM" in Page(client.get(reverse("exchange:connections"))).words
