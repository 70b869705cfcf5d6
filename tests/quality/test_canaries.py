"""What is private is read on paper too, stays in its group, and is not found by a filter, a count or the index."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from knowledge_network.members.people.actions.profile import change_profile
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.facets import forget_directory_options
from knowledge_network.members.people.models import Appointment, Member
from tests.access.world import World
from tests.factories import (
    ParticipationFactory,
    TeacherEducationFactory,
    TopicFactory,
)
from tests.pages import Page
from tests.quality.canaries import plant
from tests.quality.crawl import client_for, open_address


@pytest.fixture
def planted(world: World) -> World:
    plant(world)
    call_command("rebuild_search", verbosity=0)
    return world


def test_paper_is_read_too(planted):
    """What a PDF holds is compressed in it: without unpacking, a leak on paper would go by."""
    paper = open_address(client_for(planted, "group_member"), reverse("plg:my_hours_pdf"))
    assert paper.content_type == "application/pdf"
    assert "kanarie-meegenomen-alleen-ik-einde" in paper.text


@pytest.mark.parametrize(("role", "becomes_public"), [("group_lead", True), ("coordinator", False)])
def test_only_who_is_in_a_group_makes_a_file_of_it_public(planted, role, becomes_public):
    data = {"title": "Een les", "summary": "Zo deden we het.", "file": planted.group_file.public_id}
    response = client_for(planted, role).post(f"/groepen/{planted.group.slug}/opbrengst/nieuw/", data)
    assert planted.group.results.filter(file=planted.group_file).exists() is becomes_public
    assert (response.status_code == 302) is becomes_public


# What is hidden must not be found through a filter, a count or the index either ------------------------------


@pytest.fixture
def hiding(world: World) -> Member:
    """Somebody whose topic and whose work nobody may see."""
    member = world.member
    member.given_name, member.family_name = "Verborgen", "Kanarie"
    member.work_visibility = member.topics_visibility = Visibility.NOBODY
    member.save()
    topic = TopicFactory(name="vogels tellen", slug="vogels-tellen")
    member.ask_me_about.add(topic)
    employer = TeacherEducationFactory(name="Vogelopvang Twente", slug="vogelopvang-twente")
    ParticipationFactory(organisation=employer)
    Appointment.objects.create(member=member, organisation=employer, function="researcher", start="2025-01-01")
    return member


ROADS = [
    "/leden/?thema=vogels-tellen",
    "/leden/?organisatie=vogelopvang-twente",
    "/leden/?functie=onderzoeker",
    "/themas/vogels-tellen/",
    "/partners/vogelopvang-twente/",
    f"/zoeken/?q={quote('vogels tellen')}",
    "/zoeken/?q=vogelopvang",
    "/zoeken/?q=onderzoeker",
]


def show(member: Member) -> None:
    seen = {"work_visibility": Visibility.MEMBERS, "topics_visibility": Visibility.MEMBERS}
    change_profile(member=member, by=member, values=seen)


def names_on(client: Client, road: str) -> bool:
    response = client.get(road)
    assert response.status_code in (200, 404), road
    return "Verborgen Kanarie" in response.text


def reread(member: Member) -> Client:
    forget_directory_options()
    call_command("rebuild_search", verbosity=0)
    client = Client()
    client.force_login(Member.objects.exclude(pk=member.pk).filter(email__contains="@").order_by("pk")[3])
    return client


@pytest.mark.parametrize("road", ROADS)
def test_what_a_member_hides_leads_nobody_to_that_member(hiding, road):
    assert not names_on(reread(hiding), road)
    show(hiding)
    assert names_on(reread(hiding), road), "this road leads nowhere: the test proves nothing"


def test_a_hidden_topic_is_not_counted(hiding):
    def count() -> str:
        page = Page(reread(hiding).get("/themas/"))
        [card] = [card for card in page.all("main .grid > li") if card.all('a[href*="vogels-tellen"]')]
        return card.words

    hidden = count()
    show(hiding)
    assert count() != hidden
