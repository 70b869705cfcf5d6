"""Whom people would turn to about a theme of the agenda: asked one by one, told in bands that hold five numbers."""

from __future__ import annotations

from functools import cache

import pytest
from django.urls import reverse

from knowledge_network.insight.ties import bands
from knowledge_network.insight.ties.actions import answers, rounds
from knowledge_network.insight.ties.enums import TieKind
from knowledge_network.insight.ties.figures import read_told
from knowledge_network.insight.ties.models import RoundParticipation, Tie
from knowledge_network.kit.errors import RefusedError
from tests import factories as f
from tests.figures.oracle import FEWEST, Knowledge
from tests.insight.ties.helpers import boards, concept, counted, name, name_of, opened, published, send, usual
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("knowledge_network.insight.ties.measures.SHUFFLES", 5)


@pytest.fixture
def themes():
    return [f.TopicFactory(name=name, strategic=True) for name in ("Burgerschap", "Meertaligheid")]


def turn_to(network_round, people, whom, topic):
    Tie.objects.bulk_create(
        Tie(
            network_round=network_round,
            source=name_of(network_round, one),
            target=name_of(network_round, whom),
            kind=TieKind.ADVICE,
            topic=topic,
        )
        for one in people
        if one != whom
    )


def test_advice_is_asked_of_each_theme_and_then_comes_the_next_question(client, themes):
    made = boards()
    found = opened(topics=themes)
    me, expert = made.people[:2]
    client.force_login(me)
    client.post(reverse("insight:tie_join", args=[found.public_id]), {"takes_part": "on"})
    address = reverse("insight:tie_names", args=[found.public_id], query={"soort": "advies"})
    first = Page(client.get(address))
    assert "Burgerschap" in first.one("h1").words
    assert "Thema 1 van 2" in first
    first_theme = f"{address}&thema={themes[0].slug}"
    client.post(first_theme, {"name": expert.public_id})
    second = client.post(first_theme, {})
    assert f"thema={themes[1].slug}" in second["Location"]
    assert expert.get_full_name() not in Page(client.get(second["Location"])).one(".rail-first").words
    assert "soort=samenwerken" in client.post(second["Location"], {})["Location"]
    tie = Tie.objects.get(kind=TieKind.ADVICE)
    assert (tie.topic, tie.source) == (themes[0], name_of(found, me))
    name(found, [(me, expert)])
    RoundParticipation.objects.filter(network_round=found, member=me).update(took_part=True)
    assert "Zou ik raad vragen over Burgerschap" in Page(client.get(reverse("insight:own_network")))


def test_the_same_person_may_be_named_for_two_themes_and_once_for_each(themes):
    made = boards()
    found = opened(topics=themes)
    me, expert = made.people[:2]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    for topic in (*themes, themes[0]):
        answers.name_people(network_round=found, by=me, people=[expert], kind=TieKind.ADVICE, topic=topic)
    assert Tie.objects.filter(network_round=found).count() == 2
    answers.unname_person(network_round=found, by=me, person=expert, kind=TieKind.ADVICE, topic=themes[0])
    assert [tie.topic for tie in Tie.objects.filter(network_round=found)] == [themes[1]]


def test_a_theme_that_is_not_asked_about_and_a_name_without_one_are_refused(themes):
    made = boards()
    found = opened(topics=themes[:1])
    me, expert = made.people[:2]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    for kind, topic in ((TieKind.ADVICE, themes[1]), (TieKind.ADVICE, None), (TieKind.WISH, themes[0])):
        with pytest.raises(RefusedError):
            answers.name_people(network_round=found, by=me, people=[expert], kind=kind, topic=topic)


def test_five_themes_are_the_most_and_the_form_says_so(client):
    six = [f.TopicFactory(strategic=True) for _number in range(6)]
    with pytest.raises(RefusedError):
        concept(topics=six)
    runs = concept().made_by
    client.force_login(runs)
    data = {"title": "Ronde", "units": "boards", "closes_on": "2030-01-01", "topics": [topic.slug for topic in six]}
    refused = client.post(reverse("insight:round_start"), data)
    assert refused.status_code == 422
    assert "vijf thema" in Page(refused).one("main").words


def test_without_a_theme_advice_is_asked_once():
    made = boards()
    found = opened()
    me, expert = made.people[:2]
    answers.begin_answers(network_round=found, by=me, may_be_connected=False)
    answers.name_people(network_round=found, by=me, people=[expert], kind=TieKind.ADVICE)
    assert Tie.objects.get().topic is None


def test_how_many_know_whom_to_ask_stands_in_bands_beside_who_took_part(client, themes):
    """Also somebody who did not take part can be found."""
    made = boards()
    silent = f.MemberFactory()
    found = opened(topics=themes)
    usual(made, found)
    turn_to(found, made.people[:17], silent, themes[0])
    turn_to(found, made.people[:2], silent, themes[1])
    found = published(found)
    told = read_told(found.figures).access
    assert [(one.name, one.least, one.most) for one in told] == [("Burgerschap", 15, 19), ("Meertaligheid", 0, 4)]
    client.force_login(made.people[0])
    page = Page(client.get(reverse("insight:network_picture")))
    shown = page.one(".ties-access").words
    assert f"15–19 van de {found.answered}" in shown
    assert "Minder dan de helft weet bij wie" in shown
    assert page.all(f".ties-access a[href$='thema={themes[0].slug}']")


def test_a_round_of_before_themes_were_asked_about_is_still_read():
    made = boards()
    found = opened()
    usual(made, found)
    figures = counted(found).figures
    figures.pop("access")
    assert read_told(figures).access == []


def test_withdrawing_takes_what_one_said_of_a_theme_along(themes):
    made = boards()
    found = opened(topics=themes)
    send(found, made.people)
    turn_to(found, made.people, made.people[0], themes[0])
    answers.withdraw_answers(network_round=found, by=made.people[1])
    told = read_told(counted(found).figures).access[0]
    assert told.most <= len(made.people) - 1


# What follows from a band -------------------------------------------------------------------------


def list_narrow(band):
    """Of how many people something follows that leaves fewer than five numbers, whatever the number."""
    found = []
    for of in range(bands.FEWEST_FOR_INDEX, 70):
        for count in range(of + 1):
            least, most = band(count, of)
            assert least <= count <= most
            if count_left(of, least, most) < FEWEST:
                found.append((count, of))
    return found


@cache
def count_left(of, least, most):
    """How many numbers of people it may be, for who reads the band: the same for each number in it."""
    knowledge = Knowledge()
    knowledge.count("named", most=of)
    knowledge.show("named", least, most)
    low, high = knowledge.interval("named")
    return high - low + 1


def test_a_band_always_leaves_five_numbers_or_more():
    assert list_narrow(bands.band_people) == []


def test_a_band_that_stops_at_who_took_part_would_not():
    assert list_narrow(lambda count, of: (count // 5 * 5, min(of, count // 5 * 5 + 4)))


def test_a_theme_is_asked_of_a_round_once(themes):
    made = rounds.start_round(by=concept().made_by, title="Nog een", closes_on=concept().closes_on, topics=themes)
    assert list(made.topics.order_by("name")) == themes
