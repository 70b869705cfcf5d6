"""The question checker: what it says of questions that people judged before."""

from __future__ import annotations

import pytest

from lesson_study.cycles.checker import EXAMPLES, check_question, looks_at_pupils
from tests.lesson_study.cycles.questions import HELD_OUT, SEEN


@pytest.mark.parametrize(("question", "about_pupils"), SEEN)
def test_each_question_that_the_rules_were_made_with(question, about_pupils):
    assert looks_at_pupils(question) is about_pupils


def test_of_questions_nobody_looked_at_nine_of_ten_are_judged_as_people_did():
    right = [looks_at_pupils(question) is about_pupils for question, about_pupils in HELD_OUT]
    assert sum(right) >= 18, [pair for pair, good in zip(HELD_OUT, right, strict=True) if not good]


def test_the_examples_are_what_they_are_shown_as():
    assert [looks_at_pupils(example.question) for example in EXAMPLES] == [example.is_good for example in EXAMPLES]


def test_what_is_needed_most_is_said_first_and_praise_last():
    advice = check_question("Hoe kan ik mijn instructie korter maken?")
    assert [line.code for line in advice][:2] == ["teaching", "no_pupils"]
    good = check_question(SEEN[0][0])
    assert {line.code for line in good} == {"good", "understand", "so_that"}
    assert all(line.is_good for line in good)


def test_an_empty_question_gets_no_advice():
    assert check_question("  ") == []
    assert not looks_at_pupils("")
