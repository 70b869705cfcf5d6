"""What I learned in passing: one's own page, a line more, changing and taking away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.http import form_page, render_page, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import school_year_start
from plg.learning import actions
from plg.learning.forms import LearnedForm
from plg.learning.models import LearnedLine
from plg.learning.presenters import build_year


@form_page
def my_learning(request: MemberRequest) -> HttpResponse:
    """A line on top, what was noted before below it."""
    form = LearnedForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.note_learning(by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted. Only you see it."))
        return HttpResponseRedirect(reverse("plg:my_learning"))
    rows = LearnedLine.objects.visible_to(request.user)
    context = {
        "form": form,
        "page": paginate(rows, request.GET, by=("-happened_on", "-public_id"), size=24),
        "year": build_year(request.user, school_year_start(timezone.localdate())),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "plg/learning/my_learning.html", context, status=status)


def _own(request: MemberRequest, public_id: str) -> LearnedLine:
    return get_object_or_404(LearnedLine.objects.visible_to(request.user), public_id=public_id)


@form_page
def learning_change(request: MemberRequest, public_id: str) -> HttpResponse:
    line = _own(request, public_id)
    form = LearnedForm(sent(request)[0], instance=line)
    if request.method == "POST" and form.is_valid():
        actions.change_learning(line=line, by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed."))
        return HttpResponseRedirect(reverse("plg:my_learning"))
    trail = [(_("What I learned in passing"), reverse("plg:my_learning"))]
    context = {"form": form, "line": line, "trail": trail}
    status = 422 if form.is_bound else 200
    return render_page(request, "plg/learning/learning_change.html", context, status=status)


@require_POST
def learning_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    actions.remove_learning(line=_own(request, public_id), by=request.user)
    messages.success(request, _("Taken away."))
    return HttpResponseRedirect(reverse("plg:my_learning"))
