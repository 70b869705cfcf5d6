"""Rows: added, moved, taken away and put back; versions, and what differs between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.trail.sentences import list_verbs
from lesson_study.cycles.enums import CycleState
from lesson_study.plan.actions.cells import save_cell
from lesson_study.plan.actions.plans import fix_plan, start_next_version, start_plan, take_over_rows
from lesson_study.plan.actions.pupils import add_case_pupil, remove_case_pupil
from lesson_study.plan.actions.rows import MOST_ROWS, add_row, mark_core, move_row, remove_row, restore_row
from lesson_study.plan.models import LessonPlan
from lesson_study.plan.presenters import changes_between
from lesson_study.plan.queries import find_source, find_source_studies, find_sources, list_rows
from tests.factories import MemberFactory
from tests.lesson_study.building import make_cycle, make_plan, team_member
from tests.lesson_study.plan.helpers import cell_of, standing

pytestmark = pytest.mark.django_db


def test_a_row_goes_to_its_place_and_the_places_stay_without_gaps(team):
    rows = list(team.plan.rows.order_by("position"))
    move_row(row=rows[0], by=team.first, to=2)
    assert standing(team.plan) == ["Stap 2", "Stap 3", "Stap 1"]
    move_row(row=rows[0], by=team.first, to=-5)
    assert standing(team.plan) == ["Stap 1", "Stap 2", "Stap 3"]
    assert [row.position for row in list_rows(team.plan)] == [0, 1, 2]


def test_a_row_that_was_taken_away_comes_back_where_it_was_with_its_texts(team):
    remove_row(row=team.row, by=team.first)
    remove_row(row=team.row, by=team.second)
    assert standing(team.plan) == ["Stap 2", "Stap 3"]
    restore_row(row=team.plan.rows.get(removed_at__isnull=False), by=team.first)
    assert standing(team.plan) == ["Stap 1", "Stap 2", "Stap 3"]
    assert AuditEvent.objects.filter(verb="lesson_study.plan_row_removed").count() == 1


def test_a_new_row_stands_below_the_one_that_was_named_and_pressing_twice_makes_one(team):
    made = add_row(plan=team.plan, by=team.first, after=team.row.key)
    again = add_row(plan=team.plan, by=team.first, after=team.row.key, key=made.key)
    assert made == again
    assert [row.label for row in list_rows(team.plan)] == ["Stap 1", "", "Stap 2", "Stap 3"]


def test_a_plan_has_an_end(team):
    for _ in range(MOST_ROWS - 3):
        add_row(plan=team.plan, by=team.first)
    with pytest.raises(RefusedError):
        add_row(plan=team.plan, by=team.first)


def test_nothing_changes_in_a_version_that_is_fixed(team):
    fix_plan(plan=team.plan, by=team.first)
    for deed in (remove_row, restore_row):
        with pytest.raises(RefusedError):
            deed(row=team.row, by=team.first)
    with pytest.raises(RefusedError):
        move_row(row=team.row, by=team.first, to=2)
    with pytest.raises(RefusedError):
        add_row(plan=team.plan, by=team.first)
    with pytest.raises(RefusedError):
        mark_core(row=team.row, by=team.first, is_core=False)


def test_the_next_version_is_a_copy_that_keeps_the_keys_of_rows(team):
    fix_plan(plan=team.plan, by=team.first)
    following = start_next_version(plan=team.plan, by=team.first)
    assert start_next_version(plan=team.plan, by=team.second) == following
    assert (following.version, following.predecessor) == (2, team.plan)
    assert [replace(row, pk=0) for row in list_rows(following)] == [replace(row, pk=0) for row in list_rows(team.plan)]


def test_what_differs_between_versions_is_told_by_row_and_cell(team):
    fix_plan(plan=team.plan, by=team.first)
    following = start_next_version(plan=team.plan, by=team.first)
    first, second, third = following.rows.order_by("position")
    label = cell_of(second, "label")
    save_cell(row=second, column="label", by=team.first, text="Stap 2 rustig", version=label.version)
    add_row(plan=following, by=team.first)
    remove_row(row=first, by=team.first)
    move_row(row=third, by=team.first, to=0)
    found = changes_between(team.plan, following)
    assert {(row.label, row.kind) for row in found} == {
        ("Stap 3", "moved"),
        ("Stap 2 rustig", "changed"),
        ("", "added"),
        ("Stap 1", "removed"),
    } or {(row.label, row.kind) for row in found} == {
        ("Stap 2 rustig", "moved"),
        ("", "added"),
        ("Stap 1", "removed"),
    }
    changed = next(row for row in found if row.label == "Stap 2 rustig")
    assert [str(cell.change) for cell in changed.cells] == ["Stap 2<ins> rustig</ins>"]
    assert changes_between(team.plan, team.plan) == []


def test_starting_twice_makes_one_plan_with_three_rows():
    cycle = make_cycle()
    by = team_member(cycle, "facilitator")
    assert start_plan(cycle=cycle, by=by) == start_plan(cycle=cycle, by=by)
    assert len(list_rows(LessonPlan.objects.get())) == 3


def test_rows_come_from_finished_studies_of_ones_own_and_of_the_archive(team):
    mine, shared, others, running = (make_cycle(title=name) for name in ("mijn", "gedeeld", "anders", "loopt"))
    for cycle in (mine, shared, others):
        make_plan(cycle, rows=2, pupils="A", fixed=True)
        cycle.state, cycle.finished_at = CycleState.FINISHED, cycle.created_at
        cycle.shared_at = cycle.created_at if cycle == shared else None
        cycle.save()
    make_plan(running, fixed=True)
    mine.team.create(member=team.first, accepted_at=mine.created_at)

    def list_sources(reader):
        studies = [study for side in find_source_studies(team.cycle, reader) for study in side]
        return {plan.cycle.title for plan in find_sources(studies)}

    assert list_sources(team.first) == {"mijn", "gedeeld"}
    assert list_sources(MemberFactory()) == {"gedeeld"}
    assert find_source(team.cycle, team.first, others.public_id) is None
    source = find_source(team.cycle, team.first, shared.public_id)
    assert source == shared.plans.get()
    key = list_rows(source)[1].key
    take_over_rows(plan=team.plan, source=source, keys={key}, by=team.first)
    taken = list_rows(team.plan)[-1]
    assert (taken.label, taken.expected) == ("Stap 2", {})
    assert taken.key != key


def test_a_case_pupil_of_whom_something_is_expected_is_not_thrown_away(team):
    with pytest.raises(RefusedError):
        remove_case_pupil(pupil=team.cycle.case_pupils.get(code="A"), by=team.first)
    made = add_case_pupil(cycle=team.cycle, by=team.first, typification="snel")
    assert made.code == "C"
    remove_case_pupil(pupil=made, by=team.first)
    for code in "CDEF":
        assert add_case_pupil(cycle=team.cycle, by=team.first, typification="snel").code == code
    with pytest.raises(RefusedError):
        add_case_pupil(cycle=team.cycle, by=team.first, typification="snel")


def test_writing_for_an_hour_is_one_deed_in_the_logbook(team):
    for number in range(3):
        save_cell(row=team.row, column="teacher", by=team.first, text=f"Stap {number}", version=number)
    assert AuditEvent.objects.filter(verb="lesson_study.plan_written").count() == 1
    assert AuditEvent.objects.filter(data__icontains="Stap").count() == 0


def test_every_deed_has_a_sentence():
    wanted = {"lesson_study.plan_started", "lesson_study.plan_fixed", "lesson_study.case_pupil_added"}
    assert wanted <= set(list_verbs())


def test_a_version_that_says_the_same_as_the_one_before_is_not_fixed(team):
    fix_plan(plan=team.plan, by=team.first)
    following = start_next_version(plan=team.plan, by=team.first)
    with pytest.raises(RefusedError, match="versie 1"):
        fix_plan(plan=following, by=team.first)
    row = following.rows.order_by("position")[0]
    save_cell(row=row, column="teacher", by=team.first, text="Wacht langer.", version=0)
    assert fix_plan(plan=following, by=team.first).is_fixed


def test_rows_in_another_order_are_another_version(team):
    fix_plan(plan=team.plan, by=team.first)
    following = start_next_version(plan=team.plan, by=team.first)
    move_row(row=following.rows.order_by("position")[0], by=team.first, to=2)
    assert fix_plan(plan=following, by=team.first).is_fixed
