"""/beheer/gezondheid/: whether the machinery runs, for who administers the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.dashboards.health import inspect_parts, list_broken, list_mail_by_kind
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import require
from knowledge_network.notifications.jobs.actions import run_job
from knowledge_network.notifications.jobs.enums import JobName
from knowledge_network.notifications.jobs.queries import list_failing_plans, list_jobs

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

SEE = "notifications.see_health"


@require_safe
@never_cache
def health(request: MemberRequest) -> HttpResponse:
    """The parts and the jobs of the schedule, what needs a hand first. Seven queries, and two for the reader."""
    require(request, SEE)
    parts = inspect_parts()
    context = {
        "parts": parts,
        "broken": list(list_broken(parts)),
        "jobs": list_jobs(),
        "plans": list_failing_plans(),
        "mail": list_mail_by_kind(request.GET.get("mail", "")),
    }
    return render(request, "dashboards/health.html", context)


@require_POST
def job_run(request: MemberRequest) -> HttpResponse:
    """Ask a worker to do a job now, whether it failed or not."""
    require(request, SEE)
    name = request.POST.get("job", "")
    try:
        run_job(name=name, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        text = _("«%(job)s» is asked of the worker. Look again in a moment.")
        messages.success(request, text % {"job": JobName(name).label})
    return HttpResponseRedirect(reverse("dashboards:health"))
