"""Questions that come in, lie on a board and are moved, in one line each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from expertise.questions.actions import board, originals
from expertise.questions.models import QuestionCard
from knowledge_network.notifications.events.models import Notice
from tests import factories as f


@contextmanager
def forgotten() -> Iterator[None]:
    """What a made-up example did is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def bring_in(text="Hoe lees ik voor?", **values):
    return originals.add_question(by=values.pop("by", None) or f.MemberFactory(), text=text, **values)


def card_of(question):
    return QuestionCard.objects.get(question=question)


def make_bundle(cycle, by, name="Lezen", words="Hoe lees je voor?"):
    return board.make_bundle(cycle=cycle, by=by, name=name, words=words)[0]


def move(cycle, by, card, to, version=None):
    card.refresh_from_db()
    return board.move_cards(cycle=cycle, by=by, seen={card.public_id: version or card.version}, to=to)


def told(member, kind="expertise.bundling_round"):
    return Notice.objects.filter(member=member, kind=kind)
