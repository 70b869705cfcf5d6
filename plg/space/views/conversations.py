"""Conversations: the list, one of them, starting one, keeping order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import cursor_after, paginate
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from plg.space.actions import conversations as actions
from plg.space.entrance import Space, enter, render_space
from plg.space.forms import ConversationForm, ConversationTitleForm, PostForm
from plg.space.mentions import mentioned_ids
from plg.space.models import Conversation, Post
from plg.space.posts import Reading, draw_conversation, find_names, name_author, quote_post, shown_posts

POSTS_ON_A_PAGE = 30
ORDER = ("posted_at", "public_id")
NEWEST_FIRST = ("-is_pinned", "-last_post_at", "-public_id")


@require_safe
def conversation_list(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug)
    rows = space.conversations_as_read().select_related("last_post_by")
    page = paginate(rows, request.GET, by=NEWEST_FIRST, size=20)
    context = {"page": page, "conversations": [draw_conversation(space, row) for row in page]}
    return render_space(request, space, "plg/space/conversation_list.html", "conversations", context)


@require_http_methods(["GET", "HEAD", "POST"])
def conversation_start(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug, "plg.post")
    form = ConversationForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            conversation = actions.start_conversation(
                group=space.group,
                by=request.user,
                title=data["title"],
                text=data["text"],
                content=data["content"],
                idempotency_key=data["key"],
            )
        except RefusedError as refusal:
            form.add_error("content", str(refusal))
        else:
            response = HttpResponseRedirect(space.url("conversation_detail", conversation.public_id))
            return forget_drafts(response, f"conversation-{slug}")
    return render_space(request, space, "plg/space/conversation_start.html", "conversations", {"form": form})


@require_safe
def conversation_detail(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """The posts from the oldest on; `?naar=ongelezen` and `?naar=nieuwste` open the page where those begin."""
    space = enter(request, slug)
    conversation = get_object_or_404(conversations_for_page(space), public_id=public_id)
    form = PostForm(initial={"reply_to": request.GET.get("antwoord", "")[:10]})
    return render_conversation(request, space, conversation, form)


def conversations_for_page(space: Space) -> Any:
    return space.conversations_as_read().select_related("started_by")


def render_conversation(
    request: MemberRequest,
    space: Space,
    conversation: Any,
    form: PostForm,
    *,
    preview: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one conversation, also when a post could not be saved: then its text is still there."""
    posts = conversation.posts.select_related("author", "reply_to__author", "conversation__group")
    start = start_of_page(conversation, request.GET.get("naar", ""))
    page = paginate(posts, {"vanaf": start} if start else request.GET, by=ORDER, size=POSTS_ON_A_PAGE)
    reading = Reading(request.user, space.can_post, space.can_moderate, conversation.read_until)
    shown = shown_posts(page, reading)
    context = {
        "conversation": conversation,
        "page": page,
        "posts": shown,
        "first_new": next((post.public_id for post in shown if post.is_new), ""),
        "last_shown_at": page.rows[-1].posted_at if page.rows else None,
        "form": form,
        "answered": answered_post(conversation, form),
        "preview": preview,
        "can_answer": space.can_post and conversation.closed_at is None,
        "started_by": name_author(conversation.started_by),
        "can_rename": may_rename(space, conversation),
    }
    return render_space(request, space, "plg/space/conversation_detail.html", "conversations", context, status=status)


def start_of_page(conversation: Any, where: str) -> str:
    """The cursor of the page that holds the first unread or the newest post; nothing for the first page."""
    posts = conversation.posts.order_by("posted_at", "public_id")
    if where == "ongelezen":
        return cursor_before(posts.filter(posted_at__lte=conversation.read_until).reverse().first())
    if where == "nieuwste":
        return cursor_before(posts.reverse()[POSTS_ON_A_PAGE : POSTS_ON_A_PAGE + 1].first())
    return ""


def cursor_before(post: Post | None) -> str:
    return cursor_after(post, ORDER) if post is not None else ""


def answered_post(conversation: Conversation, form: PostForm) -> dict[str, str] | None:
    """The post that the reader is about to answer, as a short quote."""
    public_id = str(form["reply_to"].value() or "")
    if not public_id:
        return None
    post = conversation.posts.present().select_related("author").filter(public_id=public_id[:10]).first()
    if post is None:
        return None
    names = find_names(mentioned_ids([post.text]))
    return {"public_id": post.public_id, "name": name_author(post.author), "quote": quote_post(post, names)}


def may_rename(space: Space, conversation: Conversation) -> bool:
    """Who started it and who keeps order, as long as it is open."""
    started = space.can_post and conversation.started_by_id == space.reader.pk
    return conversation.closed_at is None and (started or space.can_moderate)


@require_http_methods(["GET", "HEAD", "POST"])
def conversation_rename(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug)
    conversation = get_object_or_404(space.conversations(), public_id=public_id)
    if not may_rename(space, conversation):
        raise PermissionDenied
    form = ConversationTitleForm(sent(request)[0], initial={"title": conversation.title})
    back, status = space.url("conversation_detail", public_id), 200
    if request.method == "POST" and form.is_valid():
        try:
            if actions.rename_conversation(conversation=conversation, by=request.user, **form.cleaned_data):
                messages.success(request, _("The title is saved."))
            return HttpResponseRedirect(back)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"conversation": conversation, "form": form, "back": back}
    return render_space(request, space, "plg/space/conversation_rename.html", "conversations", context, status=status)


@require_POST
def conversation_mark_read(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Note how far the reader came: up to `tot`, the last post that the page showed."""
    space = enter(request, slug)
    conversation = get_object_or_404(space.conversations(), public_id=public_id)
    actions.mark_conversation_read(
        conversation=conversation, by=request.user, until=moment(request.POST.get("until", ""))
    )
    if request.htmx:
        return HttpResponse(status=204)
    return HttpResponseRedirect(space.url("conversation_list"))


def moment(text: str) -> dt.datetime | None:
    """The moment that `text` names, or None: then it is now."""
    try:
        found = parse_datetime(text[:40])
    except (ValueError, OverflowError):
        return None
    return found if found is not None and timezone.is_aware(found) else None


@require_POST
def conversation_moderate(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Pin, close or remove, and back; `deed` says which."""
    space = enter(request, slug)
    conversation = get_object_or_404(space.conversations(), public_id=public_id)
    if not space.can_moderate:
        raise PermissionDenied
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    deed(conversation=conversation, by=request.user)
    if deed is actions.remove_conversation:
        text = _("The conversation «%(title)s» was removed.") % {"title": conversation.title}
        offer_undo(request, text, space.url("conversation_restore", public_id))
        return HttpResponseRedirect(space.url("conversation_list"))
    messages.success(request, _("It is done."))
    return HttpResponseRedirect(space.url("conversation_detail", public_id))


@require_POST
def conversation_restore(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Bring a removed conversation back."""
    space = enter(request, slug, "plg.moderate")
    conversation = get_object_or_404(Conversation.objects.filter(group=space.group), public_id=public_id)
    actions.restore_conversation(conversation=conversation, by=request.user)
    messages.success(request, _("The conversation is back."))
    return HttpResponseRedirect(space.url("conversation_detail", public_id))


def _unpin(*, conversation: Conversation, by: Member) -> None:
    actions.pin_conversation(conversation=conversation, by=by, pinned=False)


def _reopen(*, conversation: Conversation, by: Member) -> None:
    actions.close_conversation(conversation=conversation, by=by, closed=False)


DEEDS = {
    "pin": actions.pin_conversation,
    "unpin": _unpin,
    "close": actions.close_conversation,
    "reopen": _reopen,
    "remove": actions.remove_conversation,
}
