"""Correcting many rows at once, and the words of offices for functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from knowledge_network.kit.http import render_page, require
from knowledge_network.members.imports.change import ImportConflictError
from knowledge_network.members.imports.corrections import (
    add_function_words,
    correct_values,
    list_unknown,
    remove_function_word,
)
from knowledge_network.members.imports.display import list_known_words
from knowledge_network.members.imports.forms.corrections import FunctionWordForm, ValuesForm
from knowledge_network.members.imports.lookups import list_offered_schools
from knowledge_network.members.imports.models import FunctionWord
from knowledge_network.members.imports.views.runs import find_run

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def import_values(request: MemberRequest, public_id: str) -> HttpResponse:
    """All values that are not known, on one page: what is chosen counts for every row with that value."""
    run = find_run(request, public_id)
    detail = reverse("members:import_detail", args=[run.public_id])
    if not (run.is_of_members and run.is_planned):
        return redirect(detail)
    unknown = list_unknown(run)
    form = ValuesForm(unknown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        remember = form.cleaned_data.get("remember", False)
        try:
            count = correct_values(run=run, replacements=form.replacements(), by=request.user, remember=remember)
        except ImportConflictError as error:
            messages.error(request, str(error))
        else:
            told = ngettext("%(count)s row is judged again.", "%(count)s rows are judged again.", count)
            messages.success(request, told % {"count": count})
        return redirect(detail)
    context = {
        "run": run,
        "form": form,
        "offered_schools": list_offered_schools() if form.schools else [],
        "trail": [(_("Import"), reverse("members:import_list")), (run.file_name, detail)],
    }
    return render_page(request, "members/imports/import_values.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def function_words(request: MemberRequest) -> HttpResponse:
    """What offices call functions: words of our own first, then those that are always known."""
    require(request, "members.import_members")
    form = FunctionWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if add_function_words(words={data["word"]: data["function"]}, by=request.user):
            messages.success(request, _("Lists may say «%(word)s» from now on.") % {"word": data["word"]})
            return redirect("members:function_words")
        form.add_error("word", _("Write a word."))
    context = {
        "form": form,
        "own_words": FunctionWord.objects.order_by("function", "key"),
        "known_words": list_known_words(),
        "trail": [(_("Import"), reverse("members:import_list"))],
    }
    return render_page(request, "members/imports/function_words.html", context, status=422 if form.errors else 200)


@require_POST
def function_word_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, "members.import_members")
    function_word = get_object_or_404(FunctionWord, public_id=public_id)
    remove_function_word(function_word=function_word, by=request.user)
    messages.success(request, _("«%(word)s» is no longer known.") % {"word": function_word.word})
    return redirect("members:function_words")
