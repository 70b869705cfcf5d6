"""Sending answers, changing them, taking them back. Nothing here writes the trail: it would hold who, and when.

That somebody took part and what was said are written by two transactions, so that not even their number is the same:
both are `durable`, so that they refuse to be part of one that holds them together.
What one sent is found by a code that only the sender's browser has; kept is what can be worked out from the code, not
the code itself.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.surveys.models import Participation, SentAnswers, Wave
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member

CLOSED = _("This scan is closed. Nobody can change or withdraw answers any more.")
NOT_ASKED = _("You are not asked for this scan, or you took part already.")
WRONG_CODE = _("We do not know this code for this scan.")
# Read over by people: without look-alikes, in groups of four.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_SIZE = 4, 4

type Values = Mapping[str, int]


def make_code() -> str:
    """About 78 bits, as «7KQM-2XHD-…»."""
    parts = ("".join(secrets.choice(LETTERS) for _letter in range(GROUP_SIZE)) for _group in range(GROUPS))
    return "-".join(parts)


def hash_code(wave: Wave, code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign in LETTERS)
    return hashlib.sha256(f"{wave.public_id}:{plain}".encode()).hexdigest()


def send_answers(*, wave: Wave, by: Member, values: Values) -> str:
    """Take part: first the mark, then the answers, each for itself. Gives the code, which is kept nowhere here."""
    with transaction.atomic(durable=True):
        mark_taken_part(wave=wave, by=by)
    try:
        with transaction.atomic(durable=True):
            return store_answers(wave=wave, values=values)
    except BaseException:
        unmark_taken_part(wave=wave, by=by)
        raise


@transaction.atomic
def mark_taken_part(*, wave: Wave, by: Member) -> None:
    """Once; of two at the same moment the second is refused."""
    _hold_open(wave)
    if not Participation.objects.filter(wave=wave, member=by, took_part=False).update(took_part=True):
        raise RefusedError(NOT_ASKED)


@transaction.atomic
def unmark_taken_part(*, wave: Wave, by: Member) -> None:
    Participation.objects.filter(wave=wave, member=by).update(took_part=False)


@transaction.atomic
def store_answers(*, wave: Wave, values: Values) -> str:
    _hold_open(wave)
    code = make_code()
    SentAnswers.objects.create(wave=wave, token_hash=hash_code(wave, code), values=dict(values))
    return code


def find_sent(wave: Wave, code: str) -> SentAnswers | None:
    """What was sent with this code while the round is open. One query, none without a code."""
    if not code or not wave.is_open:
        return None
    return SentAnswers.objects.filter(wave=wave, token_hash=hash_code(wave, code)).first()


@transaction.atomic
def change_answers(*, wave: Wave, code: str, values: Values) -> None:
    _hold_open(wave)
    found = SentAnswers.objects.filter(wave=wave, token_hash=hash_code(wave, code))
    if not found.update(values=dict(values)):
        raise RefusedError(WRONG_CODE)


def withdraw_answers(*, wave: Wave, by: Member, code: str) -> None:
    """Take them back: the answers go, and for who is signed in the mark. They may take part anew."""
    delete_answers(wave=wave, code=code)
    unmark_taken_part(wave=wave, by=by)


@transaction.atomic
def delete_answers(*, wave: Wave, code: str) -> None:
    _hold_open(wave)
    found = SentAnswers.objects.filter(wave=wave, token_hash=hash_code(wave, code))
    if not found.exists():
        raise RefusedError(WRONG_CODE)
    found.delete()


def _hold_open(wave: Wave) -> None:
    """The round stays open until this transaction ends: closing waits."""
    row = Wave.objects.select_for_update(of=("self",), no_key=True).get(pk=wave.pk)
    if not row.is_open:
        raise RefusedError(CLOSED)
