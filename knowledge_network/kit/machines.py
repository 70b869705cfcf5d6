"""What machines ask of a site: which pages they may keep, and whom to tell of a hole."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.kit.emails import absolute_url

# Addresses that lead a machine nowhere: behind the door, or made anew for each reader.
NOT_FOR_SEARCH_ENGINES = ("account_login", "members:signup", "dashboards:contact", "search:search")
# RFC 9116 wants a day, less than a year ahead.
GOOD_FOR = dt.timedelta(days=180)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in NOT_FOR_SEARCH_ENGINES), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116)."""
    address = settings.CONTACT_EMAIL.rpartition("<")[2].strip("<> ")
    until = (timezone.now() + GOOD_FOR).astimezone(dt.UTC)
    lines = [
        f"Contact: mailto:{address}",
        f"Contact: {absolute_url(reverse('dashboards:contact'))}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {absolute_url(reverse('security_txt'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
