"""Asking: one page that is filled in, shows who would get it and why, and sends it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from expertise.asking.actions import requests as actions
from expertise.asking.enums import HelpAudience
from expertise.asking.forms.requests import YEAR_GROUPS, AskForm
from expertise.asking.models import HelpRequest
from expertise.asking.queries import requests as queries
from expertise.asking.queries.routing import Need, find_topics, suggest_group, suggest_people
from expertise.asking.routing import EXACT, PART, PROFILE, Suggestion
from expertise.claims.enums import ClaimState
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_page
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic
from plg.groups.models import Group

# What an address may bring along → its word there.
ADDRESS_NAMES = {"expert": "aan", "group": "groep", "topic": "thema", "title": "vraag"}
YEAR_GROUP_WORDS = {label for _number, label in YEAR_GROUPS}


@require_http_methods(["GET", "HEAD", "POST"])
def help_request_ask(request: MemberRequest) -> HttpResponse:
    """First a look at who would get it; the same form sends it."""
    expert = _expert(request)
    if request.method != "POST":
        initial = _initial(request)
        form = AskForm(None, reader=request.user, expert=expert, initial=initial)
        return _render(request, form, preview=None, text=_brought(request, ADDRESS_NAMES["title"]))
    form = AskForm(request.POST, request.FILES, reader=request.user, expert=expert)
    if not form.is_valid():
        return _render(request, form, preview=None, status=422)
    if request.POST.get("step") != "send":
        return _render(request, form, preview=_preview(request, form), text=form.cleaned_data["title"])
    if too_many(request, "help_ask"):
        form.add_error(None, _("You asked many questions in a short time. Your text is still here. Try again later."))
        return _render(request, form, preview=None, status=429)
    try:
        help_request = _ask(request, form)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _render(request, form, preview=None, status=409)
    messages.success(request, _("Your question is on its way. We tell you as soon as somebody helps."))
    response = HttpResponseRedirect(reverse("expertise:help_request_detail", args=[help_request.public_id]))
    return forget_drafts(response, f"{_draft(request)}-")


def _draft(request: MemberRequest) -> str:
    """Where the browser keeps what is typed. Words that an address brings are not replaced by those of another day."""
    brought = "\n".join(request.GET.get(name, "") for name in ADDRESS_NAMES.values())
    return f"vraag-nieuw-{zlib.crc32(brought.encode(errors='replace')):08x}"


def _expert(request: MemberRequest) -> Member | None:
    """The colleague that the address or the form names; nobody when they are not there, as if they never were."""
    public_id = request.POST.get("expert") or request.GET.get(ADDRESS_NAMES["expert"]) or ""
    if not public_id or "\x00" in public_id:
        return None
    people = Member.objects.visible_to(request.user).active().exclude(pk=request.user.pk)
    found: Member | None = people.filter(public_id=public_id[:10]).first()
    return found


def _initial(request: MemberRequest) -> dict[str, object]:
    """What the address gives: words that were searched, a topic, a group."""
    asked = {name: _brought(request, word) for name, word in ADDRESS_NAMES.items()}
    topics = [asked["topic"]] if asked["topic"] else [topic.slug for topic in find_topics(asked["title"])]
    initial: dict[str, object] = {"title": asked["title"], "topics": topics}
    if groups := [int(group) for group in request.GET.getlist("jaargroep")[:8] if group in YEAR_GROUP_WORDS]:
        initial["year_groups"] = groups
    if asked["group"]:
        group = Group.objects.visible_to(request.user).filter(slug=asked["group"]).first()
        initial |= {"group": group, "audience": HelpAudience.GROUP.value}
    return initial


def _brought(request: MemberRequest, word: str) -> str:
    return request.GET.get(word, "").replace("\x00", "")[:150].strip()


def _ask(request: MemberRequest, form: AskForm) -> HelpRequest:
    data = form.cleaned_data
    chosen = request.POST.getlist("people")[:20] if "seen" in request.POST else None
    values = {name: data[name] for name in actions.FIELDS}
    return actions.ask(
        by=request.user,
        audience=data["audience"],
        topics=data["topics"],
        expert=form.expert,
        group=data["group"],
        people=chosen,
        content=data["content"],
        idempotency_key=data["key"],
        **values,
    )


@dataclass(frozen=True)
class Suggested:
    """A colleague who would get the question, and why; `may_skip`: the asker may leave them out."""

    member: Member
    why: str
    may_skip: bool = False


@dataclass(frozen=True)
class Preview:
    """Who would get the question."""

    people: list[Suggested]
    group: Group | None = None
    topics: list[Topic] = field(default_factory=list)


def _preview(request: MemberRequest, form: AskForm) -> Preview:
    """Who would get it and why. Nine queries for the network, none for one colleague."""
    data = form.cleaned_data
    if data["audience"] == HelpAudience.EXPERT:
        return Preview([Suggested(form.expert, _("You ask this colleague by name."))] if form.expert else [])
    if data["audience"] == HelpAudience.GROUP:
        return Preview([], group=data["group"])
    need = Need(
        asker=request.user,
        topics=tuple(data["topics"]),
        sector=data["sector"],
        forms=tuple(data["wanted_forms"]),
        year_groups=tuple(data["year_groups"]),
    )
    suggestions = suggest_people(need)
    people = Member.objects.in_bulk([suggestion.member for suggestion in suggestions])
    found = [Suggested(people[s.member], explain_suggestion(s), may_skip=True) for s in suggestions]
    return Preview(found, group=suggest_group(need), topics=data["topics"])


def explain_suggestion(suggestion: Suggestion) -> str:
    """In words, from what the colleague shows of themselves."""
    words = {"topic": suggestion.topic}
    if suggestion.closeness == PROFILE:
        said = _("may be asked about «%(topic)s»") % words
    elif suggestion.closeness == EXACT:
        said = _("knows about «%(topic)s»") % words
    elif suggestion.closeness == PART:
        said = _("knows about a part of «%(topic)s»") % words
    else:
        said = _("knows about what «%(topic)s» is part of") % words
    if state := dict(ClaimState.choices).get(suggestion.state):
        said += f" ({state})"
    return said + (" · " + _("works for another board") if suggestion.other_board else "")


def _render(
    request: MemberRequest, form: AskForm, *, preview: Preview | None, text: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "preview": preview,
        "expert": form.expert,
        "draft": _draft(request),
        "hits": queries.find_similar(request.user, text),
        "trail": [(_("Questions"), reverse("expertise:help_request_list"))],
    }
    return render_page(request, "expertise/asking/help_request_ask.html", context, status=status)


@require_safe
def help_similar(request: MemberRequest) -> HttpResponse:
    """What was asked and answered before, while somebody types."""
    text = request.GET.get("title", "").replace("\x00", "")[:150]
    context = {"hits": queries.find_similar(request.user, text), "text": text}
    return render_page(request, "expertise/asking/help_similar.html", context, partials=("similar",))
