"""Files of products. Whether the reader may have one is asked again each time; nothing in between keeps them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from expertise.products.actions.files import add_version
from expertise.products.queries import products as queries
from expertise.products.views.products import get_product
from expertise.products.views.writing import kept_product, trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.forms import AddVersionForm
from knowledge_network.kit.http import render_page, sent, serve_upload
from knowledge_network.members.people.requests import MemberRequest

PICTURE_SECONDS = 600


@require_http_methods(["GET", "HEAD", "POST"])
def product_file_add(request: MemberRequest, slug: str) -> HttpResponse:
    """A new version; the older ones stay to be found."""
    product = kept_product(request, slug)
    form = AddVersionForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            add_version(product=product, by=request.user, content=data["content"], note=data["note"])
        except RefusedError as refusal:
            form.add_error("content", str(refusal))
        else:
            messages.success(request, _("The new version is there. The older ones are kept."))
            return redirect("expertise:product_detail", slug)
    context = {"form": form, "product": product, "trail": trail()}
    return render_page(request, "expertise/products/product_file.html", context)


@login_not_required
@require_safe
def product_file(request: HttpRequest, slug: str, number: int) -> FileResponse:
    version = get_object_or_404(queries.find_versions(get_product(request, slug), request.user), number=number)
    return serve_upload(version.content, name=version.file_name, media_type=version.media_type)


@login_not_required
@require_safe
def product_preview(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """The small picture that we drew ourselves."""
    versions = queries.find_versions(get_product(request, slug), request.user)
    version = get_object_or_404(versions.exclude(preview=""), number=number)
    caching = f"private, max-age={PICTURE_SECONDS}"
    return serve_upload(version.preview, media_type="image/webp", attachment=False, caching=caching)
