"""The list of stories, a group's page, one story, telling and changing it, its parts, and taking it out of view."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.insight.stories import actions
from knowledge_network.insight.stories.enums import StoryScope, ValueKind
from knowledge_network.insight.stories.forms import HeadForm, HideForm, PartForm, StoryFilter, TellForm
from knowledge_network.insight.stories.models import StoryPart, ValueStory
from knowledge_network.insight.stories.presenters import build_line, build_page, count_kinds
from knowledge_network.insight.stories.queries import find_groups, list_parts, list_stories
from knowledge_network.insight.stories.words import WORDS
from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_page, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.models import Group

MOST_SHOWN = 60


def enter_story(request: HttpRequest, public_id: str, permission: str = "insight.view_story") -> ValueStory:
    rows = ValueStory.objects.visible_to(request.user).select_related("author", "group")
    return get_permitted(request, rows, permission, public_id=public_id)


def make_trail(story: ValueStory | None = None) -> list[tuple[str, str]]:
    trail = [(_("Value stories"), reverse("insight:story_list"))]
    return [*trail, (story.title, story.get_absolute_url())] if story is not None else trail


@login_not_required
@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    """Newest first; strangers read what was told to everybody."""
    form = StoryFilter(request.GET)
    scope = form.values["scope"] or StoryScope.ALL
    rows = form.apply(list_stories(request.user, scope))
    page = paginate(
        rows.select_related("author", "group").prefetch_related("parts"),
        request.GET,
        by=("-told_at", "-public_id"),
        size=24,
    )
    context = {
        "filters": form,
        "scope": scope,
        "tabs": StoryScope,
        "page": page,
        "lines": [build_line(story, request.user) for story in page],
    }
    return render_page(request, "insight/stories/story_list.html", context, partials=("stories",))


@require_safe
def story_group(request: MemberRequest, slug: str) -> HttpResponse:
    """What the reader may read of one group, and which kinds of value that tells of."""
    group = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    rows = ValueStory.objects.visible_to(request.user).shared().filter(group=group)
    rows = rows.select_related("author", "group").prefetch_related("parts").order_by("-told_at", "-pk")
    stories = cut(rows, MOST_SHOWN)
    context = {
        "group": group,
        "lines": stories.told(lambda story: build_line(story, request.user)),
        "kinds": count_kinds(stories),
        "can_tell": group in find_groups(request.user),
        "trail": make_trail(),
    }
    return render_page(request, "insight/stories/story_group.html", context)


@login_not_required
@require_safe
def story_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    story = enter_story(request, public_id)
    context = {
        "story": story,
        "shown": build_page(story, request.user),
        "can_change": request.user.has_perm("insight.change_story", story),
        "can_hide": request.user.has_perm("insight.hide_story", story),
        "kinds": [(kind, WORDS[kind]) for kind in ValueKind],
        "trail": make_trail(),
    }
    return render_page(request, "insight/stories/story_detail.html", context)


@form_page
def story_tell(request: MemberRequest) -> HttpResponse:
    """`groep` in the address chooses beforehand."""
    asked = request.GET.get("groep", "")
    group = next((one for one in find_groups(request.user) if asked and one.slug == asked), None)
    form = TellForm(sent(request)[0], reader=request.user, group=group)
    if request.method == "POST" and form.is_valid():
        story = actions.tell_story(
            by=request.user, parts=form.parts(), idempotency_key=form.cleaned_data["key"], **form.head()
        )
        messages.success(request, _("It is told. Add what shows it, or where it led."))
        return HttpResponseRedirect(story.get_absolute_url())
    context = {"form": form, "trail": make_trail()}
    status = 422 if form.is_bound else 200
    return render_page(request, "insight/stories/story_tell.html", context, status=status)


@form_page
def story_change(request: MemberRequest, public_id: str) -> HttpResponse:
    story = enter_story(request, public_id, "insight.change_story")
    form = HeadForm(sent(request)[0], reader=request.user, story=story)
    if request.method == "POST" and form.is_valid():
        actions.change_story(story=story, by=request.user, **form.head())
        messages.success(request, _("Changed."))
        return HttpResponseRedirect(story.get_absolute_url())
    context = {"form": form, "story": story, "trail": make_trail(story)}
    status = 422 if form.is_bound else 200
    return render_page(request, "insight/stories/story_change.html", context, status=status)


@form_page
def story_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    story = enter_story(request, public_id, "insight.change_story")
    if request.method == "POST":
        actions.remove_story(story=story, by=request.user)
        messages.success(request, _("Your story is removed."))
        return HttpResponseRedirect(reverse("insight:story_list"))
    return render_page(request, "insight/stories/story_remove.html", {"story": story, "trail": make_trail(story)})


@form_page
def story_hide(request: MemberRequest, public_id: str) -> HttpResponse:
    story = enter_story(request, public_id, "insight.hide_story")
    form = HideForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.hide_story(story=story, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The story is out of view. Who told it hears why."))
        return HttpResponseRedirect(reverse("insight:story_list"))
    context = {"form": form, "story": story, "trail": make_trail(story)}
    status = 422 if form.is_bound else 200
    return render_page(request, "insight/stories/story_hide.html", context, status=status)


# Parts --------------------------------------------------------------------------------------------


def _find_part(story: ValueStory, public_id: str) -> StoryPart:
    rows = story.parts.select_related("story").prefetch_related("product", "insight__cycle", "returned")
    return get_object_or_404(rows.prefetch_related("comes_from__start"), public_id=public_id)


def _edit_part(request: MemberRequest, story: ValueStory, part: StoryPart | None) -> HttpResponse:
    others = [one for one in list_parts(story) if part is None or one.pk != part.pk]
    kind = request.GET.get("soort", "")
    form = PartForm(sent(request)[0], reader=request.user, others=others, part=part, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            if part is None:
                actions.add_part(story=story, by=request.user, **form.values())
            else:
                actions.change_part(part=part, by=request.user, **form.values())
            messages.success(request, _("It stands in your story."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(story.get_absolute_url())
    asked = WORDS.get(ValueKind.by_address().get(kind, ""))
    heading: object = asked.ask if asked is not None else _("Add a part")
    if part is not None:
        heading = _("Change a part")
    context = {
        "form": form,
        "story": story,
        "heading": heading,
        "lede": asked.help if asked is not None and part is None else "",
        "trail": make_trail(story),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "insight/stories/story_part_change.html", context, status=status)


@form_page
def story_part_add(request: MemberRequest, public_id: str) -> HttpResponse:
    """`soort` in the address chooses the kind beforehand."""
    return _edit_part(request, enter_story(request, public_id, "insight.change_story"), None)


@form_page
def story_part_change(request: MemberRequest, public_id: str, part: str) -> HttpResponse:
    story = enter_story(request, public_id, "insight.change_story")
    return _edit_part(request, story, _find_part(story, part))


@require_POST
def story_part_remove(request: MemberRequest, public_id: str, part: str) -> HttpResponse:
    story = enter_story(request, public_id, "insight.change_story")
    try:
        actions.remove_part(part=_find_part(story, part), by=request.user)
        messages.success(request, _("Taken away."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(story.get_absolute_url())
