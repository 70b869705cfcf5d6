"""A finished study as evidence of what somebody knows: chosen, suggested, and shown to who may see the study."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.claims.actions.claims import add_claim
from expertise.claims.actions.evidence import add_evidence
from expertise.claims.enums import ClaimState, ClaimVisibility, EvidenceGround, EvidenceKind
from expertise.claims.forms import build_evidence
from expertise.claims.models import Evidence, ExpertiseClaim
from expertise.claims.registry import find_thing
from expertise.claims.suggestions import list_suggestions
from knowledge_network.members.people.enums import Visibility
from knowledge_network.topics.models import Topic
from lesson_study.cycles.actions.team import leave_team
from lesson_study.cycles.enums import CycleState, ExpertAnswer, TeamRole
from lesson_study.cycles.models import KnowledgeableOther, TeamMember
from lesson_study.cycles.sections import EVIDENCE, studies_to_show
from tests.factories import MemberFactory, TopicFactory
from tests.lesson_study.building import make_cycle, team_member

pytestmark = pytest.mark.django_db
TITLE = "Welke breuk is groter?"


def finished(**fields):
    now = timezone.now()
    cycle = make_cycle(**{"title": TITLE, "state": CycleState.FINISHED, "finished_at": now, "shared_at": now} | fields)
    cycle.topics.set([Topic.objects.filter(name="breuken").first() or TopicFactory(name="breuken")])
    return cycle


def claim_of(member, cycle, **values):
    return add_claim(member=member, by=member, topic=cycle.topics.get(), **values)


def with_study(cycle, member, **values):
    claim = claim_of(member, cycle, **values)
    thing = find_thing(member, EVIDENCE.key_of(cycle.public_id))
    add_evidence(claim=claim, by=member, **build_evidence(thing))
    return claim


def test_who_took_part_chooses_the_study_and_the_claim_is_substantiated(client):
    cycle = finished()
    member = team_member(cycle, TeamRole.TEACHER)
    claim = claim_of(member, cycle)
    client.force_login(member)
    url = reverse("expertise:evidence_add", args=[claim.public_id])
    key = EVIDENCE.key_of(cycle.public_id)
    page = client.get(url, {"uit": key})
    assert page.context["form"]["object"].value() == key
    # What it is follows from the study, whatever was ticked.
    client.post(url, {"kind": EvidenceKind.TRAINING, "object": key, "ground": EvidenceGround.PRACTICE})
    row = Evidence.objects.get()
    assert (row.kind, row.ground, row.elsewhere) == (EvidenceKind.LESSON_STUDY, EvidenceGround.PRACTICE_RESEARCH, key)
    assert row.happened_on == timezone.localdate(cycle.finished_at)
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBSTANTIATED
    page = client.get(claim.get_absolute_url()).content.decode()
    assert f"Onderbouwd door Lesson Study «{TITLE}»" in page
    assert reverse("lesson_study:archive", args=[cycle.public_id]) in page


def test_it_can_be_taken_away_and_put_back(client):
    cycle = finished()
    member = team_member(cycle, TeamRole.TEACHER)
    claim = with_study(cycle, member)
    client.force_login(member)
    client.post(reverse("expertise:evidence_remove", args=[claim.public_id, claim.evidence.get().public_id]))
    assert not claim.evidence.exists()
    client.post(reverse("expertise:evidence_restore", args=[claim.public_id]))
    assert claim.evidence.get().elsewhere == EVIDENCE.key_of(cycle.public_id)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": CycleState.RUNNING, "finished_at": None, "shared_at": None},
        {"state": CycleState.STOPPED, "state_reason": "geen tijd"},
        {"shared_at": None},
    ],
)
def test_only_a_study_that_was_finished_and_shared_shows_anything(fields):
    cycle = finished(**fields)
    assert studies_to_show(team_member(cycle, TeamRole.TEACHER)) == []


def test_who_was_not_in_it_until_the_end_cannot_choose_it(client):
    cycle = finished(state=CycleState.RUNNING, finished_at=None, shared_at=None)
    left, teacher = team_member(cycle, TeamRole.OBSERVER), team_member(cycle, TeamRole.TEACHER)
    leave_team(cycle=cycle, member=left, by=left)
    asked = MemberFactory()
    TeamMember.objects.create(cycle=cycle, member=asked)
    expert, silent = MemberFactory(), MemberFactory()
    KnowledgeableOther.objects.create(cycle=cycle, member=expert, answer=ExpertAnswer.YES)
    KnowledgeableOther.objects.create(cycle=cycle, member=silent)
    now = timezone.now()
    type(cycle).objects.filter(pk=cycle.pk).update(state=CycleState.FINISHED, finished_at=now, shared_at=now)
    for member in (left, asked, silent, MemberFactory()):
        assert studies_to_show(member) == []
    for member in (teacher, expert):
        assert [thing.thing for thing in studies_to_show(member)] == [cycle]
    claim = claim_of(left, cycle)
    client.force_login(left)
    url = reverse("expertise:evidence_add", args=[claim.public_id])
    data = {"kind": EvidenceKind.LESSON_STUDY, "object": EVIDENCE.key_of(cycle.public_id), "ground": "practice"}
    assert client.post(url, data).status_code == 422
    client.post(reverse("expertise:claim_add") + f"?uit={EVIDENCE.key_of(cycle.public_id)}", {"topic": "breuken"})
    assert not Evidence.objects.exists()


def test_a_stranger_reads_of_which_group_and_when_but_not_which_study(client):
    cycle = finished()
    member = team_member(cycle, TeamRole.TEACHER)
    member.name_visibility = Visibility.EVERYBODY
    member.save()
    claim = with_study(cycle, member, visibility=ClaimVisibility.EVERYBODY)
    page = client.get(claim.get_absolute_url()).content.decode()
    assert f"Lesson Study van {cycle.group.name}" in page
    assert TITLE not in page
    assert "/lesson-study/" not in page


def test_a_study_that_is_open_again_is_named_to_who_may_know_of_it_only(client):
    cycle = finished()
    member = team_member(cycle, TeamRole.TEACHER)
    claim = with_study(cycle, member)
    type(cycle).objects.filter(pk=cycle.pk).update(state=CycleState.RUNNING)
    client.force_login(MemberFactory())
    page = client.get(claim.get_absolute_url()).content.decode()
    assert TITLE not in page
    assert cycle.get_absolute_url() not in page
    client.force_login(team_member(cycle, TeamRole.OBSERVER))
    assert cycle.get_absolute_url() in client.get(claim.get_absolute_url()).content.decode()


def test_its_topics_are_suggested_and_one_press_makes_a_claim_that_it_shows(client):
    cycle = finished()
    member = team_member(cycle, TeamRole.TEACHER)
    (suggestion,) = [one for one in list_suggestions(member) if one.name == "breuken"]
    assert TITLE in suggestion.why
    client.force_login(member)
    page = client.get(reverse("expertise:my_expertise")).content.decode()
    assert f"uit=lesson_study%3A{cycle.public_id}" in page
    url = reverse("expertise:claim_add", query={"thema": suggestion.slug, "uit": suggestion.source})
    page = client.get(url)
    assert TITLE in page.content.decode()
    form = page.context["form"]
    client.post(url, {"topic": form["topic"].value(), "level": "user", "visibility": "network"})
    claim = ExpertiseClaim.objects.get(member=member)
    assert claim.state == ClaimState.SUBSTANTIATED
    assert claim.evidence.get().elsewhere == suggestion.source
    assert "breuken" not in {one.name for one in list_suggestions(member)}


def test_the_archive_offers_it_to_who_took_part_and_to_nobody_else(client):
    cycle = finished()
    member = team_member(cycle, TeamRole.TEACHER)
    url = reverse("lesson_study:archive", args=[cycle.public_id])
    client.force_login(MemberFactory())
    assert client.get(url).context["to_show"] == []
    client.force_login(member)
    assert "uit=lesson_study" in client.get(url).context["to_show"][0].url
    claim = claim_of(member, cycle)
    assert claim.public_id in client.get(url).context["to_show"][0].url
    add_evidence(claim=claim, by=member, **build_evidence(find_thing(member, EVIDENCE.key_of(cycle.public_id))))
    assert client.get(url).context["to_show"][0].is_shown


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_claim_costs_the_same_however_many_studies_show_it(client, django_assert_num_queries, item_count):
    cycle = finished()
    member = team_member(cycle, TeamRole.TEACHER)
    claim = with_study(cycle, member)
    for _more in range(item_count - 1):
        other = finished(group=cycle.group)
        row = TeamMember.objects.create(cycle=other, member=member, accepted_at=timezone.now())
        assert row.cycle == other
        thing = find_thing(member, EVIDENCE.key_of(other.public_id))
        add_evidence(claim=claim, by=member, **build_evidence(thing))
    assert claim.evidence.count() == item_count
    client.force_login(member)
    with django_assert_num_queries(9):
        assert client.get(claim.get_absolute_url()).status_code == 200
