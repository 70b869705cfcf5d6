"""What the world sees of a meeting and of a product: frozen, and without a name of a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.entries import describe_product
from knowledge_network.exchange.feeds.models import PublicMeeting
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network
from knowledge_network.kit.text import make_speakable
from plg.meetings.calendars import describe_place, make_uid
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting

CARD_WIDTH, CARD_HEIGHT = 480, 260


@dataclass(frozen=True)
class PublicEvent:
    """Title, time, place and of whom it is; never what it is about, the link, or who comes."""

    key: str
    title: str
    of_whom: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    is_cancelled: bool
    changed_at: dt.datetime
    group_url: str

    @property
    def facts(self) -> dict[str, Any]:
        """As schema.org has it."""
        state = "EventCancelled" if self.is_cancelled else "EventScheduled"
        told: dict[str, Any] = {
            "@type": "EducationEvent",
            "name": self.title,
            "startDate": self.starts_at.isoformat(),
            "endDate": self.ends_at.isoformat(),
            "eventStatus": f"https://schema.org/{state}",
            "organizer": {"@type": "Organization", "name": self.of_whom},
        }
        if self.place:
            told["location"] = {"@type": "Place", "name": self.place}
        return told


def present_event(opened: PublicMeeting) -> PublicEvent:
    return present_meeting(opened.meeting)


def present_meeting(meeting: Meeting) -> PublicEvent:
    """The place is the school or what stands as place, as its organiser sees it before it is shown."""
    group = meeting.group
    return PublicEvent(
        key=make_uid(meeting),
        title=make_speakable(meeting.title),
        of_whom=make_speakable(meeting.of_whom),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=make_speakable(describe_place(meeting)),
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        changed_at=meeting.changed_at,
        group_url=absolute_url(group.get_absolute_url()) if group is not None else absolute_url("/"),
    )


def describe_agenda(events: list[PublicEvent]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [event.facts for event in events]}


def describe_network() -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": read_network().title,
        "url": absolute_url("/"),
    }


def make_card(product: KnowledgeProduct, *, width: int) -> dict[str, Any]:
    """An oEmbed answer: a card of plain HTML, without script or frame."""
    entry = describe_product(product)
    html = format_html(
        '<blockquote><p><strong><a href="{}">{}</a></strong></p><p>{}</p><p>{}</p></blockquote>',
        entry.url,
        entry.title,
        entry.description,
        _("%(maker)s · %(licence)s") % {"maker": entry.group or entry.publisher, "licence": entry.licence_name},
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": entry.title,
        "provider_name": entry.publisher,
        "provider_url": absolute_url("/"),
        "author_name": entry.group or entry.publisher,
        "cache_age": 3600,
        "html": html,
        "width": min(width, CARD_WIDTH),
        "height": CARD_HEIGHT,
        "thumbnail_url": absolute_url(reverse("exchange:share_image", args=[product.slug])),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
