"""A cycle from start to end: gates, going back, a pause, stopping, finishing, opening again, and who may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.registry import list_audiences
from lesson_study.cycles.actions import cycles, study, team
from lesson_study.cycles.charter import DEFAULT_CHARTER, charter_html
from lesson_study.cycles.enums import CycleState, Phase, StepKind, StudyItemKind, Subject, TeamRole
from lesson_study.cycles.forms.work import GoalForm
from lesson_study.cycles.models import CycleStep, LessonStudyCycle, TeamMember
from lesson_study.cycles.phases import find_missing
from lesson_study.cycles.presenters import draw_arcs, ring_links
from lesson_study.cycles.queries import find_similar, matching
from tests import factories as f
from tests.lesson_study.building import join_team, make_cycle, team_member

pytestmark = pytest.mark.django_db
QUESTION = "We willen begrijpen hoe leerlingen breuken vergelijken, zodat ze niet alleen naar teller of noemer kijken."


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def facilitator(cycle):
    return team_member(cycle, TeamRole.FACILITATOR)


def texts(cycle, phase):
    return [str(missing.text) for missing in find_missing(cycle, phase)]


# The gates --------------------------------------------------------------------------------------


def test_gate_of_the_start_wants_all_roles_and_the_charter_of_everybody(cycle):
    cycle.charter = "Wij kijken naar leerlingen."
    assert texts(cycle, Phase.START) == []
    TeamMember.objects.filter(team_roles__contains=[TeamRole.OBSERVER]).update(team_roles=[TeamRole.TIME_KEEPER])
    TeamMember.objects.filter(team_roles__contains=[TeamRole.TEACHER]).update(charter_accepted_at=None)
    found = texts(cycle, Phase.START)
    assert [text for text in found if "waarnemer" in text]
    assert [text for text in found if "akkoord" in text]
    assert len(found) == 2


def test_gate_of_the_start_wants_three_people_and_a_leader_who_does_not_teach(cycle):
    cycle.charter = "Wij kijken naar leerlingen."
    TeamMember.objects.filter(team_roles__contains=[TeamRole.FACILITATOR]).update(
        team_roles=[TeamRole.FACILITATOR, TeamRole.TEACHER, TeamRole.NOTE_TAKER]
    )
    TeamMember.objects.filter(team_roles=[TeamRole.TEACHER]).update(left_at=timezone.now())
    found = texts(cycle, Phase.START)
    assert any("2 mensen" in text for text in found)
    assert any("nabespreking niet leiden" in text for text in found)


def test_gate_of_the_goal_wants_a_question_about_pupils_and_the_link_with_school(cycle):
    assert len(texts(cycle, Phase.GOAL)) == 2
    cycle.question, cycle.school_link = "Hoe kan ik mijn instructie korter maken?", "Ons schoolplan"
    assert len(texts(cycle, Phase.GOAL)) == 1
    cycle.question = QUESTION
    assert texts(cycle, Phase.GOAL) == []


def test_gate_of_the_study_wants_two_sources_and_a_misconception(cycle, facilitator):
    def add(kind, title):
        study.add_study_item(cycle=cycle, by=facilitator, kind=kind, title=title)

    assert len(texts(cycle, Phase.STUDY)) == 2
    add(StudyItemKind.SOURCE, "Eigen methode")
    add(StudyItemKind.MISCONCEPTION, "1/6 is meer dan 1/4")
    assert texts(cycle, Phase.STUDY) == ["Er is nog 1 bron nodig."]
    add(StudyItemKind.LEARNING_LINE, "Leerlijn breuken")
    assert texts(cycle, Phase.STUDY) == []


# Moving -----------------------------------------------------------------------------------------


def test_the_server_opens_no_shut_gate(cycle, facilitator, client):
    client.force_login(facilitator)
    client.post(reverse("lesson_study:cycle_forward", args=[cycle.public_id]))
    cycle.refresh_from_db()
    assert cycle.phase == Phase.START
    team.write_charter(cycle=cycle, by=facilitator, text="Wij kijken naar leerlingen.")
    for row in cycle.team.all():
        team.accept_charter(cycle=cycle, member=row.member)
    client.post(reverse("lesson_study:cycle_forward", args=[cycle.public_id]))
    cycle.refresh_from_db()
    assert cycle.phase == Phase.GOAL


def test_two_who_press_at_once_go_one_phase_further(cycle, facilitator, client, monkeypatch):
    monkeypatch.setattr("lesson_study.cycles.actions.cycles.find_missing", lambda cycle, phase: [])
    client.force_login(facilitator)
    for _time in range(2):
        client.post(reverse("lesson_study:cycle_forward", args=[cycle.public_id]), {"phase": Phase.START})
    cycle.refresh_from_db()
    assert cycle.phase == Phase.GOAL


def test_going_back_is_logged_with_its_reason_and_told_to_the_team(cycle, facilitator):
    LessonStudyCycle.objects.update(phase=Phase.DESIGN)
    with pytest.raises(RefusedError):
        cycles.go_back(cycle=cycle, by=facilitator, to=Phase.STUDY, reason=" ")
    with pytest.raises(RefusedError):
        cycles.go_back(cycle=cycle, by=facilitator, to=Phase.DISCUSSION, reason="Verder")
    cycles.go_back(cycle=cycle, by=facilitator, to=Phase.STUDY, reason="We hadden maar één bron.")
    step = CycleStep.objects.get()
    assert (step.kind, step.from_phase, step.to_phase) == (StepKind.BACK, Phase.DESIGN, Phase.STUDY)
    assert step.reason == "We hadden maar één bron."
    teacher = team_member(cycle, TeamRole.TEACHER)
    assert Notice.objects.filter(member=teacher, kind="lesson_study.moved").exists()
    assert not Notice.objects.filter(member=facilitator, kind="lesson_study.moved").exists()
    assert AuditEvent.objects.filter(verb="lesson_study.went_back").exists()


def test_a_pause_holds_everything_and_work_waits(cycle, facilitator, client):
    cycles.pause_cycle(cycle=cycle, by=facilitator, reason="Griep")
    with pytest.raises(RefusedError):
        cycles.go_forward(cycle=cycle, by=facilitator)
    client.force_login(facilitator)
    assert client.post(reverse("lesson_study:goal", args=[cycle.public_id]), {"question": "x"}).status_code == 403
    cycles.resume_cycle(cycle=cycle, by=facilitator)
    cycles.resume_cycle(cycle=cycle, by=facilitator)
    assert cycle.state == CycleState.RUNNING
    assert CycleStep.objects.filter(kind=StepKind.RESUMED).count() == 1


def test_stopping_asks_what_was_learned(cycle, facilitator):
    with pytest.raises(RefusedError):
        cycles.stop_cycle(cycle=cycle, by=facilitator, reason="Geen tijd", learned="")
    cycles.stop_cycle(cycle=cycle, by=facilitator, reason="Geen tijd", learned="Begin kleiner.")
    assert cycle.is_stopped
    cycles.reopen_cycle(cycle=cycle, by=facilitator, reason="Toch tijd")
    assert cycle.is_running


def test_it_finishes_in_the_last_phase_only(cycle, facilitator):
    with pytest.raises(RefusedError):
        cycles.finish_cycle(cycle=cycle, by=facilitator)
    LessonStudyCycle.objects.update(phase=Phase.REFLECTION)
    cycle.refresh_from_db()
    if find_missing(cycle, Phase.REFLECTION):
        with pytest.raises(RefusedError):
            cycles.finish_cycle(cycle=cycle, by=facilitator)
    else:
        cycles.finish_cycle(cycle=cycle, by=facilitator)
        assert cycle.is_finished


def test_only_the_facilitator_and_who_leads_the_group_move_it(cycle, client):
    LessonStudyCycle.objects.update(phase=Phase.DESIGN)
    address = reverse("lesson_study:cycle_pause", args=[cycle.public_id])
    client.force_login(team_member(cycle, TeamRole.TEACHER))
    assert client.get(address).status_code == 403
    lead = f.MemberFactory()
    f.GroupMembershipFactory(group=cycle.group, member=lead, role="lead")
    client.force_login(lead)
    assert client.get(address).status_code == 200


def test_a_cycle_of_the_past_can_be_written_down(db):
    group, member = f.GroupFactory(), f.MemberFactory()
    f.GroupMembershipFactory(group=group, member=member)
    then = timezone.now() - dt.timedelta(days=300)
    made = cycles.start_cycle(group=group, by=member, title="Breuken", subject=Subject.MATHS, at=then)
    assert (made.created_at, made.steps.get().at) == (then, then)


# The ring -----------------------------------------------------------------------------------------


def test_the_ring_has_seven_arcs_and_a_skipped_second_lesson_stays_open(cycle):
    cycle.phase = Phase.REFLECTION
    assert [link.state for link in ring_links(cycle)] == ["done"] * 6 + ["now"]
    cycle.no_reteach_reason = "Geen andere klas"
    states = [link.state for link in ring_links(cycle)]
    assert states[5] == "skipped"
    assert [arc.state for arc in draw_arcs(ring_links(cycle))] == states


def test_the_page_says_almost_done_of_a_phase_whose_gate_shut_again(cycle, facilitator, client):
    LessonStudyCycle.objects.update(phase=Phase.STUDY)
    client.force_login(facilitator)
    page = client.get(cycle.get_absolute_url())
    assert 'data-state="almost"' in page.text
    assert "Bijna klaar" in page.text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_is_in_it(
    cycle, facilitator, client, item_count, django_assert_max_num_queries
):
    for _number in range(item_count):
        join_team(cycle, TeamRole.OBSERVER)
        CycleStep.objects.create(
            cycle=cycle, kind=StepKind.FORWARD, from_phase="start", to_phase="goal", by=facilitator
        )
    type(facilitator).objects.update(last_seen_on=timezone.localdate())
    client.force_login(facilitator)
    with django_assert_max_num_queries(18):
        client.get(cycle.get_absolute_url())


# Who sees what --------------------------------------------------------------------------------------


def test_who_is_in_the_group_and_not_in_the_team_sees_where_it_stands_and_no_more(cycle, client):
    cycles.write_goal(cycle=cycle, by=team_member(cycle, TeamRole.FACILITATOR), question="GEHEIM " + QUESTION)
    other = f.MemberFactory()
    f.GroupMembershipFactory(group=cycle.group, member=other)
    client.force_login(other)
    page = client.get(cycle.get_absolute_url())
    assert page.status_code == 200
    assert "GEHEIM" not in page.text
    for name in ("goal", "prior_study", "start_charter", "start_team"):
        assert client.get(reverse(f"lesson_study:{name}", args=[cycle.public_id])).status_code == 403


def test_search_finds_what_runs_for_the_team_alone_and_what_was_shared_for_members(cycle, facilitator):
    cycles.write_goal(cycle=cycle, by=facilitator, question=QUESTION)
    entry = SearchEntry.objects.get(kind="lesson_study")
    assert set(entry.audiences) & set(list_audiences(facilitator))
    other = f.MemberFactory()
    f.GroupMembershipFactory(group=cycle.group, member=other)
    assert not set(entry.audiences) & set(list_audiences(other))
    LessonStudyCycle.objects.update(
        state=CycleState.FINISHED, phase=Phase.REFLECTION, finished_at=timezone.now(), shared_at=timezone.now()
    )
    cycles.search.refresh("lesson_study", [cycle.pk])
    entry.refresh_from_db()
    assert entry.audiences == ["members"]


# Two people write at once ------------------------------------------------------------------------


def goal_page(client, cycle, member, **sent):
    """The form as a browser sends it: all fields, with what stood there when the page was opened."""
    client.force_login(member)
    form = client.get(reverse("lesson_study:goal", args=[cycle.public_id])).context["form"]
    data = {field.name: field.value() or "" for field in form}
    seen = {field.html_initial_name: field.value() or "" for field in form}
    return {**data, **seen, **sent}


def test_what_one_writes_of_the_goal_does_not_undo_what_another_wrote(cycle, facilitator, client):
    teacher = team_member(cycle, TeamRole.TEACHER)
    address = reverse("lesson_study:goal", args=[cycle.public_id])
    first = goal_page(client, cycle, facilitator, long_term_goal="Leerlingen denken hardop.")
    second = goal_page(client, cycle, teacher, evidence="De toets van vorige week.")
    client.post(address, second)
    client.force_login(facilitator)
    client.post(address, first)
    cycle.refresh_from_db()
    assert (cycle.evidence, cycle.long_term_goal) == ("De toets van vorige week.", "Leerlingen denken hardop.")


def test_both_texts_stand_where_two_wrote_in_one_field(cycle, facilitator, client):
    LessonStudyCycle.objects.update(evidence="We zagen het.")
    address = reverse("lesson_study:goal", args=[cycle.public_id])
    first = goal_page(client, cycle, facilitator, evidence="We zagen het. In de toets.")
    client.force_login(team_member(cycle, TeamRole.TEACHER))
    other = goal_page(client, cycle, team_member(cycle, TeamRole.TEACHER), evidence="We zagen het. In het schrift.")
    client.post(address, other)
    client.force_login(facilitator)
    page = client.post(address, first, follow=True)
    cycle.refresh_from_db()
    assert cycle.evidence == "We zagen het. In de toets. In het schrift."
    assert "nu staan beide teksten er" in page.content.decode()


def test_a_field_that_is_emptied_on_purpose_becomes_empty(cycle, facilitator, client):
    LessonStudyCycle.objects.update(evidence="Weg hiermee.")
    client.post(
        reverse("lesson_study:goal", args=[cycle.public_id]), goal_page(client, cycle, facilitator, evidence="")
    )
    cycle.refresh_from_db()
    assert cycle.evidence == ""


def test_together_too_long_is_refused_and_the_text_stays_in_the_form(cycle, facilitator, client):
    address = reverse("lesson_study:goal", args=[cycle.public_id])
    sent = goal_page(client, cycle, facilitator, question="a" * 590)
    LessonStudyCycle.objects.update(question="b" * 590)
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "a" * 590 in page.content.decode()
    cycle.refresh_from_db()
    assert cycle.question == "b" * 590


def test_a_web_address_that_is_none_is_said_once(cycle, facilitator, client):
    client.force_login(facilitator)
    page = client.post(
        reverse("lesson_study:study_add", args=[cycle.public_id]), {"kind": "source", "title": "x", "link": "nergens"}
    )
    assert page.context["form"].errors["link"] == ["Voer een geldige URL in."]


# Words of the pages -----------------------------------------------------------------------------


def test_what_the_gate_asks_for_is_not_called_optional(cycle, facilitator, client):
    client.force_login(facilitator)
    form = client.get(reverse("lesson_study:goal", args=[cycle.public_id])).context["form"]
    assert [field.name for field in form if field.field.required] == ["question", "school_link"]
    assert GoalForm({}, instance=cycle).is_valid()


def test_agreements_are_shown_with_headings_and_lists():
    html = charter_html(str(DEFAULT_CHARTER))
    assert html.count("<h3") == 3
    assert html.count("<li>") == 9


def test_a_study_of_the_same_subject_is_like_one_without_year_groups(cycle):
    done = make_cycle(title="Heel iets", state=CycleState.FINISHED, finished_at=timezone.now(), year_groups=[7])
    LessonStudyCycle.objects.filter(pk=done.pk).update(shared_at=timezone.now())
    assert [found.cycle for found in find_similar(cycle)] == [done]
    cycle.year_groups = [3]
    assert [found.cycle for found in find_similar(cycle)] == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CycleState.PAUSED, "Schrijven kan weer na de pauze."),
        (CycleState.STOPPED, "Deze Lesson Study is gestopt."),
        (CycleState.FINISHED, "Deze Lesson Study is afgerond."),
    ],
)
def test_a_page_on_which_nothing_can_be_written_says_why(cycle, client, state, words):
    """And the page of the study offers nothing that would be refused."""
    finished = timezone.now() if state == CycleState.FINISHED else None
    LessonStudyCycle.objects.update(state=state, state_reason="ziek", phase=Phase.STUDY, finished_at=finished)
    client.force_login(team_member(cycle, TeamRole.FACILITATOR))
    for name in ("goal", "prior_study", "lesson_plan", "reteach", "reflection"):
        page = client.get(reverse(f"lesson_study:{name}", args=[cycle.public_id]))
        assert words in page.content.decode(), name
    where = client.get(cycle.get_absolute_url())
    assert reverse("lesson_study:cycle_back", args=[cycle.public_id]) not in where.content.decode()
    assert where.context["overview"].missing == []


def test_words_find_a_study_once_by_its_topics_and_by_what_was_read(cycle):
    LessonStudyCycle.objects.update(title="Breuken", question="We willen begrijpen hoe leerlingen vergelijken.")
    cycle.topics.set([f.TopicFactory(name="rekenen met strook"), f.TopicFactory(name="rekenen met getallenlijn")])
    cycle.study_items.create(kind=StudyItemKind.SOURCE, title="Over de getallenlijn")
    for words in ("rekenen", "rekenen getallenlijn", "breuken strook"):
        assert list(matching(LessonStudyCycle.objects.all(), words)) == [cycle]
    assert not matching(LessonStudyCycle.objects.all(), "rekenen kompas")
