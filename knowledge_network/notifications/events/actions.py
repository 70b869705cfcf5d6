"""Telling members something, and marking it as read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from knowledge_network.kit.batches import do_in_batches
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events import registry
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.mails import plan_own_mails
from knowledge_network.notifications.events.models import Notice, NoticePreference
from knowledge_network.notifications.events.preferences import choose_channel, choose_member_channels, read_choices
from knowledge_network.notifications.events.queries import find_unheard, match_keys
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox.models import MailRhythm

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

# What «Mijn gegevens» promises: six months, and never a day more.
NOTICES_KEPT = dt.timedelta(days=181)


@transaction.atomic
def notify(
    kind: NoticeKind,
    *,
    to: Iterable[Member],
    key: str,
    url: str = "",
    by: Member | None = None,
    group_key: str = "",
    at: dt.datetime | None = None,
    follows: Iterable[str] = (),
    **params: str | int | float | bool | None,
) -> None:
    """Tell each member in `to`, once per `key` and member, the way they chose to hear it.

    What has a mail of its own is planned here; the rest waits for the one mail of the day or the overview. `key` says
    what happened, never which run tells it («plg.join_requested:17»). Nobody is told what they did themselves (`by`),
    and who is not in the network now is told nothing. `group_key` is the slug of the group.

    `follows`: beginnings of the keys of what people were told before, which this takes back or corrects. For whom all
    of that still waits to be mailed, it is no news: the two cancel each other (the caller forgets the earlier ones).
    """
    now = at or timezone.now()
    people = {member.pk: member for member in to if member.is_present}
    if by is not None:
        people.pop(by.pk, None)
    for unheard in find_unheard(people, follows):
        people.pop(unheard)
    if not people:
        return
    channels = choose_member_channels(kind, people.values(), group_key)
    details = {name: _plain(value) for name, value in params.items()}
    shared = {"kind": kind.name, "params": details, "url": url, "actor": by, "group_key": group_key, "created_at": now}
    notices = [
        Notice(member=member, key=f"{key}:{member.public_id}", channel=channels[member.pk], **shared)
        for member in people.values()
        if channels[member.pk] != Channel.OFF
    ]
    Notice.objects.bulk_create(notices, batch_size=500, ignore_conflicts=True)
    plan_own_mails(kind, notices, now=now)


def _plain(value: object) -> str | int | float | bool | None:
    """Translated texts and dates become text; what JSON knows stays as it is."""
    return value if value is None or isinstance(value, bool | int | float) else str(value)


@transaction.atomic
def mark_read(*, notice: Notice, by: Member) -> None:
    """Note that `by` has seen it; the first time counts."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_page_read(*, by: Member, page: str) -> int:
    """Note that `by` has the page `page` (a path, with its query) before them, or did there what it asks.

    What was told about it, or about a place on it, is read. How many notices of `by` are still unread.
    """
    path = page.partition("?")[0]
    about = Q(url__in={page, path}) | Q(url__startswith=f"{path}#") | Q(url__startswith=f"{page}#")
    mine = Notice.objects.visible_to(by).unread()
    mine.filter(about).exclude(url="").update(read_at=timezone.now())
    return mine.count()


@transaction.atomic
def mark_unread(*, notice: Notice, by: Member) -> None:
    Notice.objects.visible_to(by).filter(pk=notice.pk).update(read_at=None)


@transaction.atomic
def mark_all_read(*, by: Member, until: dt.datetime | None = None) -> int:
    """Mark everything up to `until` (what was on the screen) as read; how many there were."""
    return (
        Notice.objects.visible_to(by)
        .unread()
        .filter(created_at__lte=until or timezone.now())
        .update(read_at=timezone.now())
    )


# Choices --------------------------------------------------------------------------------------

# (kind, group) → channel, as in `preferences`; an empty channel is the default.
Chosen = Mapping[tuple[str, str], str]


@transaction.atomic
def choose_channels(*, member: Member, choices: Chosen) -> None:
    """Store how `member` wants to hear of (kind, group); an empty channel goes back to the default.

    What waits to be mailed follows the new choice.
    """
    if not choices:
        return
    dropped = Q()
    for (kind, group), channel in choices.items():
        if not channel:
            dropped |= Q(kind=kind, group_key=group)
    if dropped:
        NoticePreference.objects.filter(dropped, member=member).delete()
    NoticePreference.objects.bulk_create(
        [
            NoticePreference(member=member, kind=kind, group_key=group, channel=channel)
            for (kind, group), channel in choices.items()
            if channel
        ],
        update_conflicts=True,
        unique_fields=["member", "kind", "group_key"],
        update_fields=["channel", "changed_at"],
    )
    _follow_choices(member)
    AuditEvent.objects.record("notifications.choices_changed", member, by=member)


def _follow_choices(member: Member) -> None:
    """Give what waits to be mailed the channel that its reader wants now."""
    waiting = Notice.objects.unread().filter(member=member, mailed_at__isnull=True).exclude(channel=Channel.APP)
    choices = read_choices([member.pk])[member.pk]
    changed = []
    for notice in waiting:
        kind = registry.get(notice.kind)
        channel = choose_channel(kind, choices, notice.group_key) if kind else Channel.APP
        channel = Channel.APP if channel == Channel.OFF else channel
        if channel != notice.channel:
            notice.channel = channel
            changed.append(notice)
    Notice.objects.bulk_update(changed, ["channel"], batch_size=500)


@transaction.atomic
def forget_choices(*, member: Member) -> dict[tuple[str, str], str]:
    """Back to the defaults; gives what was chosen, to put it back with `choose_channels`."""
    before = dict(read_choices([member.pk])[member.pk])
    choose_channels(member=member, choices=dict.fromkeys(before, ""))
    return before


@transaction.atomic
def end_mail(*, member: Member, kind: str) -> dict[tuple[str, str], str]:
    """No mail of this kind any more, in no group either; the bell goes on. Repeating changes nothing.

    Gives what `mail_again` needs to put back.
    """
    if kind in OVERVIEWS:
        change_rhythm(member=member, digest=False)
        return {}
    choices = read_choices([member.pk])[member.pk]
    known = registry.get(kind)
    pairs = [(kind, ""), *((kind, group) for _kind, group in choices if group)]
    ended = {}
    for pair in dict.fromkeys(pairs):
        channel = choose_channel(known, choices, pair[1]) if known else choices.get(pair, Channel.NOW)
        if channel not in {Channel.APP, Channel.OFF}:
            ended[pair] = Channel.APP.value
    choose_channels(member=member, choices=ended)
    if not ended:  # ended before: what was chosen then is not known any more
        return dict.fromkeys(pairs, "")
    return {pair: choices.get(pair, "") for pair in ended}


@transaction.atomic
def mail_again(*, member: Member, kind: str, before: Chosen) -> None:
    """Take `end_mail` back."""
    if kind in OVERVIEWS:
        change_rhythm(member=member, digest=True)
        return
    choose_channels(member=member, choices=before)


# Mail that a rhythm ends, not a choice per kind.
OVERVIEWS = {"notifications.digest"}


@transaction.atomic
def change_rhythm(*, member: Member, **values: Any) -> MailRhythm:
    """Set the fields of the mail rhythm in `values`."""
    AuditEvent.objects.record("notifications.choices_changed", member, by=member)
    rhythm, _made = MailRhythm.objects.update_or_create(
        member=member, defaults={**values, "changed_at": timezone.now()}
    )
    return rhythm


# Reading --------------------------------------------------------------------------------------


@transaction.atomic
def forget_notices(*, keys: Iterable[str]) -> None:
    """Take notices back whose cause no longer exists (a withdrawn invitation), unread ones only."""
    for key in keys:
        Notice.objects.unread().filter(key__startswith=f"{key}:").delete()


@transaction.atomic
def replace_notices(*, keys: Iterable[str]) -> None:
    """Take back what newer news puts right: what was mailed stays as read, so that it is known who heard of it."""
    beginnings = match_keys(keys)
    if beginnings:
        unread = Notice.objects.unread().filter(beginnings)
        unread.filter(mailed_at__isnull=False).update(read_at=timezone.now())
        unread.filter(mailed_at__isnull=True).delete()


def forget_old_notices() -> int:
    """Delete what people were told more than six months ago, read or not; how many notices."""
    old = Notice.objects.filter(created_at__lt=timezone.now() - NOTICES_KEPT)
    return do_in_batches(old, lambda part: part.delete()[0])
