"""The three decisions every view shares: may this reader have it, which page of it, which part of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from knowledge_network.kit.replicas import on_primary

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from django.db.models import Model, QuerySet
    from django.db.models.fields.files import FieldFile


# What a file that people put here may do when a browser opens it after all: nothing.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
# A page with a form: looked at, or filled in.
form_page = require_http_methods(["GET", "HEAD", "POST"])


def signed_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page with a form that a signed address opens: no logging in, no cookie.

    The address itself is the right to send the form, and nobody else knows it: a token in a cookie adds nothing, and
    many mail programs open a page without cookies. Not for what logs somebody in.
    """
    page: Callable[..., HttpResponse] = csrf_exempt(login_not_required(never_cache(form_page(view))))
    return page


def serve_upload(
    stored: FieldFile,
    *,
    name: str = "",
    media_type: str = "",
    attachment: bool = True,
    caching: str = "private, no-store",
) -> FileResponse:
    """What people put here, so that a browser that opens it after all may do nothing; 404 when the disk lacks it.

    Whether the reader may have it is for the view to ask, each time: by default nothing caches it.
    """
    try:
        content = stored.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=attachment, filename=name, content_type=media_type or None)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    if caching:
        response["Cache-Control"] = caching
    return response


def get_permitted[T: Model](request: HttpRequest, queryset: QuerySet[T], permission: str, **lookup: object) -> T:
    """The one object of `queryset` that `lookup` names.

    Pass a queryset that is already narrowed by `visible_to`: what it does not hold is a 404, exactly as if it did not
    exist. What it holds but `permission` (a django-rules name) refuses is a 403.
    """
    with on_primary():
        found = get_object_or_404(queryset, **lookup)
        if not request.user.has_perm(permission, found):
            raise PermissionDenied
    return found


def require(request: HttpRequest, permission: str, about: Model | None = None, *, hide: bool = False) -> None:
    """Refuse with 403 (or 404 when even the existence is hidden) who lacks `permission`."""
    with on_primary():
        if request.user.has_perm(permission, about):
            return
    if hide:
        raise Http404
    raise PermissionDenied


def read_partial(request: HttpRequest) -> str | None:
    """The id of the element that htmx wants to fill, or None for a whole page.

    A history restore asks for the whole page even though it comes from htmx.
    """
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request or htmx.boosted:
        return None
    return htmx.target or None


def check_who_is_signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a small choice that stands on every page, as that of colours: a form of a visitor needs no token.

    So a page that everybody may read sets no cookie, and a cache may keep it. Who is signed in sends the token along.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return (protected if request.user.is_authenticated else view)(request, *args, **kwargs)

    return answer


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    partials: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, or that one of its `partials` that bears the name of the element which htmx fills.

    A partial is a `{% partialdef name %}` of the template whose name is the element's id.
    """
    target = read_partial(request)
    name = f"{template}#{target}" if target in partials else template
    response = render(request, name, context, status=status)
    if partials:
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def as_context(part: DataclassInstance) -> dict[str, object]:
    """The fields of a part of a page, for a template that calls them by their own names."""
    return {field.name: getattr(part, field.name) for field in fields(part)}


def render_private(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    partials: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """As `render_page`, of what may not stay behind on the disk of a shared device: no browser keeps it."""
    response = render_page(request, template, context, partials=partials, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: the data and files of a POST, also when it is empty, and nothing otherwise."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def redirect_back(request: HttpRequest, fallback: str) -> HttpResponseRedirect:
    """To the `next` that the form carries when it is an address of this site, else to `fallback`."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = fallback
    return HttpResponseRedirect(target)
