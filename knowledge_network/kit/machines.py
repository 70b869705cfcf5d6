"""What machines ask of a site: which pages they may keep, whom to tell of a hole, and how it stands on a phone."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network

# Addresses that lead a machine nowhere: behind the door, or made anew for each reader.
NOT_FOR_SEARCH_ENGINES = ("account_login", "members:signup", "dashboards:contact", "search:search")
# RFC 9116 wants a day, less than a year ahead.
GOOD_FOR = dt.timedelta(days=180)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in NOT_FOR_SEARCH_ENGINES)]
    lines += [f"Sitemap: {absolute_url(reverse('exchange:site_map'))}", ""]
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


# The colours of the frame in its own look, as in `tokens.css`.
PAPER, BRAND = "#f7f5f0", "#0a3d43"
ICONS = (("img/app-192.png", "192x192"), ("img/app-512.png", "512x512"))


def describe_app(*, name: str, short_name: str, scope: str, start: str, **more: object) -> dict[str, object]:
    """A Web Application Manifest: how the pages below `scope` stand among the apps of a phone, and where they begin."""
    icons = [{"src": static(file), "sizes": size, "type": "image/png"} for file, size in ICONS]
    return {
        "name": name,
        "short_name": short_name,
        "id": scope,
        "scope": scope,
        "start_url": start,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": BRAND,
        "lang": get_language(),
        "icons": icons,
        **more,
    }


@login_not_required
@require_safe
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """The site as an app, with two ways straight in."""
    network = read_network()
    ways = [
        {"name": _("Ask a question"), "url": reverse("expertise:help_request_ask")},
        {"name": _("Agenda"), "url": reverse("plg:agenda")},
    ]
    app = describe_app(name=network.title, short_name=network.brand, scope="/", start=reverse("dashboards:start"))
    own = {"theme_color": network.brand_colour} if network.brand_colour else {}
    return JsonResponse({**app, **own, "shortcuts": ways}, content_type="application/manifest+json")
