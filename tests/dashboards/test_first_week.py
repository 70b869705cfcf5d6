"""The first week of a new network: every page says something useful while there is nothing, for every role.

No topics, no groups; one member, two, ten. Each role goes to one address of every page that it finds a link to,
beginning at its start page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cache as cache_of_python
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from lxml import html

from knowledge_network.members.network.actions.setup import begin_network, invite_second
from knowledge_network.members.network.enums import SetupStep
from knowledge_network.members.network.models import StepState
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.actions.roles import grant_role
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Member
from plg.meetings.models import Meeting
from tests.factories import BoardFactory, GroupFactory, MemberFactory, SiteFactory
from tests.plg.meetings.test_meetings import form
from tests.quality.crawl import real_day

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
PERSON = {"infix": "", "family_name": "Bakker"}
# What leads away, or hands out a file; everything else that a page links to is a page.
NO_PAGE = (".pdf", ".xlsx", ".csv", ".ics", ".zip", ".json", ".css", ".svg", ".js")


# Of each sort of reader one: who else works at a school gets the same pages as a teacher.
FUNCTIONS = (
    Function.TEACHER,
    Function.STUDENT_TEACHER,
    Function.INSTITUTE_EDUCATOR,
    Function.SCHOOL_LEADER,
    Function.BOARD_MEMBER,
)


def one_member() -> dict[str, Member]:
    """Who began, alone: no partner, no topic, nothing set."""
    first = begin_network(token=None, email="noor@example.org", given_name="Noor", password="", **PERSON)
    return {"coordinator": first}


def two_members() -> dict[str, Member]:
    people = one_member()
    second = invite_second(by=people["coordinator"], email="sam@example.org", given_name="Sam", **PERSON)
    return people | {"second": second}


def ten_members() -> dict[str, Member]:
    """A board with a school, and everybody who may come in the first days."""
    people = two_members()
    board = BoardFactory()
    site = SiteFactory(school__board=board)
    for function in FUNCTIONS:
        people[function.value] = MemberFactory(
            site=board if function == Function.BOARD_MEMBER else site, function=function
        )
    for role in (NetworkRoleKind.LIAISON_OFFICER, NetworkRoleKind.PRIVACY_CONTACT, NetworkRoleKind.PLATFORM_ADMIN):
        people[role.value] = MemberFactory(site=site)
        grant_role(member=people[role.value], role=role, by=None)
    return people


# Lists of who runs the network that nothing stands in at first.
DESKS = (
    "plg:manage_groups",
    "plg:manage_meetings",
    "expertise:help_board",
    "expertise:product_table",
    "expertise:practice_question_table",
)
ALWAYS = {"visitor", "coordinator"}
WEEKS = {"one": one_member, "two": two_members, "ten": ten_members}


AROUND_HEADINGS = {"div", "header", "hgroup", "legend", "summary"}
FIELDS = ".//input | .//select | .//textarea | .//table"


def bare_headings(page: html.HtmlElement) -> list[str]:
    """Headings over nothing: what stands around them holds no word, field or table beside them."""
    found = []
    for heading in page.xpath("//main//h2 | //main//h3"):
        around = heading.getparent()
        while (
            around is not None
            and around.tag in {"div", "header", "hgroup", "legend", "summary"}
            and not says_more(around, heading)
        ):
            around = around.getparent()
        if around is not None and not says_more(around, heading):
            found.append(" ".join(heading.text_content().split()))
    return found


def says_more(around: html.HtmlElement, heading: html.HtmlElement) -> bool:
    return own_words(around) > own_words(heading) or bool(around.xpath(FIELDS))


def own_words(element: html.HtmlElement) -> int:
    return len(element.text_content().split())


def blames_a_filter(page: html.HtmlElement) -> bool:
    """The walk goes to addresses without a filter: what is empty there is empty because nothing exists yet."""
    return any("past bij dit filter" in part.text_content() for part in page.xpath("//main"))


def links_of(page: html.HtmlElement) -> list[str]:
    found = []
    for target in page.xpath("//a/@href"):
        parts = urlsplit(target)
        if not parts.netloc and parts.path.startswith("/") and not parts.path.endswith(NO_PAGE):
            found.append(parts.path)
    return found


@cache_of_python
def page_of(address: str) -> str:
    """Which page an address is; nothing for what is none. The frame leads to the same from every page."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def walk(client: Client, start: str) -> dict[str, list[str]]:
    """One address of each page that can be reached, and what is wrong with it."""
    wrong: dict[str, list[str]] = {}
    waiting, seen = deque([start, "/"]), {page_of(start), page_of("/"), ""}
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        if response.status_code >= 400:
            wrong[address] = [f"answers {response.status_code}"]
            continue
        if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
            continue
        page = html.fromstring(response.content)
        problems = [f"nothing under «{text}»" for text in bare_headings(page)]
        if blames_a_filter(page):
            problems.append("speaks of a filter that nobody chose")
        if problems:
            wrong[address] = problems
        for link in links_of(page):
            if page_of(link) not in seen:
                seen.add(page_of(link))
                waiting.append(link)
    return wrong


@pytest.mark.parametrize("week", WEEKS)
def test_every_page_of_a_new_network_stands_for_who_runs_it_and_half_of_the_others(week):
    """The other half tomorrow, and all of them in the drill «everything»."""
    people = begin(WEEKS[week])
    others = sorted(people.keys() - ALWAYS)
    assert find_wrong(people, {*ALWAYS, *others[real_day().toordinal() % 2 :: 2]}) == {}


@pytest.mark.drill(name="everything")
@pytest.mark.parametrize("week", WEEKS)
def test_every_page_of_a_new_network_stands_for_every_role(week):
    people = begin(WEEKS[week])
    assert find_wrong(people, set(people)) == {}


def begin(week: Callable[[], dict[str, Member]]) -> dict[str, Member | None]:
    cache.clear()
    return {"visitor": None, **week()}


def find_wrong(people: dict[str, Member | None], roles: set[str]) -> dict[str, dict[str, list[str]]]:
    """By role what is wrong with the pages that it comes to."""
    wrong = {}
    for role in roles & people.keys():
        client, member = Client(), people[role]
        if member is not None:
            client.force_login(member, backend=BACKEND)
        if found := walk(client, "/start/" if member is not None else "/"):
            wrong[role] = found
    return wrong


def test_the_walk_sees_a_heading_over_nothing_and_leaves_others_alone():
    page = html.fromstring(
        "<main><section><div class='section-head'><h2>Groepen</h2></div></section>"
        "<section><h2>Agenda</h2><p>Nog niets gepland.</p></section>"
        "<section><h2>Zoek</h2><form><input></form></section></main>"
    )
    assert bare_headings(page) == ["Groepen"]


def test_the_walk_sees_a_list_that_blames_a_filter():
    page = html.fromstring("<main><h2>Geen groep past bij dit filter</h2><p>Kies minder.</p></main>")
    assert blames_a_filter(page)
    assert not blames_a_filter(html.fromstring("<main><h2>Nog geen groepen</h2></main>"))


def test_a_filter_that_lets_nothing_through_is_named(client):
    coordinator = one_member()["coordinator"]
    client.force_login(coordinator, backend=BACKEND)
    for name in DESKS:
        page = html.fromstring(client.get(reverse(name)).content)
        assert not blames_a_filter(page), name
        assert blames_a_filter(html.fromstring(client.get(reverse(name, query={"q": "zzz"})).content)), name
    queue = html.fromstring(client.get(reverse("expertise:product_queue", query={"toon": "zonder-lezer"})).content)
    assert "Er wacht niets" in queue.xpath("//main")[0].text_content()


def test_a_meeting_of_the_whole_network_is_planned_before_anybody_set_anything():
    coordinator = one_member()["coordinator"]
    Partnership.objects.all().delete()
    cache.clear()
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    address = reverse("plg:network_meeting_plan")
    assert client.get(address).status_code == 200
    response = client.post(address, form(kind="plenary", title="Eerste middag", audience="everybody"))
    assert response.status_code == 302
    assert Meeting.objects.get().partnership == Partnership.objects.get()


def test_who_begins_a_network_reads_what_comes_next_until_there_is_a_group():
    client = Client()
    client.force_login(one_member()["coordinator"], backend=BACKEND)
    page = client.get(reverse("dashboards:start")).content.decode()
    assert "Hier begint je netwerk" in page
    assert reverse("members:invitation_create") in page
    begins = page.partition("Hier begint je netwerk")[2]
    assert begins.index("Richt je netwerk in") < begins.index("Nodig mensen uit")
    GroupFactory()
    assert "Hier begint je netwerk" not in client.get(reverse("dashboards:start")).content.decode()


def test_who_may_fill_the_list_of_topics_is_led_there_by_the_finder():
    people = ten_members()
    cache.clear()
    for role, is_led in (("coordinator", True), (Function.TEACHER.value, False)):
        client = Client()
        client.force_login(people[role], backend=BACKEND)
        page = client.get(reverse("expertise:finder")).content.decode()
        assert "Er zijn nog geen thema" in page
        assert (reverse("members:network_topics") in page) == is_led


def test_what_is_left_of_setting_up_is_named_and_what_is_done_is_not(client):
    client.force_login(one_member()["coordinator"], backend=BACKEND)
    cache.clear()
    start = reverse("dashboards:start")
    assert "Nog 8 stappen: naam van het netwerk, " in client.get(start).content.decode()
    network = Partnership.objects.get()
    for step in SetupStep:
        if step != SetupStep.LOOK:
            StepState.objects.update_or_create(partnership=network, step=step, defaults={"done_at": timezone.now()})
    cache.clear()
    assert "Nog 1 stap: logo en kleuren. Elke stap kan later." in client.get(start).content.decode()
