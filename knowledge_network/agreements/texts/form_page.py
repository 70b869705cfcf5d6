"""One form on a page of the agreements, with the way back and what somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.functional import Promise

from knowledge_network.kit.http import render_page
from knowledge_network.members.people.requests import MemberRequest


@dataclass(frozen=True)
class FormPage:
    """The words around a form. Leaving it leads to the last of the trail; at `remove_url` the thing is removed."""

    heading: str
    button: str
    trail: Sequence[tuple[str, str]]
    lede: str | Promise = ""
    remove_url: str = ""


def render_form(
    request: MemberRequest,
    form: BaseForm,
    page: FormPage,
    *,
    theirs: str = "",
    status: int = 200,
) -> HttpResponse:
    """`theirs`: what somebody else saved meanwhile, where the form does not say it itself (`kit.together`)."""
    context = {
        "form": form,
        "heading": page.heading,
        "button": page.button,
        "lede": page.lede,
        "trail": page.trail,
        "back": page.trail[-1][1],
        "remove_url": page.remove_url,
        "theirs": theirs,
    }
    return render_page(request, "agreements/form_page.html", context, status=status)
