"""Questions: the list, one question with its conversation, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.asking.actions import also, endings
from expertise.asking.actions import requests as actions
from expertise.asking.enums import MatchState, QuestionTab
from expertise.asking.forms.requests import (
    CloseForm,
    DeclineForm,
    HelpRequestFilter,
    MessageForm,
    PassOnForm,
    QuestionFileForm,
)
from expertise.asking.models import HelpRequest, HelpRequestMessage
from expertise.asking.names import asker_name, knows_asker
from expertise.asking.queries import requests as queries
from expertise.asking.rules import find_part, who_reads_along
from expertise.asking.states import ICONS, TONES, explain_state
from expertise.claims.models import ExpertiseClaim
from knowledge_network.kit.cut import Cut, cut
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted, render_page, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest, Reader

MOST_MESSAGES = 300


@require_safe
def help_request_list(request: MemberRequest) -> HttpResponse:
    """Open questions, mine, those asked to me, and shared answers: one tab each."""
    filters = HelpRequestFilter(request.GET)
    tab: QuestionTab = filters.values["tab"] or QuestionTab.OPEN
    topic, words = filters.values["topic"], filters.values["q"]
    context: dict[str, object] = {
        "filters": filters,
        "tab": tab,
        "tabs": QuestionTab,
        "words": words,
        "page": None,
        "hits": [],
    }
    if words:
        context["hits"] = queries.find_similar(request.user, words, count=20)
    elif tab == QuestionTab.ANSWERS:
        context["page"] = paginate(queries.list_published(topic), request.GET, by=("-published_at", "-public_id"))
    else:
        rows = queries.list_help_requests(request.user, tab, topic)
        order: tuple[str, ...] = ("-asked_at", "-public_id")
        if tab == QuestionTab.ASKED_ME:
            order = ("-waits_for_me", *order)
        context["page"] = page = paginate(rows, request.GET, by=order)
        context["cards"] = [queries.build_card(row, asked_me=getattr(row, "waits_for_me", False)) for row in page]
    return render_page(request, "expertise/asking/help_request_list.html", context)


def enter(request: MemberRequest, public_id: str, permission: str = "expertise.view_help_request") -> HelpRequest:
    """The question, if the reader may see it (404) and do this (403)."""
    rows = HelpRequest.objects.visible_to(request.user).select_related("asker", "addressed_group")
    return get_permitted(request, rows, permission, public_id=public_id)


def url(name: str, help_request: HelpRequest, *more: str) -> str:
    return reverse(f"expertise:{name}", args=[help_request.public_id, *more])


@require_safe
def help_request_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    return render_detail(request, enter(request, public_id))


def render_detail(
    request: MemberRequest, help_request: HelpRequest, *, form: MessageForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one question, also when a message could not be saved: then its text is still there."""
    reader, may = request.user, lambda permission: request.user.has_perm(f"expertise.{permission}", help_request)
    matches = list(help_request.matches.select_related("expert", "group").order_by("asked_at", "pk"))
    helpers = {row.expert_id for row in matches if row.state == MatchState.ACCEPTED and row.expert_id is not None}
    looks_after, is_asker = may("look_after_help_request"), reader.pk == help_request.asker_id
    mine = next((row for row in matches if row.expert_id == reader.pk), None)
    shown = [row for row in matches if row.state != MatchState.TAKEN_BACK]
    context = {
        "help_request": help_request,
        "share_address": absolute_url(url("help_request_detail", help_request)),
        "topics": list(help_request.topics.order_by("name")),
        "asker": help_request.asker if knows_asker(reader, help_request, helpers) else None,
        "name": asker_name(reader, help_request, helpers),
        "is_asker": is_asker,
        "tone": TONES.get(help_request.state, ""),
        "icon": ICONS.get(help_request.state, "circle-help"),
        "explained": explain_state(
            help_request.state, find_part(reader, help_request), asked_network=help_request.is_for_network
        ),
        "matches": shown if is_asker or looks_after else [row for row in shown if row.state == MatchState.ACCEPTED],
        "sees_reasons": is_asker or looks_after,
        "helps": reader.pk in helpers,
        "mine": mine,
        "part": find_part(reader, help_request),
        "can_have_it_too": may("ask_it_too") and help_request.is_unfinished and reader.pk not in helpers,
        "can_help": may("help") and help_request.takes_helpers and reader.pk not in helpers,
        "can_talk": may("talk") and help_request.is_unfinished and (bool(helpers) or is_asker),
        "can_mark": (is_asker or reader.pk in helpers) and help_request.has_helper,
        "looks_after": looks_after,
        "can_check": help_request.may_be_published and may("check_answer"),
        "follow_ups": list(help_request.follow_ups.exclude(used="")) if is_asker or looks_after else [],
        "endorse": _endorse_links(help_request, helpers) if is_asker and help_request.is_closed else [],
        "files": list(help_request.files.order_by("added_at", "pk")),
        "file_form": QuestionFileForm() if is_asker and help_request.is_unfinished else None,
        "form": form or MessageForm(),
        "decline_form": DeclineForm(),
        "trail": [(_("Questions"), reverse("expertise:help_request_list"))],
        **_show_conversation(reader, help_request, helpers, reads=may("read_conversation")),
        **_count_who_asks_too(reader, help_request),
    }
    return render_page(request, "expertise/asking/help_request_detail.html", context, status=status)


def _show_conversation(
    reader: Member, help_request: HelpRequest, helpers: set[int], *, reads: bool
) -> dict[str, object]:
    """What was said, and who reads it, for who may read it."""
    return {
        "reads": reads,
        "along": who_reads_along(help_request) if reads else [],
        "posts": _posts(reader, help_request, helpers) if reads else [],
    }


def _count_who_asks_too(reader: Member, help_request: HelpRequest) -> dict[str, object]:
    counted = help_request.also_asked.aggregate(all=Count("pk"), mine=Count("pk", filter=Q(member=reader)))
    return {"has_it_too": counted["mine"] > 0, "how_many_too": counted["all"]}


@dataclass(frozen=True)
class Post:
    """A message, with the name that the reader may know; `author` for whoever may be named."""

    message: HelpRequestMessage
    author: Member | None
    name: str
    by_asker: bool
    is_mine: bool


def _posts(reader: Reader, help_request: HelpRequest, helpers: set[int]) -> Cut[Post]:
    """What was said, with the name that this reader may know. One query."""
    knows = knows_asker(reader, help_request, helpers)

    def name(message: HelpRequestMessage) -> Post:
        by_asker = message.author_id == help_request.asker_id
        unknown = message.author is None or (by_asker and not knows)
        former = _("former member") if message.author is None else _("who asked")
        return Post(
            message=message,
            author=None if unknown else message.author,
            name=former if unknown or message.author is None else message.author.get_full_name(),
            by_asker=by_asker,
            is_mine=message.author_id == reader.pk,
        )

    # The last ones: what somebody wrote just now is always among them.
    newest = help_request.messages.select_related("author").order_by("-sent_at", "-pk")
    return cut(newest, MOST_MESSAGES).turned().told(name)


def _endorse_links(help_request: HelpRequest, helpers: set[int]) -> list[tuple[str, str]]:
    """The claims of who helped that are about this question: what they know, and where to say so. One query."""
    claims = (
        ExpertiseClaim.objects.shown_to_members()
        .filter(member__in=helpers, topic__in=help_request.topics.all())
        .select_related("member", "topic")
        .order_by("member__sort_name", "topic__name")
    )
    found = []
    for claim in claims:
        query = {"hulpvraag": help_request.public_id}
        address = reverse("expertise:endorsement_give", args=[claim.public_id], query=query)
        found.append((f"{claim.member.get_full_name()}: {claim.topic.name}", address))
    return found


# What can be done ---------------------------------------------------------------------------------


def _do(
    request: MemberRequest, help_request: HelpRequest, deed: Callable[[], object], said: str, undo: str = ""
) -> bool:
    """Do it and say so; what the rules refuse is said instead. Whether it was done."""
    try:
        deed()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    if undo:
        offer_undo(request, said, url(undo, help_request))
    elif said:
        messages.success(request, said)
    return True


def _back(help_request: HelpRequest, anchor: str = "") -> HttpResponseRedirect:
    address = reverse("expertise:help_request_detail", args=[help_request.public_id], fragment=anchor or None)
    return HttpResponseRedirect(address)


@require_POST
def help_accept(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.help")
    said = _("Thank you: you help. Write when it suits you to talk.")
    _do(request, help_request, lambda: actions.accept(help_request=help_request, by=request.user), said, "help_decline")
    return _back(help_request, "gesprek")


@require_POST
def help_decline(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.decline_help")
    form = DeclineForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    said = _("Noted: you cannot help now. We ask somebody else.")
    _do(
        request,
        help_request,
        lambda: actions.decline(help_request=help_request, by=request.user, reason=reason),
        said,
        "help_decline_undo",
    )
    return HttpResponseRedirect(reverse("expertise:help_request_list"))


@require_POST
def help_decline_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.decline_help")
    _do(
        request,
        help_request,
        lambda: actions.undo_decline(help_request=help_request, by=request.user),
        _("It is as it was."),
    )
    return _back(help_request)


@require_POST
def help_also_asked(request: MemberRequest, public_id: str) -> HttpResponse:
    """«Ik heb deze vraag ook», or not any more."""
    help_request = enter(request, public_id, "expertise.ask_it_too")
    if "not_any_more" in request.POST:
        also.ask_it_no_more(help_request=help_request, by=request.user)
        messages.success(request, _("Noted: this is not your question any more."))
        return _back(help_request)
    said = _("Noted. We tell you as soon as there is an answer for everybody.")
    _do(request, help_request, lambda: also.ask_it_too(help_request=help_request, by=request.user), said)
    return _back(help_request)


@require_POST
def help_message_add(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.talk")
    form = MessageForm(request.POST)
    if too_many(request, "help_message"):
        form.add_error(None, _("You wrote a lot in a short time. Your text is still here. Try again later."))
    if not form.is_valid():
        return render_detail(request, help_request, form=form, status=422)
    is_answer = form.cleaned_data["is_answer"] and help_request.asker_id != request.user.pk
    try:
        message = actions.write_message(
            help_request=help_request, by=request.user, text=form.cleaned_data["text"], is_answer=is_answer
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return render_detail(request, help_request, form=form, status=409)
    return forget_drafts(_back(help_request, f"bericht-{message.public_id}"), f"vraag-{public_id}")


@require_POST
def help_answer_mark(request: MemberRequest, public_id: str, message: str) -> HttpResponse:
    """This message is the answer, or is not after all."""
    help_request = enter(request, public_id, "expertise.talk")
    found = get_object_or_404(help_request.messages.select_related("help_request"), public_id=message)
    yes = "not_the_answer" not in request.POST
    said = _("Marked as the answer.") if yes else _("No longer marked as the answer.")
    _do(request, help_request, lambda: actions.mark_answer(message=found, by=request.user, is_answer=yes), said)
    return _back(help_request, f"bericht-{found.public_id}")


@require_POST
def help_tell_name(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.end_help_request")
    said = _("Who helps you knows your name now.")
    _do(request, help_request, lambda: actions.tell_name(help_request=help_request, by=request.user), said)
    return _back(help_request)


@require_POST
def help_widen(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.end_help_request")
    said = _("Your question went to the network.")
    _do(request, help_request, lambda: actions.widen(help_request=help_request, by=request.user), said)
    return _back(help_request)


@require_http_methods(["GET", "HEAD", "POST"])
def help_close(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.end_help_request")
    form = CloseForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        said = _("Your question is closed. Thank you.")
        deed = lambda: endings.close(help_request=help_request, by=request.user, **form.cleaned_data)  # noqa: E731
        _do(request, help_request, deed, said, "help_reopen")
        return _back(help_request)
    trail = [
        (_("Questions"), reverse("expertise:help_request_list")),
        (help_request.title, url("help_request_detail", help_request)),
    ]
    context = {
        "form": form,
        "help_request": help_request,
        "how_many_too": help_request.also_asked.count(),
        "trail": trail,
    }
    return render_page(request, "expertise/asking/help_close.html", context)


@require_POST
def help_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.end_help_request")
    deed = lambda: endings.withdraw(help_request=help_request, by=request.user)  # noqa: E731
    _do(request, help_request, deed, _("Your question is withdrawn."), "help_reopen")
    return _back(help_request)


@require_POST
def help_reopen(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.end_help_request")
    deed = lambda: endings.reopen(help_request=help_request, by=request.user)  # noqa: E731
    _do(request, help_request, deed, _("Your question is open again."))
    return _back(help_request)


@require_http_methods(["GET", "HEAD", "POST"])
def help_pass_on(request: MemberRequest, public_id: str) -> HttpResponse:
    """To the bundling of questions or the Kennisrotonde, with the reason for who asked."""
    help_request = enter(request, public_id, "expertise.look_after_help_request")
    form = PassOnForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        deed = lambda: endings.pass_on(help_request=help_request, by=request.user, **form.cleaned_data)  # noqa: E731
        _do(request, help_request, deed, _("Passed on. Who asked is told where and why."))
        return _back(help_request)
    trail = [
        (_("Questions"), reverse("expertise:help_request_list")),
        (help_request.title, url("help_request_detail", help_request)),
    ]
    return render_page(
        request, "expertise/asking/help_pass_on.html", {"form": form, "help_request": help_request, "trail": trail}
    )
