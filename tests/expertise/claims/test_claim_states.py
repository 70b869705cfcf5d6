"""How sure we may be of a claim: the rule itself, and that everything which touches its facts computes it anew."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from expertise.claims.actions import aging, claims, endorsements, evidence
from expertise.claims.enums import ClaimState, ClaimVisibility, EndorsementBasis, EvidenceKind
from expertise.claims.models import Endorsement, ExpertiseClaim
from expertise.claims.states import ClaimFacts, Recognition, collect_claim_facts, derive_claim_state
from knowledge_network.members.people.actions.appointments import end_appointment
from knowledge_network.members.people.actions.leaving import leave_network
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.vocabulary.actions import change_topic, merge_topic
from knowledge_network.notifications.events.models import Notice
from tests import factories as f

TODAY = dt.date(2026, 11, 26)
TEXT = "Haar hardop-denklessen hebben mijn groep leren haperen en herstellen."


def facts(**values):
    base = {
        "is_archived": False,
        "is_draft": False,
        "last_confirmed_on": TODAY,
        "evidence": 0,
        "recognitions": (),
        "own_organisations": frozenset({1}),
    }
    return ClaimFacts(**{**base, **values})


# The rule -------------------------------------------------------------------------------------

TWO_SCHOOLS = (Recognition(2, True), Recognition(3, False))


@pytest.mark.parametrize(
    ("given_facts", "state"),
    [
        (facts(), ClaimState.DECLARED),
        (facts(is_draft=True, evidence=3, recognitions=TWO_SCHOOLS), ClaimState.DRAFT),
        (facts(is_archived=True, is_draft=True), ClaimState.ARCHIVED),
        (facts(evidence=1), ClaimState.SUBSTANTIATED),
        (facts(evidence=1, recognitions=TWO_SCHOOLS), ClaimState.RECOGNISED),
        (facts(recognitions=TWO_SCHOOLS), ClaimState.DECLARED),
        (facts(evidence=1, recognitions=(Recognition(2, True),)), ClaimState.SUBSTANTIATED),
        (facts(evidence=1, recognitions=(Recognition(2, True), Recognition(2, True))), ClaimState.SUBSTANTIATED),
        (facts(evidence=1, recognitions=(Recognition(2, False), Recognition(3, False))), ClaimState.SUBSTANTIATED),
        (facts(evidence=1, recognitions=(Recognition(1, True), Recognition(3, False))), ClaimState.SUBSTANTIATED),
        (facts(evidence=1, recognitions=(Recognition(None, True), Recognition(3, False))), ClaimState.SUBSTANTIATED),
        (facts(last_confirmed_on=TODAY - relativedelta(months=24)), ClaimState.TO_CONFIRM),
        (facts(last_confirmed_on=TODAY - relativedelta(months=24, days=-1)), ClaimState.DECLARED),
    ],
)
def test_the_state_follows_from_the_facts(given_facts, state):
    assert derive_claim_state(given_facts, TODAY) == state


recognitions = st.lists(st.builds(Recognition, st.none() | st.integers(1, 5), st.booleans()), max_size=6).map(tuple)
any_facts = st.builds(
    ClaimFacts,
    is_archived=st.booleans(),
    is_draft=st.booleans(),
    last_confirmed_on=st.dates(dt.date(2020, 1, 1), TODAY),
    evidence=st.integers(0, 3),
    recognitions=recognitions,
    own_organisations=st.frozensets(st.integers(1, 5), max_size=2),
)


@given(any_facts)
def test_recognised_is_never_said_without_evidence_and_two_other_schools(found):
    if derive_claim_state(found, TODAY) == ClaimState.RECOGNISED:
        others = [r for r in found.recognitions if r.organisation and r.organisation not in found.own_organisations]
        assert found.evidence
        assert len({r.organisation for r in others}) >= 2
        assert any(r.has_object for r in others)
        assert found.last_confirmed_on > TODAY - relativedelta(months=24)


@given(any_facts, st.builds(Recognition, st.integers(6, 9), st.booleans()))
def test_one_more_endorsement_never_makes_a_claim_weaker(found, more):
    order = [ClaimState.DECLARED, ClaimState.SUBSTANTIATED, ClaimState.RECOGNISED]
    before = derive_claim_state(found, TODAY)
    after = derive_claim_state(ClaimFacts(**{**vars(found), "recognitions": (*found.recognitions, more)}), TODAY)
    assert after == before if before not in order else order.index(after) >= order.index(before)


@given(any_facts, st.permutations(range(6)))
def test_the_order_of_endorsements_says_nothing(found, order):
    mixed = tuple(found.recognitions[n] for n in order if n < len(found.recognitions))
    assert derive_claim_state(ClaimFacts(**{**vars(found), "recognitions": mixed}), TODAY) == derive_claim_state(
        found, TODAY
    )


@given(any_facts, st.integers(0, 800), st.integers(0, 800))
def test_who_must_be_asked_today_must_be_asked_tomorrow(found, some, more):
    early, late = TODAY + dt.timedelta(days=some), TODAY + dt.timedelta(days=some + more)
    if derive_claim_state(found, early) == ClaimState.TO_CONFIRM:
        assert derive_claim_state(found, late) == ClaimState.TO_CONFIRM


# What is stored follows ---------------------------------------------------------------------------

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def recognised(**values):
    """A claim with evidence and two endorsements of two other schools, one about a meeting."""
    claim = f.ExpertiseClaimFactory(**values)
    evidence.add_evidence(claim=claim, by=claim.member, kind=EvidenceKind.EXPERIENCE, title="Vijf jaar in groep 6")
    for objects in ({"meeting": f.MeetingFactory()}, {}):
        endorsements.give_endorsement(
            claim=claim, by=f.MemberFactory(), basis=EndorsementBasis.MEETING, text=TEXT, tells=False, **objects
        )
    claim.refresh_from_db()
    assert claim.state == ClaimState.RECOGNISED
    return claim


def state(claim):
    claim.refresh_from_db()
    return claim.state


def test_evidence_and_endorsements_move_the_stored_state_up_and_down():
    claim = recognised()
    endorsement = claim.endorsements.first()
    endorsements.withdraw_endorsement(endorsement=endorsement, by=endorsement.by)
    assert state(claim) == ClaimState.SUBSTANTIATED
    endorsements.restore_endorsement(endorsement=endorsement, by=endorsement.by)
    assert state(claim) == ClaimState.RECOGNISED
    kept = evidence.remove_evidence(evidence=claim.evidence.get(), by=claim.member)
    assert state(claim) == ClaimState.DECLARED
    evidence.restore_evidence(claim=claim, by=claim.member, kept=kept)
    assert state(claim) == ClaimState.RECOGNISED


def test_a_new_state_is_dated_and_an_unchanged_one_keeps_its_date():
    claim = recognised()
    ExpertiseClaim.objects.filter(pk=claim.pk).update(state_since=dt.date(2025, 1, 1))
    claim.refresh_from_db()
    claims.changed([claim])
    assert claim.state_since == dt.date(2025, 1, 1)
    evidence.remove_evidence(evidence=claim.evidence.get(), by=claim.member)
    claim.refresh_from_db()
    assert claim.state_since == timezone.localdate()


@pytest.mark.parametrize("count", [1, 3])
def test_states_cost_the_same_whatever_their_number(django_assert_num_queries, count):
    made = f.ExpertiseClaimFactory.create_batch(count)
    for claim in made:
        f.EvidenceFactory(claim=claim)
    with django_assert_num_queries(3):
        collect_claim_facts(made, timezone.localdate())


def test_time_asks_after_two_years_and_archives_three_months_later():
    claim = recognised()
    ExpertiseClaim.objects.update(last_confirmed_on=timezone.localdate())
    asked = timezone.localtime() + relativedelta(months=24)
    assert aging.age_claims(timezone.now()) == 0
    aging.age_claims(asked)
    assert state(claim) == ClaimState.TO_CONFIRM
    assert Notice.objects.filter(kind="expertise.confirm", member=claim.member).count() == 1
    aging.age_claims(asked + dt.timedelta(days=1))
    assert Notice.objects.filter(kind="expertise.confirm").count() == 1, "asked once"
    aging.age_claims(asked + relativedelta(months=3, days=-1))
    assert state(claim) == ClaimState.TO_CONFIRM
    aging.age_claims(asked + relativedelta(months=3))
    assert state(claim) == ClaimState.ARCHIVED
    assert claim.archived_at is not None
    assert Notice.objects.filter(kind="expertise.archived", member=claim.member).count() == 1


def test_a_member_with_several_old_claims_is_asked_one_question():
    member = f.MemberFactory()
    for _number in range(3):
        f.ExpertiseClaimFactory(member=member, last_confirmed_on=timezone.localdate() - relativedelta(months=30))
    aging.age_claims(timezone.now())
    notice = Notice.objects.get(kind="expertise.confirm")
    assert notice.params["more"] == 2


def test_confirming_starts_two_years_anew():
    claim = recognised()
    ExpertiseClaim.objects.update(last_confirmed_on=timezone.localdate() - relativedelta(months=25))
    aging.age_claims(timezone.now())
    claim.refresh_from_db()
    claims.confirm_claim(claim=claim, by=claim.member)
    assert state(claim) == ClaimState.RECOGNISED
    assert claim.reminded_on is None


def test_hidden_claims_and_drafts_are_not_asked_about():
    old = timezone.localdate() - relativedelta(months=30)
    f.ExpertiseClaimFactory(visibility=ClaimVisibility.HIDDEN, last_confirmed_on=old)
    f.ExpertiseClaimFactory(is_draft=True, state=ClaimState.DRAFT, last_confirmed_on=old)
    aging.age_claims(timezone.now())
    assert not Notice.objects.filter(kind="expertise.confirm").exists()


def test_who_starts_to_work_at_the_school_of_an_endorser_is_recognised_by_that_school_no_longer():
    claim = recognised()
    school = claim.endorsements.order_by("pk").first().from_organisation
    f.AppointmentFactory(member=claim.member, organisation=school, start=timezone.localdate())
    assert state(claim) == ClaimState.RECOGNISED, "nobody told yet"
    assert aging.recompute_states() == 1
    assert state(claim) == ClaimState.SUBSTANTIATED
    assert aging.recompute_states() == 0, "nothing left to change"


def test_another_appointment_computes_states_at_once():
    claim = recognised()
    school = claim.endorsements.order_by("pk").first().from_organisation
    second = f.AppointmentFactory(member=claim.member, organisation=school, start=timezone.localdate())
    claims.recompute_claims_of([claim.member_id])
    assert state(claim) == ClaimState.SUBSTANTIATED
    end_appointment(appointment=second, by=claim.member, end=timezone.localdate())
    assert state(claim) == ClaimState.RECOGNISED


def test_the_command_does_what_the_night_does():
    claim = f.ExpertiseClaimFactory(state=ClaimState.RECOGNISED)
    call_command("expertise_states", verbosity=0)
    assert state(claim) == ClaimState.DECLARED


# People and topics that change --------------------------------------------------------------------


def test_who_leaves_is_not_asked_any_more_and_vouches_for_nobody():
    claim = recognised()
    endorser = claim.endorsements.first().by
    own = f.ExpertiseClaimFactory(member=endorser)
    leave_network(member=endorser, by=endorser)
    assert state(own) == ClaimState.ARCHIVED
    assert state(claim) == ClaimState.SUBSTANTIATED


def test_after_an_erasure_nothing_of_the_member_is_left():
    claim = recognised()
    endorser = claim.endorsements.first().by
    own = recognised(member=endorser)
    erase_member(member=endorser)
    assert not ExpertiseClaim.objects.filter(pk=own.pk).exists()
    assert not Endorsement.objects.filter(by=endorser).exists()
    assert not Endorsement.objects.filter(about=endorser).exists()
    assert state(claim) == ClaimState.SUBSTANTIATED


def test_a_merged_topic_takes_its_claims_along():
    claim = recognised()
    into = f.TopicFactory()
    merge_topic(topic=claim.topic, into=into, by=f.MemberFactory())
    claim.refresh_from_db()
    assert (claim.topic, claim.state) == (into, ClaimState.RECOGNISED)


@pytest.mark.parametrize("strong_one_moves", [True, False])
def test_who_had_both_topics_keeps_the_stronger_claim_with_all_that_stands_under_them(strong_one_moves):
    strong = recognised()
    weak = f.ExpertiseClaimFactory(member=strong.member)
    evidence.add_evidence(claim=weak, by=weak.member, kind=EvidenceKind.TRAINING, title="Een cursus")
    weak.refresh_from_db()
    goes, stays = (strong, weak) if strong_one_moves else (weak, strong)
    into = stays.topic
    merge_topic(topic=goes.topic, into=into, by=f.MemberFactory())
    assert state(strong) == ClaimState.RECOGNISED
    assert strong.topic == into
    assert state(weak) == ClaimState.ARCHIVED
    assert strong.evidence.count() == 2
    assert not ExpertiseClaim.objects.filter(topic=goes.topic).exclude(topic=into).exists()


def test_a_topic_with_another_name_leaves_claims_as_they_are():
    claim = recognised()
    change_topic(topic=claim.topic, by=f.MemberFactory(), name="een nieuw woord")
    assert state(claim) == ClaimState.RECOGNISED
