"""One's own profile: change it, see it as others do, take a change back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.http import redirect_back
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people import photos, presenters, queries
from knowledge_network.members.people.actions.profile import change_profile, remove_photo, set_photo, snapshot
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.forms.profile import ProfileForm
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.people.sections import collect_sections
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import suggest

UNDO_KEY = "members.profile_before"
MOST_SUGGESTIONS = 12


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: MemberRequest) -> HttpResponse:
    # A copy: the form changes its instance, and the frame of the page shows the member as stored.
    member = Member.objects.get(pk=request.user.pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*sent, instance=member)
    if request.method == "POST" and form.is_valid():
        _save(request, form)
        return redirect("members:profile_edit")
    context = {
        "form": form,
        "photo": photos.visible_photo(request.user, request.user, 320),
        "sections": _visibility_fields(form),
    }
    return render(request, "members/people/profile_edit.html", context)


def _save(request: MemberRequest, form: ProfileForm) -> None:
    member = request.user
    before = snapshot(member)
    changed = change_profile(member=member, by=member, values=form.values, topics=form.chosen_topics)
    if form.portrait is not None:
        set_photo(member=member, by=member, portrait=form.portrait)
    elif form.cleaned_data["remove_photo"]:
        remove_photo(member=member, by=member)
    if changed:
        request.session[UNDO_KEY] = before
        offer_undo(request, _("Saved. Your profile is up to date."), reverse("members:profile_undo"))
    else:
        messages.success(request, _("Saved. Your profile is up to date."))


def _visibility_fields(form: ProfileForm) -> dict[str, BoundField]:
    return {name.removesuffix("_visibility"): form[name] for name in form.fields if name.endswith("_visibility")}


@require_POST
def profile_undo(request: MemberRequest) -> HttpResponse:
    """Put the profile back as it was before the last change."""
    before = request.session.pop(UNDO_KEY, None)
    if before:
        topics = Topic.objects.filter(slug__in=before.pop("topics"))
        change_profile(member=request.user, by=request.user, values=before, topics=topics)
        messages.success(request, _("Your profile is as it was before."))
    return redirect_back(request, reverse("members:profile_edit"))


@dataclass(frozen=True)
class TopicBox:
    """A topic that can be ticked; `why`: the other word by which it was found."""

    slug: str
    name: str
    ticked: bool = False
    why: str = ""


@require_safe
def profile_topics(request: MemberRequest) -> HttpResponse:
    """The check boxes that fit what is typed, after those that are ticked already."""
    ticked = request.GET.getlist("topics")[:50]
    chosen = list(Topic.objects.approved().filter(slug__in=ticked).order_by("name"))
    text = request.GET.get("zoek", "")[:80]
    if text.strip():
        found = [TopicBox(s.slug, s.name, why=s.synonym) for s in suggest(text, most=MOST_SUGGESTIONS)]
    else:
        found = [TopicBox(*row) for row in Topic.objects.approved().order_by("name").values_list("slug", "name")]
    mine = {topic.slug for topic in chosen}
    choices = [TopicBox(topic.slug, topic.name, ticked=True) for topic in chosen]
    choices += [box for box in found if box.slug not in mine]
    context = {"choices": choices, "text": text, "nothing": bool(text.strip()) and not found}
    return render(request, "members/people/profile_topics.html", context)


@require_safe
def profile_preview(request: MemberRequest) -> HttpResponse:
    """«Zo zien anderen jou»: as a member, or as a stranger."""
    as_stranger = request.GET.get("als") == "iedereen"
    viewer = queries.Stranger(is_authenticated=not as_stranger)
    member = queries.with_profile(Member.objects.all()).get(pk=request.user.pk)
    context = {
        "member": member,
        "profile": presenters.show_profile(member, viewer),
        "as_stranger": as_stranger,
        "hidden": as_stranger and member.name_visibility != Visibility.EVERYBODY,
        "is_public": member.name_visibility == Visibility.EVERYBODY,
        "is_self": False,
        "sections": collect_sections(member, viewer),
    }
    return render(request, "members/people/profile_preview.html", context)
