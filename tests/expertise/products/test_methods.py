"""«Van vraag naar methode»: the eight methods, and three questions that lead to one."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from expertise.products import methods
from expertise.products.actions.methods import SHIPPED_METHODS, change_method, load_methods
from expertise.products.enums import MethodQuestion
from expertise.products.models import MethodCard
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.models import SearchEntry
from tests import factories as f

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
NAMES = [
    "Lesson Study", "Intervisie", "Video-reflexiviteit", "Werkbezoek", "Show-and-share", "Praktijkonderzoek",
    "CoP-themagroep", "Leerteam aspirant-leraren",
]  # fmt: skip


def test_the_eight_methods_are_shipped_with_every_column_filled():
    cards = json.loads(SHIPPED_METHODS.read_text("utf-8"))
    assert [card["name"] for card in cards] == NAMES
    for card in cards:
        assert all(card[field.name] for field in MethodCard._meta.fields if field.name in card), card["name"]
        for field in MethodCard._meta.fields:
            if limit := getattr(field, "max_length", None):
                assert len(card.get(field.name) or "") <= limit, (card["name"], field.name)


def test_every_method_is_the_answer_to_some_question_and_every_question_has_an_answer():
    shipped = {card["slug"] for card in json.loads(SHIPPED_METHODS.read_text("utf-8"))}
    assert set(methods.USES) == shipped
    for question in MethodQuestion:
        assert any(question in use.questions for use in methods.USES.values()), question
    for use in methods.USES.values():
        assert use.questions
        assert use.times
        assert use.sizes


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"vraag": "situatie", "tijd": "uren", "groep": "groep"}, "Intervisie"),
        ({"vraag": "les", "tijd": "weken", "groep": "klein"}, "Lesson Study"),
        ({"vraag": "werkt", "tijd": "maanden", "groep": "klein"}, "Praktijkonderzoek"),
        ({"vraag": "delen", "groep": "groot"}, "Show-and-share"),
        ({"vraag": "samen"}, "CoP-themagroep"),
        ({"vraag": "opleiden", "tijd": "maanden", "groep": "groep"}, "Intervisie"),
        ({"vraag": "onzin", "tijd": "1e30"}, "Lesson Study"),
    ],
)
@pytest.mark.django_db
def test_a_question_leads_to_a_method_without_javascript(client, asked, first):
    load_methods()
    cards = client.get(reverse("expertise:method_list"), asked).context["cards"]
    assert len(cards) == 8
    assert cards[0].card.name == first


@pytest.mark.django_db
def test_methods_are_read_and_found_by_everybody(client):
    load_methods()
    page = client.get(reverse("expertise:method_detail", args=["video-reflexiviteit"])).content.decode()
    assert "Rick Iedema" in page
    assert SearchEntry.objects.filter(kind="method").count() == 8
    assert "Intervisie" in client.get("/zoeken/", {"q": "intervisie"}).content.decode()


@pytest.mark.django_db
def test_loading_again_keeps_what_a_coordinator_changed():
    call_command("load_methods", verbosity=0)
    card = MethodCard.objects.get(slug="intervisie")
    coordinator = f.NetworkRoleFactory().member
    change_method(method=card, by=coordinator, changes={"duration": "5 keer per jaar"})
    call_command("load_methods", verbosity=0)
    card.refresh_from_db()
    assert (card.duration, MethodCard.objects.count()) == ("5 keer per jaar", 8)


@pytest.mark.django_db
def test_a_change_stands_in_the_logbook_by_its_parts():
    load_methods()
    client, coordinator = Client(), f.NetworkRoleFactory().member
    client.force_login(coordinator, backend=BACKEND)
    url = reverse("expertise:method_edit", args=["intervisie"])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    client.post(url, {**data, "duration": "Zes keer per jaar"})
    event = AuditEvent.objects.get(verb="expertise.method_changed")
    assert event.data["fields"] == ["duration"]
    assert "Zes keer" not in json.dumps(event.data)
    assert MethodCard.objects.get(slug="intervisie").changed_by == coordinator


@pytest.mark.django_db
def test_without_methods_the_page_says_so_and_the_coordinator_puts_them_ready(client):
    assert "staan er nog niet" in client.get(reverse("expertise:method_list")).content.decode()
    client.force_login(f.NetworkRoleFactory().member, backend=BACKEND)
    assert "Zet de acht methoden klaar" in client.get(reverse("expertise:method_list")).content.decode()
    client.post(reverse("expertise:method_load"))
    assert MethodCard.objects.count() == 8


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.django_db
def test_the_methods_cost_one_query_whatever_their_number(client, django_assert_num_queries, count):
    f.MethodCardFactory.create_batch(count)
    with django_assert_num_queries(1):
        client.get(reverse("expertise:method_list"))
