"""Recognition: from what two people did together, never of oneself, taken back at any time, pairs for coordinators."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequestMatch
from expertise.claims.actions import aging, endorsements
from expertise.claims.enums import ClaimVisibility, EndorsementBasis
from expertise.claims.models import Endorsement
from expertise.claims.queries import find_reciprocal_pairs, read_reciprocal_pairs
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.expertise.claims.test_claims import attended, page_of, sign_in
from tests.plg.groups.test_groups_fuzz import FORM, encoded, fields

pytestmark = pytest.mark.django_db
TEXT = "Haar hardop-denklessen hebben mijn groep leren haperen en herstellen."


def give_url(claim):
    return f"{page_of(claim)}erkennen/"


def test_recognising_needs_a_source_and_forty_characters(client):
    claim = f.ExpertiseClaimFactory()
    sign_in(client)
    for data in (
        {"source": EndorsementBasis.LESSON_VISIT, "text": "Top!"},
        {"text": TEXT},
        {"source": "verzonnen", "text": TEXT},
    ):
        assert client.post(give_url(claim), data).status_code == 422
    assert not Endorsement.objects.exists()
    assert client.post(give_url(claim), {"source": EndorsementBasis.LESSON_VISIT, "text": TEXT}).status_code == 302
    page = client.get(page_of(claim)).content.decode()
    assert TEXT in page


def test_nobody_recognises_themselves(client):
    claim = f.ExpertiseClaimFactory()
    sign_in(client, claim.member)
    assert client.post(give_url(claim), {"source": EndorsementBasis.LESSON_VISIT, "text": TEXT}).status_code == 403
    with pytest.raises(RefusedError):
        endorsements.give_endorsement(claim=claim, by=claim.member, basis=EndorsementBasis.LESSON_VISIT, text=TEXT)
    with pytest.raises(IntegrityError), transaction.atomic():
        f.EndorsementFactory(claim=claim, by=claim.member)


def test_recognising_twice_is_recognising_once(client):
    claim = f.ExpertiseClaimFactory()
    sign_in(client)
    for _number in range(2):
        client.post(give_url(claim), {"source": EndorsementBasis.LESSON_VISIT, "text": TEXT})
    assert Endorsement.objects.count() == 1


def test_only_what_both_were_at_may_be_chosen(client):
    claim, me = f.ExpertiseClaimFactory(), sign_in(client)
    shared, mine, theirs = (
        f.MeetingFactory(title=f"Bijeenkomst {n}", starts_at=timezone.now() - dt.timedelta(days=n)) for n in (1, 2, 3)
    )
    attended(shared, me, claim.member)
    attended(mine, me)
    attended(theirs, claim.member)
    page = client.get(give_url(claim)).content.decode()
    assert f"meeting:{shared.public_id}" in page
    assert f"meeting:{mine.public_id}" not in page
    assert f"meeting:{theirs.public_id}" not in page
    data = {"source": f"meeting:{theirs.public_id}", "text": TEXT}
    assert client.post(give_url(claim), data).status_code == 422
    client.post(give_url(claim), {**data, "source": f"meeting:{shared.public_id}"})
    row = Endorsement.objects.get()
    assert (row.meeting, row.basis) == (shared, EndorsementBasis.MEETING)


def test_a_question_of_mine_that_the_other_answered_may_be_chosen(client):
    claim, me = f.ExpertiseClaimFactory(), sign_in(client)
    help_request = f.HelpRequestFactory(asker=me, state=HelpState.ANSWERED)
    HelpRequestMatch.objects.create(help_request=help_request, expert=claim.member, state="accepted")
    client.post(give_url(claim), {"source": f"help_request:{help_request.public_id}", "text": TEXT})
    assert Endorsement.objects.get().basis == EndorsementBasis.HELP_REQUEST


def test_a_question_that_was_asked_without_a_name_is_never_named_with_a_recognition(client):
    claim, me = f.ExpertiseClaimFactory(), f.MemberFactory()
    help_request = f.HelpRequestFactory(asker=me, title="Anonieme vraag over orde", is_anonymous=True)
    f.EndorsementFactory(claim=claim, by=me, basis=EndorsementBasis.HELP_REQUEST, help_request=help_request)
    sign_in(client)
    assert "Anonieme vraag over orde" not in client.get(page_of(claim)).content.decode()
    help_request.is_anonymous = False
    help_request.save()
    assert "Anonieme vraag over orde" in client.get(page_of(claim)).content.decode()


def test_the_meeting_is_named_only_for_who_may_see_it(client):
    claim = f.ExpertiseClaimFactory()
    meeting = f.MeetingFactory(title="Besloten onderwerp")
    f.EndorsementFactory(claim=claim, meeting=meeting, basis=EndorsementBasis.MEETING)
    sign_in(client)
    assert "Besloten onderwerp" not in client.get(page_of(claim)).content.decode()
    f.GroupMembershipFactory(group=meeting.group, member=(inside := f.MemberFactory()))
    sign_in(client, inside)
    assert "Besloten onderwerp" in client.get(page_of(claim)).content.decode()


def test_strangers_read_only_colleagues_who_may_be_found_by_everybody(client):
    owner = f.MemberFactory(name_visibility="everybody")
    claim = f.ExpertiseClaimFactory(member=owner, visibility=ClaimVisibility.EVERYBODY)
    f.EndorsementFactory(claim=claim, by=f.MemberFactory(name_visibility="members"), text=TEXT)
    assert TEXT not in client.get(page_of(claim)).content.decode()
    assert TEXT not in client.get(f"/leden/{owner.public_id}/").content.decode()
    sign_in(client)
    assert TEXT in client.get(page_of(claim)).content.decode()


def test_taking_it_back_hides_it_at_once_and_can_be_undone(client):
    claim, me = f.ExpertiseClaimFactory(), sign_in(client)
    row = f.EndorsementFactory(claim=claim, by=me, text=TEXT)
    url = f"{page_of(claim)}erkenning/{row.public_id}/"
    client.post(f"{url}intrekken/")
    assert TEXT not in client.get(page_of(claim)).content.decode()
    client.post(f"{url}terugzetten/")
    assert TEXT in client.get(page_of(claim)).content.decode()


def test_only_its_writer_takes_it_back(client):
    row = f.EndorsementFactory()
    sign_in(client, row.about)
    assert client.post(f"{page_of(row.claim)}erkenning/{row.public_id}/intrekken/").status_code == 403
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_what_was_taken_back_can_be_taken_back_also_when_the_claim_is_hidden_and_is_forgotten_after_a_day(client):
    row = f.EndorsementFactory(by=sign_in(client))
    type(row.claim).objects.update(visibility=ClaimVisibility.HIDDEN)
    assert client.post(f"{page_of(row.claim)}erkenning/{row.public_id}/intrekken/").status_code == 302
    assert aging.forget_old(timezone.now()) == 0
    assert aging.forget_old(timezone.now() + dt.timedelta(days=2)) == 1


def test_an_endorsement_of_somebody_who_is_suspended_is_not_shown(client):
    row = f.EndorsementFactory(text=TEXT, by=f.MemberFactory(suspended_at=timezone.now()))
    sign_in(client)
    assert TEXT not in client.get(page_of(row.claim)).content.decode()


def test_the_owner_hears_of_it_and_no_longer_when_it_is_taken_back():
    claim, giver = f.ExpertiseClaimFactory(), f.MemberFactory()
    row = endorsements.give_endorsement(claim=claim, by=giver, basis=EndorsementBasis.LESSON_VISIT, text=TEXT)
    notice = Notice.objects.get(kind="expertise.endorsed")
    assert notice.member == claim.member
    assert TEXT not in str(notice.params)
    endorsements.withdraw_endorsement(endorsement=row, by=giver)
    assert not Notice.objects.filter(kind="expertise.endorsed").exists()


def test_the_logbook_never_holds_the_text():
    claim = f.ExpertiseClaimFactory()
    endorsements.give_endorsement(claim=claim, by=f.MemberFactory(), basis=EndorsementBasis.LESSON_VISIT, text=TEXT)
    rows = AuditEvent.objects.filter(verb="expertise.endorsed")
    assert rows.count() == 1
    assert TEXT not in str(list(rows.values()))


# Pairs --------------------------------------------------------------------------------------------


def pair(days, **values):
    one, other = f.ExpertiseClaimFactory(), f.ExpertiseClaimFactory()
    day = dt.date(2026, 10, 1)
    f.EndorsementFactory(claim=one, by=other.member, given_on=day)
    f.EndorsementFactory(claim=other, by=one.member, given_on=day + dt.timedelta(days=days), **values)
    return one.member, other.member


@pytest.mark.parametrize(("days", "flagged"), [(0, 1), (7, 1), (-7, 1), (8, 0), (-8, 0)])
def test_two_who_recognise_each_other_within_seven_days_are_a_pair(days, flagged):
    pair(days)
    assert len(find_reciprocal_pairs()) == flagged


def test_what_was_taken_back_makes_no_pair():
    pair(2, withdrawn_at=timezone.now())
    assert find_reciprocal_pairs() == []


def test_pairs_are_for_coordinators_alone(client):
    one, other = pair(3)
    sign_in(client, one)
    assert client.get("/beheer/wederzijdse-erkenning/").status_code == 403
    for claim in (*one.expertise_claims.all(), *other.expertise_claims.all()):
        assert "wederzijdse" not in client.get(page_of(claim)).content.decode()
    sign_in(client, f.NetworkRoleFactory().member)
    page = client.get("/beheer/wederzijdse-erkenning/").content.decode()
    assert one.get_full_name() in page
    assert other.get_full_name() in page


def test_what_was_taken_back_since_they_were_found_is_left_out():
    one, _other = pair(2)
    assert len(read_reciprocal_pairs().found) == 1
    one.endorsements_given.update(withdrawn_at=timezone.now())
    assert read_reciprocal_pairs().found == []


@pytest.mark.parametrize("count", [1, 3])
def test_pairs_cost_two_queries(django_assert_num_queries, count):
    for _number in range(count):
        pair(1)
    with django_assert_num_queries(2):
        assert len(read_reciprocal_pairs().found) == count
    with django_assert_num_queries(1):
        assert len(read_reciprocal_pairs().found) == count


@given(data=fields("source", "text", "next"))
@settings(max_examples=25)
def test_the_form_of_a_recognition_takes_anything(client, data):
    sign_in(client)
    client.raise_request_exception = False
    url = give_url(f.ExpertiseClaimFactory())
    assert client.post(url, encoded(data), content_type=FORM).status_code in {302, 400, 422}
