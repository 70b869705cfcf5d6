"""The doors of one round: for who reads it, and for who answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, TieAnswers
from knowledge_network.insight.ties.names import make_pseudonym, read_key
from knowledge_network.insight.ties.queries import find_answers
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import require
from knowledge_network.members.people.requests import MemberRequest


def enter_round(request: MemberRequest, public_id: str, permission: str = "") -> NetworkRound:
    """404 for what the reader cannot see, 403 without `permission`. One query."""
    rounds = NetworkRound.objects.visible_to(request.user).select_related("previous")
    found = get_object_or_404(rounds, public_id=public_id)
    if permission:
        require(request, permission, found)
    return found


@dataclass(frozen=True)
class AnsweringRoom:
    """A round as one of those who are asked sees it. Without `key` nothing that was said can be read."""

    network_round: NetworkRound
    mark: RoundParticipation
    key: bytes | None
    source: str
    answers: TieAnswers | None

    @property
    def is_open(self) -> bool:
        return self.network_round.is_open and self.key is not None


def enter_answering(request: MemberRequest, public_id: str) -> AnsweringRoom:
    """For who is asked only. Three queries."""
    network_round = enter_round(request, public_id)
    mark = RoundParticipation.objects.filter(network_round=network_round, member=request.user).first()
    if mark is None:
        raise PermissionDenied
    key = read_key(network_round)
    if key is None:
        return AnsweringRoom(network_round, mark, None, "", None)
    source = make_pseudonym(key, request.user.pk)
    return AnsweringRoom(network_round, mark, key, source, find_answers(network_round, source))


def do_and_return(
    request: MemberRequest,
    network_round: NetworkRound,
    action: Callable[..., Any],
    success: str,
    *,
    back: str = "",
    **arguments: Any,
) -> HttpResponse:
    """Do it and go back to the round; what was refused is said there."""
    try:
        action(network_round=network_round, by=request.user, **arguments)
        messages.success(request, success)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(network_round.get_absolute_url())
    return HttpResponseRedirect(back or network_round.get_absolute_url())
