"""Three changes at most, each with evidence; the next version; what was expected beside what was seen."""

from __future__ import annotations

import uuid

import pytest

from knowledge_network.kit.errors import RefusedError
from lesson_study.classroom.actions import remove_raw_notes
from lesson_study.classroom.enums import Match
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.phases import find_missing
from lesson_study.discussion.actions import discussions, revisions
from lesson_study.discussion.enums import Step
from lesson_study.discussion.models import EvidenceLink, Revision
from lesson_study.discussion.presenters.matrix import Chosen, present_matrix
from lesson_study.discussion.queries import list_pupils, read_seen
from lesson_study.plan.actions.plans import start_next_version
from lesson_study.plan.models import LessonPlan
from tests.lesson_study.discussion.helpers import address, chair_of, noted, observer_of, of_cycle, talk_in, taught

pytestmark = pytest.mark.django_db
CHANGE = {"after": "Touw naar rij 2", "reason": "A zag het pas bij het touw"}


def test_changes_wait_for_their_step(client):
    discussion = talk_in(Step.DESIGN)
    client.force_login(observer_of(discussion.lesson))
    client.post(address(discussion.lesson, "discussion_revision_add"), CHANGE)
    assert not Revision.objects.exists()
    talk_in(Step.REVISION, discussion.lesson)
    client.post(address(discussion.lesson, "discussion_revision_add"), CHANGE)
    assert Revision.objects.get().position == 1


def test_the_fourth_change_is_refused(client):
    discussion = talk_in(Step.REVISION)
    client.force_login(observer_of(discussion.lesson))
    for number in range(4):
        client.post(address(discussion.lesson, "discussion_revision_add"), CHANGE | {"after": f"Zo {number}"})
    assert list(Revision.objects.values_list("position", flat=True)) == [1, 2, 3]
    page = client.get(address(discussion.lesson)).content.decode()
    assert "Voeg een aanpassing toe" not in page


def test_a_change_needs_its_reason(client):
    discussion = talk_in(Step.REVISION)
    client.force_login(observer_of(discussion.lesson))
    response = client.post(address(discussion.lesson, "discussion_revision_add"), {"after": "Iets"})
    assert response.status_code == 422
    assert "Iets" in response.content.decode()


def test_a_place_that_comes_free_is_used_again():
    discussion = talk_in(Step.REVISION)
    by = observer_of(discussion.lesson)
    first = revisions.add_revision(discussion=discussion, by=by, **CHANGE)
    revisions.add_revision(discussion=discussion, by=by, **CHANGE)
    revisions.remove_revision(revision=first, by=by)
    assert revisions.add_revision(discussion=discussion, by=by, **CHANGE).position == 1


def test_notes_are_linked_and_unlinked_as_evidence(client):
    lesson = taught()
    note = noted(lesson, "want dat stukje is kleiner", match=Match.OTHERWISE)
    discussion = talk_in(Step.REVISION, lesson)
    change = revisions.add_revision(discussion=discussion, by=chair_of(lesson), **CHANGE)
    client.force_login(observer_of(lesson))
    url = address(lesson, "discussion_evidence")
    for _twice in range(2):
        client.post(url, {"link": f"on:{change.public_id}:{note.uuid}"})
    assert EvidenceLink.objects.get().match == Match.OTHERWISE
    assert "data-linked" in client.get(address(lesson)).content.decode()
    client.post(url, {"link": f"off:{change.public_id}:{note.uuid}"})
    assert not EvidenceLink.objects.exists()


@pytest.mark.parametrize("link", ["", "on", "on::", "on:x:y", "aan:{change}:{note}", "on:{change}:{other}"])
def test_what_is_no_note_of_this_lesson_is_no_evidence(client, link):
    lesson = taught()
    note = noted(lesson, "iets")
    other = noted(taught(), "elders")
    discussion = talk_in(Step.REVISION, lesson)
    change = revisions.add_revision(discussion=discussion, by=chair_of(lesson), **CHANGE)
    client.force_login(observer_of(lesson))
    link = link.format(change=change.public_id, note=note.uuid, other=other.uuid)
    assert client.post(address(lesson, "discussion_evidence"), {"link": link}).status_code == 404
    assert not EvidenceLink.objects.exists()


def test_no_change_needs_a_reason_and_stands_not_beside_changes(client):
    discussion = talk_in(Step.REVISION)
    lesson, by = discussion.lesson, observer_of(discussion.lesson)
    client.force_login(by)
    client.post(address(lesson, "discussion_no_revision"), {"reason": "alles ging zoals verwacht"})
    assert "omdat alles ging zoals verwacht" in client.get(address(lesson)).content.decode()
    revisions.add_revision(discussion=discussion, by=by, **CHANGE)
    discussion.refresh_from_db()
    assert discussion.no_revision_reason == ""
    with pytest.raises(RefusedError):
        revisions.change_nothing(discussion=discussion, by=by, reason="toch niet")


def test_the_next_version_is_a_copy_with_the_changes_noted(client):
    lesson = taught()
    discussion = talk_in(Step.REVISION, lesson)
    by = chair_of(lesson)
    row = lesson.plan.rows.order_by("position")[0]
    revisions.add_revision(discussion=discussion, by=by, row_key=row.key, before="rij 5", **CHANGE)
    with pytest.raises(RefusedError):
        revisions.make_next_version(discussion=discussion, by=by)
    talk_in(Step.EXPERT, lesson)
    client.force_login(by)
    client.post(address(lesson, "discussion_version"))
    plan = LessonPlan.objects.get(version=2)
    assert plan.predecessor == lesson.plan
    assert plan.change_log == "1. Van «rij 5» naar «Touw naar rij 2». Waarom: A zag het pas bij het touw"
    page = client.get(of_cycle(lesson.cycle, "lesson_plan")).content.decode()
    assert "Werk deze aanpassingen uit in de rijen" in page
    assert plan.change_log in page
    assert plan.rows.count() == 2
    assert not Revision.objects.filter(applied_at=None).exists()
    client.post(address(lesson, "discussion_version"))
    assert LessonPlan.objects.count() == 2


def test_the_gate_of_the_discussion_asks_for_a_change_or_a_reason():
    lesson = taught()
    cycle = lesson.cycle
    words = [str(one.text) for one in find_missing(cycle, Phase.DISCUSSION)]
    assert words == ["De nabespreking is nog niet begonnen."]
    discussion = talk_in(Step.MY_CLASS, lesson)
    assert len(find_missing(cycle, Phase.DISCUSSION)) == 2
    discussions.close_discussion(discussion=discussion, by=chair_of(lesson))
    words = [str(one.text) for one in find_missing(cycle, Phase.DISCUSSION)]
    assert words == ["Kies minstens één aanpassing, of zeg waarom die er niet is."]
    revisions.change_nothing(discussion=discussion, by=chair_of(lesson), reason="zo was het goed")
    assert find_missing(cycle, Phase.DISCUSSION) == []


# The matrix -------------------------------------------------------------------------------------


def filled():
    lesson = taught()
    noted(lesson, "zegt: gelijk", row=0, code="A")
    noted(lesson, "wachtte-op-maatje", row=0, code="A", match=Match.OTHERWISE, is_critical=True)
    noted(lesson, "", row=1, code="B", match=Match.PARTLY)
    noted(lesson, "rumoer", row=1, code="", match="")
    return lesson


def matrix_of(lesson, chosen=Chosen(), *, shows_notes=True):  # noqa: B008 frozen
    return present_matrix(
        read_seen(lesson), list_pupils(lesson.cycle), shows_notes=shows_notes, revisions=[], chosen=chosen
    )


def test_the_matrix_fills_itself():
    matrix = matrix_of(filled())
    assert [head.code for head in matrix.pupils] == ["A", "B", ""]
    first = matrix.rows[0].cells[0]
    assert first.expected == "A denkt hardop"
    assert [(mark.match, mark.count) for mark in first.marks] == [("expected", 1), ("otherwise", 1)]
    assert first.told == "1 zoals verwacht, 1 anders"
    # The critical moment first.
    assert [note.text for note in first.notes] == ["wachtte-op-maatje", "zegt: gelijk"]
    assert [note.text for note in matrix.timeline if note.text] == ["zegt: gelijk", "wachtte-op-maatje", "rumoer"]


@pytest.mark.parametrize(
    ("chosen", "texts"),
    [
        (Chosen(pupil="A"), ["zegt: gelijk", "wachtte-op-maatje"]),
        (Chosen(row=2), ["", "rumoer"]),
        (Chosen(critical=True), ["wachtte-op-maatje"]),
        (Chosen(pupil="B", critical=True), []),
        (Chosen(row=99), []),
    ],
)
def test_the_timeline_is_filtered_by_pupil_row_and_critical_moment(chosen, texts):
    assert [note.text for note in matrix_of(filled(), chosen).timeline] == texts


def test_without_the_right_to_notes_there_are_counts_and_no_words():
    matrix = matrix_of(filled(), shows_notes=False)
    assert matrix.total == 4
    assert matrix.timeline == []
    assert all(cell.notes == [] for row in matrix.rows for cell in row.cells)


def test_after_notes_were_removed_the_counts_stay(client):
    lesson = filled()
    before = matrix_of(lesson)
    remove_raw_notes(lesson.cycle)
    after = matrix_of(lesson)
    assert [[cell.told for cell in row.cells] for row in after.rows] == [
        [cell.told for cell in row.cells] for row in before.rows
    ]
    assert after.timeline == []
    client.force_login(observer_of(lesson))
    page = client.get(address(lesson)).content.decode()
    assert "De notities zijn verwijderd op" in page
    assert "wachtte-op-maatje" not in page


# The second lesson ------------------------------------------------------------------------------


def second_of(lesson):
    """Version 2 has the rows turned round, without the first, and with a new one."""
    plan = start_next_version(plan=lesson.plan, by=chair_of(lesson))
    rows = list(plan.rows.order_by("position"))
    rows[0].key = uuid.uuid4()
    rows[0].save()
    return taught(lesson.cycle, number=2, plan=plan)


def test_both_lessons_stand_side_by_side_by_row_and_pupil(client):
    lesson = filled()
    second = second_of(lesson)
    noted(second, "vergelijkt stukjes", row=1, code="B")
    client.force_login(observer_of(lesson))
    page = client.get(of_cycle(lesson.cycle, "reteach"))
    sides = page.context["sides"]
    assert [(row.places, row.is_new, row.is_gone) for row in sides.rows] == [
        ([(1, 0), (2, 1)], True, False),
        ([(1, 2), (2, 2)], False, False),
        ([(1, 1), (2, 0)], False, True),
    ]
    assert [side.told for side in sides.rows[1].cells[1].sides] == ["1 deels", "1 zoals verwacht"]
    assert [(bar.expected, bar.total) for bar in sides.rows[1].bars] == [(0, 1), (1, 1)]
    # Where nobody noted anything there is nothing to count.
    assert "0 van 0" not in page.text
    assert "geen notities" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_side_by_side_costs_the_same_however_much_was_seen(client, django_assert_num_queries, count):
    lesson = filled()
    second = second_of(lesson)
    for number in range(count):
        noted(second, f"ziet {number}", row=1, code="B")
    client.force_login(observer_of(lesson))
    with django_assert_num_queries(16):
        assert client.get(of_cycle(lesson.cycle, "reteach")).status_code == 200


def test_the_second_lesson_has_a_short_talk(client):
    second = second_of(filled())
    discussion = discussions.start_discussion(lesson=second, by=chair_of(second))
    assert [step.number for step in discussion.steps] == [1, 3, 5, 6, 9]
    client.force_login(observer_of(second))
    assert client.get(address(second)).status_code == 200


def test_the_gate_of_the_second_lesson_asks_for_it_or_a_reason(client):
    lesson = taught()
    cycle = lesson.cycle
    assert len(find_missing(cycle, Phase.RETEACH)) == 1
    client.force_login(observer_of(lesson))
    assert client.get(of_cycle(cycle, "reteach")).status_code == 200
    client.post(of_cycle(cycle, "reteach_skip"), {"reason": "de groep was op kamp"})
    cycle.refresh_from_db()
    assert find_missing(cycle, Phase.RETEACH) == []
    client.post(of_cycle(cycle, "reteach_skip"), {"reason": ""})
    cycle.refresh_from_db()
    assert len(find_missing(cycle, Phase.RETEACH)) == 1
    second_of(lesson)
    assert find_missing(cycle, Phase.RETEACH) == []


def test_the_old_plan_taught_twice_is_no_second_lesson_when_the_team_decided_on_changes(client):
    discussion = talk_in(Step.REVISION)
    lesson = discussion.lesson
    revisions.add_revision(discussion=discussion, by=chair_of(lesson), **CHANGE)
    second = taught(lesson.cycle, number=2, plan=lesson.plan)
    assert len(find_missing(lesson.cycle, Phase.RETEACH)) == 1
    client.force_login(observer_of(lesson))
    page = client.get(of_cycle(lesson.cycle, "reteach")).text
    assert of_cycle(lesson.cycle, "reteach_skip") in page, "where the team says why"
    type(second).objects.filter(pk=second.pk).update(plan=start_next_version(plan=lesson.plan, by=chair_of(lesson)))
    assert find_missing(lesson.cycle, Phase.RETEACH) == []


def test_without_changes_the_same_plan_may_be_taught_again():
    lesson = talk_in(Step.REVISION).lesson
    taught(lesson.cycle, number=2, plan=lesson.plan)
    assert find_missing(lesson.cycle, Phase.RETEACH) == []


def test_the_page_of_the_second_lesson_leads_to_setting_it_up_and_then_to_it(client):
    lesson = taught()
    cycle = lesson.cycle
    client.force_login(observer_of(lesson))
    page = client.get(of_cycle(cycle, "reteach")).content.decode()
    assert f'href="{of_cycle(cycle, "lesson_setup", 2)}"' in page
    second = taught(cycle, number=2, plan=lesson.plan)
    type(second).objects.filter(pk=second.pk).update(started_at=None, ended_at=None)
    page = client.get(of_cycle(cycle, "reteach")).content.decode()
    assert f'href="{of_cycle(cycle, "lesson_of_number", 2)}"' in page
    type(second).objects.filter(pk=second.pk).update(started_at=lesson.started_at, ended_at=lesson.ended_at)
    page = client.get(of_cycle(cycle, "reteach")).content.decode()
    assert of_cycle(cycle, "lesson_setup", 2) not in page
