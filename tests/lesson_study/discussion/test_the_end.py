"""The end of a study, in both ways to it; what goes after twelve months; what never leaves the team."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.dates import nice_date
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.registry import MEMBERS
from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import MatchCount, Observation, PupilInterview
from lesson_study.cycles.actions import cover, days
from lesson_study.cycles.actions.ending import finish_for_good
from lesson_study.cycles.enums import CoverState, CycleState, DayKind, StepKind, TeamRole
from lesson_study.cycles.models import CoverRequest, CycleStep
from lesson_study.cycles.scheduling import Wishes, propose_days
from lesson_study.discussion.actions import reflection as actions
from lesson_study.discussion.actions.report import save_report
from lesson_study.discussion.actions.revisions import add_revision
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import EvidenceLink, Insight, ReportDraft, ReportText
from lesson_study.discussion.retention import remove_due_notes
from lesson_study.plan.models import CasePupil
from tests.factories import GroupMembershipFactory, MemberFactory, NetworkRoleFactory
from tests.lesson_study.building import team_member
from tests.lesson_study.discussion.helpers import address, chair_of, noted, observer_of, of_cycle, talk_in
from tests.lesson_study.discussion.test_reflection import CANARY, fill, in_reflection, published, send_in

pytestmark = pytest.mark.django_db


# The end ----------------------------------------------------------------------------------------


def test_the_facilitator_finishes_the_study_and_it_is_shared(client):
    lesson = in_reflection()
    cycle = lesson.cycle
    client.force_login(observer_of(lesson))
    assert client.post(of_cycle(cycle, "study_finish")).status_code == 403
    client.force_login(chair_of(lesson))
    client.post(of_cycle(cycle, "study_finish"))
    cycle.refresh_from_db()
    assert not cycle.is_finished
    fill(cycle, chair_of(lesson))
    client.post(of_cycle(cycle, "study_finish"))
    cycle.refresh_from_db()
    assert (cycle.is_finished, cycle.shared_at is not None) == (True, True)
    assert CycleStep.objects.get().kind == StepKind.FINISHED
    # Written in no more; the report still can be sent in.
    assert client.post(of_cycle(cycle, "insight_add"), {"level": "pupil", "text": "later"}).status_code == 403
    assert client.get(of_cycle(cycle, "report_write")).status_code == 200


@pytest.mark.parametrize("button", ["study_finish", "cycle_finish"])
def test_finishing_shares_it_and_takes_coming_days_out_of_calendars(client, button):
    """Of the page of reflection, and of the page that says where the team is."""
    cycle = in_reflection().cycle
    by, someone = team_member(cycle, TeamRole.FACILITATOR), MemberFactory()
    wishes = Wishes(timezone.localdate() + dt.timedelta(days=7))
    proposed = propose_days(
        wishes, days.build_calendar_around(cycle, [wishes.first], timezone.localdate()), timezone.localdate()
    )
    days.store_proposal(cycle=cycle, by=by, days=proposed)
    days.settle_days(cycle=cycle, by=by)
    second = cycle.days.get(kind=DayKind.RETEACH)
    cover.ask_cover(day=second, by=by, members=[team_member(cycle, TeamRole.TEACHER)])
    fill(cycle, by)
    client.force_login(by)
    for _pressed_twice in range(2):
        client.post(of_cycle(cycle, button))
    cycle.refresh_from_db()
    assert (cycle.is_finished, cycle.shared_at is not None) == (True, True)
    assert CycleStep.objects.filter(cycle=cycle, kind=StepKind.FINISHED).count() == 1
    assert not cycle.days.filter(meeting__isnull=False).exists()
    assert CoverRequest.objects.get().state == CoverState.WITHDRAWN
    assert (
        SearchEntry.objects.visible_to_audiences([MEMBERS])
        .filter(kind="lesson_study", object_key=str(cycle.pk))
        .exists()
    )
    client.force_login(someone)
    assert cycle.title in client.get(of_cycle(cycle, "archive")).content.decode()


@pytest.mark.clock
def test_notes_go_after_twelve_months_and_their_evidence_keeps_match_and_day(client):
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    note = noted(lesson, CANARY, match=Match.OTHERWISE)
    fill(cycle, by)
    insight = Insight.objects.first()
    actions.write_insight(cycle=cycle, by=by, insight=insight, level="pupil", text="Zo zit het", evidence=[note])
    finish_for_good(cycle=cycle, by=chair_of(lesson))
    now = timezone.now()
    with time_machine.travel(now + dt.timedelta(days=364), tick=False):
        assert remove_due_notes() == 0
    with time_machine.travel(now + dt.timedelta(days=367), tick=False):
        assert remove_due_notes() == 1
        assert remove_due_notes() == 0
        day = timezone.localdate()
    assert not Observation.objects.exists()
    assert MatchCount.objects.get().count == 1
    link = EvidenceLink.objects.get()
    assert (link.observation, link.match, link.removed_on) == (None, Match.OTHERWISE, day)
    client.force_login(by)
    page = client.get(of_cycle(cycle, "reflection")).content.decode()
    assert "waarneming verwijderd op" in page
    assert CANARY not in page
    assert "Zo zit het" in page
    shown = client.get(address(lesson, "lesson_of_number")).content.decode()
    assert "Wat leerlingen zeiden, is verwijderd op" in shown
    assert "Nog niet gevraagd" not in shown
    # Nor does the study lack notes: they were there.
    overview = client.get(cycle.get_absolute_url()).context["overview"]
    assert [line.missing for line in overview.lines if line.missing] == []


@pytest.mark.clock
def test_notes_of_a_stopped_study_go_too():
    lesson = in_reflection()
    cycle = lesson.cycle
    noted(lesson, CANARY)
    cycle.state, cycle.state_reason = CycleState.STOPPED, "geen vervanging"
    cycle.save()
    step = CycleStep.objects.create(
        cycle=cycle, kind=StepKind.STOPPED, from_phase=cycle.phase, to_phase=cycle.phase, reason="geen vervanging"
    )
    assert remove_due_notes() == 0
    CycleStep.objects.filter(pk=step.pk).update(at=timezone.now() - dt.timedelta(days=400))
    assert remove_due_notes() == 1


SAID, KEPT = "Bij het touw zag ik het pas.", "Ik had langer willen tekenen."


def with_quotes(lesson, *, text):
    """Notes and an interview of a lesson whose team put some of their words in the report, and took others out."""
    cycle, by = lesson.cycle, observer_of(lesson)
    noted(lesson, f"A wijst naar het touw: «{SAID}»", is_quote=True)
    PupilInterview.objects.create(lesson=lesson, case_pupil=CasePupil.objects.get(cycle=cycle, code="B"), liked=KEPT)
    report = save_report(cycle=cycle, by=by, text=f"B zei: {SAID} {KEPT}", seen_version=0)
    return save_report(cycle=cycle, by=by, text=text, seen_version=report.version)


@pytest.mark.clock
def test_a_quote_stays_only_where_the_team_put_it_in_the_published_report(client):
    lesson = in_reflection()
    cycle = lesson.cycle
    published(lesson)
    ReportDraft.objects.filter(cycle=cycle).update(text=f"Een leerling zei: {KEPT}")
    ReportText.objects.create(report=cycle.report, version=99, text=SAID)
    noted(lesson, SAID, is_quote=True)
    finish_for_good(cycle=cycle, by=chair_of(lesson))
    with time_machine.travel(timezone.now() + dt.timedelta(days=367), tick=False):
        assert remove_due_notes() == 1
    report = ReportDraft.objects.get(cycle=cycle)
    assert report.text == f"Een leerling zei: {KEPT}"
    assert not report.texts.exists()
    client.force_login(observer_of(lesson))
    for name in ("reflection", "report_pdf", "archive"):
        assert SAID not in client.get(of_cycle(cycle, name)).content.decode(errors="replace")


@pytest.mark.clock
def test_in_a_report_that_was_never_published_the_day_of_removal_stands_in_the_place_of_a_quote():
    lesson = in_reflection()
    cycle = lesson.cycle
    with_quotes(lesson, text=f"Ons inzicht blijft.\r\nA: {SAID}\r\nB: «{KEPT}»")
    fill(cycle, observer_of(lesson))
    finish_for_good(cycle=cycle, by=chair_of(lesson))
    with time_machine.travel(timezone.now() + dt.timedelta(days=367), tick=False):
        assert remove_due_notes() == 1
        instead = f"[waarneming verwijderd op {nice_date(timezone.localdate())}]"
    report = ReportDraft.objects.get(cycle=cycle)
    assert report.text.splitlines() == ["Ons inzicht blijft.", f"A: {instead}", f"B: «{instead}»"]
    assert not report.texts.exists()


# Never outside the team -------------------------------------------------------------------------


def test_no_word_of_the_classroom_leaves_the_team(client):
    """Pages, report, PDF's source, product and search, for everybody who is not in the team."""
    lesson = in_reflection()
    cycle, by = lesson.cycle, observer_of(lesson)
    note = noted(lesson, CANARY)
    discussion = talk_in(Step.MY_CLASS, lesson)
    change = add_revision(discussion=discussion, by=by, after="Anders", reason="Daarom")
    EvidenceLink.objects.create(revision=change, observation=note, match=note.match)
    fill(cycle, by)
    actions.write_insight(
        cycle=cycle, by=by, insight=Insight.objects.first(), level="pupil", text="Zo", evidence=[note]
    )
    send_in(client, lesson)
    finish_for_good(cycle=cycle, by=chair_of(lesson))
    expert = MemberFactory()
    cycle.knowledgeable_others.create(member=expert)
    colleague = MemberFactory()
    GroupMembershipFactory(group=cycle.group, member=colleague)
    pages = [
        cycle.get_absolute_url(),
        address(lesson),
        *(of_cycle(cycle, name) for name in ("discussion", "reteach", "reflection", "report_pdf", "report_write")),
    ]
    for reader in (expert, colleague, NetworkRoleFactory().member, MemberFactory()):
        client.force_login(reader)
        for url in pages:
            assert CANARY not in client.get(url).content.decode(errors="replace"), url
    assert CANARY not in "".join(str(row) for row in SearchEntry.objects.values())
    assert CANARY not in str(KnowledgeProduct.objects.values().get())
    assert CANARY not in ReportDraft.objects.get().text
    # The canary sings where it may: in the team.
    client.force_login(by)
    assert CANARY in client.get(address(lesson)).content.decode()


def test_the_archive_leads_to_the_report_as_soon_as_its_reader_may_read_it(client):
    """Until two colleagues found it good, a link would lead nowhere for who is not in the group."""
    lesson = in_reflection()
    cycle = lesson.cycle
    send_in(client, lesson)
    finish_for_good(cycle=cycle, by=chair_of(lesson))
    report = KnowledgeProduct.objects.get()
    archive = of_cycle(cycle, "archive")
    client.force_login(MemberFactory())
    page = client.get(archive).content.decode()
    assert report.get_absolute_url() not in page
    assert "Collega's bekijken het verslag nu." in page.replace("&#x27;", "'")
    client.force_login(observer_of(lesson))
    assert report.get_absolute_url() in client.get(archive).content.decode()
    KnowledgeProduct.objects.update(status=ProductStatus.PUBLISHED, published_on=timezone.localdate())
    client.force_login(MemberFactory())
    assert report.get_absolute_url() in client.get(archive).content.decode()
