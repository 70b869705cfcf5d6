"""Searches that somebody keeps."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.finding.actions.saved_searches import (
    MOST_KEPT,
    TooManyKeptError,
    change_search,
    keep_search,
    remove_search,
)
from expertise.finding.asked import Asked
from expertise.finding.forms import KeepSearchForm, SavedSearchForm
from expertise.finding.models import SavedSearch
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest

REMOVED = "expertise.removed_search"


def _mine(request: MemberRequest) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(member=request.user)


@require_safe
def saved_search_list(request: MemberRequest) -> HttpResponse:
    searches = list(_mine(request).order_by("name", "pk"))
    return render(request, "expertise/finding/saved_search_list.html", {"searches": searches})


@require_http_methods(["GET", "HEAD", "POST"])
def saved_search_add(request: MemberRequest) -> HttpResponse:
    """Keep the search of `?q=…`: its words as a name to begin with."""
    asked = Asked(request.GET)
    form = KeepSearchForm(request.POST or None, initial={"name": asked.text[:80], "query": asked.query, "tells": True})
    if request.method == "POST" and form.is_valid():
        try:
            keep_search(by=request.user, **form.cleaned_data)
        except TooManyKeptError:
            form.add_error(None, _("You keep %(most)s searches already. Remove one first.") % {"most": MOST_KEPT})
        else:
            messages.success(request, _("Kept. You find it under «Saved searches»."))
            return redirect("expertise:saved_search_list")
    context = {"form": form, "search": None}
    return render(request, "expertise/finding/saved_search_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_search_change(request: MemberRequest, public_id: str) -> HttpResponse:
    search = get_object_or_404(_mine(request), public_id=public_id)
    form = SavedSearchForm(request.POST or None, instance=search)
    if request.method == "POST" and form.is_valid():
        fresh = get_object_or_404(_mine(request), public_id=public_id)
        change_search(search=fresh, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("expertise:saved_search_list")
    context = {"form": form, "search": search}
    return render(request, "expertise/finding/saved_search_form.html", context, status=422 if form.errors else 200)


@require_POST
def saved_search_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    search = get_object_or_404(_mine(request), public_id=public_id)
    request.session[REMOVED] = {"name": search.name, "query": search.query, "tells": search.tells}
    remove_search(search=search, by=request.user)
    offer_undo(request, _("Your search is removed."), reverse("expertise:saved_search_restore"))
    return redirect("expertise:saved_search_list")


@require_POST
def saved_search_restore(request: MemberRequest) -> HttpResponse:
    """Put back the search that was removed last."""
    if removed := request.session.pop(REMOVED, None):
        keep_search(by=request.user, **removed)
        messages.success(request, _("Your search is back."))
    return redirect("expertise:saved_search_list")
