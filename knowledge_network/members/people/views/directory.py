"""People: the directory, the profile page, the photo, and a message to somebody."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge_network.kit.http import get_permitted, render_page, require
from knowledge_network.kit.lists import drawn
from knowledge_network.kit.named import MOST_OFFERED, tell_rows
from knowledge_network.members.people import facets, photos, presenters, queries
from knowledge_network.members.people.actions.messages import TooManyMessagesError, send_message
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.forms.directory import DirectoryFilterForm
from knowledge_network.members.people.forms.picking import look_for_people, name_person, read_workplace
from knowledge_network.members.people.forms.profile import MessageForm
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.people.sections import collect_sections

PHOTO_SECONDS = 600


@require_safe
def member_list(request: MemberRequest) -> HttpResponse:
    options = facets.directory_options()
    filters = DirectoryFilterForm(request.GET, options=options)
    found = queries.find_members(filters, request.GET)
    cards = presenters.present_cards(found.page.rows)
    context = {
        "filters": filters,
        "values": {name: filters.value(name) for name in filters.fields},
        "organisations": facets.with_selected(options.organisations_html, filters.value("organisation")),
        "functions": facets.with_selected(options.functions_html, filters.value("function")),
        "topics": facets.with_selected(options.topics_html, filters.value("topic")),
        "page": found.page,
        "cards": cards,
        "drawn_cards": drawn("member_cards", cards=cards),
        "names": found.names,
        "total": found.total,
        "cap": queries.COUNT_CAP,
    }
    return render_page(request, "members/people/member_list.html", context, partials=("results",))


@require_safe
def member_suggest(request: MemberRequest) -> JsonResponse:
    """Who fits `?q=`, for a field in which somebody is named."""
    found = look_for_people(Member.objects.active(), request.GET.get("q", ""))[:MOST_OFFERED]
    return JsonResponse(tell_rows([(one.get_full_name(), name_person(one), read_workplace(one)) for one in found]))


@login_not_required
@require_safe
def member_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    member = queries.member_with_profile(request.user, public_id)
    if member is None:
        raise Http404
    require(request, "members.view_member", member)
    context = {
        "member": member,
        "profile": presenters.show_profile(member, request.user),
        "is_self": request.user.pk == member.pk,
        "is_public": member.name_visibility == Visibility.EVERYBODY,
        "sections": collect_sections(member, request.user),
    }
    return render(request, "members/people/member_detail.html", context)


@login_not_required
@require_safe
def member_photo(request: HttpRequest, public_id: str, size: int) -> HttpResponseBase:
    """The picture, for who may see it now. Browsers keep it ten minutes and nobody in between keeps it at all."""
    member = Member.objects.visible_to(request.user).filter(public_id=public_id).first()
    if member is None or size not in photos.SIZES or not photos.visible_photo(member, request.user):
        raise Http404
    etag = quote_etag(f"{photos.read_version(member.photo.name)}-{size}")
    headers = {
        "ETag": etag,
        "Cache-Control": f"private, max-age={PHOTO_SECONDS}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    try:
        picture = default_storage.open(photos.name_of_size(member.photo.name, size))
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(picture, content_type="image/webp", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def member_message(request: MemberRequest, public_id: str) -> HttpResponse:
    """A message by mail to somebody whose address stays hidden; the answer goes to the sender."""
    member = get_permitted(request, Member.objects.active(), "members.message_member", public_id=public_id)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            send_message(member=member, by=request.user, **form.cleaned_data)
        except TooManyMessagesError:
            form.add_error(None, _("You sent many messages today. Try again tomorrow."))
        else:
            messages.success(request, _("Your message is on its way to %(name)s.") % {"name": member.get_full_name()})
            return redirect("members:member_detail", public_id=public_id)
    context = {"member": member, "form": form, "language": settings.LANGUAGE_CODE}
    return render(request, "members/people/member_message.html", context)
