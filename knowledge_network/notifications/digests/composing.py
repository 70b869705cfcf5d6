"""Making an overview: for the mail when it is sent, and for the page that shows the next one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from knowledge_network.kit.emails import absolute_url, render_mail
from knowledge_network.kit.http import as_context
from knowledge_network.notifications.digests import registry
from knowledge_network.notifications.digests.registry import Digest, Item, Section, Window
from knowledge_network.notifications.events import unsubscribe
from knowledge_network.notifications.events.mails import mark_mailed
from knowledge_network.notifications.events.preferences import ended
from knowledge_network.notifications.outbox import Composed
from knowledge_network.notifications.outbox.kinds import ONCE_A_DAY, register_composer, register_name, register_sent

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.outbox.models import Delivery

LONGEST = 3

Filled = list[tuple[Section, list[Item]]]


def choose_window(digest: Digest, sent_at: dt.datetime | None, now: dt.datetime) -> Window:
    """Since the previous overview, but never longer than three times its rhythm."""
    return Window(max(sent_at or now - digest.window, now - LONGEST * digest.window), now)


def contents(digest: Digest, members: Sequence[Member], windows: Mapping[int, Window]) -> dict[int, Filled]:
    """The sections of each member that have something, in order: one call of each section, whatever their number."""
    found: dict[int, Filled] = {member.pk: [] for member in members}
    for section in digest.sections:
        for key, items in section.items(members, windows).items():
            if items:
                found[key].append((section, items))
    return found


def without_repeats(filled: Filled) -> Filled:
    """What an earlier section shows already is no line of its own; it is told all the same."""
    kept: Filled = []
    urls: set[str] = set()
    for section, items in filled:
        if lines := [item for item in items if not (item.once and item.url in urls)]:
            kept.append((section, lines))
        urls |= {item.url for item in items}
    return kept


def asks_something(_digest: Digest, filled: Filled) -> bool:
    return any(section.asks for section, _items in filled)


def compose_digest(delivery: Delivery) -> Composed | str:
    """The overview as it is at this moment: rights, answers and what was read are looked at again."""
    member = delivery.member
    if member is None or not member.is_present:
        return "left the network"
    digest = registry.get(delivery.kind)
    if ended(member, digest.name) or not digest.readers().filter(pk=member.pk).exists():
        return "no longer wanted by mail"
    since = parse_datetime(delivery.params.get("since", ""))
    now = timezone.now()
    with translation.override(delivery.language):
        filled = contents(digest, [member], {member.pk: choose_window(digest, since, now)})[member.pk]
        if not asks_something(digest, filled):
            return "nothing to do"
        delivery.params = {
            **delivery.params,
            "notices": [item.notice for _section, items in filled for item in items if item.notice],
        }
        stop = unsubscribe.address(member, digest.name)
        context = {
            **as_context(draw_digest(digest, filled)),
            "name": member.get_short_name(),
            "choices_url": absolute_url(reverse("notifications:preferences")),
            "stop_url": stop,
        }
        subject, text, html = render_mail("mail/digest", context, delivery.language)
    return Composed(subject, text, html, unsubscribe=stop)


@dataclass(frozen=True)
class ShownSection:
    """A section with its lines, which lead to full addresses."""

    heading: str
    items: list[Item]


@dataclass(frozen=True)
class ShownDigest:
    """What mail and page show of an overview."""

    subject: str
    why: str
    button: str
    url: str
    sections: list[ShownSection]


def draw_digest(digest: Digest, filled: Filled) -> ShownDigest:
    return ShownDigest(
        subject=str(digest.subject),
        why=str(digest.why),
        button=str(digest.button),
        url=absolute_url(reverse(digest.url_name)),
        sections=[
            ShownSection(str(section.heading), [replace(item, url=absolute_url(item.url)) for item in items])
            for section, items in without_repeats(filled)
        ],
    )


def register_digest(digest: Digest) -> Digest:
    """Make it known to the planner, to the outbox and to the links that end a kind of mail."""
    registry.add(digest)
    ONCE_A_DAY.add(digest.name)
    register_composer(digest.name, compose_digest)
    register_sent(digest.name, mark_mailed)
    register_name(digest.name, lambda: str(digest.label))
    return digest
