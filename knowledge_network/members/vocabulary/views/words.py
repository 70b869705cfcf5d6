"""The words of the staff room, as this network understands them: the coordinators' list, one word, and a sheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.kit.http import require
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.trail.sentences import Line, tell_event
from knowledge_network.members.vocabulary import actions
from knowledge_network.members.vocabulary.forms import WordFilterForm, WordForm
from knowledge_network.members.vocabulary.views.topics import MANAGE
from knowledge_network.search.understanding import thesaurus
from knowledge_network.search.understanding.enums import WordKind
from knowledge_network.search.understanding.models import StaffRoomWord
from knowledge_network.search.understanding.topics import topic_index
from knowledge_network.topics.queries import fold

PAGE_SIZE = 50
MOST_TOLD = 20
KINDS = dict(WordKind.choices)


@dataclass(frozen=True)
class WordRow:
    """A word with the topics that it leads to in this network, the surest first."""

    word: str
    kind: str
    topics: str
    is_own: bool
    url: str


@require_safe
def word_list(request: MemberRequest) -> HttpResponse:
    """All words, shipped and own, with what they lead to here."""
    require(request, MANAGE)
    form = WordFilterForm(request.GET)
    everything = sorted(thesaurus.entries().values(), key=lambda entry: fold(entry.word))
    found = form.apply(everything)
    asked = request.GET.get("pagina", "")
    page = min(int(asked), len(found) // PAGE_SIZE + 1) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    first = (max(page, 1) - 1) * PAGE_SIZE
    names = _names()
    context = {
        "form": form,
        "rows": [_row(entry, names) for entry in found[first : first + PAGE_SIZE]],
        "count": len(found),
        "total": len(everything),
        "page": max(page, 1),
        "more": len(found) > first + PAGE_SIZE,
        "text": form["q"].value() or "",
        "kinds": WordKind.choices,
        "kind": form["kind"].value() or "",
        "only_own": bool(form["only_own"].value()),
    }
    return render(request, "members/vocabulary/word_list.html", context)


@require_safe
def word_sheet(request: MemberRequest) -> StreamingHttpResponse:
    """The same as a sheet: what the filter in the address shows, all of it without one."""
    require(request, MANAGE)
    names = _names()
    found = WordFilterForm(request.GET).apply(thesaurus.entries().values())
    rows = [
        (entry.word, KINDS[entry.kind], _topics(entry, names), entry.source or _("this network"))
        for entry in sorted(found, key=lambda entry: fold(entry.word))
    ]
    return csv_response("woorden.csv", ["woord", "soort", "themas", "bron"], rows)


@require_http_methods(["GET", "HEAD", "POST"])
def word_change(request: MemberRequest) -> HttpResponse:
    """One word: `?woord=`, or a new one without; with what was changed of it before."""
    require(request, MANAGE)
    entry = thesaurus.entries().get(fold(request.GET.get("woord", "")[:80]))
    if entry is None and request.GET.get("woord"):
        raise Http404
    initial = {"word": entry.word, "kind": entry.kind, "topics": _topics(entry, _names())} if entry else {}
    form = WordForm(request.POST or None, initial=initial)
    if form.is_valid():
        word = actions.set_word(by=request.user, **form.cleaned_data)
        messages.success(request, _("«%(name)s» is saved.") % {"name": word.word})
        return redirect("members:word_list")
    context = {"form": form, "entry": entry, "told": _told(entry) if entry else cut([], MOST_TOLD)}
    return render(request, "members/vocabulary/word_form.html", context, status=422 if form.errors else 200)


@require_POST
def word_forget(request: MemberRequest) -> HttpResponse:
    """What is shipped counts again."""
    require(request, MANAGE)
    word = StaffRoomWord.objects.filter(folded=fold(request.POST.get("woord", "")[:80])).first()
    if word is None:
        raise Http404
    actions.forget_word(by=request.user, word=word)
    messages.success(request, _("«%(name)s» is as it was delivered.") % {"name": word.word})
    return redirect("members:word_list")


def _told(entry: thesaurus.Entry) -> Cut[Line]:
    events = AuditEvent.objects.filter(object_type=StaffRoomWord._meta.label_lower, object_label=entry.word)
    shown = cut(events.select_related("actor", "subject").order_by("-at", "-pk"), MOST_TOLD)
    return shown.told(tell_event)


def _names() -> dict[str, int]:
    return thesaurus.map_names((entry.pk, entry.name, entry.synonyms) for entry in topic_index.get().entries.values())


def _row(entry: thesaurus.Entry, names: dict[str, int]) -> WordRow:
    url = reverse("members:word_change", query={"woord": entry.word})
    return WordRow(entry.word, str(KINDS[entry.kind]), _topics(entry, names), entry.is_own, url)


def _topics(entry: thesaurus.Entry, names: dict[str, int]) -> str:
    meant = thesaurus.meaning(entry, names)
    entries = topic_index.get().entries
    return ", ".join(entries[pk].name for pk in sorted(meant, key=lambda pk: -meant[pk]))
