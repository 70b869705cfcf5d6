"""What programs fetch: feeds, the map of the site, cards and pictures."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.entries import describe_product, find_public
from knowledge_network.exchange.feeds.models import PublicMeeting
from knowledge_network.exchange.feeds.pictures import draw_share_image
from knowledge_network.exchange.feeds.presenters import make_card, present_event
from knowledge_network.exchange.feeds.queries import list_part, list_parts
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network
from knowledge_network.kit.text import make_speakable
from plg.meetings.calendars import build_calendar, build_event

# As many as feeds usually hold.
IN_A_FEED = 30
WIDEST = 480
KEPT = 24 * 3600


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def product_feed(request: HttpRequest) -> HttpResponse:
    """The newest products that everybody may read, as Atom."""
    feed = _start_feed(_("Knowledge base"), "exchange:product_feed", reverse("expertise:product_list"))
    for product in find_public().order_by("-published_on", "-pk")[:IN_A_FEED]:
        entry = describe_product(product)
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.description,
            unique_id=entry.urn,
            author_name=entry.group or entry.publisher,
            pubdate=_at_noon(entry.published_on),
            updateddate=product.changed_at,
            categories=entry.keywords,
        )
    return _answer_feed(feed)


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def agenda_feed(request: HttpRequest) -> HttpResponse:
    """Meetings that everybody may see, the soonest first, as Atom."""
    feed = _start_feed(_("Agenda"), "exchange:agenda_feed", reverse("exchange:public_agenda"))
    for event in map(present_event, _find_upcoming()):
        when = f"{timezone.localtime(event.starts_at):%Y-%m-%d %H:%M}"
        feed.add_item(
            title=_("Cancelled: %(name)s") % {"name": event.title} if event.is_cancelled else event.title,
            link=event.group_url,
            description=" · ".join(part for part in (when, event.place, event.of_whom) if part),
            unique_id=f"urn:x-meeting:{event.key}",
            author_name=event.of_whom,
            pubdate=event.changed_at,
            updateddate=event.changed_at,
        )
    return _answer_feed(feed)


@login_not_required
@require_safe
@cache_control(public=True, max_age=600)
def agenda_calendar(request: HttpRequest) -> HttpResponse:
    """The same for calendar programs: titles and times only."""
    events = [build_event(opened.meeting, titles_only=True) for opened in _find_upcoming()]
    written = build_calendar(events, name=read_network().title)
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")


def _find_upcoming() -> list[PublicMeeting]:
    rows = PublicMeeting.objects.upcoming()
    related = ("meeting__group", "meeting__partnership", "meeting__host_site")
    return list(rows.select_related(*related)[:IN_A_FEED])


def _start_feed(title: str, name: str, about: str) -> Atom1Feed:
    network = make_speakable(read_network().title)
    return Atom1Feed(
        title=f"{network} · {title}",
        link=absolute_url(about),
        description="",
        language=settings.LANGUAGE_CODE,
        feed_url=absolute_url(reverse(name)),
        author_name=network,
        feed_guid=absolute_url(reverse(name)),
    )


def _answer_feed(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _at_noon(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(12), dt.UTC) if day else None


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def site_map(request: HttpRequest) -> HttpResponse:
    """Where the parts of the map are, for search engines."""
    return _answer_map("exchange/feeds/site_map.xml", {"parts": list_parts()})


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def site_map_part(request: HttpRequest, sort: str, number: int) -> HttpResponse:
    """Pages that search engines may read: open pages, groups, products. No page of a person."""
    rows = list_part(sort, number)
    if rows is None:
        raise Http404
    return _answer_map("exchange/feeds/site_map_part.xml", {"rows": rows})


def _answer_map(template: str, context: dict[str, object]) -> HttpResponse:
    return SimpleTemplateResponse(template, context, "application/xml; charset=utf-8").render()


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def share_image(request: HttpRequest, slug: str) -> HttpResponse:
    """Drawn once a day at most for each title."""
    product = get_object_or_404(find_public(), slug=slug)
    entry, network = describe_product(product), read_network()
    key = f"share-image:{entry.fingerprint}:{network.style_version}"
    drawn = cache.get(key)
    if drawn is None:
        under = " · ".join(part for part in (product.get_kind_display(), entry.group) if part)
        drawn = draw_share_image(title=entry.title, under=under, network=network.title, colour=network.brand_colour)
        cache.set(key, drawn, KEPT)
    return HttpResponse(drawn, content_type="image/png")


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def oembed(request: HttpRequest) -> HttpResponse:
    """A card of a public product for other sites, by the address of its page."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "Only JSON."}, status=501)
    try:
        parts = urlsplit(request.GET.get("url", ""))
        match = resolve(parts.path)
    except (Resolver404, ValueError):
        raise Http404 from None
    if parts.netloc != urlsplit(settings.PUBLIC_URL).netloc or match.view_name != "expertise:product_detail":
        raise Http404
    product: KnowledgeProduct = get_object_or_404(find_public(), slug=match.kwargs["slug"])
    asked = request.GET.get("maxwidth", "")
    width = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else WIDEST
    response = JsonResponse(make_card(product, width=width))
    response["Access-Control-Allow-Origin"] = "*"
    return response
