"""How a question ends: closed by who asked, withdrawn, passed on; and opened again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking import notices, signals
from expertise.asking.actions.also import tell_also_asking
from expertise.asking.actions.matching import become, lock, record, set_state
from expertise.asking.actions.requests import list_helpers, tell_all
from expertise.asking.enums import HelpOutcome, HelpState, MatchState
from expertise.asking.models import HelpRequest
from expertise.asking.states import may_become, state_without_helper
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import coordinators_of_network
from plg.groups.models import GroupMembership


@transaction.atomic
def close(
    *,
    help_request: HelpRequest,
    by: Member,
    outcome: str,
    what_was_done: str = "",
    may_be_published: bool = False,
    at: dt.datetime | None = None,
    tell: bool = True,
) -> HelpRequest:
    """Who asked says whether it is answered, what came of it, and whether others may find the answer without names."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if not may_become(help_request.state, HelpState.CLOSED):
        raise RefusedError(_("This question is closed already."))
    helped = outcome in (HelpOutcome.YES, HelpOutcome.PARTLY)
    helpers = list_helpers(help_request)
    is_news = helped and help_request.answered_at is None
    help_request.answered_at = (help_request.answered_at or now) if helped else help_request.answered_at
    _let_go(help_request, now)
    set_state(
        help_request,
        HelpState.CLOSED,
        at=now,
        closed_at=now,
        answered_at=help_request.answered_at,
        outcome=outcome,
        what_was_done=what_was_done,
        may_be_published=may_be_published and helped,
    )
    record("expertise.help_closed", help_request, by=by, outcome=str(outcome))
    if tell:
        tell_all(notices.HELP_CLOSED, helpers, help_request, f"closed:{now.timestamp():.0f}", now)
        if help_request.may_be_published:
            tell_all(notices.HELP_TO_CHECK, find_checkers(help_request), help_request, "to_check", now)
        else:
            _tell_nothing_comes(help_request, now)
    if is_news:
        signals.help_answered.send(HelpRequest, help_request=help_request, by=by, at=now)
    return help_request


@transaction.atomic
def withdraw(*, help_request: HelpRequest, by: Member | None, reason: str = "", at: dt.datetime | None = None) -> None:
    """Not needed any more; who was asked or helps is free again."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if not may_become(help_request.state, HelpState.WITHDRAWN):
        raise RefusedError(_("This question is closed already."))
    helpers = list_helpers(help_request)
    _let_go(help_request, now)
    become(
        help_request,
        HelpState.WITHDRAWN,
        by=by or help_request.asker,
        now=now,
        closed_at=now,
        close_reason=reason[:300],
    )
    record("expertise.help_withdrawn", help_request, by=by)
    tell_all(notices.HELP_CLOSED, helpers, help_request, f"withdrawn:{now.timestamp():.0f}", now)
    _tell_nothing_comes(help_request, now)


@transaction.atomic
def pass_on(
    *,
    help_request: HelpRequest,
    by: Member,
    passed_to: str,
    reason: str,
    at: dt.datetime | None = None,
    tell: bool = True,
) -> None:
    """On to the bundling of questions or the Kennisrotonde; the asker reads where and why."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if not may_become(help_request.state, HelpState.PASSED_ON):
        raise RefusedError(_("This question is closed already."))
    _let_go(help_request, now)
    fields = {"passed_to": passed_to, "close_reason": reason[:300], "closed_at": now}
    become(help_request, HelpState.PASSED_ON, by=by, now=now, tell=tell, **fields)
    record("expertise.help_passed_on", help_request, by=by, passed_to=passed_to)
    if tell:
        _tell_nothing_comes(help_request, now)
    signals.help_passed_on.send(HelpRequest, help_request=help_request, by=by, at=now)


@transaction.atomic
def reopen(*, help_request: HelpRequest, by: Member, at: dt.datetime | None = None) -> None:
    """Take the end back: the question stands where it stood. Not once its answer stands in the knowledge base."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if help_request.state in HelpState.UNFINISHED or help_request.published_at is not None:
        raise RefusedError(_("The question is in another state now. Look again."))
    help_request.matches.filter(state=MatchState.TAKEN_BACK, responded_at=help_request.closed_at).update(
        state=MatchState.ASKED, responded_at=None
    )
    if help_request.matches.filter(state=MatchState.ACCEPTED, expert__isnull=False).exists():
        state: str = HelpState.ANSWERED if help_request.messages.filter(is_answer=True).exists() else HelpState.TALKING
    else:
        state = state_without_helper(help_request.matches.filter(state=MatchState.ASKED).exists())
    blank: dict[str, Any] = {
        "closed_at": None,
        "outcome": "",
        "passed_to": "",
        "close_reason": "",
        "may_be_published": False,
    }
    if state != HelpState.ANSWERED:
        blank["answered_at"] = None
    former = help_request.passed_to
    become(help_request, state, by=by, now=now, **blank)
    record("expertise.help_reopened", help_request, by=by)
    signals.help_reopened.send(HelpRequest, help_request=help_request, by=by, at=now, passed_to=former)


def _tell_nothing_comes(help_request: HelpRequest, now: dt.datetime) -> None:
    """Who has the question too need not wait any longer: they can ask it themselves."""
    url, what = notices.address_to_ask(help_request), f"ended:{now.timestamp():.0f}"
    tell_also_asking(notices.HELP_ENDED_FOR_YOU, help_request, url=url, what=what, now=now)


def _let_go(help_request: HelpRequest, now: dt.datetime) -> None:
    help_request.matches.filter(state=MatchState.ASKED).update(state=MatchState.TAKEN_BACK, responded_at=now)


def find_checkers(help_request: HelpRequest) -> list[Member]:
    """Who may look at an answer before others find it: the group that was asked, else who runs the network."""
    if help_request.addressed_group_id is not None:
        inside = GroupMembership.objects.current().participating().filter(group=help_request.addressed_group_id)
        people = list(Member.objects.active().filter(pk__in=inside.values("member")).exclude(pk=help_request.asker_id))
        if people:
            return people
    return [member for member in coordinators_of_network() if member.pk != help_request.asker_id]
