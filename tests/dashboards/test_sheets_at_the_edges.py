"""The pages with figures where something is small, new or gone: a first month, three people, a school that closed."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge_network.agreements.texts.actions.drafts import draft_next_version
from knowledge_network.figures import actions
from knowledge_network.figures.indicators import INDICATORS
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from tests import factories as f
from tests.agreements.building import make_coordinator, make_draft, put_in_force
from tests.dashboards.sheets import page_of, publish, school_with, words
from tests.plg.meetings.helpers import moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


@pytest.fixture(autouse=True)
def at_the_moment(time_machine):
    time_machine.move_to(moment("2026-11-10T10:00"), tick=False)


@pytest.fixture
def board():
    board = f.BoardFactory()
    f.ParticipationFactory(organisation=board)
    return board


@pytest.fixture
def site(board):
    return f.SiteFactory(school__board=board)


def test_in_the_first_month_of_a_year_hours_are_not_published_yet_instead_of_of_too_few_people(
    client, site, board, time_machine
):
    school_with(site, came=8, of=20)
    actions.publish_snapshot(until=dt.date(2026, 7, 31), by=None, at=moment("2026-08-01T05:00"))
    time_machine.move_to(moment("2026-08-20T10:00"), tick=False)
    client.force_login(f.MemberFactory(site=site, function=Function.SCHOOL_LEADER))
    hours = page_of(client, "school_figures", site.slug).css(".five > li")[1]
    assert "nog niet gepubliceerd" in " ".join(hours.text().split())
    client.force_login(f.MemberFactory(site=board, function=Function.BOARD_MEMBER))
    text = words(page_of(client, "board_figures", board.slug))
    assert "Uren van dit schooljaar zijn nog niet gepubliceerd." in text


def test_a_school_of_three_has_exact_figures_and_no_hours_of_its_own(client, site):
    school_with(site, came=2, of=3)
    publish()
    client.force_login(f.MemberFactory(site=site, function=Function.SCHOOL_LEADER))
    tree = page_of(client, "school_figures", site.slug)
    assert tree.css_first(".verdict b").text().startswith("2 collega’s doen mee")
    assert "alle kleine scholen van het netwerk samen" in words(tree) or "te weinig mensen" in words(tree)


def test_a_school_that_closed_is_not_one_that_does_not_take_part_yet(client, board, site):
    closed = f.SiteFactory(school__board=board)
    school_with(site, came=2, of=3)
    director = f.MemberFactory(site=board, function=Function.BOARD_MEMBER)
    client.force_login(director)
    assert "1 school doet nog niet mee" in words(page_of(client, "board_figures", board.slug))
    closed.closed_on = dt.date(2026, 7, 1)
    closed.save()
    assert "doet nog niet mee" not in words(page_of(client, "board_figures", board.slug))


def test_who_left_the_network_counts_in_the_list_behind_a_figure_without_a_name(client, site):
    staff = school_with(site, came=3, of=5)
    leader = f.MemberFactory(site=site, function=Function.SCHOOL_LEADER)
    staff[0].left_at = moment("2026-11-01T10:00")
    staff[0].save()
    client.force_login(leader)
    rows = [
        row.text().strip() for row in page_of(client, "school_behind", site.slug, "deelname").css("main .rows > li")
    ]
    assert len(rows) == 3
    assert rows[-1] == "1 collega die uit het netwerk ging"
    assert not [row for row in rows if staff[0].family_name in row]


def test_words_of_a_leader_who_left_stay_without_a_name(client, site):
    leader = f.MemberFactory(site=site, function=Function.SCHOOL_LEADER)
    actions.explain_figures(organisation=site, by=leader, school_year=2026, text="Volgend jaar meer.")
    site.explanations.update(written_by=None)
    client.force_login(f.MemberFactory(site=site))
    caption = page_of(client, "school_figures", site.slug).css_first(".own-words figcaption")
    assert " ".join(caption.text().split()) == "di 10 november 2026"


def test_people_of_the_office_of_a_board_stand_among_its_schools(client, board, site):
    school_with(site, came=1, of=3)
    client.force_login(f.MemberFactory(site=board, function=Function.BOARD_MEMBER))
    names = [
        node.text().strip() for node in page_of(client, "board_figures", board.slug).css("#people ~ table tbody th")
    ]
    assert names == [site.name, f"Kantoor van {board.name}"]


def test_of_an_agenda_without_topics_no_numbers_are_told(client, site, board):
    school_with(site, came=2, of=3)
    for reader, page in (
        (f.MemberFactory(site=site, function=Function.SCHOOL_LEADER), ("school_figures", site.slug)),
        (f.MemberFactory(site=board, function=Function.BOARD_MEMBER), ("board_figures", board.slug)),
    ):
        client.force_login(reader)
        text = words(page_of(client, *page))
        assert "De strategische agenda heeft nog geen thema’s." in text.replace("'", "’")
        assert "0 van de 0 thema" not in text


def test_two_figures_of_the_network_never_bear_one_name():
    labels = [str(indicator.label) for indicator in INDICATORS]
    assert len(set(labels)) == len(labels)


def test_an_empty_network_has_a_page_that_says_what_to_do(client):
    client.force_login(f.NetworkRoleFactory(role=NetworkRoleKind.NETWORK_COORDINATOR).member)
    tree = page_of(client, "network_figures")
    text = words(tree)
    assert "Er zijn nog geen cijfers gepubliceerd." in text
    assert "Er is nog geen begroting van dit schooljaar." in text
    assert tree.css_first("a[href='/dashboard/aantallen/']")


def test_a_version_that_is_signed_beforehand_is_not_in_force_yet(client, board):
    coordinator = make_coordinator()
    now = put_in_force(make_draft(by=coordinator, effective_from=dt.date(2023, 8, 1)))
    following = draft_next_version(agreement=now, by=coordinator)
    following.effective_from = dt.date(2027, 8, 1)
    put_in_force(following)
    client.force_login(f.MemberFactory(site=board, function=Function.BOARD_MEMBER))
    lines = page_of(client, "board_figures", board.slug).css(".life > li")
    assert [line.attributes["class"] for line in lines] == ["now", ""]
    assert "van kracht op zo 1 augustus 2027" in lines[1].text()
