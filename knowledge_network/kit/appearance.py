"""The reader's theme, for who has no JavaScript; with it the page sets the same cookie itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from knowledge_network.kit.http import check_who_is_signed_in, redirect_back
from knowledge_network.kit.navigation import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@login_not_required
@check_who_is_signed_in
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember `theme` (light, dark or auto) in a cookie and go back."""
    response = redirect_back(request, "/")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response
