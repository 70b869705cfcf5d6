"""The bundling board: looking, moving with several at once, on paper for a wall, and confirming a round."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from expertise.questions.actions import board as actions
from expertise.questions.actions import rounds
from expertise.questions.enums import QuestionState
from expertise.questions.forms.board import LOOSE, NEW, OUTSIDE, MoveForm
from expertise.questions.models import CardMove, CoPCycle, IndicativeQuestion, PracticeQuestion
from expertise.questions.presenters.board import build_board
from expertise.questions.presenters.board_parts import read_part
from expertise.questions.presenters.questions import build_line
from expertise.questions.presenters.rounds import build_round
from expertise.questions.presenters.wall import build_wall
from expertise.questions.views.questions import make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import form_page, render_page
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest

BUNDLE = "expertise.bundle_in_cycle"
MOST_MOVES = 300


def find_cycle() -> CoPCycle | None:
    """That which bundles now, else the newest. One query."""
    rows = CoPCycle.objects.order_by("-school_year")[:5]
    found = list(rows)
    return next((cycle for cycle in found if cycle.is_on_board), found[0] if found else None)


def enter_board(request: MemberRequest) -> CoPCycle:
    """404 without a cycle for who may make one; 403 for who is not in the team."""
    cycle = find_cycle()
    if not request.user.has_perm(BUNDLE, cycle):
        raise PermissionDenied
    if cycle is None:
        raise Http404
    return cycle


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@require_safe
def question_board(request: MemberRequest) -> HttpResponse:
    """What lies loose, what lies together, and what falls outside."""
    cycle = find_cycle()
    if not request.user.has_perm(BUNDLE, cycle):
        raise PermissionDenied
    if cycle is None:
        return HttpResponseRedirect(reverse("expertise:cop_cycle_list"))
    part = read_part(request.GET)
    context = {
        "cycle": cycle,
        "board": build_board(cycle, part),
        "part": part,
        "places": {"loose": LOOSE, "outside": OUTSIDE, "new": NEW},
        "trail": make_trail(),
    }
    return render_page(request, "expertise/questions/question_board.html", context)


def read_seen(request: HttpRequest) -> dict[str, int]:
    """Which cards were ticked, and the version of each that the page showed."""
    seen = {}
    for card in request.POST.getlist("card")[: actions.MOST_AT_ONCE]:
        version = request.POST.get(f"seen-{card}", "")
        if "\x00" not in card and version.isascii() and version.isdigit() and len(version) < 9:
            seen[card[:10]] = int(version)
    return seen


@require_POST
def question_board_move(request: MemberRequest) -> HttpResponse:
    """A form moves what is ticked and shows the board again; a script asks for JSON and hears what came of it."""
    cycle = enter_board(request)
    form, seen = MoveForm(request.POST, cycle=cycle), read_seen(request)
    refused = "" if form.is_valid() else say_errors(form)
    refused = refused or ("" if seen else _("Tick at least one card."))
    moved = actions.Moved()
    if not refused:
        try:
            moved = _move(request, cycle, form, seen)
        except RefusedError as refusal:
            refused = str(refusal)
    if wants_json(request):
        return _answer_script(moved, refused)
    _tell(request, moved, refused)
    return HttpResponseRedirect(read_part(request.POST).url)


def _move(request: MemberRequest, cycle: CoPCycle, form: MoveForm, seen: dict[str, int]) -> actions.Moved:
    if form.makes_bundle:
        return actions.make_bundle(cycle=cycle, by=request.user, name=form.cleaned_data["name"], seen=seen)[1]
    return actions.move_cards(cycle=cycle, by=request.user, seen=seen, to=form.place)


def _say_clash(clash: actions.Clash) -> str:
    where = clash.card.bundle.name if clash.card.bundle else _("elsewhere")
    words = {"name": clash.by, "card": str(clash.card), "where": where}
    return _("%(name)s moved «%(card)s» meanwhile, to: %(where)s. It stayed there.") % words


def _answer_script(moved: actions.Moved, refused: str) -> JsonResponse:
    told = {
        "moved": [{"card": card.public_id, "version": card.version} for card in moved.cards],
        "clashes": [_say_clash(clash) for clash in moved.clashes],
        "refused": refused,
    }
    return JsonResponse(told, status=409 if refused or moved.clashes else 200)


def _tell(request: MemberRequest, moved: actions.Moved, refused: str) -> None:
    if refused:
        messages.error(request, refused)
    for clash in moved.clashes[:5]:
        messages.warning(request, _say_clash(clash))
    if moved.cards:
        count = len(moved.cards)
        messages.success(request, ngettext("%(n)d card is moved.", "%(n)d cards are moved.", count) % {"n": count})


def _read_number(text: str | None) -> int | None:
    """The number of a move, as a page sends it back; what means nothing is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


def _name_place(bundle: IndicativeQuestion | None, *, is_outside: bool) -> str:
    return bundle.public_id if bundle else OUTSIDE if is_outside else LOOSE


@require_safe
def question_board_moves(request: MemberRequest) -> JsonResponse:
    """What others moved since: for a page that stays open. Four queries."""
    cycle = enter_board(request)
    after = _read_number(request.GET.get("sinds")) or 0
    before = CardMove.objects.filter(card=OuterRef("card"), version=OuterRef("version") - 1)
    rows = CardMove.objects.filter(card__cycle=cycle, pk__gt=after).select_related(
        "card", "from_bundle", "to_bundle", "by"
    )
    rows = rows.annotate(was_outside=Subquery(before.values("is_outside")))
    moves = [
        {
            "card": move.card.public_id,
            "version": move.version,
            "from": _name_place(move.from_bundle, is_outside=bool(move.was_outside)),
            "to": _name_place(move.to_bundle, is_outside=move.is_outside),
            "by": move.by.get_full_name() if move.by is not None and move.by.is_present else "",
            "mine": move.by_id == request.user.pk,
            "number": move.pk,
        }
        for move in rows.select_related("card", "from_bundle", "to_bundle", "by").order_by("pk")[:MOST_MOVES]
    ]
    return JsonResponse({"moves": moves})


@require_safe
def question_board_wall(request: MemberRequest) -> HttpResponse:
    """The same on paper, large enough to read from a wall."""
    cycle = enter_board(request)
    context = {"cycle": cycle, "wall": build_wall(cycle), "trail": make_trail()}
    return render_page(request, "expertise/questions/question_board_wall.html", context)


@form_page
def question_board_confirm(request: MemberRequest) -> HttpResponse:
    """First who would be told of what, then with one press they are: once, in their own rhythm."""
    cycle = enter_board(request)
    if request.method == "POST":
        try:
            confirmed = rounds.confirm_round(cycle=cycle, by=request.user, seen=_read_number(request.POST.get("seen")))
            said = ngettext(
                "The round is confirmed. %(n)d question got another place, and who asked is told.",
                "The round is confirmed. %(n)d questions got another place, and who asked is told.",
                confirmed.changed,
            )
            messages.success(request, said % {"n": confirmed.changed})
            return HttpResponseRedirect(reverse("expertise:question_board"))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("expertise:question_board_confirm"))
    shown = build_round(cycle, request.GET)
    context = {"cycle": cycle, "shown": shown, "page": shown.page, "trail": make_trail()}
    return render_page(request, "expertise/questions/question_board_confirm.html", context)


@require_safe
def question_outside_list(request: MemberRequest) -> HttpResponse:
    """What falls outside, why, and where it went: a page of its own, so that nothing disappears."""
    rows = PracticeQuestion.objects.filter(state=QuestionState.NOT_TAKEN_UP).select_related("asker", "board")
    page = paginate(rows.prefetch_related("topics"), request.GET, by=("-state_since", "-public_id"), size=30)
    lines = [(build_line(question, request.user), question.state_reason, question.passed_to) for question in page]
    context = {"page": page, "lines": lines, "trail": make_trail()}
    return render_page(request, "expertise/questions/question_outside_list.html", context)
