"""«Van vraag naar methode»: the methods, and three questions that lead to the one that fits."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.products import methods
from expertise.products.actions.methods import change_method, load_methods
from expertise.products.enums import MethodQuestion, MethodSize, MethodTime
from expertise.products.forms.products import MethodForm
from expertise.products.models import MethodCard
from expertise.products.views.products import SECTOR_LABELS
from knowledge_network.kit.choices import InAddress
from knowledge_network.kit.http import get_permitted, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest, Reader


def trail() -> list[tuple[str, str]]:
    return [(_("Knowledge base"), reverse("expertise:product_list"))]


def read_choice[Choice: InAddress](request: HttpRequest, name: str, options: type[Choice]) -> Choice | None:
    """What the address says under this name; nothing for what no option has as its word."""
    return options.by_address().get(request.GET.get(name, ""))


def write_choice(choice: InAddress | None) -> str:
    return choice.address if choice else ""


@dataclass(frozen=True)
class MethodRow:
    """A method, and how well it fits what was chosen."""

    card: MethodCard
    score: int
    why: list[str]


@login_not_required
@require_safe
def method_list(request: HttpRequest) -> HttpResponse:
    question = read_choice(request, "vraag", MethodQuestion)
    time, size = read_choice(request, "tijd", MethodTime), read_choice(request, "groep", MethodSize)
    cards: list[MethodRow] = []
    for card in MethodCard.objects.order_by("position", "name"):
        score, fitting = methods.fit(card.slug, question, time, size)
        cards.append(MethodRow(card, score, [why_words()[name] for name in fitting]))
    cards.sort(key=lambda row: -row.score)
    has_chosen = bool(question or time or size)
    best = cards[0].score if cards else 0
    context = {
        "cards": cards,
        "best": best if has_chosen else 0,
        "has_chosen": has_chosen,
        "choices": [
            ("vraag", _("What is your question?"), MethodQuestion.address_choices(), write_choice(question)),
            ("tijd", _("How much time do you have?"), MethodTime.address_choices(), write_choice(time)),
            ("groep", _("With how many people?"), MethodSize.address_choices(), write_choice(size)),
        ],
        "may_change": may_change(request.user),
        "trail": trail(),
    }
    return render_page(request, "expertise/products/method_list.html", context, partials=("methods",))


def why_words() -> dict[str, str]:
    return {"question": _("your question"), "time": _("your time"), "size": _("your number of people")}


def may_change(reader: Reader) -> bool:
    return reader.is_authenticated and bool(reader.has_perm("expertise.change_method"))


@login_not_required
@require_safe
def method_detail(request: HttpRequest, slug: str) -> HttpResponse:
    card = get_object_or_404(MethodCard, slug=slug)
    context = {
        "method": card,
        "sectors": [SECTOR_LABELS[code] for code in card.sectors if code in SECTOR_LABELS],
        "may_change": may_change(request.user),
        "trail": [*trail(), (_("From question to method"), reverse("expertise:method_list"))],
    }
    return render_page(request, "expertise/products/method_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def method_edit(request: MemberRequest, slug: str) -> HttpResponse:
    card = get_permitted(request, MethodCard.objects.all(), "expertise.change_method", slug=slug)
    form = MethodForm(sent(request)[0], instance=MethodCard.objects.get(pk=card.pk))
    if request.method == "POST" and form.is_valid():
        change_method(method=card, by=request.user, changes=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("expertise:method_detail", slug)
    context = {"form": form, "method": card, "trail": trail()}
    return render_page(request, "expertise/products/method_edit.html", context)


@require_POST
def method_load(request: MemberRequest) -> HttpResponse:
    """Put the methods ready that are not there yet; what was changed stays."""
    require(request, "expertise.change_method")
    load_methods(by=request.user)
    messages.success(request, _("The methods are ready."))
    return redirect("expertise:method_list")
