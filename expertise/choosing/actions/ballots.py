"""Casting a ballot: everybody once, to be changed until it closes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.choosing.actions.choosing import lock
from expertise.choosing.models import Ballot, Choosing, ChoosingOption
from expertise.choosing.names import find_limits
from expertise.questions.actions.originals import find_voice
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def cast_ballot(
    *, choosing: Choosing, by: Member, picks: Collection[ChoosingOption], at: dt.datetime | None = None
) -> Ballot:
    """In the role group of the main appointment today. Choosing again takes the place of what was chosen before."""
    now, locked = at or timezone.now(), lock(choosing)
    if not locked.takes_ballots(now):
        raise RefusedError(_("Choosing is closed."))
    if not by.is_present:
        raise RefusedError(_("Only who is in the network now chooses along."))
    options = {option.pk: option for option in locked.options.all()}
    chosen = [options[pick.pk] for pick in picks if pick.pk in options]
    if not chosen:
        raise RefusedError(_("Choose at least one question."))
    limits = find_limits(options.values())
    counts = Counter(option.theme_id for option in chosen)
    if any(count > limits[theme] for theme, count in counts.items()):
        raise RefusedError(_("You chose too many of one theme."))
    role_group, _board = find_voice(by)
    ballot, made = Ballot.objects.update_or_create(choosing=locked, voter=by, defaults={"role_group": role_group})
    ballot.picks.set(chosen)
    if made:
        AuditEvent.objects.record("expertise.choice_made", locked.cycle, by=by)
    return ballot
