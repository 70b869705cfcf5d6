"""Offers as their pages show them: a line of the catalogue, one offer with its days, and the themes of the agenda."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from expertise.offers.enums import OfferKind
from expertise.offers.models import Offer, OfferDate
from expertise.offers.queries import ThemeOffers, find_places_of, list_dates, was_there
from knowledge_network.kit.kept_counts import Counted
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from plg.meetings.models import MeetingInvitation

ICONS = {
    OfferKind.WORKSHOP: "wrench",
    OfferKind.COURSE: "graduation-cap",
    OfferKind.WORK_VISIT: "school",
    OfferKind.CURRICULUM: "puzzle",
    OfferKind.LEARNING_TASK: "clipboard-list",
    OfferKind.JOINT_TRAINING: "handshake",
    OfferKind.INITIATIVE: "lightbulb",
}


@dataclass(frozen=True)
class OfferLine:
    """One offer in the catalogue."""

    title: str
    url: str
    kind: str
    icon: str
    host: str
    text: str
    for_whom: str
    topics: list[str]
    next_at: dt.datetime | None
    is_ended: bool


@dataclass(frozen=True)
class DateCard:
    """One day of an offer, with what the reader can do there."""

    public_id: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    is_online: bool
    is_cancelled: bool
    cancel_reason: str
    has_begun: bool
    places: int | None
    left: int | None
    waiting: int
    has_waiting_list: bool
    has_seat: bool
    was_there: bool
    waits: bool
    can_sign_up: bool
    can_sign_off: bool
    can_take_home: bool
    can_open: bool
    meeting_url: str

    @property
    def is_full(self) -> bool:
        return self.left == 0


@dataclass(frozen=True)
class OfferPage:
    coming: list[DateCard]
    past: list[DateCard]


@dataclass(frozen=True)
class ThemeLine:
    topic: str
    slug: str
    is_strategic: bool
    open_count: int
    offers: list[Offer]
    more: int


@dataclass(frozen=True)
class ThemesPage:
    """What nobody offers, what is offered twice, and what stands once."""

    missing: list[ThemeLine]
    twice: list[ThemeLine]
    there: list[ThemeLine]
    counted_at: dt.datetime


def build_line(offer: Any) -> OfferLine:
    """`offer` with `next_at`, its host and its topics."""
    return OfferLine(
        title=offer.title,
        url=offer.get_absolute_url(),
        kind=offer.get_kind_display(),
        icon=ICONS[OfferKind(offer.kind)],
        host=offer.host.name,
        text=offer.brings or offer.text,
        for_whom=offer.for_whom,
        topics=[topic.name for topic in offer.topics.all()],
        next_at=offer.next_at,
        is_ended=not offer.is_standing,
    )


def build_page(offer: Offer, reader: Member) -> OfferPage:
    """Two queries, however many days there are."""
    places = find_places_of(offer, reader)
    runs = reader.has_perm("expertise.change_offer", offer)
    joins = offer.is_standing and reader.has_perm("expertise.join_offer", offer)
    now = timezone.now()
    cards = [_build_card(date, places.get(date.meeting_id), now, runs=runs, joins=joins) for date in list_dates(offer)]
    coming = [card for card in cards if card.ends_at >= now]
    return OfferPage(coming=coming, past=[card for card in reversed(cards) if card.ends_at < now])


def _build_card(date: Any, place: MeetingInvitation | None, now: dt.datetime, *, runs: bool, joins: bool) -> DateCard:
    meeting = date.meeting
    has_begun = meeting.starts_at <= now
    is_on = not meeting.is_cancelled
    left = max(date.places - date.seated, 0) if date.places is not None else None
    may_wait = left != 0 or date.has_waiting_list
    where = [meeting.location, meeting.host_site.name if meeting.host_site else ""]
    return DateCard(
        public_id=date.public_id,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=", ".join(part for part in where if part),
        is_online=bool(meeting.link),
        is_cancelled=meeting.is_cancelled,
        cancel_reason=meeting.cancel_reason,
        has_begun=has_begun,
        places=date.places,
        left=left,
        waiting=date.waiting,
        has_waiting_list=date.has_waiting_list,
        has_seat=place is not None and place.has_seat,
        was_there=place is not None and has_begun and was_there(place),
        waits=place is not None and not place.has_seat,
        can_sign_up=joins and is_on and not has_begun and place is None and may_wait,
        can_sign_off=is_on and not has_begun and place is not None and not runs,
        can_take_home=is_on and has_begun and place is not None and was_there(place) and not runs,
        can_open=runs or place is not None,
        meeting_url=_find_meeting_url(date) if place is not None or runs else "",
    )


def _find_meeting_url(date: OfferDate) -> str:
    return reverse("plg:meeting_detail", args=[date.meeting.public_id])


def build_themes(counted: Counted[list[ThemeOffers]]) -> ThemesPage:
    """Two queries: the topics, and the offers that are shown."""
    page = ThemesPage([], [], [], counted.at)
    fits = counted.found
    topics = Topic.objects.in_bulk([fit.topic for fit in fits])
    shown = Offer.objects.standing().select_related("host").in_bulk([key for fit in fits for key in fit.first])
    for fit in fits:
        topic = topics.get(fit.topic)
        if topic is None:
            continue
        offers = [shown[key] for key in fit.first if key in shown]
        more = fit.count - len(fit.first)
        line = ThemeLine(topic.name, topic.slug, topic.strategic, fit.open_count, offers, more)
        if fit.has_twins:
            page.twice.append(line)
        elif fit.count:
            page.there.append(line)
        elif topic.strategic or fit.open_count:
            page.missing.append(line)
    return page
