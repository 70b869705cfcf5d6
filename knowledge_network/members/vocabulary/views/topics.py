"""The vocabulary: suggestions while typing, proposals of members, and the coordinators' desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tabular_export import csv_response, xlsx_response
from knowledge_network.members.vocabulary import actions
from knowledge_network.members.vocabulary.forms import DecisionForm, MergeForm, ProposalForm, TopicFilterForm, TopicForm
from knowledge_network.members.vocabulary.models import TopicMerge
from knowledge_network.members.vocabulary.queries import list_merges_to_undo
from knowledge_network.topics import queries
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

    from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest

MOST_PROPOSALS = 50

MANAGE = "members.manage_topics"


@require_safe
def topic_suggest(request: MemberRequest) -> HttpResponse:
    """Topics that fit `?q=`: as options for a list when htmx asks, else as JSON (name, slug, parent, synonym)."""
    found = queries.suggest(request.GET.get("q", ""))
    if getattr(request, "htmx", None):
        return render(request, "members/vocabulary/topic_suggest.html", {"suggestions": found})
    return JsonResponse(
        {"topics": [{"name": s.name, "slug": s.slug, "parent": s.parent, "synonym": s.synonym} for s in found]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def topic_propose(request: MemberRequest) -> HttpResponse:
    """Propose a topic, and see what became of one's earlier proposals."""
    form = ProposalForm(request.POST or None)
    if form.is_valid():
        topic = actions.propose_topic(by=request.user, **form.cleaned_data)
        text = _("Thank you. The coordinator looks at «%(name)s» and lets you know.") % {"name": topic.name}
        messages.success(request, text)
        return redirect("members:topic_propose")
    mine = Topic.objects.filter(proposed_by=request.user).select_related("merged_into").order_by("-created_at")
    context = {"form": form, "proposals": cut(mine, MOST_PROPOSALS)}
    return render(request, "members/vocabulary/topic_propose.html", context, status=422 if form.errors else 200)


@require_POST
def topic_follow(request: MemberRequest, slug: str) -> HttpResponse:
    """Follow a topic, or not any more."""
    topic = get_object_or_404(Topic.objects.approved(), slug=slug)
    if "not_any_more" in request.POST:
        actions.unfollow_topic(topic=topic, by=request.user)
        messages.success(request, _("You do not follow «%(name)s» any more.") % {"name": topic.name})
    else:
        actions.follow_topic(topic=topic, by=request.user)
        messages.success(
            request, _("You follow «%(name)s». You hear of it as you chose for mail.") % {"name": topic.name}
        )
    return redirect("dashboards:topic_detail", slug)


# The coordinators' desk -------------------------------------------------------------------------


def with_uses(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """`uses`: how many people, groups and other things bear each topic."""
    total: Combinable = Value(0)
    for model in actions.bearing_models():
        items = model._base_manager.filter(tag=OuterRef("pk")).order_by().values("tag")
        total = Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0) + total
    counted: QuerySet[Topic] = topics.annotate(uses=total)
    return counted


@require_safe
def topic_manage(request: MemberRequest) -> HttpResponse:
    """All topics as a tree, and above it the proposals that wait, the oldest first."""
    require(request, MANAGE)
    form = TopicFilterForm(request.GET)
    everything = queries.tree(with_uses(Topic.objects.approved()))
    context = {
        "form": form,
        "rows": form.apply(everything),
        "total": len(everything),
        "merges": list_merges_to_undo(),
        "proposals": list(Topic.objects.proposed().select_related("proposed_by").order_by("created_at")),
        "text": form["q"].value() or "",
        "only_strategic": bool(form["only_strategic"].value()),
    }
    return render(request, "members/vocabulary/topic_manage.html", context)


@require_safe
def topic_export(request: MemberRequest, form: str) -> HttpResponseBase:
    """The vocabulary as the filter shows it, as a sheet that goes in again unchanged (`members:import_topics`)."""
    require(request, MANAGE)
    if form not in {"csv", "xlsx"}:
        raise Http404
    header = [_("name"), _("part of"), _("other words"), _("description"), _("OBK id")]
    topics = Topic.objects.approved().select_related("parent")
    rows = [
        [
            topic.name,
            topic.parent.name if topic.parent else "",
            ", ".join(topic.synonyms),
            topic.description,
            str(topic.obk_id or ""),
        ]
        for _depth, topic in TopicFilterForm(request.GET).apply(queries.tree(topics))
    ]
    name = f"{_('topics')}.{form}"
    return xlsx_response(name, _("topics"), header, rows) if form == "xlsx" else csv_response(name, header, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def topic_add(request: MemberRequest) -> HttpResponse:
    require(request, MANAGE)
    form = TopicForm(request.POST or None)
    if form.is_valid():
        topic = actions.add_topic(by=request.user, **form.cleaned_data)
        messages.success(request, _("«%(name)s» is in use now.") % {"name": topic.name})
        return redirect("members:topic_manage")
    return render(
        request, "members/vocabulary/topic_form.html", {"form": form, "topic": None}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def topic_change(request: MemberRequest, slug: str) -> HttpResponse:
    require(request, MANAGE)
    topic = get_object_or_404(Topic.objects.approved().select_related("parent"), slug=slug)
    form = TopicForm(request.POST or None, topic=topic)
    if form.is_valid():
        actions.change_topic(topic=topic, by=request.user, **form.cleaned_data)
        messages.success(request, _("«%(name)s» is saved.") % {"name": topic.name})
        return redirect("members:topic_manage")
    context = {"form": form, "topic": topic}
    return render(request, "members/vocabulary/topic_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def topic_merge(request: MemberRequest, slug: str) -> HttpResponse:
    """First into which one, then what goes along, then the deed."""
    require(request, MANAGE)
    topic = get_object_or_404(with_uses(Topic.objects.approved()), slug=slug)
    form = MergeForm(request.POST or None, topic=topic)
    context: dict[str, Any] = {"form": form, "topic": topic}
    if form.is_valid():
        into = form.cleaned_data["into"]
        if request.POST.get("confirmed") == into.slug:
            merge = actions.merge_topic(topic=topic, into=into, by=request.user)
            text = _("«%(old)s» is part of «%(new)s» now.") % {"old": topic.name, "new": into.name}
            offer_undo(request, text, reverse("members:topic_merge_undo", args=[merge.public_id]))
            return redirect("members:topic_manage")
        context |= {"into": into, "outcome": actions.preview_topic_merge(topic=topic, into=into)}
    return render(request, "members/vocabulary/topic_merge.html", context, status=422 if form.errors else 200)


@require_POST
def topic_merge_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, MANAGE)
    merge = get_object_or_404(TopicMerge.objects.select_related("topic", "into"), public_id=public_id)
    try:
        actions.undo_topic_merge(merge=merge, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        text = _("«%(old)s» and «%(new)s» are two topics again.")
        messages.success(request, text % {"old": merge.topic.name, "new": merge.into.name})
    return redirect("members:topic_manage")


@require_http_methods(["GET", "HEAD", "POST"])
def topic_decide(request: MemberRequest, slug: str) -> HttpResponse:
    """Decide on a proposal; what looks like it is shown beside it."""
    require(request, MANAGE)
    topic = get_object_or_404(Topic.objects.proposed().select_related("proposed_by"), slug=slug)
    form = DecisionForm(request.POST or None, topic=topic)
    if form.is_valid():
        decide(topic, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your decision about «%(name)s» is saved.") % {"name": topic.name})
        return redirect("members:topic_manage")
    context = {"form": form, "topic": topic, "alike": queries.suggest(topic.name)}
    return render(request, "members/vocabulary/topic_decide.html", context, status=422 if form.errors else 200)


def decide(topic: Topic, *, by: Member, decision: str, into: Topic | None, reason: str) -> None:
    if decision == DecisionForm.APPROVE:
        actions.approve_topic(topic=topic, by=by, reason=reason)
    elif decision == DecisionForm.REJECT:
        actions.reject_topic(topic=topic, by=by, reason=reason)
    elif into is not None:
        actions.merge_topic(topic=topic, into=into, by=by, reason=reason)
