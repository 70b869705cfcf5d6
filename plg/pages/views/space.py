"""The closed space as a whole: what is new, who is there, finding something."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.http import redirect_back
from knowledge_network.kit.text import folded
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.photos import visible_photo
from knowledge_network.members.people.queries import primary_work
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import school_year_start
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.closed_days import closed_because
from plg.records.hours import year_of
from plg.records.queries.attendance import FEWEST_PEOPLE, Rate, attendance_rate
from plg.space.actions import conversations as actions
from plg.space.actions.agreements import newest_agreement
from plg.space.actions.conversations import people_in
from plg.space.entrance import Space, enter, render_space
from plg.space.forms import SpaceSearchForm
from plg.space.mentions import token_for
from plg.space.models import GroupFile
from plg.space.posts import conversation_row, profile_url
from plg.space.registry import finders_in_order

SUGGESTIONS = 8


@require_safe
def space_home(request: MemberRequest, slug: str) -> HttpResponse:
    """What is new, what comes, what waits for you. A coordinator who is not in the group sees figures only."""
    space = enter(request, slug, "plg.view_group_figures")
    if space.membership is None:
        return render_space(request, space, "plg/pages/space_figures.html", "home", {"figures": figures_of(space)})
    meeting = space.group.meetings.upcoming().select_related("host_site").order_by("starts_at").first()
    context = {
        "conversations": newest_conversations(space, 5),
        "files": newest_files(space, 5),
        "meeting": meeting,
        "closed_because": closed_because(meeting) if meeting else None,
        "people": people_of(space)[:8],
        **agreement_state(space),
    }
    return render_space(request, space, "plg/pages/space_home.html", "home", context)


@require_safe
def space_members(request: MemberRequest, slug: str) -> HttpResponse:
    space = enter(request, slug)
    return render_space(request, space, "plg/pages/space_members.html", "members", {"people": people_of(space)})


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
    context = {"form": form, "words": words, **(found_in(space, words) if words else {"results": []})}
    return render_space(request, space, "plg/pages/space_search.html", "home", context, partials=("results",))


@require_safe
def mention_suggestions(request: MemberRequest, slug: str) -> HttpResponse:
    """People of the group whose name holds what was typed after the @, and what to put into the text for them."""
    space = enter(request, slug)
    typed = folded(request.GET.get("q", "")[:60])
    people = people_in(space.group)
    names = [person.get_full_name() for person in people]
    found = [
        {"name": name, "insert": f"@{name}" if names.count(name) == 1 else token_for(person)}
        for person, name in zip(people, names, strict=True)
        if typed in folded(name)
    ]
    return JsonResponse({"people": found[:SUGGESTIONS]})


# What the pages show --------------------------------------------------------------------------


def newest_conversations(space: Space, count: int) -> list[Any]:
    rows = space.conversations_as_read().newest_first().select_related("last_post_by")[:count]
    return [conversation_row(space, row) for row in rows]


def newest_files(space: Space, count: int) -> Any:
    files = GroupFile.objects.present().filter(group=space.group).with_newest_version()
    return files.select_related("added_by").order_by("-changed_at")[:count]


def people_of(space: Space) -> list[dict[str, Any]]:
    """Everybody in the group with role and work, leaders first. Who hides their work is shown without it."""
    order = Case(*[When(role=role, then=index) for index, role in enumerate(GroupRole.values)])
    rows = (
        GroupMembership.objects.current()
        .of_present()
        .filter(group=space.group)
        .select_related("member")
        .annotate(**primary_work("member_id"))
        .order_by(order, "member__sort_name")
    )
    functions = dict(Function.choices)
    return [
        {
            "member": row.member,
            "name": row.member.get_full_name(),
            "url": profile_url(row.member.public_id),
            "photo": visible_photo(row.member, space.reader),
            "role": row.get_role_display(),
            "is_plain": row.role == GroupRole.MEMBER,
            "work": work_of(row, functions) if row.member.shows("work", space.reader) else "",
            "is_contact": row.member_id == space.group.contact_person_id,
        }
        for row in rows
    ]


def work_of(row: Any, functions: dict[str, Any]) -> str:
    parts = [str(functions.get(row.function, "")).capitalize(), row.workplace or ""]
    return " · ".join(part for part in parts if part)


def agreement_state(space: Space) -> dict[str, Any]:
    """The newest agreements and whether the reader still has to say yes to them."""
    agreement = newest_agreement(space.group)
    must_accept = (
        agreement is not None
        and space.may("plg.accept_agreement")
        and not agreement.acceptances.filter(member=space.reader).exists()
    )
    return {"agreement": agreement, "must_accept": must_accept}


def figures_of(space: Space) -> dict[str, Any]:
    """What a coordinator may know of the inside of a group: how much, how recent, never what."""
    group = space.group
    agreement = newest_agreement(group)
    people = GroupMembership.objects.current().filter(group=group)
    conversations = space.conversations()
    newest = conversations.order_by("-last_post_at").values_list("last_post_at", flat=True).first()
    return {
        "people": people.count(),
        "taking_part": people.participating().count(),
        "conversations": conversations.count(),
        "last_post_at": newest,
        "files": GroupFile.objects.present().filter(group=group).count(),
        "agreement": agreement,
        "accepted": agreement.acceptances.filter(member__in=people.values("member")).count() if agreement else 0,
        "upcoming": group.meetings.upcoming().count(),
        "attendance": shown_rate(group),
    }


def shown_rate(group: Group) -> Rate | None:
    """How many came this school year: behaviour (class B), so only for five people or more; else None. One query."""
    first, last = year_of(school_year_start(timezone.localdate()))
    rate = attendance_rate(group, first, last)
    return rate if rate.people >= FEWEST_PEOPLE else None


def found_in(space: Space, words: str) -> dict[str, Any]:
    """What each room of the space finds, at most twenty of each sort."""
    return {"results": [found for finder in finders_in_order() for found in finder.find(space, words)]}
