"""The knowledge base: who finds what, the facets and their counts, and what one product tells."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.products.enums import ProductAccess, ProductKind, ProductStatus
from expertise.products.models import ProductUse
from knowledge_network.search.actions import refresh
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
LIST = "/kennisbank/"


def sign_in(client, member=None):
    member = member or f.MemberFactory()
    type(member).objects.filter(pk=member.pk).update(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return member


def product(**values):
    topics = values.pop("topics", ())
    made = f.KnowledgeProductFactory(**values)
    made.topics.set(topics)
    refresh("product", [made.pk])
    return made


def titles(response):
    return [card.title for card in response.context["cards"]]


def counts(response, name):
    facet = next((facet for facet in response.context["facets"] if facet.address == name), None)
    return {option.value: option.count for option in [*facet.options, *facet.more]} if facet else {}


# Who finds what -------------------------------------------------------------------------------


def test_strangers_find_what_is_open_and_members_also_what_is_for_the_network(client):
    product(title="Open kijkwijzer")
    product(title="Besloten kijkwijzer", access=ProductAccess.NETWORK)
    assert titles(client.get(LIST)) == ["Open kijkwijzer"]
    assert titles(client.get(LIST, {"q": "kijkwijzer"})) == ["Open kijkwijzer"]
    assert counts(client.get(LIST), "soort") == {"kijkwijzer": 1}
    sign_in(client)
    assert set(titles(client.get(LIST))) == {"Open kijkwijzer", "Besloten kijkwijzer"}
    assert counts(client.get(LIST, {"q": "kijkwijzer"}), "soort") == {"kijkwijzer": 2}


def test_the_word_of_its_kind_finds_a_product(client):
    product(title="Samen tellen", kind=ProductKind.PRACTICE_EXAMPLE)
    assert titles(client.get(LIST, {"q": "praktijkvoorbeeld"})) == ["Samen tellen"]


@pytest.mark.parametrize(
    "hidden",
    [
        lambda: {"status": ProductStatus.DRAFT},
        lambda: {"status": ProductStatus.REVIEW},
        lambda: {"removed_at": timezone.now()},
    ],
    ids=["draft", "in review", "removed"],
)
def test_nobody_finds_what_is_not_published_or_was_removed(client, hidden):
    made = product(title="Geheim", **hidden())
    sign_in(client, made.contact_person)
    assert titles(client.get(LIST)) == []
    assert titles(client.get(LIST, {"q": "geheim"})) == []


def test_words_are_found_in_every_field_and_with_a_typing_error(client):
    product(title="Touw als getallenlijn", result="Leerlingen vergelijken het ontbrekende stuk.")
    product(title="Iets anders")
    for asked in ("touw", "ontbrekend", "getalenlijn"):
        assert titles(client.get(LIST, {"q": asked})) == ["Touw als getallenlijn"], asked


def test_what_is_only_of_historical_worth_stands_last(client):
    product(title="Oud maar vers", status=ProductStatus.HISTORICAL, published_on=dt.date(2026, 9, 1))
    product(title="Actueel", published_on=dt.date(2026, 1, 1))
    assert titles(client.get(LIST)) == ["Actueel", "Oud maar vers"]


# Facets ---------------------------------------------------------------------------------------


def test_a_topic_finds_what_is_about_its_parts(client):
    maths = f.TopicFactory(name="rekenen", slug="rekenen")
    fractions = f.TopicFactory(name="breuken", slug="breuken", parent=maths)
    product(title="Over breuken", topics=[fractions])
    product(title="Over lezen", topics=[f.TopicFactory(name="lezen", slug="lezen")])
    assert titles(client.get(LIST, {"thema": "rekenen"})) == ["Over breuken"]
    assert counts(client.get(LIST), "thema") == {"rekenen": 1, "breuken": 1, "lezen": 1}


def test_within_a_facet_one_is_enough_and_facets_narrow_together(client):
    product(title="A", kind=ProductKind.ACTIVITY, year_groups=[5, 6])
    product(title="B", kind=ProductKind.FILM, year_groups=[6])
    product(title="C", kind=ProductKind.ARTICLE, year_groups=[8])
    assert set(titles(client.get(LIST, {"soort": ["werkvorm", "filmpje"]}))) == {"A", "B"}
    assert titles(client.get(LIST, {"soort": ["werkvorm", "artikel"], "groep": "6"})) == ["A"]


def test_counts_of_a_facet_say_what_the_other_facets_leave(client):
    product(title="A", kind=ProductKind.ACTIVITY, licence="cc0-10")
    product(title="B", kind=ProductKind.FILM, licence="cc0-10")
    product(title="C", kind=ProductKind.FILM)
    page = client.get(LIST, {"soort": "filmpje", "licentie": "cc0-10"})
    assert titles(page) == ["B"]
    assert counts(page, "soort") == {"werkvorm": 1, "filmpje": 1}
    assert counts(page, "licentie") == {"cc-by-40": 1, "cc0-10": 1}


def test_htmx_gets_the_results_and_the_facets_beside_them(client):
    product(title="Kijkwijzer")
    page = client.get(LIST, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    assert page.lstrip().startswith('<div id="results"')
    assert 'id="facets" hx-swap-oob="true"' in page
    assert "<html" not in page


def test_nothing_found_shows_a_way_on(client):
    page = client.get(LIST, {"q": "bestaatniet"}).content.decode()
    assert "Niets gevonden" in page
    assert f'href="{LIST}"' in page


def test_twelve_products_stand_on_a_page_and_the_address_of_the_next_keeps_the_filter(client):
    for number in range(13):
        product(title=f"Nummer {number}", published_on=dt.date(2026, 1, 1) + dt.timedelta(days=number))
    first = client.get(LIST, {"soort": "kijkwijzer"})
    assert len(titles(first)) == 12
    assert "?soort=kijkwijzer&amp;pagina=2" in first.content.decode()
    assert titles(client.get(LIST, {"soort": "kijkwijzer", "pagina": "2"})) == ["Nummer 0"]
    assert len(titles(client.get(LIST, {"pagina": "99"}))) == 1


# Costs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    sign_in(client)
    for number in range(count):
        product(title=f"Kijkwijzer {number}", topics=[f.TopicFactory()], group=f.GroupFactory())
    client.get(LIST, {"q": "kijkwijzer"})  # the words that a typing error may mean are fetched once
    client.get(LIST)  # the numbers are counted once in five minutes
    # Session, member, what still holds, what is of historical worth, cards with group, their topics.
    with django_assert_num_queries(6):
        client.get(LIST)
    with django_assert_num_queries(7):  # and the index
        client.get(LIST, {"q": "kijkwijzer"})


@pytest.mark.parametrize("count", [1, 3])
def test_a_product_costs_the_same_whatever_hangs_on_it(client, django_assert_num_queries, count):
    sign_in(client)
    topic = f.TopicFactory()
    made = product(topics=[topic], group=f.GroupFactory())
    for _number in range(count):
        product(topics=[topic])
        member = f.MemberFactory()
        ProductUse.objects.create(product=made, member=member, organisation=member.appointments.first().organisation)
    address = reverse("expertise:product_detail", args=[made.slug])
    client.get(address)  # what is about the same is weighed once in five minutes
    with django_assert_num_queries(9):
        client.get(address)


# One product ----------------------------------------------------------------------------------


def test_a_use_shows_a_name_only_of_who_wants_that(client):
    made = product()
    for given, shows in (("Zichtbare", True), ("Verborgen", False)):
        member = f.MemberFactory(given_name=given)
        site = member.appointments.first().organisation
        ProductUse.objects.create(
            product=made, member=member, organisation=site, shows_name=shows, note=f"Notitie van {site.name}"
        )
    sign_in(client)
    page = client.get(reverse("expertise:product_detail", args=[made.slug])).content.decode()
    assert "Zichtbare" in page
    assert "Verborgen" not in page
    assert page.count("Notitie van") == 2
    assert "Gebruikt door twee collega" in page


def test_a_contact_person_who_is_away_is_not_on_the_page(client):
    made = product(contact_person=f.MemberFactory(given_name="Vertrokkene", suspended_at=timezone.now()))
    page = client.get(reverse("expertise:product_detail", args=[made.slug])).content.decode()
    assert "Vertrokkene" not in page
    assert "Schrijf het netwerk" in page or reverse("dashboards:contact") in page


def test_the_name_of_a_group_that_is_still_a_draft_stays_hidden(client):
    made = product(group=f.GroupFactory(state="draft", name="Geheime plannen", started_on=None))
    page = client.get(reverse("expertise:product_detail", args=[made.slug])).content.decode()
    assert "Geheime plannen" not in page
    assert "Geheime plannen" not in client.get(LIST).content.decode()


def test_the_licence_is_explained_and_the_source_can_be_named(client):
    made = product(licence="cc-by-nc-40", makers="Fenna Twickelstra, Jorn Beltmate")
    page = client.get(reverse("expertise:product_detail", args=[made.slug])).content.decode()
    assert "geen geld mee verdienen" in page
    assert "Fenna Twickelstra, Jorn Beltmate (2026)." in page
    answer = client.get(reverse("expertise:product_citation", args=[made.slug]))
    text = answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]
    assert text.startswith("TY  - GEN\r\n")
    assert "AU  - Fenna Twickelstra\r\nAU  - Jorn Beltmate\r\n" in text
    assert text.endswith("ER  - \r\n")


def test_a_line_break_in_a_title_makes_no_new_field_in_the_citation(client):
    made = product(title="Les", summary="Een\r\nAU  - Iemand anders\r\n")
    text = client.get(reverse("expertise:product_citation", args=[made.slug])).content.decode()
    assert "\r\nAU  - Iemand anders" not in text


def test_the_table_holds_what_the_filter_leaves_and_no_formulas(client):
    product(title="=SOM(A1)", kind=ProductKind.ACTIVITY)
    product(title="Andere", kind=ProductKind.ARTICLE)
    product(title="Besloten", kind=ProductKind.ACTIVITY, access=ProductAccess.NETWORK)
    answer = client.get(reverse("expertise:product_export"), {"soort": "werkvorm"})
    text = b"".join(answer.streaming_content).decode()
    assert "'=SOM(A1)" in text
    assert "Andere" not in text
    assert "Besloten" not in text


def test_statuses_in_view_are_three():
    assert {str(s) for s in ProductStatus.IN_VIEW} == {
        ProductStatus.PUBLISHED,
        ProductStatus.TO_REVISE,
        ProductStatus.HISTORICAL,
    }
