"""The closed space as a whole: what is new, who is there, finding something."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.http import redirect_back
from knowledge_network.kit.text import folded
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.closed_days import closed_because
from plg.pages.presenters.space import count_inside, draw_newest_conversations, draw_space_people, find_inside
from plg.space.actions import conversations as actions
from plg.space.actions.agreements import newest_agreement
from plg.space.corners import collect_corners
from plg.space.entrance import Space, enter, render_space
from plg.space.forms import SpaceSearchForm
from plg.space.mentions import make_token
from plg.space.models import GroupAgreement, GroupFile
from plg.space.queries import list_people

SUGGESTIONS = 8


@require_safe
def space_home(request: MemberRequest, slug: str) -> HttpResponse:
    """What is new, what comes, what waits for you. A coordinator who is not in the group sees figures only."""
    space = enter(request, slug, "plg.view_group_figures")
    if space.membership is None:
        return render_space(request, space, "plg/pages/space_figures.html", "home", {"figures": count_inside(space)})
    agreement = newest_agreement(space.group)
    coming = space.group.meetings.visible_to(request.user).upcoming()
    meeting = coming.select_related("host_site").order_by("starts_at").first()
    context = {
        "conversations": draw_newest_conversations(space, 5),
        "files": newest_files(space, 5),
        "meeting": meeting,
        "closed_because": closed_because(meeting) if meeting else None,
        "corners": collect_corners(space.group, request.user),
        "people": draw_space_people(space)[:8],
        "agreement": agreement,
        "must_accept": must_accept(space, agreement),
    }
    return render_space(request, space, "plg/pages/space_home.html", "home", context)


@require_safe
def space_members(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug)
    return render_space(request, space, "plg/pages/space_members.html", "members", {"people": draw_space_people(space)})


@require_POST
def space_mark_read(request: MemberRequest, slug: str) -> HttpResponse:
    """Everything in this group was seen."""
    space = enter(request, slug)
    if space.membership is not None:
        actions.mark_everything_read(membership=space.membership)
    messages.success(request, _("Nothing is new any more in this group."))
    return redirect_back(request, space.url("space_home"))


@require_safe
def space_search(request: MemberRequest, slug: str) -> HttpResponse:
    """What of this group holds the words: posts, conversations, files and what other rooms have."""
    space = enter(request, slug)
    form = SpaceSearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context = {"form": form, "words": words, "results": find_inside(space, words) if words else []}
    return render_space(request, space, "plg/pages/space_search.html", "home", context, partials=("results",))


@require_safe
def mention_suggestions(request: MemberRequest, slug: str) -> HttpResponse:
    """People of the group whose name holds what was typed after the @, and what to put into the text for them."""
    space = enter(request, slug)
    typed = folded(request.GET.get("q", "")[:60])
    people = list_people(space.group)
    names = [person.get_full_name() for person in people]
    found = [
        {"name": name, "insert": f"@{name}" if names.count(name) == 1 else make_token(person)}
        for person, name in zip(people, names, strict=True)
        if typed in folded(name)
    ]
    return JsonResponse({"people": found[:SUGGESTIONS]})


def newest_files(space: Space, count: int) -> QuerySet[GroupFile]:
    files = GroupFile.objects.present().filter(group=space.group).with_newest_version()
    return files.select_related("added_by").order_by("-changed_at")[:count]


def must_accept(space: Space, agreement: GroupAgreement | None) -> bool:
    """Whether the reader still has to say yes to the newest agreements."""
    return (
        agreement is not None
        and space.may("plg.accept_agreement")
        and not agreement.acceptances.filter(member=space.reader).exists()
    )
