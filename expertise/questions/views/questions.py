"""Questions from practice: the list, one of them, bringing in, withdrawing, and taking words out."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from expertise.questions.actions import originals, states
from expertise.questions.enums import Whose
from expertise.questions.find import find_known
from expertise.questions.forms.board import NotMeantForm
from expertise.questions.forms.questions import BlackOutForm, BringInForm, QuestionFilter
from expertise.questions.models import PracticeQuestion
from expertise.questions.presenters.places import build_place
from expertise.questions.presenters.questions import build_line, build_page
from expertise.questions.queries import find_card
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_page, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic

DRAFT = "praktijkvraag-nieuw"


def enter(request: MemberRequest, public_id: str, permission: str) -> PracticeQuestion:
    rows = PracticeQuestion.objects.visible_to(request.user).select_related("asker", "board")
    return get_permitted(request, rows.prefetch_related("topics"), permission, public_id=public_id)


def make_trail(question: PracticeQuestion | None = None) -> list[tuple[str, str]]:
    trail = [(_("Questions from practice"), reverse("expertise:practice_question_list"))]
    return [*trail, (str(question), question.get_absolute_url())] if question is not None else trail


def list_used_topics() -> list[tuple[str, str]]:
    """What questions are about, to filter by. One query."""
    asked = PracticeQuestion.topics.through.objects.filter(topic=OuterRef("pk"))
    used = Topic.objects.approved().filter(Exists(asked)).order_by("name")
    return [(topic.slug, topic.name) for topic in used]


@require_safe
def practice_question_list(request: MemberRequest) -> HttpResponse:
    """Newest first; every filter stands in the address."""
    form = QuestionFilter(request.GET, topics=list_used_topics())
    visible = PracticeQuestion.objects.visible_to(request.user).select_related("asker", "board")
    rows = form.apply(visible.prefetch_related("topics"), request.user)
    found = count_capped(rows)
    page = paginate(rows, request.GET, by=("-asked_at", "-public_id"), size=24)
    context = {
        "filters": form,
        "whose": form.values["whose"] or Whose.ALL,
        "tabs": Whose,
        "page": page,
        "found": found,
        "lines": [build_line(question, request.user) for question in page],
        "can_bundle": request.user.has_perm("expertise.bundle_questions"),
    }
    template = "expertise/questions/practice_question_list.html"
    return render_page(request, template, context, partials=("practice-questions",))


@require_safe
def practice_question_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """What was asked, to the letter, and what became of it."""
    question = enter(request, public_id, "expertise.view_practice_question")
    may = request.user.has_perm
    card = find_card(question)
    is_mine = question.asker_id == request.user.pk
    context = {
        "question": question,
        "place": build_place(card, request.user, is_mine=is_mine) if card is not None else None,
        "not_meant_form": NotMeantForm(),
        "shown": build_page(question, request.user),
        "is_mine": is_mine,
        "can_withdraw": may("expertise.withdraw_question", question) and question.is_standing,
        "can_put_back": may("expertise.withdraw_question", question) and question.is_withdrawn,
        "can_black_out": may("expertise.black_out_question", question),
        "can_decide": may("expertise.decide_question", question) and question.is_standing,
        "can_undo": may("expertise.decide_question", question) and question.is_decided,
        "trail": make_trail(),
    }
    return render_page(request, "expertise/questions/practice_question_detail.html", context)


@form_page
def practice_question_bring_in(request: MemberRequest) -> HttpResponse:
    """One question, and the next when there are more."""
    form = BringInForm(sent(request)[0], initial=_brought(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if not too_many(request, "question_bring_in"):
                return _bring_in(request, form)
            form.add_error(None, _("You brought in many questions in a short time. Your text is still here."))
            status = 429
    text = form["text"].value() or ""
    context = {"form": form, "hits": find_known(request.user, text), "draft": DRAFT, "trail": make_trail()}
    return render_page(request, "expertise/questions/practice_question_bring_in.html", context, status=status)


def _brought(request: MemberRequest) -> dict[str, object]:
    """The words and the topic that an address brings along."""
    text = request.GET.get("vraag", "").replace("\x00", "")[:300].strip()
    topic = request.GET.get("thema", "").replace("\x00", "")[:100]
    return {"text": text} | ({"topics": [topic]} if topic else {})


def _bring_in(request: MemberRequest, form: BringInForm) -> HttpResponse:
    question = originals.add_question(by=request.user, idempotency_key=form.cleaned_data["key"], **form.words())
    messages.success(request, _("Your question is there, in your own words. You hear what becomes of it."))
    goal = reverse("expertise:practice_question_bring_in") if "next" in request.POST else question.get_absolute_url()
    return forget_drafts(HttpResponseRedirect(goal), f"{DRAFT}-")


@require_safe
def practice_question_known(request: MemberRequest) -> HttpResponse:
    """What is known already, while somebody types."""
    text = request.GET.get("text", "").replace("\x00", "")[:300]
    context = {"hits": find_known(request.user, text), "text": text, "trail": make_trail()}
    return render_page(request, "expertise/questions/practice_question_known.html", context, partials=("known",))


@require_POST
def practice_question_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    question = enter(request, public_id, "expertise.withdraw_question")
    try:
        states.withdraw(question=question, by=request.user)
        messages.success(request, _("Your question is withdrawn. You can put it back here."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(question.get_absolute_url())


@require_POST
def practice_question_put_back(request: MemberRequest, public_id: str) -> HttpResponse:
    question = enter(request, public_id, "expertise.withdraw_question")
    try:
        states.undo_withdrawal(question=question, by=request.user)
        messages.success(request, _("Your question is there again."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(question.get_absolute_url())


@form_page
def practice_question_black_out(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take a name out; the rest stays as it was written."""
    question = enter(request, public_id, "expertise.black_out_question")
    form = BlackOutForm(sent(request)[0])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                count = originals.black_out(question=question, by=request.user, words=form.cleaned_data["words"])
            except RefusedError as refusal:
                form.add_error("words", str(refusal))
                status = 409
            else:
                said = ngettext("Blacked out in %(n)d place.", "Blacked out in %(n)d places.", count)
                messages.success(request, said % {"n": count})
                return HttpResponseRedirect(question.get_absolute_url())
    context = {"form": form, "shown": build_page(question, request.user), "trail": make_trail(question)}
    return render_page(request, "expertise/questions/practice_question_black_out.html", context, status=status)
