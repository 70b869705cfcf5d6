"""One's own network, and what one chooses for oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.insight.ties.actions.answers import keep_choices
from knowledge_network.insight.ties.advice import gather_facts
from knowledge_network.insight.ties.forms import ChoicesForm
from knowledge_network.insight.ties.models import TieChoices
from knowledge_network.insight.ties.names import make_pseudonym, read_key
from knowledge_network.insight.ties.presenters.groups import build_looks
from knowledge_network.insight.ties.presenters.own import OwnNetwork, build_own
from knowledge_network.insight.ties.queries import (
    find_named,
    find_newest_published,
    find_readable_round,
    find_waiting,
    find_workplaces,
    list_ties,
)
from knowledge_network.kit.http import render_private
from knowledge_network.members.people.queries import find_boards
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def own_network(request: MemberRequest) -> HttpResponse:
    """What waits, one's own ties with names, and whether one may be named."""
    return _render(request, ChoicesForm(choices=_find_choices(request)))


def _find_choices(request: MemberRequest) -> TieChoices:
    return TieChoices.objects.filter(member=request.user).first() or TieChoices(member=request.user)


def _render(request: MemberRequest, form: ChoicesForm, *, status: int = 200) -> HttpResponse:
    readable = find_readable_round(request.user)
    context: dict[str, Any] = {
        "waiting": find_waiting(request.user),
        "round": readable,
        "published": find_newest_published(),
        "own": None,
        "form": form,
    }
    if readable is not None and (key := read_key(readable)) is not None:
        context["own"] = _read_network(request, key, readable)
    return render_private(request, "insight/ties/own_network.html", context, status=status)


def _read_network(request: MemberRequest, key: bytes, network_round: Any) -> OwnNetwork:
    ties = list_ties(network_round, make_pseudonym(key, request.user.pk))
    people = find_named(key, ties)
    boards = find_boards({request.user.pk, *(person.pk for person in people.values())})
    shown = [person.pk for person in people.values() if person.shows("work", request.user)]
    return build_own(ties, people, boards, find_workplaces(shown), request.user)


@require_safe
def own_groups(request: MemberRequest) -> HttpResponse:
    """Whether one's own groups are close or open, and what one can do."""
    found = gather_facts(request.user, timezone.localdate())
    context = {"looks": build_looks(found, request.user), "trail": [(_("My network"), reverse("insight:own_network"))]}
    return render_private(request, "insight/ties/own_groups.html", context)


@require_POST
def own_choices(request: MemberRequest) -> HttpResponse:
    """Whether others may name me, and whether I offer to connect people."""
    form = ChoicesForm(request.POST, choices=_find_choices(request))
    if not form.is_valid():
        return _render(request, form, status=422)
    keep_choices(by=request.user, **form.cleaned_data)
    messages.success(request, _("Your choices are kept."))
    return redirect("insight:own_network")
