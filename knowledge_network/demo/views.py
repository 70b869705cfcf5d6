"""Logging in with one click, and reading what was mailed. Never installed where real people are."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.demo import mail
from knowledge_network.demo.seed.roster import LOGINS
from knowledge_network.kit.http import render_page
from knowledge_network.members.people.models import Member

# A mail has its styles in line. It stands in a frame of its own, where nothing runs and nothing is sent.
MAIL_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups"],
}


@login_not_required
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """Log in as one of the demo accounts, and as nobody else."""
    address = request.POST.get("email", "")
    if address not in {demo.email for demo in LOGINS}:
        raise Http404
    member = get_object_or_404(Member.objects.active(), email=address)
    record_authentication(request, member, method="demo")
    start = reverse("dashboards:start")
    response: HttpResponse = perform_login(request, member, email_verification="none", redirect_url=start)
    return response


@login_not_required
@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("aan", "")[:254]
    return render_page(request, "demo/mail_list.html", {"mails": mail.newest(to), "to": to})


@login_not_required
@require_safe
def mail_detail(request: HttpRequest, key: str) -> HttpResponse:
    return render_page(request, "demo/mail_detail.html", {"mail": _mail(key)})


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp_override(MAIL_POLICY)
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(_mail(key).html.replace("<head>", '<head><base target="_blank">', 1))


def _mail(key: str) -> mail.DemoMail:
    found = mail.read(key)
    if found is None:
        raise Http404
    return found
