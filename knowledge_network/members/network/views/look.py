"""The network's own colours and logo, for every page and every visitor."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from knowledge_network.kit import colours
from knowledge_network.kit.http import SANDBOX
from knowledge_network.kit.network import read_network

# The address changes with the colours and with the logo.
KEPT = "public, max-age=86400"


@login_not_required
@require_safe
def network_style(request: HttpRequest) -> HttpResponse:
    """The colour tokens of the network, worked out for both themes."""
    network = read_network()
    style = colours.write_style(brand=network.brand_colour, accent=network.accent_colour)
    return HttpResponse(style, content_type="text/css; charset=utf-8", headers={"Cache-Control": KEPT})


@login_not_required
@require_safe
def network_logo(request: HttpRequest, version: str) -> FileResponse:
    """The logo as it is now; an address of another one is gone."""
    logo = read_network().logo
    if not logo or version != read_network().logo_version or not default_storage.exists(logo):
        raise Http404
    return FileResponse(
        default_storage.open(logo),
        content_type="image/webp",
        headers={"Cache-Control": KEPT, "Content-Security-Policy": SANDBOX, "X-Content-Type-Options": "nosniff"},
    )
