"""Two people in one cell: what does not meet is laid together, what meets stands side by side, nothing is lost."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from lesson_study.plan.actions.cells import Choice, Outcome, save_cell, settle_text, texts_side_by_side
from lesson_study.plan.actions.plans import fix_plan, start_next_version
from lesson_study.plan.actions.rows import remove_row, restore_row
from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import PlanCellText, UnsettledText
from tests.lesson_study.building import make_cycle, make_plan, team_member
from tests.lesson_study.plan.helpers import cell_of, page_of, text_of

pytestmark = pytest.mark.django_db
TEACHER = PlanColumn.TEACHER
BASE = "Geeft drie zinsbeginnen. Loopt rond."


def write(row, by, text, version=0, column=TEACHER, **more):
    return save_cell(row=row, column=column, by=by, text=text, version=version, **more)


def test_two_people_in_different_cells_never_meet(team):
    write(team.row, team.first, "Legt uit.")
    saved = write(team.row, team.second, "Luisteren.", column=PlanColumn.PUPILS)
    assert saved.outcome is Outcome.SAVED
    assert (text_of(team.row, TEACHER), text_of(team.row, PlanColumn.PUPILS)) == ("Legt uit.", "Luisteren.")


def test_texts_that_do_not_overlap_are_laid_together(team):
    version = write(team.row, team.first, BASE).version
    write(team.row, team.first, BASE.replace("drie", "vier"), version)
    saved = write(team.row, team.second, BASE + " Luistert.", version)
    assert saved.outcome is Outcome.TOGETHER
    assert saved.text == text_of(team.row, TEACHER) == "Geeft vier zinsbeginnen. Loopt rond. Luistert."


def test_what_meets_stands_side_by_side_until_somebody_chooses(team):
    version = write(team.row, team.first, BASE).version
    write(team.row, team.first, BASE + " Schrijft mee.", version)
    saved = write(team.row, team.second, BASE + " Luistert.", version)
    assert saved.outcome is Outcome.UNSETTLED
    assert text_of(team.row, TEACHER) == BASE + " Schrijft mee."
    waiting = UnsettledText.objects.get()
    assert texts_side_by_side(waiting) == {
        Choice.MINE: BASE + " Luistert.",
        Choice.THEIRS: BASE + " Schrijft mee.",
        Choice.TOGETHER: BASE + " Luistert. Schrijft mee.",
    }
    settle_text(unsettled=waiting, by=team.second, choice=Choice.TOGETHER, seen_version=saved.version)
    assert text_of(team.row, TEACHER) == BASE + " Luistert. Schrijft mee."
    assert not UnsettledText.objects.exists()


@pytest.mark.parametrize(("choice", "said"), [(Choice.MINE, "Van mij."), (Choice.THEIRS, "Van haar.")])
def test_one_of_the_two_can_be_chosen(team, choice, said):
    write(team.row, team.first, "Van haar.")
    saved = write(team.row, team.second, "Van mij.")
    settle_text(unsettled=UnsettledText.objects.get(), by=team.second, choice=choice, seen_version=saved.version)
    assert text_of(team.row, TEACHER) == said


def test_a_choice_over_a_text_that_changed_since_is_asked_again(team):
    version = write(team.row, team.first, "Van haar.").version
    seen = write(team.row, team.second, "Van mij.").version
    write(team.row, team.first, "Van haar, en meer.", version)
    again = settle_text(unsettled=UnsettledText.objects.get(), by=team.second, choice=Choice.MINE, seen_version=seen)
    assert again.outcome is Outcome.UNSETTLED
    assert text_of(team.row, TEACHER) == "Van haar, en meer."
    assert UnsettledText.objects.get().text == "Van mij."


def test_saving_what_stands_does_not_throw_away_a_text_that_waits(team):
    version = write(team.row, team.first, "Van haar.").version
    write(team.row, team.second, "Van mij.")
    write(team.row, team.second, "Van haar.", version)
    write(team.row, team.second, "Van haar. Nog iets.", version)
    assert UnsettledText.objects.get().text == "Van mij."


def test_who_types_on_while_saving_goes_on_from_what_was_sent(team):
    version = write(team.row, team.first, BASE).version
    write(team.row, team.first, "Nu: " + BASE, version)
    sent = write(team.row, team.second, BASE + " Luis", version)
    more = write(team.row, team.second, BASE + " Luistert.", sent.version, base=BASE + " Luis")
    assert more.outcome is Outcome.TOGETHER
    assert more.text == "Nu: " + BASE + " Luistert."


def test_a_version_that_is_not_known_any_more_loses_nothing(team):
    version = write(team.row, team.first, BASE).version
    write(team.row, team.first, "Iets heel anders.", version)
    PlanCellText.objects.all().delete()
    saved = write(team.row, team.second, BASE + " Luistert.", version)
    assert saved.outcome is Outcome.UNSETTLED
    assert UnsettledText.objects.get().text == BASE + " Luistert."


def test_what_is_written_in_a_row_that_was_taken_away_is_kept_with_it(team):
    remove_row(row=team.row, by=team.first)
    saved = write(team.row, team.second, "Toch dit.")
    assert saved.is_removed
    restore_row(row=team.row, by=team.second)
    assert text_of(team.row, TEACHER) == "Toch dit."


def test_what_is_written_while_the_version_is_fixed_waits_for_the_next(team):
    fix_plan(plan=team.plan, by=team.first)
    saved = write(team.row, team.second, "Te laat.")
    assert saved.outcome is Outcome.FIXED
    assert saved.text == ""
    following = start_next_version(plan=team.plan, by=team.first)
    waiting = UnsettledText.objects.get()
    assert (waiting.text, waiting.cell.row.plan) == ("Te laat.", following)


def test_a_version_with_texts_that_wait_is_not_fixed(team, client):
    write(team.row, team.first, "Van haar.")
    write(team.row, team.second, "Van mij.")
    client.force_login(team.first)
    answer = client.post(page_of("plan_fix", team.plan))
    assert answer.status_code == 422
    team.plan.refresh_from_db()
    assert not team.plan.is_fixed


def test_saving_the_same_twice_is_one_version(team):
    first = write(team.row, team.first, "Legt uit.")
    again = write(team.row, team.first, "Legt uit.")
    assert (first.version, again.version, again.outcome) == (1, 1, Outcome.SAVED)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_edit_one_row_at_the_same_moment_lose_no_word():
    """Eight rounds; in each, both save in the same two cells at once, over the version that both had read."""
    cycle = make_cycle()
    plan = make_plan(cycle, rows=1, pupils="A")
    row, people = plan.rows.get(), [team_member(cycle, "facilitator"), team_member(cycle, "teacher")]
    together, failed, outcomes = threading.Barrier(2), [], []

    def work(number):
        try:
            for turn in range(8):
                together.wait(20)
                known = {column: row.cells.filter(column=column).first() for column in (TEACHER, PlanColumn.PUPILS)}
                together.wait(20)
                for column, cell in known.items():
                    word = f"w{number}.{turn}"
                    before = cell.text if cell else ""
                    text = f"{word} {before}" if number == 0 else f"{before} {word}"
                    saved = write(row, people[number], text, cell.version if cell else 0, column=column)
                    outcomes.append(saved.outcome)
        except Exception as error:
            failed.append(error)
            together.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(outcomes) == 32
    for column in (TEACHER, PlanColumn.PUPILS):
        cell = cell_of(row, column)
        waiting = " ".join(cell.unsettled.values_list("text", flat=True))
        lost = {f"w{n}.{turn}" for n in range(2) for turn in range(8)} - set(f"{cell.text} {waiting}".split())
        assert not lost
