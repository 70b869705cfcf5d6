"""Posts: answering, editing, looking back, taking away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.diff import as_html
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import redirect_back, render_page, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from plg.space.actions import conversations as actions
from plg.space.actions import reactions
from plg.space.entrance import Space, enter, render_space
from plg.space.enums import Reaction
from plg.space.forms import EditPostForm, PostForm
from plg.space.mentions import as_typed, mentioned_ids, plain_text, render_post, store_mentions
from plg.space.models import Post
from plg.space.posts import Reading, find_names, name_author, profile_url, shown_posts
from plg.space.queries import list_people
from plg.space.views.conversations import POSTS_ON_A_PAGE, conversations_for_page, cursor_before, render_conversation


@require_POST
def post_add(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Answer; `preview` shows how it will look instead of posting it (the way without JavaScript)."""
    space = enter(request, slug, "plg.post")
    conversation = get_object_or_404(conversations_for_page(space), public_id=public_id)
    form = PostForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_conversation(request, space, conversation, form, status=422)
    data = form.cleaned_data
    if "preview" in request.POST:
        preview = render_preview(space, data["text"])
        return render_conversation(request, space, conversation, form, preview=preview)
    reply_to = conversation.posts.present().filter(public_id=data["reply_to"]).first() if data["reply_to"] else None
    try:
        post = actions.add_post(
            conversation=conversation,
            by=request.user,
            text=data["text"],
            reply_to=reply_to,
            content=data["content"],
            idempotency_key=data["key"],
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return render_conversation(request, space, conversation, form, status=409)
    return forget_drafts(HttpResponseRedirect(address_of_post(space, post)), f"answer-{public_id}")


@require_POST
def post_preview(request: MemberRequest, slug: str) -> HttpResponse:
    """How a text will look, for htmx; nothing is stored."""
    space = enter(request, slug, "plg.post")
    text = request.POST.get("text", "")[: Post._meta.get_field("text").max_length]
    return render_page(request, "plg/space/post_preview.html", {"preview": render_preview(space, text)})


def render_preview(space: Space, text: str) -> str:
    people = list_people(space.group)
    stored, mentioned = store_mentions(text, people)
    names = {person.public_id: person.get_full_name() for person in people if person.public_id in mentioned}
    return render_post(stored, names, profile_url)


@require_safe
def post_permalink(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """To the post in its conversation, on the page where it stands."""
    space = enter(request, slug)
    return HttpResponseRedirect(address_of_post(space, get_post(space, public_id)))


def address_of_post(space: Space, post: Post) -> str:
    """The page of the conversation that holds the post, scrolled to it."""
    earlier = post.conversation.posts.filter(posted_at__lt=post.posted_at).order_by("posted_at", "public_id")
    whole_pages = earlier.count() // POSTS_ON_A_PAGE * POSTS_ON_A_PAGE
    query = {"vanaf": cursor_before(earlier[whole_pages - 1])} if whole_pages else None
    conversation = [space.group.slug, post.conversation.public_id]
    return reverse("plg:conversation_detail", args=conversation, query=query, fragment=f"bericht-{post.public_id}")


def get_post(space: Space, public_id: str) -> Post:
    posts = Post.objects.filter(conversation__in=space.conversations()).select_related("conversation__group", "author")
    return get_object_or_404(posts, public_id=public_id)


def get_permitted_post(request: MemberRequest, space: Space, public_id: str, permission: str) -> Post:
    """The post when the reader has `permission` on it: 404 when it is not in this group, 403 when it is."""
    post = get_post(space, public_id)
    post.conversation.group = space.group
    if not request.user.has_perm(permission, post):
        raise PermissionDenied
    return post


@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug)
    post = get_permitted_post(request, space, public_id, "plg.edit_post")
    typed = as_typed(post.text, list_people(space.group))
    form = EditPostForm(sent(request)[0], initial={"text": typed})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_post(post=post, by=request.user, text=form.cleaned_data["text"])
            return forget_drafts(HttpResponseRedirect(address_of_post(space, post)), f"edit-{public_id}")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"post": post, "form": form, "back": address_of_post(space, post)}
    return render_space(request, space, "plg/space/post_edit.html", "conversations", context, status=status)


@require_safe
def post_history(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Every version of a post, the newest first, each with what changed since the one before."""
    space = enter(request, slug)
    post = get_post(space, public_id)
    context = {
        "post": post,
        "author": name_author(post.author),
        "versions": [] if post.removed_at else _draw_versions(post),
        "back": address_of_post(space, post),
    }
    return render_space(request, space, "plg/space/post_history.html", "conversations", context)


@dataclass(frozen=True)
class PostVersion:
    """A version of a post; `html` marks what changed since the one before."""

    number: int
    written_at: dt.datetime
    html: str


def _draw_versions(post: Post) -> list[PostVersion]:
    rows = list(post.revisions.order_by("replaced_at", "pk"))
    texts = [*(row.text for row in rows), post.text]
    moments = [*(row.written_at for row in rows), post.edited_at or post.posted_at]
    names = find_names(mentioned_ids(texts))
    plain = [plain_text(text, names) for text in texts]
    versions = [
        PostVersion(number, at, as_html(plain[number - 2] if number > 1 else text, text))
        for number, (text, at) in enumerate(zip(plain, moments, strict=True), start=1)
    ]
    return versions[::-1]


@require_POST
def post_react(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Say «dank je wel» or another of the few reactions with one press; the same press takes it back."""
    space = enter(request, slug)
    post = get_permitted_post(request, space, public_id, "plg.react")
    kind = request.POST.get("kind", "")
    if kind not in Reaction.values:
        raise Http404
    try:
        reactions.react(post=post, by=request.user, kind=kind)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return _show_reactions(request, space, post)


@require_POST
def post_ask_read(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """The chair asks who read it, or does not any more."""
    space = enter(request, slug)
    post = get_permitted_post(request, space, public_id, "plg.ask_whether_read")
    reactions.ask_whether_read(post=post, by=request.user, asks="not_any_more" not in request.POST)
    return HttpResponseRedirect(address_of_post(space, post))


def _show_reactions(request: MemberRequest, space: Space, post: Post) -> HttpResponse:
    """Only the row of reactions for htmx, else the page of the post."""
    if not request.htmx:
        return HttpResponseRedirect(address_of_post(space, post))
    fresh = Post.objects.select_related("author", "reply_to__author", "conversation__group").get(pk=post.pk)
    [shown] = shown_posts([fresh], Reading(request.user, space.can_post, space.can_moderate))
    context = {"post": shown, "group": space.group, "space": space}
    return render(request, "plg/space/_post_reactions.html", context)


@require_POST
def post_remove(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    space = enter(request, slug)
    post = get_permitted_post(request, space, public_id, "plg.remove_post")
    actions.remove_post(post=post, by=request.user)
    offer_undo(request, _("The post was removed."), space.url("post_restore", public_id))
    return redirect_back(request, address_of_post(space, post))


@require_POST
def post_restore(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Bring back what one removed oneself; the group leader brings back everything."""
    space = enter(request, slug)
    post = get_permitted_post(request, space, public_id, "plg.remove_post")
    if post.removed_by_id not in {None, request.user.pk} and not space.can_moderate:
        raise PermissionDenied
    actions.restore_post(post=post, by=request.user)
    messages.success(request, _("The post is back."))
    return redirect_back(request, address_of_post(space, post))
