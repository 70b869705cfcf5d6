"""The page for in the classroom: a shell that holds nothing and works without internet, its worker, its manifest."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from knowledge_network.kit.machines import describe_app
from lesson_study.classroom.shell import shell_version, words_of_shell, worker_source


@login_not_required
@require_safe
@ensure_csrf_cookie
@cache_control(private=True, no_cache=True)
def observe(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The same for everybody and every lesson, so that it can stay on a device: it holds nothing."""
    base = reverse("lesson_study:observe", args=[public_id, number])
    context = {
        "words": words_of_shell(),
        "base": base,
        "bundle": reverse("lesson_study:observe_bundle", args=[public_id, number]),
        "sync": reverse("lesson_study:observe_sync", args=[public_id, number]),
        "worker": reverse("lesson_study:observe_worker", args=[public_id, number]),
        "manifest": reverse("lesson_study:observe_manifest", args=[public_id, number]),
        "team_page": reverse("lesson_study:lesson_of_number", args=[public_id, number]),
        "login": f"{reverse('account_login')}?next={base}",
        "version": shell_version(),
    }
    return render(request, "lesson_study/classroom/observe.html", context)


@login_not_required
@require_safe
@cache_control(no_cache=True)
def observe_worker(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Below the address of the page, so that this worker sees that page alone."""
    base = reverse("lesson_study:observe", args=[public_id, number])
    return HttpResponse(worker_source(base), content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def observe_manifest(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    base = reverse("lesson_study:observe", args=[public_id, number])
    name, short_name = _("In the classroom"), _("In class")
    app = describe_app(name=name, short_name=short_name, scope=base, start=base, orientation="portrait")
    return JsonResponse(app, content_type="application/manifest+json")
