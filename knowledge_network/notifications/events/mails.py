"""Mail about notices: made when it is sent, from the row that the bell reads too, so that the two cannot disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.kit.emails import absolute_url, render_mail
from knowledge_network.notifications.events import registry, unsubscribe
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import WORTH_TELLING, Notice
from knowledge_network.notifications.events.preferences import (
    Choices,
    channel_now,
    choose_channel,
    ended,
    read_choices,
    read_rhythms,
)
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency
from knowledge_network.notifications.outbox import Composed, plan_mails, rhythm
from knowledge_network.notifications.outbox.kinds import BUNDLE
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.reply_text import MARK

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

MAILED = (Channel.NOW, Channel.DAILY)
# So many are very many, and so long a mail to them waits.
MANY, SECOND_THOUGHTS = 50, dt.timedelta(minutes=10)


# Planning -------------------------------------------------------------------------------------


def plan_own_mails(kind: NoticeKind, notices: Sequence[Notice], *, now: dt.datetime) -> None:
    """Plan a mail for each notice that gets one of its own; out of quiet hours unless it is urgent.

    What goes to very many waits some minutes, so that it can be taken back before anybody reads it; unless it is
    about something that begins by then.
    """
    if kind.urgency is Urgency.NORMAL:
        return
    wanted = [notice for notice in notices if notice.channel == Channel.NOW]
    if not wanted:
        return
    rhythms, calendar = {}, None
    hurries = kind.cannot_wait is not None and kind.cannot_wait(wanted[0].params, now)
    moment = now + SECOND_THOUGHTS if len(wanted) > MANY and not hurries else now
    if kind.urgency is Urgency.PROMPT:
        rhythms = read_rhythms([notice.member_id for notice in wanted])
        calendar = rhythm.school_days(timezone.localdate(now))
    plan_mails(
        [
            Delivery(
                key=f"notice:{notice.key}",
                kind=kind.name,
                member=notice.member,
                address=notice.member.email,
                language=notice.member.language,
                bulk=kind.urgency is Urgency.PROMPT,
                due_at=rhythm.next_open(moment, rhythms.get(notice.member_id), calendar) if calendar else moment,
                batch=f"{kind.name}:{now:%Y%m%dT%H}" if kind.urgency is Urgency.PROMPT else "",
                params={"notice": notice.key},
            )
            for notice in wanted
        ]
    )


# Composing ------------------------------------------------------------------------------------


def compose_notice(delivery: Delivery) -> Composed | str:
    """The mail about one notice, or why it is not needed any more."""
    notice = Notice.objects.filter(key=delivery.params.get("notice", "")).first()
    if notice is None or delivery.member is None:
        return "taken back"
    notice.member = delivery.member
    asked_again = delivery.resent_from_id is not None
    if notice.read_at is not None and not asked_again:
        return "read in the app"
    if notice.mailed_at is not None and not asked_again:
        return "mailed already"
    kind = registry.get(notice.kind)
    if kind is None:
        return "of a kind that is no longer known"
    if channel_now(notice.member, kind.name, notice.group_key) in {Channel.OFF, Channel.APP}:
        return "no longer wanted by mail"
    if kind.stale and (reason := kind.stale(notice)):
        return reason
    return composed(notice.member, compose_mail(kind, notice), kind)


def mark_mailed(delivery: Delivery) -> None:
    """What follows when the mail is sent: nothing of it stands in a later mail."""
    keys = delivery.params.get("notices") or [delivery.params.get("notice")]
    Notice.objects.filter(key__in=[key for key in keys if key], mailed_at__isnull=True).update(mailed_at=timezone.now())


def match_about(notices: QuerySet[Notice]) -> Q:
    """Mails about one of `notices`, and those in which one of them stood together with others.

    Each mail looks up the keys that stand in it: a few, however many notices its reader has or the network holds.
    """
    own = notices.order_by().filter(key=Substr(OuterRef("key"), len("notice:") + 1))
    inside = notices.order_by().filter(StandsIn("key", OuterRef("params")))
    return Q(Exists(own), key__startswith="notice:") | Q(Exists(inside), params__has_key="notices")


class StandsIn(Func):
    """Whether the key of a notice stands in the `params` of a mail, so that the index of keys is asked."""

    template = "%(expressions)s, '$.notices[*]'))))"
    arg_joiner = " = ANY (ARRAY(SELECT jsonb_array_elements_text(jsonb_path_query_array("
    output_field = BooleanField()


def match_cause(member: Member) -> Q:
    """Mails that tell of what `member` did."""
    return match_about(Notice.objects.filter(actor=member))


def match_kinds(kinds: Collection[str]) -> Q:
    """Mails that tell of something of these kinds."""
    return match_about(Notice.objects.filter(kind__in=kinds))


def compose_mail(kind: NoticeKind, notice: Notice) -> NoticeMail:
    """What the kind says, or else its sentence under the bell and a button, in the language of the reader."""
    with translation.override(notice.member.language):
        if kind.mail is not None:
            mail = kind.mail(notice)
        else:
            text = str(kind.text(notice.params))
            address = notice.url or reverse("notifications:notice_list")
            mail = NoticeMail(subject=text, lines=[text], button=_("Look at it"), url=absolute_url(address))
        answers_to = kind.answer_to(notice) if kind.answer_to is not None else ""
        return replace(mail, reply_to=answers_to, takes_answers=True) if answers_to else mail


def composed(member: Member, mail: NoticeMail, kind: NoticeKind) -> Composed:
    """The mail with its frame: why you get it, your choices, and how to end it in one go."""
    with translation.override(member.language):
        stop = unsubscribe.address(member, kind.name) if kind.choosable else ""
        context = {
            "mail": mail,
            "mark": MARK if mail.takes_answers else "",
            "name": member.get_short_name(),
            "why": str(kind.why),
            "choices_url": absolute_url(reverse("notifications:preferences")),
            "stop_url": stop,
            "subject": mail.subject,
        }
        subject, text, html = render_mail("mail/notice", context, member.language)
    return Composed(subject, text, html, reply_to=mail.reply_to, attachments=mail.attachments, unsubscribe=stop)


# The one mail of the day ------------------------------------------------------------------------


def waiting_notices(members: Iterable[int], channels: Sequence[str], *, now: dt.datetime) -> QuerySet[Notice]:
    """Notices of these members that nobody read or mailed yet and that are not too old to matter, newest first."""
    return Notice.objects.filter(
        member__in=members,
        channel__in=channels,
        read_at__isnull=True,
        mailed_at__isnull=True,
        created_at__gt=now - WORTH_TELLING,
        created_at__lte=now,
    ).order_by("-created_at", "-pk")


Told = tuple[Notice, NoticeKind]


def still_wanted(
    notices: Iterable[Notice], member: Member, channels: Sequence[str], choices: Choices | None = None
) -> list[Told]:
    """Those that still hold, that their reader still wants through one of `channels`, without a mail of their own.

    What no longer holds is put under the bell only, so that it is not asked about again.
    """
    choices = read_choices([member.pk])[member.pk] if choices is None else choices
    found, stale = [], []
    for notice in notices:
        kind = registry.get(notice.kind)
        if kind is None:
            continue
        notice.member = member
        channel = choose_channel(kind, choices, notice.group_key)
        own_mail = channel == Channel.NOW and kind.urgency is not Urgency.NORMAL
        if channel not in channels or own_mail:
            continue
        if kind.stale and kind.stale(notice):
            stale.append(notice.pk)
        else:
            found.append((notice, kind))
    if stale:
        Notice.objects.filter(pk__in=stale).update(channel=Channel.APP)
    return found


def compose_bundle(delivery: Delivery) -> Composed | str:
    """All that waits for one member, in one mail; a single notice gets the mail of its own kind."""
    member = delivery.member
    if member is None:
        return "left the network"
    if ended(member, BUNDLE):
        return "no longer wanted by mail"
    today = timezone.localdate()
    mine = read_rhythms([member.pk]).get(member.pk, rhythm.DEFAULT)
    if delivery.resent_from_id is None and rhythm.has_overview(today, mine, rhythm.school_days(today)):
        return "it stands in the overview of today"
    waiting = waiting_notices([member.pk], MAILED, now=timezone.now())
    told = still_wanted(waiting, member, MAILED)
    if not told:
        return "nothing left to tell"
    delivery.params = {**delivery.params, "notices": [notice.key for notice, _kind in told]}
    if len(told) == 1:
        notice, kind = told[0]
        return composed(member, compose_mail(kind, notice), kind)
    with translation.override(member.language):
        rows = [
            {
                "text": str(kind.text(notice.params)),
                "below": kind.below(notice) if kind.below else "",
                "why": str(kind.why),
                "url": absolute_url(notice.url or reverse("notifications:notice_list")),
            }
            for notice, kind in told
        ]
        stop = unsubscribe.address(member, BUNDLE)
        subject_text = ngettext("%(count)d thing for you", "%(count)d things for you", len(rows)) % {"count": len(rows)}
        context = {
            "rows": rows,
            "name": member.get_short_name(),
            "subject": subject_text,
            "url": absolute_url(reverse("notifications:notice_list")),
            "choices_url": absolute_url(reverse("notifications:preferences")),
            "stop_url": stop,
        }
        subject, text, html = render_mail("mail/bundle", context, member.language)
    return Composed(subject, text, html, unsubscribe=stop)
