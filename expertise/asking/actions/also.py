"""«Ik heb deze vraag ook», and «dit heb ik gebruikt» of a shared answer; who hears of it, and never of whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking import notices
from expertise.asking.actions.matching import lock, record
from expertise.asking.enums import FollowUpUsed
from expertise.asking.models import AlsoAsked, AnswerUse, HelpRequest
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.vocabulary.queries import group_followers
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.topics.models import Topic

# How often an answer was used when who gave it hears of it.
WORTH_TELLING = frozenset({1, 3, 10, 30, 100})


@transaction.atomic
def ask_it_too(*, help_request: HelpRequest, by: Member, at: dt.datetime | None = None, tell: bool = True) -> None:
    """Say that one has this question too; who asked hears how many do. Saying it again changes nothing."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if not help_request.is_unfinished or not help_request.is_for_network or by.pk == help_request.asker_id:
        raise RefusedError(_("This question is no longer open."))
    _row, made = AlsoAsked.objects.get_or_create(help_request=help_request, member=by, defaults={"since": now})
    if not made:
        return
    record("expertise.help_also_asked", help_request, by=None)
    if tell:
        count = help_request.also_asked.count()
        key = f"help:{help_request.public_id}:also"
        forget_notices(keys=[key])
        words: dict[str, Any] = notices.choose_words(help_request)
        url = notices.address(help_request)
        notify(
            notices.HELP_ALSO_ASKED,
            to=[help_request.asker],
            key=f"{key}:{count}",
            url=url,
            at=now,
            count=count,
            **words,
        )


@transaction.atomic
def ask_it_no_more(*, help_request: HelpRequest, by: Member) -> None:
    if AlsoAsked.objects.filter(help_request=help_request, member=by).delete()[0]:
        record("expertise.help_also_asked_no_more", help_request, by=None)


def list_also_asking(help_request: HelpRequest) -> list[Member]:
    """Who has this question too and is in the network. One query."""
    return list(Member.objects.active().filter(pk__in=help_request.also_asked.values("member")).order_by("pk"))


def tell_also_asking(kind: NoticeKind, help_request: HelpRequest, *, url: str, what: str, now: dt.datetime) -> None:
    """Tell everybody who has this question too, but who knows already because they asked or answered it."""
    words: dict[str, Any] = notices.choose_words(help_request)
    people = list_also_asking(help_request)
    notify(kind, to=people, key=f"help:{help_request.public_id}:{what}", url=url, at=now, **words)


# A shared answer ----------------------------------------------------------------------------------


@transaction.atomic
def note_answer_use(*, help_request: HelpRequest, by: Member, at: dt.datetime | None = None, tell: bool = True) -> None:
    """Say that one used a shared answer; who gave it hears how often, never by whom."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if help_request.published_at is None:
        raise RefusedError(_("The answer is no longer shared."))
    _row, made = AnswerUse.objects.get_or_create(help_request=help_request, member=by, defaults={"used_at": now})
    if not made:
        return
    record("expertise.help_answer_used", help_request, by=None)
    count = count_uses(help_request)
    if tell and count in WORTH_TELLING:
        key = f"help:{help_request.public_id}:uses"
        forget_notices(keys=[key])
        people = Member.objects.active().filter(pk__in=list_givers(help_request)).exclude(pk=by.pk)
        words: dict[str, Any] = {
            "help_request": help_request.public_id,
            "title": help_request.published_title,
            "count": count,
        }
        notify(
            notices.HELP_ANSWER_USED,
            to=people,
            key=f"{key}:{count}",
            url=notices.address_of_answer(help_request),
            at=now,
            **words,
        )


@transaction.atomic
def forget_answer_use(*, help_request: HelpRequest, by: Member) -> None:
    if AnswerUse.objects.filter(help_request=help_request, member=by).delete()[0]:
        record("expertise.help_answer_use_taken_back", help_request, by=None)


def count_uses(help_request: HelpRequest) -> int:
    """How often it was used: by who asked, and by everybody who said so. Two queries."""
    asker_did = help_request.follow_ups.filter(used__in=FollowUpUsed.DONE).exists()
    return int(asker_did) + help_request.answer_uses.exclude(member=help_request.asker_id).count()


def list_givers(help_request: HelpRequest) -> set[int]:
    """The keys of whose words are the answer. One query."""
    rows = help_request.messages.filter(is_answer=True, author__isnull=False)
    return set(rows.values_list("author_id", flat=True))


# Who follows a topic ------------------------------------------------------------------------------


def tell_followers(
    kind: NoticeKind, help_request: HelpRequest, *, url: str, title: str, without: set[int], now: dt.datetime
) -> None:
    """Tell who follows a topic of it, everybody once; `without`: who knows already."""
    followers: dict[Topic, list[Member]] = group_followers(list(help_request.topics.all()), without=without)
    for topic, people in followers.items():
        notify(
            kind,
            to=people,
            key=f"help:{help_request.public_id}:{kind.name}",
            url=url,
            at=now,
            help_request=help_request.public_id,
            title=title,
            topic=topic.name,
        )
