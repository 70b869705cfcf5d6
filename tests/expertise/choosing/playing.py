"""A choosing that is open, and people who choose, in one line each."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from expertise.choosing.actions import choosing as actions
from expertise.choosing.enums import ChoosingState
from expertise.choosing.models import Ballot, Choosing, ChoosingOption, RoleGroupVoice
from expertise.questions.enums import CycleState, RoleGroup
from expertise.questions.models import CoPCycle, IndicativeQuestion
from tests import factories as f

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def make_choosing(names=("A", "B", "C", "D"), *, year=2070, joins=None, state=ChoosingState.OPEN):
    """Open for five days, of bundles that stand under no theme; `joins`: role group → another."""
    cycle = CoPCycle.objects.create(school_year=year, state=CycleState.CHOOSING)
    now = timezone.now()
    choosing = Choosing.objects.create(cycle=cycle, state=state, opened_at=now, closes_at=now + dt.timedelta(days=5))
    for name in names:
        bundle = IndicativeQuestion.objects.create(cycle=cycle, name=name, words=f"Hoe zit het met {name}?")
        ChoosingOption.objects.create(choosing=choosing, bundle=bundle)
    into = joins if joins is not None else dict.fromkeys(set(RoleGroup) - {RoleGroup.TEACHER}, RoleGroup.TEACHER)
    RoleGroupVoice.objects.bulk_create(
        RoleGroupVoice(choosing=choosing, role_group=one, joins=into.get(one, "")) for one in RoleGroup
    )
    return choosing


def options_of(choosing):
    return {option.bundle.name: option for option in choosing.options.select_related("bundle").order_by("pk")}


def cast(choosing, role_group, *names, voter=None):
    """A ballot as it is stored, of somebody of that role group."""
    ballot = Ballot.objects.create(choosing=choosing, voter=voter or f.MemberFactory(), role_group=role_group)
    known = options_of(choosing)
    ballot.picks.set([known[name] for name in names])
    return ballot


def close(choosing):
    return actions.close_choosing(choosing=choosing, by=None, tell=False)
