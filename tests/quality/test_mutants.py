"""Planted faults: each can be planted, names a test that is there, and is seen; see `tests/mutants`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from tests.mutants import AT_A_TIME, Mutant, every_mutant, of_the_day
from tests.mutants.play import TextIsGone, plant, play

ROOT = Path(settings.BASE_DIR)
DAY = dt.date(2026, 11, 24)
BY_NAME = {mutant.name: mutant for mutant in every_mutant()}
QUICK = BY_NAME["a cell may be a formula"]


def test_there_are_forty_of_them_with_names_of_their_own():
    assert len(every_mutant()) >= 40
    assert len(BY_NAME) == len(every_mutant())


@pytest.mark.parametrize("mutant", every_mutant(), ids=lambda mutant: mutant.name)
def test_each_can_still_be_planted(mutant):
    assert plant(mutant, ROOT) != (ROOT / mutant.file).read_text()


@pytest.mark.parametrize("mutant", every_mutant(), ids=lambda mutant: mutant.name)
def test_each_names_a_test_that_is_there(mutant):
    path, _, name = mutant.test.partition("::")
    source = ROOT / path
    assert source.exists()
    if name:
        assert re.search(rf"^def {name.partition('[')[0]}\(", source.read_text(), re.MULTILINE), mutant.test


@pytest.mark.parametrize("old", ["no such text as this", "return "])
def test_a_text_that_is_gone_is_said_in_clear_words(old):
    with pytest.raises(TextIsGone, match="Look what became of it, and write the fault anew"):
        plant(replace(QUICK, old=old), ROOT)


def test_all_come_by_a_few_a_day():
    days = [DAY + dt.timedelta(days=number) for number in range(-(-len(every_mutant()) // AT_A_TIME) + 1)]
    assert {mutant for day in days for mutant in of_the_day(day)} == set(every_mutant())


@pytest.mark.real_clock(reason="tests run in a process of their own")
def test_a_fault_is_seen_and_a_guard_that_sees_nothing_is_told():
    harmless = Mutant("nothing is wrong", QUICK.file, QUICK.old, f"{QUICK.old}  # as before", QUICK.test)
    wrong = play([QUICK, harmless])
    assert [line for line in wrong if line.startswith("GREEN")] == wrong
    assert ["nothing is wrong" in line for line in wrong] == [True]
