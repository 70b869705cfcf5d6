"""What a proxy or a network of caches may keep of pages that everybody may read: a minute."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

# A name that is withdrawn is gone from every cache after this.
SECONDS = 60
OK = 200


class PublicPagesMiddleware:
    """Says so of the pages of `settings.PUBLIC_PAGES`, to who is not signed in and got no cookie.

    `Vary` names the cookie, so that what a signed-in reader gets comes from no cache; a browser asks anew each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_public(request, response):
            patch_cache_control(response, public=True, max_age=0, s_maxage=SECONDS)
        return response


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        request.method in {"GET", "HEAD"}
        and match is not None
        and match.view_name in settings.PUBLIC_PAGES
        and response.status_code == OK
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not response.cookies
        and not response.has_header("Cache-Control")
    )
