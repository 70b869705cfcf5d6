"""A question while it lives: every deed tells who must know, and leaves the search true. Its end: `help_endings`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking import notices, signals
from expertise.asking.actions.also import tell_followers
from expertise.asking.actions.files import add_file
from expertise.asking.actions.matching import ask_group, ask_next, ask_people, become, index, lock, record, set_state
from expertise.asking.enums import HelpAudience, HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch, HelpRequestMessage
from expertise.asking.names import asker_name
from expertise.asking.queries.routing import Need, find_topics, suggest_group, suggest_people
from expertise.asking.routing import MOST_PEOPLE, Suggestion
from expertise.asking.states import state_without_helper
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.topics.models import Topic
from plg.groups.models import Group, GroupMembership

MOST_UNFINISHED = 10
FIELDS = ("title", "situation", "wanted", "wanted_forms", "sector", "year_groups", "answer_by", "is_anonymous")


@transaction.atomic
def ask(
    *,
    by: Member,
    audience: str,
    topics: Iterable[Topic] = (),
    expert: Member | None = None,
    group: Group | None = None,
    people: Collection[str] | None = None,
    content: SafeFile | None = None,
    idempotency_key: str = "",
    at: dt.datetime | None = None,
    tell: bool = True,
    **values: object,
) -> HelpRequest:
    """Ask one colleague, an expert group or the network. `people` are the suggested ones (public ids) the asker kept.

    The same key twice is one question. RefusedError when `by` has too many unfinished questions, or cannot ask these.
    """
    now = at or timezone.now()
    key = f"{by.public_id}:{idempotency_key}"[:64] if idempotency_key else None
    if key and (known := HelpRequest.objects.filter(idempotency_key=key).first()):
        return known
    Member.objects.select_for_update().only("pk").get(pk=by.pk)
    _check_may_ask(by, audience, expert, group)
    made = {name: value for name, value in values.items() if name in FIELDS}
    made |= {"addressed_group": group if audience == HelpAudience.GROUP else None, "idempotency_key": key}
    try:
        with transaction.atomic():
            help_request = HelpRequest.objects.create(
                asker=by, audience=audience, asked_at=now, state_since=now, **made
            )
    except IntegrityError:
        return HelpRequest.objects.get(idempotency_key=key)
    help_request.topics.set(topics)
    if content is not None:
        add_file(help_request=help_request, by=by, content=content)
    if _send(help_request, expert=expert, group=group, people=people, now=now, tell=tell):
        set_state(help_request, HelpState.MATCHED, at=now)
    if tell and help_request.is_for_network:
        _tell_followers(help_request, now)
    record("expertise.help_asked_unnamed" if help_request.is_anonymous else "expertise.help_asked", help_request, by=by)
    index(help_request)
    return help_request


def _tell_followers(help_request: HelpRequest, now: dt.datetime) -> None:
    """Who follows its topics hears of it, but for who asked and who was asked by name."""
    knows = set(help_request.matches.filter(expert__isnull=False).values_list("expert_id", flat=True))
    tell_followers(
        notices.QUESTION_ON_TOPIC,
        help_request,
        url=notices.address(help_request),
        title=help_request.title,
        without=knows | {help_request.asker_id},
        now=now,
    )


def _check_may_ask(by: Member, audience: str, expert: Member | None, group: Group | None) -> None:
    if HelpRequest.objects.filter(asker=by).unfinished().count() >= MOST_UNFINISHED:
        raise RefusedError(_("You have ten questions open. Close one first, then ask the next."))
    if audience == HelpAudience.EXPERT and (expert is None or expert.pk == by.pk or not expert.is_present):
        raise RefusedError(_("This colleague cannot be asked now. Ask the network instead."))
    if audience == HelpAudience.GROUP and group is None:
        raise RefusedError(_("Choose which group you ask."))


def _send(
    help_request: HelpRequest,
    *,
    expert: Member | None,
    group: Group | None,
    people: Collection[str] | None,
    now: dt.datetime,
    tell: bool,
) -> bool:
    """Whether somebody was asked."""
    if help_request.audience == HelpAudience.EXPERT and expert is not None:
        return bool(
            ask_people(help_request, [Suggestion(expert.pk, "", "", 0)], by=help_request.asker, now=now, tell=tell)
        )
    if help_request.audience == HelpAudience.GROUP and group is not None:
        ask_group(help_request, group, now=now, tell=tell)
        return True
    return _send_to_network(help_request, people=people, now=now, tell=tell)


def _send_to_network(
    help_request: HelpRequest, *, people: Collection[str] | None, now: dt.datetime, tell: bool = True
) -> bool:
    need = Need.of(help_request)
    if people is None:
        suggestions = suggest_people(need)
    else:
        # Who the asker saw and kept, also where the draw among equals would now fall otherwise.
        kept = set(Member.objects.filter(public_id__in=people).values_list("pk", flat=True))
        fitting = suggest_people(need, most=sys.maxsize)
        suggestions = [suggestion for suggestion in fitting if suggestion.member in kept][:MOST_PEOPLE]
    made: list[HelpRequestMatch] = ask_people(help_request, suggestions, by=help_request.asker, now=now, tell=tell)
    group = suggest_group(need)
    if group is not None:
        made.append(ask_group(help_request, group, now=now, topic=need.topics[0].name, tell=tell))
    return bool(made)


@transaction.atomic
def widen(*, help_request: HelpRequest, by: Member, at: dt.datetime | None = None) -> None:
    """Ask the whole network what was asked of one colleague or group; only who asked may."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if help_request.audience == HelpAudience.NETWORK or help_request.state not in HelpState.WAITING:
        raise RefusedError(_("The question is in another state now. Look again."))
    help_request.audience = HelpAudience.NETWORK
    help_request.save(update_fields=["audience"])
    if not help_request.topics.exists():
        help_request.topics.set(find_topics(f"{help_request.title} {help_request.situation}"))
    if _send_to_network(help_request, people=None, now=now):
        set_state(help_request, HelpState.MATCHED, at=now)
    _tell_followers(help_request, now)
    record("expertise.help_widened", help_request, by=by)
    index(help_request)


# The expert ---------------------------------------------------------------------------------------


@transaction.atomic
def accept(*, help_request: HelpRequest, by: Member, at: dt.datetime | None = None, tell: bool = True) -> HelpRequest:
    """«Ik help»: the conversation begins, and the others who were asked are free again."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if help_request.state not in HelpState.BUSY or by.pk == help_request.asker_id:
        raise RefusedError(_("This question is no longer open."))
    row, made = HelpRequestMatch.objects.get_or_create(
        help_request=help_request,
        expert=by,
        defaults={"state": MatchState.ACCEPTED, "asked_at": now, "responded_at": now},
    )
    if not made and row.state == MatchState.ACCEPTED:
        return help_request
    HelpRequestMatch.objects.filter(pk=row.pk).update(state=MatchState.ACCEPTED, responded_at=now, reason="")
    groups = GroupMembership.objects.current().filter(member=by).values("group")
    asked = help_request.matches.filter(state=MatchState.ASKED)
    asked.filter(group__in=groups).update(state=MatchState.ACCEPTED, responded_at=now)
    asked.update(state=MatchState.TAKEN_BACK, responded_at=now)
    if help_request.state in HelpState.WAITING:
        set_state(help_request, HelpState.TALKING, at=now)
    else:
        index(help_request)
    record("expertise.help_accepted", help_request, by=by)
    if tell:
        tell_asker(notices.HELP_ACCEPTED, help_request, f"accepted:{row.pk}", now, by=by, name=by.get_full_name())
    signals.help_accepted.send(HelpRequest, help_request=help_request, by=by, at=now)
    return help_request


@transaction.atomic
def decline(
    *, help_request: HelpRequest, by: Member, reason: str = "", at: dt.datetime | None = None, tell: bool = True
) -> None:
    """«Ik kan nu niet»: the next who fits is asked. Who helped already steps back."""
    now = at or timezone.now()
    help_request = lock(help_request)
    row = help_request.matches.filter(expert=by, state__in=(MatchState.ASKED, MatchState.ACCEPTED)).first()
    if row is None:
        raise RefusedError(_("You are not asked any more."))
    HelpRequestMatch.objects.filter(pk=row.pk).update(state=MatchState.DECLINED, responded_at=now, reason=reason[:300])
    record("expertise.help_declined", help_request, by=by)
    if help_request.state in HelpState.UNFINISHED:
        look_further(help_request, now=now)
    if tell:
        key = f"declined:{row.pk}:{now.timestamp():.0f}"
        tell_asker(notices.HELP_DECLINED, help_request, key, now, by=by, name=by.get_full_name())
    index(help_request)


def look_further(help_request: HelpRequest, *, now: dt.datetime) -> None:
    """Somebody fell out: back to waiting when nobody else helps, and the next is asked. The caller holds the lock."""
    if help_request.state == HelpState.TALKING and not help_request.matches.filter(
        state=MatchState.ACCEPTED, expert__isnull=False
    ):
        waits = help_request.matches.filter(state=MatchState.ASKED).exists()
        set_state(help_request, state_without_helper(waits), at=now)
    if help_request.state in HelpState.WAITING:
        ask_next(help_request, now=now)
        waits = help_request.matches.filter(state=MatchState.ASKED).exists()
        if (state := state_without_helper(waits)) != help_request.state:
            become(help_request, state, by=None, now=now)


@transaction.atomic
def undo_decline(*, help_request: HelpRequest, by: Member) -> None:
    """Asked again, as before."""
    help_request = lock(help_request)
    if help_request.state not in HelpState.UNFINISHED:
        raise RefusedError(_("This question is no longer open."))
    back = help_request.matches.filter(expert=by, state=MatchState.DECLINED)
    if back.update(state=MatchState.ASKED, responded_at=None, reason="") and help_request.state == HelpState.OPEN:
        set_state(help_request, HelpState.MATCHED, at=timezone.now())
    index(help_request)


# The conversation ---------------------------------------------------------------------------------


def list_helpers(help_request: HelpRequest) -> list[Member]:
    """Who said «Ik help» and is in the network. One query."""
    rows = help_request.matches.filter(state=MatchState.ACCEPTED, expert__isnull=False)
    return list(Member.objects.active().filter(pk__in=rows.values("expert")).order_by("pk"))


@transaction.atomic
def write_message(
    *,
    help_request: HelpRequest,
    by: Member,
    text: str,
    is_answer: bool = False,
    idempotency_key: str = "",
    at: dt.datetime | None = None,
    tell: bool = True,
) -> HelpRequestMessage:
    """Say something; the same words twice within a minute, or the same key, are one.

    Each reader is told with the name they may know.
    """
    now = at or timezone.now()
    help_request = lock(help_request)
    key = idempotency_key or None
    if key and (known := HelpRequestMessage.objects.filter(idempotency_key=key).first()):
        return known
    if help_request.state not in HelpState.UNFINISHED:
        raise RefusedError(_("This question is closed. Your text is still here."))
    since = now - dt.timedelta(minutes=1)
    twice = help_request.messages.filter(author=by, text=text, sent_at__gt=since, sent_at__lte=now).first()
    if twice is not None:
        return twice
    message = HelpRequestMessage.objects.create(
        help_request=help_request, author=by, text=text, sent_at=now, idempotency_key=key
    )
    if tell:
        _tell_readers(message, help_request, by=by, at=now)
    record("expertise.help_message", help_request, by=by)
    if is_answer:
        mark_answer(message=message, by=by, at=now, tell=tell)
    return message


def _tell_readers(message: HelpRequestMessage, help_request: HelpRequest, *, by: Member, at: dt.datetime) -> None:
    """Everybody in the conversation but who wrote, each with the name they may know."""
    helpers = list_helpers(help_request)
    keys = {member.pk for member in helpers}
    is_asker = by.pk == help_request.asker_id
    for reader in {member.pk: member for member in (*helpers, help_request.asker)}.values():
        notify(
            notices.HELP_MESSAGE,
            to=[reader] if reader.pk != by.pk else [],
            key=f"help:{help_request.public_id}:message:{message.public_id}",
            url=f"{notices.address(help_request)}#bericht-{message.public_id}",
            by=None if is_asker and help_request.is_anonymous else by,
            at=at,
            name=asker_name(reader, help_request, keys) if is_asker else by.get_full_name(),
            **notices.choose_words(help_request),
        )


@transaction.atomic
def mark_answer(
    *,
    message: HelpRequestMessage,
    by: Member,
    is_answer: bool = True,
    at: dt.datetime | None = None,
    tell: bool = True,
) -> None:
    """This is the answer (or not after all): the question is answered while it has at least one."""
    now = at or timezone.now()
    help_request = lock(message.help_request)
    if help_request.state not in (HelpState.TALKING, HelpState.ANSWERED):
        raise RefusedError(_("The question is in another state now. Look again."))
    if not HelpRequestMessage.objects.filter(pk=message.pk).exclude(is_answer=is_answer).update(is_answer=is_answer):
        return
    has_answer = help_request.messages.filter(is_answer=True).exists()
    if has_answer and help_request.state == HelpState.TALKING:
        set_state(help_request, HelpState.ANSWERED, at=now, answered_at=now)
        if tell and by.pk != help_request.asker_id:
            tell_asker(notices.HELP_ANSWERED, help_request, f"answered:{message.public_id}", now, by=by)
        signals.help_answered.send(HelpRequest, help_request=help_request, by=by, at=now)
    elif not has_answer and help_request.state == HelpState.ANSWERED:
        set_state(help_request, HelpState.TALKING, at=now, answered_at=None)
    record("expertise.help_answer_marked" if is_answer else "expertise.help_answer_unmarked", help_request, by=by)


@transaction.atomic
def tell_name(*, help_request: HelpRequest, by: Member) -> None:
    """Who asked without a name lets those who help know; nobody else."""
    if by.pk != help_request.asker_id:
        raise PermissionDenied
    HelpRequest.objects.filter(pk=help_request.pk, is_anonymous=True, name_told_at=None).update(
        name_told_at=timezone.now()
    )
    record("expertise.help_name_told", help_request, by=by)


# Telling -----------------------------------------------------------------------------------------


def tell_asker(
    kind: NoticeKind, help_request: HelpRequest, what: str, now: dt.datetime, *, by: Member | None = None, **more: Any
) -> None:
    notify(
        kind,
        to=[help_request.asker],
        key=f"help:{help_request.public_id}:{what}",
        url=notices.address(help_request),
        by=by,
        at=now,
        **notices.choose_words(help_request),
        **more,
    )


def tell_all(
    kind: NoticeKind, people: Iterable[Member], help_request: HelpRequest, what: str, now: dt.datetime
) -> None:
    url = notices.address(help_request)
    words: dict[str, Any] = notices.choose_words(help_request)
    notify(kind, to=people, key=f"help:{help_request.public_id}:{what}", url=url, at=now, **words)
