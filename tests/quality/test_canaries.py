"""Private fields hold a token that names who may read it; all walk the whole site, and no token turns up elsewhere."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from expertise.asking.enums import HelpState
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.queries import forget_directory_options
from tests.access.table import ROLES
from tests.access.world import World
from tests.factories import (
    HelpRequestFactory,
    MemberFactory,
    ParticipationFactory,
    TeacherEducationFactory,
    TopicFactory,
)
from tests.pages import Page
from tests.quality.canaries import ALLOWED, SHOWN, TOKEN, plant
from tests.quality.crawl import Visit, client_for, table_addresses, walk

SEARCHES = [f"/zoeken/?q={word}" for word in ("kanarie", "gesprek", "bestand", "bijeenkomst", "groep", "vraag")]


@pytest.fixture
def planted(world: World) -> World:
    plant(world)
    call_command("rebuild_search", verbosity=0)
    return world


def visits(world: World, role: str) -> list[Visit]:
    tried = [*table_addresses(world, role, refused_too=True), *SEARCHES]
    tried += [f"/beheer/leden/{person.public_id}/" for person in world.people.values() if person is not None]
    return list(walk(client_for(world, role), tried, limit=900))


def tokens(visit: Visit) -> set[str]:
    """What the page says; what stood in its address the reader knew already."""
    return (set(re.findall(TOKEN, visit.text)) - set(re.findall(TOKEN, visit.address))) & ALLOWED.keys()


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_what_everybody_finds_what_is(planted, role):
    """Without the second half the first proves nothing: the walk must come where the tokens are."""
    found = {(token, visit.address) for visit in visits(planted, role) for token in tokens(visit)}
    leaks = {(token, address) for token, address in found if role not in ALLOWED[token]}
    assert leaks == set()
    meant = {token for token, roles in SHOWN.items() if role in roles}
    assert meant - {token for token, _address in found} == set()


def test_paper_is_read_too(planted):
    """What a PDF holds is compressed in it: without unpacking, a leak on paper would go by."""
    [paper] = walk(client_for(planted, "group_member"), [reverse("plg:my_hours_pdf")], limit=1)
    assert paper.content_type == "application/pdf"
    assert "kanarie-meegenomen-alleen-ik-einde" in tokens(paper)


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
    hiding.work_visibility = hiding.topics_visibility = Visibility.MEMBERS
    hiding.save()
    assert names_on(reread(hiding), road), "this road leads nowhere: the test proves nothing"


def test_a_hidden_topic_is_not_counted(hiding):
    def count() -> str:
        page = Page(reread(hiding).get("/themas/"))
        [card] = [card for card in page.all("main .grid > li") if card.all('a[href*="vogels-tellen"]')]
        return card.words

    hidden = count()
    hiding.topics_visibility = Visibility.MEMBERS
    hiding.save()
    assert count() != hidden


# Asking without one's name -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "role", ["anonymous", "other_board", "group_lead", "leader_own", "privacy_contact", "coordinator"]
)
def test_no_page_with_a_question_without_a_name_tells_who_asked(world, role):
    """Only the coordinator reads both; also who helps with it does not."""
    asker = MemberFactory(given_name="Onvindbaar", family_name="Onnoembaar", site=world.site)
    question = HelpRequestFactory(
        asker=asker, title="Merkwaardige vraag zonderling", is_anonymous=True, state=HelpState.TALKING
    )
    question.topics.add(world.claimed_topic)
    question.matches.create(expert=world.people["group_lead"], state="accepted")
    question.messages.create(author=asker, text="Dit vind ik zonderling spannend.")
    call_command("rebuild_search", verbosity=0)
    known = ("Onvindbaar", "Onnoembaar", asker.public_id, asker.email)
    detail = f"/vragen/{question.public_id}/"
    tried = [*table_addresses(world, role, refused_too=True), detail, "/zoeken/?q=merkwaardig"]
    about = [visit for visit in walk(client_for(world, role), tried, limit=900) if "onderling" in visit.text]
    telling = {visit.address for visit in about if any(name in visit.text for name in known)}
    assert telling == ({detail} if role == "coordinator" else set())
    assert bool(about) is (role != "anonymous")
