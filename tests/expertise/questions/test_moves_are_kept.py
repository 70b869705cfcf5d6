"""Every move of a card stays in the database as it was, whoever writes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from expertise.questions.actions.board import Place
from expertise.questions.models import CardMove
from tests import factories as f
from tests.expertise.questions.playing import bring_in, card_of, make_bundle, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(runs, cycle):
    move(cycle, runs, card_of(bring_in()), Place(make_bundle(cycle, runs)))
    return CardMove.objects.get()


@pytest.mark.parametrize(
    "fields",
    [{"version": 9}, {"is_outside": True}, {"to_bundle": None}, {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}],
)
def test_a_move_is_never_changed(moved, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        CardMove.objects.filter(pk=moved.pk).update(**fields)


def test_a_move_is_never_lost(moved):
    with pytest.raises(IntegrityError), transaction.atomic():
        CardMove.objects.all().delete()


@pytest.mark.parametrize("becomes", [None, "another"])
def test_who_moved_it_may_become_nobody_or_the_account_that_two_became(moved, becomes):
    member = f.MemberFactory() if becomes else None
    CardMove.objects.filter(pk=moved.pk).update(by=member)
    moved.refresh_from_db()
    assert moved.by == member
