"""Figures of /dashboard/ and of the board of gaps: exact ones open the list that they count, bands their table."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.claims.enums import ClaimState
from expertise.finding.models import SearchMiss
from knowledge_network.agreements.plan.enums import EntryKind, Funding, MoneyPart
from knowledge_network.agreements.plan.models import BudgetEntry, BudgetLine, WorkPlan
from knowledge_network.agreements.texts.enums import PartyRole
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from tests import factories as f
from tests.dashboards.sheets import NOW, finished_study, make_site, publish, school_with
from tests.dashboards.test_figures_open import CLASS_B, find_figures
from tests.pages import Page
from tests.plg.meetings.helpers import moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock]
LAST_YEAR = dt.date(2025, 10, 6)


def count_behind(context: Any) -> int:
    return sum(row.count for row in context["rows"])


def rows_of_board(context: Any) -> int:
    return len(context["rows"])


def sum_behind(context: Any) -> Decimal:
    return sum((row.amount for row in context["rows"]), Decimal(0))


def people_of_topic(context: Any) -> int:
    return sum(len(board.people) + board.unnamed for board in context["boards"])


def requests_of_topic(context: Any) -> int:
    return len(context["help_requests"]) + context["unread_requests"]


def misses_of_topic(context: Any) -> int:
    return sum(miss["days"] for miss in context["misses"])


READS: dict[str, Callable[[Any], int]] = {
    "behind": count_behind,
    "topics_of_status": rows_of_board,
    "covered": rows_of_board,
    "strategic": rows_of_board,
    "topic_people": people_of_topic,
    "topic_boards": lambda context: len(context["boards"]),
    "topic_requests": requests_of_topic,
    "topic_questions": lambda context: len(context["groups"]),
    "topic_misses": misses_of_topic,
    "topic_asked": lambda c: requests_of_topic(c) + len(c["groups"]) + misses_of_topic(c),
    "own_groups": lambda context: len(context["groups"]),
    "own_meetings": lambda context: len(context["record"].lines),
}
# Leads to where it is explained or settled, in other units than its own.
OPENS_ELSEWHERE = {"own_hours", "people_asked"}
ON_PAGE = "#"


@pytest.fixture(autouse=True)
def at_the_moment(time_machine):
    time_machine.move_to(moment(NOW), tick=False)


def follow(client: Any, address: str) -> set[str]:
    """Each figure of the page, with what it opens; which sorts there were."""
    page = Page(client.get(address))
    figures = find_figures(page)
    for key, number, url in figures:
        if url.startswith(ON_PAGE):
            assert page.all(url), (key, url)
        response = client.get(address if url.startswith(ON_PAGE) else url)
        assert response.status_code == 200, (key, url)
        if key == CLASS_B:
            assert response.resolver_match.view_name == "dashboards:indicator"
        elif key == "amount":
            assert sum_behind(response.context) == Decimal(number), (key, url)
        elif key not in OPENS_ELSEWHERE:
            read = READS["behind"] if "rows" in response.context and key == "behind" else READS[key]
            assert read(response.context) == int(number), (key, url)
    return {key for key, _number, _url in figures}


@pytest.fixture
def school():
    """A school with something of each figure, this year and last."""
    site = make_site()
    staff = school_with(site, came=6, of=12)
    gone = staff[0]
    group = f.GroupFactory(contact_person=staff[1], started_on=dt.date(2025, 9, 1))
    f.GroupMembershipFactory(group=group, member=staff[2], start=dt.date(2025, 9, 20))
    finished_study(group, [staff[2]])
    f.KnowledgeProductFactory(contact_person=staff[1], published_on=dt.date(2026, 10, 6))
    f.KnowledgeProductFactory(contact_person=staff[1], published_on=LAST_YEAR)
    f.KnowledgeProductFactory(contact_person=staff[1], published_on=dt.date(2026, 3, 6))
    gone.left_at = timezone.now()
    gone.save(update_fields=["left_at"])
    publish()
    return site


def enter(client: Any, **fields: Any) -> Any:
    member = f.MemberFactory(**fields)
    client.force_login(member)
    return member


def test_every_figure_of_a_school_opens_the_people_groups_studies_and_products_that_it_counts(client, school):
    enter(client, site=school, function=Function.SCHOOL_LEADER)
    address = reverse("dashboards:school_figures", args=[school.slug])
    assert follow(client, address) >= {"behind", CLASS_B}


def test_each_exact_number_in_the_sentence_of_a_school_opens_its_list(client, school):
    """Hours in bands and the difference with last year have none."""
    enter(client, site=school, function=Function.SCHOOL_LEADER)
    for seen_at in ({}, {"schooljaar": "2025"}):
        sentence = Page(client.get(reverse("dashboards:school_figures", args=[school.slug]), seen_at)).one(".verdict")
        links = sentence.all("a[data-figure=behind]")
        assert len(links) == len({link["href"] for link in links}) >= 2
        for link in links:
            assert len(client.get(link["href"]).context["rows"]) == int(link["data-count"])
            assert link["data-count"] in link.words


def test_the_figure_of_last_year_opens_the_same_days_and_no_more(client, school):
    """A product of March is of last school year, and not of its first months."""
    enter(client, site=school, function=Function.SCHOOL_LEADER)
    behind = reverse("dashboards:school_behind", args=[school.slug, "gedeeld"])
    assert len(client.get(behind, {"schooljaar": "2025"}).context["rows"]) == 2
    told = client.get(behind, {"schooljaar": "2025", "dagen": "gelijk"})
    assert len(told.context["rows"]) == 1
    assert "10 november 2025" in Page(told).one(".lede").words


def spend(party: Any = None) -> None:
    """A budget with two kinds of money, promised, spent, corrected, and spent on a day to come."""
    plan = WorkPlan.objects.get_or_create(school_year=2026, partnership=f.PartnershipFactory())[0]
    amounts = itertools.count(1000, 50)
    for funding in Funding.values:
        for _line in range(2):
            line = BudgetLine.objects.create(
                plan=plan, funding=funding, part=MoneyPart.TEACHERS, title="Uren", planned=next(amounts), party=party
            )
            for kind, amount, on in (
                (EntryKind.PROMISED, "400.10", "2026-09-01"),
                (EntryKind.SPENT, "120.25", "2026-10-01"),
                (EntryKind.SPENT, "-20.05", "2026-10-02"),
                (EntryKind.SPENT, "75.00", "2027-01-10"),
            ):
                BudgetEntry.objects.create(line=line, kind=kind, amount=Decimal(amount), on=dt.date.fromisoformat(on))


def office_of(board: Any) -> Any:
    """A colleague of the office who takes part, and one who does not."""
    colleague = f.MemberFactory(site=board, function=Function.OTHER)
    f.MemberFactory(site=board, function=Function.OTHER)
    group = f.GroupFactory(started_on=dt.date(2026, 2, 1))
    f.GroupMembershipFactory(group=group, member=colleague, start=dt.date(2026, 3, 1))
    return colleague


def test_every_figure_of_a_board_opens_what_it_counts(client, school):
    board = school.governing_board
    f.SiteFactory(school__board=board)
    office_of(board)
    spend()
    enter(client, site=board, function=Function.BOARD_MEMBER)
    address = reverse("dashboards:board_figures", args=[board.slug])
    found = follow(client, address)
    assert found >= {"behind", "amount"}
    page = Page(client.get(address))
    told = [link for link in page.all("a[data-figure]") if link["data-figure"] == "behind"]
    lists = {link["href"].partition("/achter/")[2].partition("/")[0] for link in told}
    assert lists >= {"deelname", "scholen", "nog-niet", "bureau", "groepen", "lesson-study", "gedeeld"}
    assert all(int(link["data-count"]) > 0 for link in told if "bureau" in link["href"])


def test_the_money_of_a_board_is_its_own_where_some_is_set_apart_and_that_of_all_together_elsewhere(client, school):
    board = school.governing_board
    spend()
    enter(client, site=board, function=Function.BOARD_MEMBER)
    planned = reverse("dashboards:board_behind", args=[board.slug, "begroot"])
    assert len(client.get(planned).context["rows"]) == 4
    agreement = CollaborationAgreement.objects.create(partnership=f.PartnershipFactory(), title="Proef", version=41)
    spend(Party.objects.create(agreement=agreement, organisation=board, role=PartyRole.BOARD, name_as_signed="Proef"))
    assert len(client.get(planned).context["rows"]) == 4
    assert len(client.get(reverse("dashboards:board_behind", args=[board.slug, "vrij"])).context["rows"]) == 4
    own = client.get(planned, {"soort": "structureel"})
    assert len(own.context["rows"]) == 2
    assert [part.words for part in Page(own).all(".rows li:last-child b")] == ["Samen", "€ 2.050,00"]
    follow(client, reverse("dashboards:board_figures", args=[board.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_of_a_board_cost_the_same_whatever_their_length(client, school, django_assert_num_queries, count):
    board = school.governing_board
    for _number in range(count):
        office_of(board)
        f.SiteFactory(school__board=board)
        spend()
    enter(client, site=board, function=Function.BOARD_MEMBER)
    for what, queries in (("bureau", 4), ("scholen", 4), ("nog-niet", 4), ("toegezegd", 5), ("vrij", 6)):
        address = reverse("dashboards:board_behind", args=[board.slug, what])
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_every_figure_of_the_network_opens_what_it_counts(client, school):
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    office_of(school.governing_board)
    spend()
    address = reverse("dashboards:network_figures")
    page = Page(client.get(address))
    for key, number, url in find_figures(page):
        response = client.get(url)
        assert response.status_code == 200, (key, url)
        if key == CLASS_B:
            assert response.resolver_match.view_name == "dashboards:indicator"
        elif key == "behind" and response.resolver_match.view_name == "expertise:gaps_board":
            assert rows_of_board(response.context) == int(number), url
        elif key == "behind":
            assert count_behind(response.context) == int(number), url
        elif key == "amount":
            assert sum_behind(response.context) == Decimal(number), url


def test_ones_own_figures_open_what_they_count(client, school):
    member = enter(client, site=school)
    f.GroupMembershipFactory(member=member)
    assert follow(client, reverse("dashboards:figures_home")) == {"own_hours", "own_meetings", "own_groups"}


@pytest.fixture
def topics():
    """A theme with a part; people who know, a question, a group and a search in vain about each.

    Of the part only primary schools know something, so that it stands differently in another sector.
    """
    theme = f.TopicFactory(strategic=True)
    part = f.TopicFactory(parent=theme, strategic=True)
    for topic in (theme, part):
        for _person in range(2):
            f.ExpertiseClaimFactory(
                topic=topic, state=ClaimState.SUBSTANTIATED, sectors=["po"] if topic == part else []
            )
        f.HelpRequestFactory(asked_at=timezone.now()).topics.add(topic)
        group = f.GroupFactory(question="Hoe lezen kinderen met plezier?")
        group.topics.add(topic)
        SearchMiss.objects.create(words=f"woord {topic.pk}", topic=topic)
    f.TopicFactory(strategic=True)
    return theme, part


@pytest.mark.parametrize("sector", ["", "po", "vo"])
def test_every_figure_of_the_board_of_gaps_opens_what_it_counts(client, topics, sector):
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    address = reverse("expertise:gaps_board", query={"sector": sector} if sector else {})
    page = Page(client.get(address))
    on_top = [figure for figure in find_figures(page) if not figure[0].startswith("topic_")]
    assert {key for key, _number, _url in on_top} == {"topics_of_status", "covered", "strategic"}
    for key, number, url in on_top:
        assert rows_of_board(client.get(url).context) == int(number), (key, url)


def test_every_figure_of_a_topic_opens_what_it_counts(client, topics):
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    for topic in topics:
        found = follow(client, reverse("expertise:gaps_topic", args=[topic.slug]))
        assert found >= {"topic_people", "topic_boards", "topic_requests", "topic_questions", "topic_misses"}
    follow_rows = Page(client.get(reverse("expertise:gaps_board")))
    for key, number, url in find_figures(follow_rows):
        if key in {"topic_people", "topic_asked"}:
            assert READS[key](client.get(url).context) == int(number), (key, url)


def test_who_sees_no_people_of_a_topic_is_led_to_the_finder_and_to_no_place_that_is_not_there(client, topics):
    site = f.SiteFactory()
    enter(client, site=site, function=Function.SCHOOL_LEADER)
    page = Page(client.get(reverse("expertise:gaps_topic", args=[topics[0].slug])))
    finder = reverse("expertise:finder", query={"thema": topics[0].slug})
    assert page.all(f'main a[href="{finder}"]')
    for link in page.all('main a[href^="#"]'):
        assert page.all(link["href"]), link["href"]


def test_the_sheet_of_the_board_of_gaps_holds_what_the_filter_shows(client, topics):
    """The links come along with the table that HTMX puts on the page."""
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    chosen = {"strategisch": "on", "sorteer": "thema", "thema": topics[0].slug}
    response = client.get(reverse("expertise:gaps_board"), chosen, headers={"HX-Request": "true"})
    shown = [row.topic.name for row in response.context["rows"]]
    sheet = Page(response).all('a[href*="themas.csv"]')[0]["href"]
    lines = client.get(sheet).getvalue().decode("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[0] for line in lines] == shown
    assert len(shown) == 2
