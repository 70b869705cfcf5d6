"""Counting guesses at secrets, and forgetting what was counted."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.crypto import salted_hmac

from knowledge_network.members.accounts.models import Guess, SentForm

KEPT_FOR = dt.timedelta(days=2)


def note_guess(what: str, about: str, *, most: int, within: dt.timedelta) -> bool:
    """Count a guess at `what` (a password, a code) for `about`; whether it may still be looked at."""
    key = salted_hmac("members.guess", f"{what}:{about}", algorithm="sha256").hexdigest()
    return Guess.objects.note(key, within=within) <= most


def forget_guess(what: str, about: str) -> None:
    """Who knew the secret begins anew."""
    key = salted_hmac("members.guess", f"{what}:{about}", algorithm="sha256").hexdigest()
    Guess.objects.filter(key=key).delete()


def forget_old(*, now: dt.datetime | None = None) -> int:
    """What was sent and guessed days ago; how many rows."""
    before = (now or timezone.now()) - KEPT_FOR
    forms, _ = SentForm.objects.filter(began_at__lt=before).delete()
    guesses, _ = Guess.objects.filter(since__lt=before).delete()
    return forms + guesses
