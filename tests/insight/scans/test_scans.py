"""Scans that end in a conversation: what the page tells, two things at most on the agenda, cards on paper."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from knowledge_network.insight.scans import actions
from knowledge_network.insight.scans.actions import Choice
from knowledge_network.insight.scans.presenters import build_outcome
from knowledge_network.insight.scans.statements import SCANS, list_statements
from knowledge_network.insight.surveys.enums import Instrument
from knowledge_network.insight.surveys.models import Wave
from knowledge_network.kit.errors import RefusedError
from plg.records.models import ActionItem
from tests import factories as f
from tests.insight.helpers import (
    DAY,
    answer,
    closed,
    concept,
    coordinator,
    crowd,
    guard,
    join,
    opened,
    published,
    says,
    told,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

SAID = [(5, 1, 3, 4, 2, 3)] * 5 + [(4, 2, 3, 1, 5, 3)] * 4


def url(name, wave=None):
    return reverse(f"insight:{name}", args=[wave.public_id] if wave else [])


def test_the_three_scans_have_their_statements_in_the_language_of_the_network():
    assert [SCANS[kind].count for kind in ("collective", "team", "group")] == [22, 9, 12]
    texts = [one.text for one in list_statements("collective")]
    assert texts[0] == "Wij durven fouten, twijfels en vragen met elkaar te bespreken."
    for scan in SCANS.values():
        codes = [code for code, _cluster, _text in scan.rows]
        assert len(codes) == len(set(codes))


def test_nothing_is_in_two_of_the_highest_and_lowest_and_the_divided_come_first():
    outcome = build_outcome(published(crowd(9), SAID))
    assert [one.rank for one in outcome.highest] == [1, 2, 3]
    assert [one.rank for one in outcome.lowest] == [6, 5, 4]
    assert outcome.divided[0].spread == "divided"
    assert not outcome.has_parts


def test_who_is_in_the_group_reads_it_and_a_stranger_finds_nothing(client):
    group = crowd(9)
    wave = published(group, SAID)
    client.force_login(group.people[8])
    page = Page(client.get(url("scan_detail", wave)))
    assert "9 van de 9 deden mee" in page
    assert "Hier denken jullie verschillend over" in page
    client.force_login(f.MemberFactory())
    assert client.get(url("scan_detail", wave)).status_code == 404


def test_two_things_become_a_subject_of_the_next_meeting_and_action_points():
    group = crowd(9)
    meeting = f.MeetingFactory(group=group, starts_at=timezone.now() + 9 * DAY)
    wave = published(group, SAID)
    rows = told(wave)
    chosen = [Choice(rows["s2"], "Samen een les kijken", group.people[1]), Choice(rows["s5"], "Elke keer één vraag")]
    assert actions.choose_actions(wave=wave, by=group.people[0], choices=chosen) == 2
    item = meeting.agenda_items.get()
    assert "Samen een les kijken" in item.explanation
    found = ActionItem.objects.filter(group=group).order_by("pk")
    assert [(one.title, one.owner, one.agenda_item) for one in found] == [
        ("Samen een les kijken", group.people[1], item),
        ("Elke keer één vraag", None, item),
    ]
    with pytest.raises(RefusedError):
        actions.choose_actions(wave=wave, by=group.people[1], choices=chosen[:1])


def test_three_things_are_one_too_many():
    group = crowd(9)
    wave = published(group, SAID)
    row = told(wave)["s1"]
    with pytest.raises(RefusedError):
        actions.choose_actions(wave=wave, by=group.people[0], choices=[Choice(row, f"Ding {n}") for n in range(3)])


def test_what_was_filled_in_badly_is_asked_again_and_stays(client):
    group = crowd(9)
    wave = published(group, SAID)
    client.force_login(group.people[0])
    answer = client.post(url("scan_choose", wave), {"a1-title": "Samen kijken", "a1-question": ""})
    assert answer.status_code == 422
    assert Page(answer).one('input[name="a1-title"]')["value"] == "Samen kijken"
    assert not ActionItem.objects.filter(group=group).exists()
    client.post(url("scan_choose", wave), {"a1-title": "Samen kijken", "a1-question": "s2"})
    assert "Samen kijken" in Page(client.get(url("scan_detail", wave))).one("#chosen-title").within("Wat jullie kozen")


def test_the_next_round_asks_the_same_and_knows_the_one_before():
    group = crowd(9)
    first = published(group, SAID, instrument=Instrument.OWN)
    second = actions.start_scan(
        by=coordinator(), instrument=Instrument.OWN, title="Weer", closes_on=timezone.localdate() + DAY, group=group
    )
    assert (second.previous, second.round) == (first, 2)
    assert [row.code for row in second.questions.order_by("position")] == [f"s{n}" for n in range(1, 7)]


def test_a_lead_starts_one_for_their_own_group_only(client):
    group, other = crowd(8), crowd(8)
    client.force_login(group.people[0])
    page = Page(client.get(url("scan_start")))
    assert [option["value"] for option in page.all('select[name="group"] option')] == ["", group.slug]
    day = (timezone.localdate() + 9 * DAY).isoformat()
    refused = client.post(url("scan_start"), {"instrument": "team", "group": other.slug, "closes_on": day})
    assert refused.status_code == 422
    client.post(url("scan_start"), {"instrument": "team", "group": group.slug, "closes_on": day})
    assert Wave.objects.get().title == "Teamscan"


def test_fewer_than_eight_people_get_the_cards_at_once_and_no_concept(client):
    group = crowd(7)
    client.force_login(group.people[0])
    day = (timezone.localdate() + 9 * DAY).isoformat()
    asked = {"group": group.slug, "closes_on": day}
    for kind, has_cards in (("team", True), ("eigen", False)):
        answer = client.post(url("scan_start"), {**asked, "instrument": kind})
        assert answer.status_code == 422
        assert "minder dan acht mensen" in answer.text
        assert (reverse("insight:scan_blank_cards", args=["team"]) in answer.text) is has_cards
    assert not Wave.objects.exists()
    join(group)
    client.post(url("scan_start"), {**asked, "instrument": "team"})
    assert Wave.objects.get().is_concept


def test_a_coordinator_chooses_a_group_or_schools_not_both_nor_none(client):
    site, group = f.SiteFactory(), crowd(8)
    f.MemberFactory.create_batch(8, site=site)
    client.force_login(coordinator())
    base = {"instrument": "team", "closes_on": (timezone.localdate() + 9 * DAY).isoformat()}
    assert client.post(url("scan_start"), base).status_code == 422
    both = {**base, "group": group.slug, "organisations": [site.slug]}
    assert client.post(url("scan_start"), both).status_code == 422
    client.post(url("scan_start"), {**base, "organisations": [site.slug]})
    assert list(Wave.objects.get().organisations.all()) == [site.organisation_ptr]


def test_before_releasing_only_the_privacy_contact_looks_at_it(client):
    group = crowd(9)
    wave = closed(group, SAID)
    for person, sees in ((group.people[0], False), (wave.opened_by, False), (guard(), True)):
        client.force_login(person)
        assert ("Dit past het best" in client.get(url("scan_detail", wave)).text) is sees


@pytest.mark.parametrize("kind", ["collectief-leren", "team", "groep"])
def test_cards_on_paper_are_tagged_and_hold_every_statement(client, kind):
    client.force_login(f.MemberFactory())
    reader = PdfReader(io.BytesIO(client.get(reverse("insight:scan_blank_cards", args=[kind])).content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for one in list_statements(Instrument.read_address(kind)):
        assert one.text.split()[0] in words


def test_there_are_no_cards_of_own_questions(client):
    client.force_login(f.MemberFactory())
    assert client.get(reverse("insight:scan_blank_cards", args=["eigen"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    groups = [crowd(2) for _group in range(count)]
    person = f.MemberFactory()
    for group in groups:
        f.GroupMembershipFactory(group=group, member=person)
    runs = coordinator()
    for group in groups:
        actions.start_scan(
            by=runs, instrument="team", title="T", closes_on=timezone.localdate() + DAY, group=group, tells=False
        )
    client.force_login(runs)
    client.get(url("scan_list"))
    with django_assert_num_queries(3):
        shown = client.get(url("scan_list"))
    assert len(Page(shown).all("#running-title ~ .rows > li")) == count


def test_the_page_of_a_group_leads_to_its_scans(client):
    group = crowd(9)
    wave = published(group, SAID)
    client.force_login(group.people[0])
    page = client.get(reverse("plg:space_home", args=[group.slug]))
    assert wave.get_absolute_url() in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_says_what_waits_and_asks_as_much_for_three_as_for_one(client, count, django_assert_num_queries):
    for _wave in range(count):
        closed(crowd(9), SAID)
        concept(crowd(3))
    client.force_login(guard())
    client.get(url("scan_desk"))
    with django_assert_num_queries(7):
        page = Page(client.get(url("scan_desk")))
    assert len(page.all('section[aria-labelledby="part-release"] li')) == count
    assert len(page.all('section[aria-labelledby="part-open-it"] li')) == count
    client.force_login(f.MemberFactory())
    assert client.get(url("scan_desk")).status_code == 403


def test_the_desk_shows_each_part_a_page_at_a_time_and_cuts_nothing(client, monkeypatch):
    monkeypatch.setattr("knowledge_network.insight.scans.presenters.ON_DESK", 2)
    group = crowd(9)
    made = [concept(group).title for _number in range(5)]
    closed(group, SAID)
    client.force_login(coordinator())
    seen, address = [], url("scan_desk")
    while address:
        page = Page(client.get(address))
        part = page.one('section[aria-labelledby="part-open-it"]')
        assert part.one("h2 .chip").words == "2+"
        seen += [line.words for line in part.all("li a.strong")]
        assert len(page.all('section[aria-labelledby="part-release"] li')) == 1
        following = part.all('[rel="next"]')
        address = url("scan_desk") + following[0]["href"].split("#")[0] if following else ""
    assert len(seen) == len(made)


def test_the_desk_tells_of_an_open_round_nothing_of_how_many_took_part(client):
    group = crowd(9)
    wave = opened(group)
    for person in group.people[:7]:
        answer(wave, person, says(3))
    client.force_login(coordinator())
    before = Page(client.get(url("scan_desk"))).words
    answer(wave, group.people[7], says(1))
    assert Page(client.get(url("scan_desk"))).words == before
