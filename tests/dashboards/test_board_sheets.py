"""The page of a board: all schools together, by name, and where it leads."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from knowledge_network.members.people.enums import Function, NetworkRoleKind
from tests import factories as f
from tests.dashboards.sheets import NOW, finished_study, make_site, page_of, publish, school_with, words
from tests.plg.meetings.helpers import moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
FIVE = ["Deelname", "Uren", "Groepen", "Lesson Study", "Delen → gebruikt"]


@pytest.fixture(autouse=True)
def at_the_moment(time_machine):
    time_machine.move_to(moment(NOW), tick=False)


@pytest.fixture
def site():
    return make_site()


def test_schools_of_a_board_stand_by_name_and_nothing_sorts_them(client, site):
    other = f.SiteFactory(school__board=site.school.board, school__name="Aaa-school")
    school_with(site, came=6, of=12)
    school_with(other, came=1, of=4)
    director = f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER)
    client.force_login(director)
    tree = page_of(client, "board_figures", site.governing_board.slug)
    names = [node.text() for node in tree.css("#people ~ table tbody th")]
    assert names == sorted(names)
    assert not tree.css("[aria-sort]")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_board_costs_the_same_whatever_its_schools(client, site, count, django_assert_num_queries):
    for _school in range(count):
        school_with(f.SiteFactory(school__board=site.school.board), came=2, of=10)
    publish()
    director = f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER)
    client.force_login(director)
    page_of(client, "board_figures", site.governing_board.slug)
    with django_assert_num_queries(15):
        page_of(client, "board_figures", site.governing_board.slug)


@pytest.fixture
def shared_work(site):
    """Two schools, each with a colleague in one and the same group, in one study, and with a product."""
    other = f.SiteFactory(school__board=site.school.board)
    group, colleagues = f.GroupFactory(contact_person=f.MemberFactory(site=None), started_on=dt.date(2026, 2, 1)), []
    for school in (site, other):
        colleague = f.MemberFactory(site=school)
        f.GroupMembershipFactory(group=group, member=colleague, start=dt.date(2026, 3, 1))
        f.KnowledgeProductFactory(contact_person=colleague, published_on=dt.date(2026, 10, 6))
        colleagues.append(colleague)
    finished_study(group, colleagues)
    publish()


def test_a_director_reads_of_all_schools_together_what_a_leader_reads_of_one(client, site, shared_work):
    """The five questions of a leader; a group with people of two schools is one group."""
    client.force_login(f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER))
    tree = page_of(client, "board_figures", site.governing_board.slug)
    told = [" ".join(node.css_first(".n").text().split()) for node in tree.css(".five > li")]
    assert [node.text(strip=True) for node in tree.css(".five h3")] == FIVE
    assert told[0].startswith("2 ")
    assert told[2] == "1 met een collega erin"
    assert told[3] == "1 van 1 afgerond"
    assert told[4].startswith("2 gedeeld")
    assert "2 collega’s doen mee, op 2 scholen." in words(tree)


def test_the_paper_of_a_director_answers_the_five_questions_on_one_page(client, site, shared_work):
    school_with(site, came=6, of=12)
    publish()
    client.force_login(f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER))
    data = client.get(reverse("dashboards:board_figures_pdf", args=[site.governing_board.slug])).content
    assert len(data) < 300_000
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(reader.pages[0].extract_text().split())
    for label in FIVE:
        assert label in text
    assert site.name in text
    page = page_of(client, "board_figures", site.governing_board.slug)
    assert " ".join(page.css_first(".verdict").text().split()) in text


@pytest.mark.parametrize(("what", "place", "listed"), [("groepen", 2, 1), ("gedeeld", 4, 2), ("deelname", 0, 2)])
def test_an_exact_figure_of_a_board_opens_exactly_the_list_behind_it(client, site, shared_work, what, place, listed):
    client.force_login(f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER))
    tree = page_of(client, "board_figures", site.governing_board.slug)
    url = tree.css(".five > li")[place].css_first(".n a").attributes["href"]
    assert f"/achter/{what}/" in url
    assert len(client.get(url).context["rows"]) == listed


def test_hours_of_two_years_stand_beside_each_other_only_of_the_same_places(client, site):
    """A school that is counted by itself this year and with others last year is not put beside itself."""
    school_with(site, came=6, of=12)
    publish()
    client.force_login(f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER))
    hours = page_of(client, "board_figures", site.governing_board.slug).css(".five > li")[1]
    assert "–" in hours.css_first(".n a").text()
    assert hours.css_first("dd").text(strip=True) == "niet te vergelijken"


def test_who_reads_the_figures_of_a_partner_gets_to_what_all_of_them_bring(client, site):
    partners = reverse("agreements:partner_list")
    director = f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER)
    coordinator = f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member
    for reader, page in ((director, ("board_figures", site.governing_board.slug)), (coordinator, ("network_figures",))):
        client.force_login(reader)
        assert page_of(client, *page).css_first(f"main a[href='{partners}']")
        assert client.get(partners).status_code == 200
