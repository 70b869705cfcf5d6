"""An obligation from planned to met, late or lapsed, and who answers for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.agreements.obligations import forms
from knowledge_network.agreements.obligations.actions import work
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.notices import OBLIGATION_ASSIGNED, OBLIGATION_UNOWNED
from knowledge_network.agreements.obligations.queries import count_kept_in_time
from knowledge_network.agreements.texts.actions.life import give_notice, note_merger, take_back_notice
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.signals import member_left
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.agreements.building import fresh, make_director, what_it_sends
from tests.agreements.obligations.helpers import TODAY
from tests.plg.meetings.helpers import invited, planned

pytestmark = pytest.mark.django_db
REPORT = "Verslag over projectgelden: eerste"


def test_met_wants_something_that_shows_it(owed):
    report = owed.of(REPORT)
    with pytest.raises(RefusedError):
        work.meet_obligation(obligation=report, by=owed.coordinator)
    work.add_evidence(obligation=report, by=owed.coordinator, text="Het verslag", link="https://voorbeeld.example/a")
    report.refresh_from_db()
    assert report.state == ObligationState.BUSY, "who adds something works on it"
    work.meet_obligation(obligation=report, by=owed.coordinator)
    report.refresh_from_db()
    assert (report.state, report.met_on) == (ObligationState.MET, TODAY)
    verbs = set(AuditEvent.objects.filter(object_key=report.public_id).values_list("verb", flat=True))
    assert verbs == {"agreements.evidence_added", "agreements.obligation_met"}


def test_the_last_thing_that_shows_it_stays(owed):
    report = owed.of(REPORT)
    evidence = work.add_evidence(obligation=report, by=owed.coordinator, text="Het verslag")
    work.meet_obligation(obligation=report, by=owed.coordinator)
    with pytest.raises(RefusedError):
        work.remove_evidence(evidence=evidence, by=owed.coordinator)
    work.reopen_obligation(obligation=report, by=owed.coordinator)
    work.remove_evidence(evidence=evidence, by=owed.coordinator)
    assert not report.evidence.exists()


def test_met_on_a_day_that_is_still_to_come_is_refused(owed):
    report = owed.of(REPORT)
    work.add_evidence(obligation=report, by=owed.coordinator, text="Het verslag")
    with pytest.raises(RefusedError):
        work.meet_obligation(obligation=report, by=owed.coordinator, on=TODAY + dt.timedelta(days=1))


def test_what_lapsed_says_why_and_can_be_opened_again(owed):
    report = owed.of(REPORT)
    work.lapse_obligation(obligation=report, by=owed.coordinator, reason="Geen projectgelden dit jaar")
    with pytest.raises(RefusedError):
        work.meet_obligation(obligation=report, by=owed.coordinator)
    work.reopen_obligation(obligation=report, by=owed.coordinator)
    report.refresh_from_db()
    assert (report.state, report.lapse_reason) == (ObligationState.BUSY, "")


def test_opened_again_after_its_day_it_is_late_at_once(owed):
    report = owed.of(REPORT)
    work.add_evidence(obligation=report, by=owed.coordinator, text="Het verslag")
    work.meet_obligation(obligation=report, by=owed.coordinator)
    Obligation.objects.filter(pk=report.pk).update(due_on=dt.date(2026, 10, 1))
    work.reopen_obligation(obligation=report, by=owed.coordinator)
    report.refresh_from_db()
    assert report.is_late


def test_a_new_owner_hears_it_once(owed):
    other = f.MemberFactory()
    work.reassign_obligation(obligation=owed.of(REPORT), by=owed.coordinator, owner=other)
    assert list(Notice.objects.filter(kind=OBLIGATION_ASSIGNED.name).values_list("member", flat=True)) == [other.pk]


def test_who_leaves_the_network_answers_for_nothing_and_who_runs_it_hears_that(owed):
    gone = f.MemberFactory()
    report = owed.of(REPORT)
    work.reassign_obligation(obligation=report, by=owed.coordinator, owner=gone)
    member_left.send(sender=type(gone), member=gone, by=None)
    report.refresh_from_db()
    assert report.owner is None
    told = Notice.objects.filter(kind=OBLIGATION_UNOWNED.name).values_list("member", flat=True)
    assert list(told) == [owed.coordinator.pk]


def test_a_party_that_leaves_hands_over_what_is_open(owed):
    """Only to a party of the same agreement."""
    leaving, other = owed.agreement.parties.order_by("name_as_signed")[:2]
    report = owed.of(REPORT)
    Obligation.objects.filter(pk=report.pk).update(party=leaving)
    leaving.ended_on, leaving.end_kind = dt.date(2026, 12, 31), "left"
    leaving.save()
    assert list(Obligation.objects.all().without_owner()) == [report]
    work.reassign_obligation(obligation=report, by=owed.coordinator, owner=None, party=other)
    assert not Obligation.objects.all().without_owner().exists()


def test_a_director_answers_for_what_the_boards_owe_together(owed):
    director = make_director(owed.agreement.parties.order_by("pk").first().organisation)
    stranger = make_director(f.BoardFactory())
    leaders = owed.of("Twee programmaleiders")
    assert leaders in Obligation.objects.owned_by(director)
    assert director.has_perm("agreements.work_on_obligation", leaders)
    assert leaders not in Obligation.objects.owned_by(stranger)
    assert not fresh(stranger).has_perm("agreements.work_on_obligation", leaders)


def test_another_day_begins_the_reminders_anew(owed):
    report = owed.of(REPORT)
    Obligation.objects.filter(pk=report.pk).update(state=ObligationState.LATE, reminded="T+1")
    work.move_obligation(obligation=report, by=owed.coordinator, due_on=dt.date(2027, 3, 1))
    report.refresh_from_db()
    assert (report.state, report.reminded, report.due_on) == (ObligationState.BUSY, "", dt.date(2027, 3, 1))


def test_kept_in_time_counts_what_was_due_by_now(owed):
    """Due this school year up to today: the programme leaders of 1 August; what lapsed counts in nothing."""
    assert (count_kept_in_time(2026).due, count_kept_in_time(2026).in_time) == (1, 0)
    leaders = owed.of("Twee programmaleiders")
    Obligation.objects.filter(pk=leaders.pk).update(state=ObligationState.MET, met_on=dt.date(2026, 8, 1))
    assert (count_kept_in_time(2026).due, count_kept_in_time(2026).in_time) == (1, 1)
    Obligation.objects.filter(pk=leaders.pk).update(met_on=dt.date(2026, 8, 2))
    assert (count_kept_in_time(2026).met, count_kept_in_time(2026).in_time) == (1, 0)
    Obligation.objects.filter(pk=leaders.pk).update(state=ObligationState.LAPSED, lapse_reason="x")
    assert count_kept_in_time(2026).due == 0
    assert count_kept_in_time(2025).due == 2, "plan and budget of this school year were due on 1 July"


def test_what_a_party_that_leaves_owes_after_its_last_day_needs_somebody_else(owed):
    party = owed.agreement.parties.order_by("name_as_signed").first()
    before, after = list(Obligation.objects.all().still_open().filter(party=None).order_by("pk")[:2])
    day = timezone.localdate()
    Obligation.objects.filter(pk=before.pk).update(party=party, due_on=day + dt.timedelta(days=1))
    Obligation.objects.filter(pk=after.pk).update(
        party=party, due_on=day + dt.timedelta(days=2000), owner=owed.coordinator
    )
    give_notice(party=party, by=owed.coordinator)
    before.refresh_from_db()
    after.refresh_from_db()
    assert list(Obligation.objects.all().without_owner()) == [after]
    told = Notice.objects.filter(kind=OBLIGATION_UNOWNED.name).values_list("params__obligation", flat=True)
    assert list(told) == [after.public_id], "what falls before the last day is still owed"


def test_a_notice_that_is_taken_back_and_given_once_more_costs_nobody_their_obligation(owed):
    """Its owner stays until somebody takes it over; who runs the network hears of each notice what needs that."""
    party = owed.agreement.parties.order_by("name_as_signed").first()
    report = owed.of(REPORT)
    Obligation.objects.filter(pk=report.pk).update(
        party=party, due_on=timezone.localdate() + dt.timedelta(days=2000), owner=owed.coordinator
    )
    told = Notice.objects.filter(kind=OBLIGATION_UNOWNED.name, member=owed.coordinator)
    for times in (1, 2):
        give_notice(party=party, by=owed.coordinator)
        report.refresh_from_db()
        assert report.owner == owed.coordinator
        assert list(Obligation.objects.all().without_owner()) == [report]
        assert told.count() == times
        take_back_notice(party=party, by=owed.coordinator)
        assert not Obligation.objects.all().without_owner().exists()


def test_who_goes_on_in_the_place_of_a_party_owes_what_it_owed_and_nothing_twice(owed):
    gone, heir = owed.agreement.parties.order_by("name_as_signed")[:2]
    moved, doubled = list(Obligation.objects.all().still_open().filter(party=None).order_by("pk")[:2])
    day = timezone.localdate() + dt.timedelta(days=200)
    Obligation.objects.filter(pk__in=[moved.pk, doubled.pk]).update(party=gone, due_on=day)
    same = Obligation.objects.create(rule=doubled.rule, school_year=doubled.school_year, due_on=day, party=heir)
    note_merger(party=gone, by=owed.coordinator, successor=heir.organisation, on=timezone.localdate())
    for row in (moved, doubled, same):
        row.refresh_from_db()
    assert moved.party == heir
    assert (doubled.state, doubled.lapse_reason) == (
        ObligationState.LAPSED,
        f"{heir.name_as_signed} is hiertoe al verplicht.",
    )
    assert same.is_open


# As people do it in a browser -------------------------------------------------------------------


def at(name, obligation):
    return reverse(f"agreements:{name}", args=[obligation.public_id])


@pytest.mark.parametrize("more", [{}, {"link": "https://voorbeeld.example/verslag"}])
def test_evidence_without_a_file_is_taken(client, owed, more):
    report = owed.of(REPORT)
    client.force_login(owed.coordinator)
    sent = {"text": "Besproken op 12 november", "link": "", "meeting": "", "product": "", **more}
    assert client.post(at("evidence_add", report), sent).status_code == 302
    assert report.evidence.get().text == "Besproken op 12 november"


def test_of_meetings_of_the_network_the_newest_can_be_chosen_and_the_field_says_so(client, owed, monkeypatch):
    """Who is no coordinator chooses among those to which they were invited."""
    monkeypatch.setattr(forms, "MOST_CHOICES", 2)
    network, now = f.PartnershipFactory(), timezone.now()
    plenaries = [
        planned(None, now - dt.timedelta(days=days), partnership=network, audience="everybody", title=f"Plenair {days}")
        for days in (30, 20, 10)
    ]
    f.MeetingFactory(starts_at=now - dt.timedelta(days=1), title="Van een groep")
    owner = f.MemberFactory()
    invited(plenaries[0], owner)
    for member, told, is_cut in ((owed.coordinator, ["10", "20"], True), (owner, ["30"], False)):
        form = forms.EvidenceForm(None, None, member=fresh(member))
        choices = [label for value, label in form.fields["meeting"].choices if value]
        assert [label.rpartition(" ")[2] for label in choices] == told
        assert ("2" in form.fields["meeting"].help_text) == is_cut


def test_two_who_note_at_once_both_read_what_the_other_wrote(client, owed):
    report = owed.of(REPORT)
    client.force_login(owed.coordinator)
    address = at("obligation_note", report)
    seen = what_it_sends(client.get(address))
    assert client.post(address, seen | {"note": "Van mij."}).status_code == 302
    late = client.post(address, seen | {"note": "Van een ander."})
    assert late.status_code == 200
    assert "Van mij." in late.text
    assert "Van een ander." in late.text
    report.refresh_from_db()
    assert report.note == "Van mij."
    assert client.post(address, what_it_sends(late) | {"note": "Samen."}).status_code == 302
    report.refresh_from_db()
    assert report.note == "Samen."


def test_two_who_hand_it_over_at_once_do_not_undo_each_other(client, owed):
    report = owed.of(REPORT)
    client.force_login(owed.coordinator)
    address = at("obligation_assign", report)
    seen = what_it_sends(client.get(address))
    owner = f.MemberFactory()
    assert client.post(address, seen | {"owner": owner.email}).status_code == 302
    assert client.post(address, seen | {"due_on": "2027-03-01"}).status_code == 302
    report.refresh_from_db()
    assert (report.owner, report.due_on) == (owner, dt.date(2027, 3, 1))
    late = client.post(address, seen | {"due_on": "2027-04-01"})
    assert late.status_code == 200, "both chose a day"
    report.refresh_from_db()
    assert report.due_on == dt.date(2027, 3, 1)
