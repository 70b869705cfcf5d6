"""The pages with figures: what they say, to whom, what they cost, and that together they betray nobody."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from expertise.asking.enums import HelpAudience, HelpState
from knowledge_network.dashboards.queries.queues import count_at_school
from knowledge_network.figures import actions
from knowledge_network.figures.indicators import INDICATORS
from knowledge_network.figures.models import Explanation, PublishedFigure
from knowledge_network.figures.tables import TABLES
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from tests import factories as f
from tests.agreements.building import fresh
from tests.dashboards.sheets import NOW, make_site, page_of, publish, school_with, words
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture(autouse=True)
def at_the_moment(time_machine):
    time_machine.move_to(moment(NOW), tick=False)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def leader(site):
    return f.MemberFactory(site=site, function=Function.SCHOOL_LEADER)


def test_a_leader_reads_a_sentence_first_and_five_figures(client, site, leader):
    school_with(site, came=6, of=19)
    actions.enter_facts(organisation=site, by=None, school_year=2026, headcount=24, agreed_hours=100)
    publish()
    client.force_login(leader)
    tree = page_of(client, "school_figures", site.slug)
    assert tree.css_first(".verdict b").text().strip() == "6 van de 24 collega’s doen mee,"
    labels = [node.text() for node in tree.css(".five h3")]
    assert labels == ["Deelname", "Uren", "Groepen", "Lesson Study", "Delen → gebruikt"]
    numbers = [node.text() for node in tree.css(".five .n a")]
    # Twelve hours of six people, in a band; of who used something only the band.
    assert numbers == ["6", "10–14", "1", "0", "0", "0–4"]
    assert "banden" in words(tree)


def test_a_teacher_sees_the_same_page_as_the_leader_but_not_what_only_the_leader_can_do(client, site, leader):
    staff = school_with(site, came=3, of=5)
    client.force_login(staff[0])
    tree = page_of(client, "school_figures", site.slug)
    assert tree.css_first(".five")
    assert not tree.css_first(".todo")
    client.force_login(leader)
    assert len(page_of(client, "school_figures", site.slug).css(".todo a")) == 4


@pytest.mark.parametrize(
    ("role", "questions"),
    [
        (None, 2),
        (NetworkRoleKind.NETWORK_COORDINATOR, 3),
        (NetworkRoleKind.LIAISON_OFFICER, 3),
    ],
)
def test_what_waits_at_a_school_is_counted_as_who_leads_it_may_see_it(site, leader, role, questions):
    other, colleague = f.SiteFactory(), f.MemberFactory(site=site)
    if role is not None:
        f.NetworkRoleFactory(member=leader, role=role, scope_board=None)
    asked = {"asker": colleague, "state": HelpState.OPEN}
    f.HelpRequestFactory(**asked, audience=HelpAudience.NETWORK)
    f.HelpRequestFactory(asker=leader, state=HelpState.OPEN, audience=HelpAudience.EXPERT)
    # For a few: seen by who runs the network, and once it was passed on by who looks after it.
    f.HelpRequestFactory(**asked, audience=HelpAudience.EXPERT, escalated_at=moment("2026-11-05T09:00"))
    f.HelpRequestFactory(asker=f.MemberFactory(site=other), state=HelpState.OPEN, audience=HelpAudience.NETWORK)
    f.SignupRequestFactory(organisation=site, state=SignupState.OPEN)
    f.SignupRequestFactory(organisation=other, state=SignupState.OPEN)
    f.SignupRequestFactory(organisation=site, state=SignupState.UNVERIFIED)
    _cover, joining, waiting = count_at_school(fresh(leader), site.pk)
    assert (joining.count, waiting.count) == (1, questions)


def test_a_small_school_sees_the_picture_of_its_board_and_is_told_so(client, site, leader):
    other = f.SiteFactory(school__board=site.school.board)
    school_with(site, came=3, of=5)
    school_with(other, came=5, of=6)
    publish()
    client.force_login(leader)
    assert f"van de kleinere scholen van {site.governing_board.name} samen" in words(
        page_of(client, "school_figures", site.slug)
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_leaders_page_costs_the_same_whatever_is_on_it(client, site, leader, count, django_assert_num_queries):
    school_with(site, came=3 * count, of=10 * count, groups=count)
    publish()
    client.force_login(leader)
    page_of(client, "school_figures", site.slug)  # what is counted and what is missing: once in five minutes
    with django_assert_num_queries(7):
        page_of(client, "school_figures", site.slug)


def test_who_runs_a_network_in_which_nothing_waits_reads_that(client):
    client.force_login(f.NetworkRoleFactory().member)
    assert "Er wacht niets op je." in words(page_of(client, "network_figures"))


def test_an_empty_installation_says_what_is_missing_and_how_to_get_it(client, site, leader):
    client.force_login(leader)
    text = words(page_of(client, "school_figures", site.slug))
    assert "Het aantal collega’s op 1 oktober is niet bekend." in text
    assert "Er zijn nog geen cijfers gepubliceerd." in text
    coordinator = f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member
    client.force_login(coordinator)
    assert "Er zijn nog geen cijfers gepubliceerd." in words(page_of(client, "network_figures"))
    page_of(client, "board_figures", site.governing_board.slug)


def test_a_leader_is_sent_to_the_one_page_and_a_teacher_sees_the_own_hours(client, site, leader):
    client.force_login(leader)
    response = client.get(reverse("dashboards:figures_home"))
    assert response.headers["Location"] == reverse("dashboards:school_figures", args=[site.slug])
    staff = school_with(site, came=2, of=2)
    client.force_login(staff[0])
    tree = page_of(client, "figures_home")
    assert tree.css_first(".stat .figure").text().strip().startswith("2")
    assert site.name in words(tree)


def test_words_of_a_colleague_are_never_overwritten_unseen(client, site, leader):
    client.force_login(leader)
    url = reverse("dashboards:school_explain", args=[site.slug])
    assert client.post(url, {"text": "Twee starten in januari.", "based_on": 0}).status_code == 302
    refused = client.post(url, {"text": "Iets anders.", "based_on": 0})
    assert refused.status_code == 422
    assert "Iets anders." in refused.content.decode()
    assert Explanation.objects.get().text == "Twee starten in januari."
    assert "Twee starten in januari." in words(page_of(client, "school_figures", site.slug))


@pytest.mark.parametrize("what", ["deelname", "groepen", "lesson-study", "gedeeld"])
def test_an_exact_figure_opens_exactly_the_list_behind_it(client, site, leader, what):
    school_with(site, came=4, of=6)
    client.force_login(leader)
    tree = page_of(client, "school_figures", site.slug)
    names = {"deelname": 0, "groepen": 2, "lesson-study": 3, "gedeeld": 4}
    number = int(tree.css(".five > li")[names[what]].css_first(".n a").text())
    rows = page_of(client, "school_behind", site.slug, what).css("main .rows > li")
    assert len(rows) == number


def test_the_paper_is_one_page_with_the_five_figures_and_tagged(client, site, leader):
    school_with(site, came=6, of=19)
    publish()
    client.force_login(leader)
    data = client.get(reverse("dashboards:school_figures_pdf", args=[site.slug])).content
    assert len(data) < 300_000
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(reader.pages[0].extract_text().split())
    for label in ("Deelname", "Uren", "Groepen", "Lesson Study", "Delen → gebruikt"):
        assert label in text
    assert "10–14" in text


def test_every_band_on_every_page_and_in_every_download_is_a_published_one(client, site, leader):
    """Whatever is told of class B is a published cell or a sum of cells: for every role and in every form."""
    school_with(site, came=11, of=19)
    publish()
    director = f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER)
    coordinator = f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member
    cells = PublishedFigure.objects.filter(code__in=[table.code for table in TABLES])
    told = {(int(cell.least), int(cell.most)) for cell in cells}
    told |= {(least // 4, most // 4) for least, most in told}
    board = site.governing_board.slug
    addresses = {
        leader: [reverse(f"dashboards:school_{n}", args=[site.slug]) for n in ("figures", "csv", "figures_pdf")],
        director: [reverse(f"dashboards:board_{n}", args=[board]) for n in ("figures", "csv")],
        coordinator: [reverse(f"dashboards:network_{n}") for n in ("figures", "csv")],
    }
    addresses[coordinator] += [reverse("dashboards:indicator", args=[code]) for code in ("p1", "h1", "t3", "e3")]
    seen = set()
    for reader, pages in addresses.items():
        client.force_login(reader)
        for url in pages:
            response = client.get(url)
            text = text_of(response)
            seen |= {(int(a), int(b)) for a, b in re.findall(r"(?<!\d)(\d{1,3})–(\d{1,3})(?!\d|\s?%)", text)}
    assert seen
    sums = {(a[0] + b[0], a[1] + b[1]) for a in told for b in told}
    # Insights are of three levels.
    sums |= {(a[0] + b[0], a[1] + b[1]) for a in sums for b in told}
    assert seen <= told | sums | {(0, 0)}
    # Eleven came, of nineteen: the exact number stands nowhere.
    assert (10, 14) in seen


def text_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response["Content-Type"] == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if "html" in response["Content-Type"]:
        return words(HTMLParser(content.decode()))
    return content.decode()


def test_numbers_of_a_school_are_entered_by_who_leads_it(client, site, leader):
    client.force_login(leader)
    url = reverse("figures:facts_list")
    fields = {f"headcount-{site.slug}": 21, f"hours-{site.slug}": 210, "school_year": 2026}
    assert client.post(url, fields).status_code == 302
    facts = site.year_facts.get()
    assert (facts.headcount, facts.agreed_hours, facts.school_year) == (21, 210, 2026)
    assert client.post(url, {**fields, f"headcount-{site.slug}": "-3"}).status_code == 422


def test_a_school_that_grew_is_never_put_beside_what_several_schools_did_together(client, site, leader):
    """Last year it was one of the small schools of its board: that figure is of others too."""
    other = f.SiteFactory(school__board=site.school.board)
    group = f.GroupFactory(contact_person=f.MemberFactory(site=None))
    many = [f.MemberFactory(site=other) for _person in range(8)] + [f.MemberFactory(site=site) for _person in range(4)]
    for day in ("2025-09-09T15:30", "2026-09-08T15:30"):
        meeting = planned(group, moment(day), attendance_confirmed_at=moment(day) + dt.timedelta(days=1))
        for member in many:
            attended(meeting, member)
    for _newcomer in range(10):
        member = f.MemberFactory(site=None)
        f.AppointmentFactory(member=member, organisation=site, start=dt.date(2026, 8, 1), is_primary=True)
        attended(meeting, member)
    publish()
    client.force_login(leader)
    tree = page_of(client, "school_figures", site.slug)
    hours = tree.css(".five > li")[1]
    assert hours.css_first(".n a").text() == "25–29"
    # Twelve people of both schools were there twenty-four hours: told on neither page as those of this school.
    assert hours.css("dd")[0].text().strip() == "niet te vergelijken"
    line = next(row for row in tree.css(".twin tbody tr") if row.css_first("th").text().strip().startswith("Uren"))
    assert [cell.text().strip() for cell in line.css("td")][:3] == ["–", "–", "25–29"]


def test_who_enters_a_number_keeps_what_somebody_else_entered_in_the_meantime(client, site):
    other = f.SiteFactory()
    f.MemberFactory(site=site)
    f.MemberFactory(site=other)
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    url = reverse("figures:facts_list")
    form = HTMLParser(client.get(url).content.decode()).css_first("main form")
    seen = {node.attributes["name"]: node.attributes.get("value") or "" for node in form.css("input[name]")}
    actions.enter_facts(organisation=other, by=None, school_year=2026, headcount=18, agreed_hours=180)
    assert client.post(url, seen | {f"headcount-{site.slug}": 21}).status_code == 302
    assert site.year_facts.get().headcount == 21
    assert (other.year_facts.get().headcount, other.year_facts.get().agreed_hours) == (18, 180)


def test_a_teacher_is_sent_to_people_not_to_the_page_of_a_gap(client, site):
    f.TopicFactory(strategic=True, name="Programmeren")
    teacher = f.MemberFactory(site=site)
    client.force_login(teacher)
    tree = page_of(client, "school_figures", site.slug)
    for link in tree.css(".attention a, #know ~ div a, .five a"):
        assert client.get(link.attributes["href"]).status_code == 200, link.attributes["href"]
    assert "Niemand van ons eigen bestuur: Programmeren." in words(tree)


def test_a_workbook_has_numbers_where_figures_are_exact_and_text_that_is_no_formula(client, site, leader):
    school_with(site, came=6, of=19)
    actions.enter_facts(organisation=site, by=None, school_year=2026, headcount=24, agreed_hours=100)
    actions.explain_figures(organisation=site, by=leader, school_year=2026, text='=HYPERLINK("http://x")')
    publish()
    director = f.MemberFactory(site=site.governing_board, function=Function.BOARD_MEMBER)
    coordinator = f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member
    rows = {}
    for reader, name, args in (
        (leader, "school", [site.slug]),
        (director, "board", [site.governing_board.slug]),
        (coordinator, "network", []),
    ):
        client.force_login(reader)
        book = client.get(reverse(f"dashboards:{name}_xlsx", args=args))
        sheet = load_workbook(io.BytesIO(book.content)).active
        rows[name] = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert len({len(row) for row in rows[name]}) == 1
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        text = text_of(client.get(reverse(f"dashboards:{name}_csv", args=args)))
        assert not re.search(r"(^|;)\"?[=+@-]", text, re.MULTILINE)
    assert ["Deelname", site.name, 0, 6, 6] in [row[:5] for row in rows["school"]]
    assert ["Wie doen er mee", site.name, "Deelname", 6] in rows["board"]
    assert ["P2", "Deelname", "Het netwerk", 6, 24] in [row[:5] for row in rows["network"]]


@pytest.mark.parametrize("what", ["deelname", "lesson-study", "spreiding", "verslagen"])
def test_an_exact_figure_of_the_network_opens_the_list_behind_it(client, site, what):
    school_with(site, came=4, of=6, groups=2)
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    codes = {"deelname": "P2", "lesson-study": "L1", "spreiding": "X2", "verslagen": "R1"}
    line = next(row for row in page_of(client, "network_figures").css("tbody tr") if codes[what] in row.text())
    link = line.css_first("td.num a")
    rows = page_of(client, "network_behind", what).css("main .rows > li")
    told = [int(number) for number in re.findall(r"\d+", link.text())]
    assert link.attributes["href"] == reverse("dashboards:network_behind", args=[what], query={"schooljaar": 2026})
    people = [int(re.search(r"\d+", row.css_first(".meta").text()).group()) for row in rows if what == "deelname"]
    assert (sum(people) if what == "deelname" else len(rows)) == told[-1]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["deelname", "lesson-study", "spreiding", "verslagen", "afspraken"])
def test_a_list_behind_a_figure_of_the_network_costs_the_same(client, what, count, django_assert_num_queries):
    for _school in range(count):
        school_with(f.SiteFactory(), came=2, of=3)
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    page_of(client, "network_behind", what)
    cost = {"deelname": 3, "lesson-study": 2, "spreiding": 2, "verslagen": 2, "afspraken": 3}
    with django_assert_num_queries(cost[what]):
        page_of(client, "network_behind", what)


def test_every_figure_says_what_it_counts_and_where_it_is_defined(client, site, leader):
    """On the pages of a director, of who runs the network, and of a teacher; the leader's is looked at above."""
    staff = school_with(site, came=6, of=19)
    publish()
    coordinator = f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member
    f.TopicFactory(strategic=True)
    client.force_login(coordinator)
    network = page_of(client, "network_figures")
    indicators = network.css_first("#all").parent.css("tbody tr")
    assert len(indicators) == len(INDICATORS)
    assert not [row.text() for row in indicators if not row.css_first("details.what-counts p").text().strip()]
    board = page_of(client, "board_figures", site.governing_board.slug)
    for page, parts in ((board, ("duties", "people", "know")), (network, ("boards", "duties", "know"))):
        for part in parts:
            told = page.css_first(f"#{part}").parent.css(".what-counts dt a")
            assert told, part
            for link in told:
                assert client.get(link.attributes["href"]).status_code == 200
    client.force_login(staff[0])
    figures = page_of(client, "figures_home").css(".stat")
    assert len(figures) == 3
    assert all(figure.css_first("details.what-counts p") for figure in figures)
