"""Polls: for who is in the group; who made one, and who edits the group, manages it. A coordinator reads none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from plg.polls.enums import PollKind, Vote
from plg.polls.models import Poll, PollAnswer, PollOption
from tests.access.table import HIDDEN, Row, only
from tests.plg.polls.helpers import DAY, dates, words
from tests.quality.canaries import INSIDE as IN_THE_GROUP
from tests.quality.canaries import token

INSIDE = only("group_member", "group_lead")
LEAD = only("group_lead")
# For who is in the group it does not exist; the others hear only that they may not come in.
NOT_THERE = INSIDE | {"group_member": HIDDEN, "group_lead": HIDDEN}

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("plg.poll", "meeting"): None,
    ("plg.poll", "removed_at"): None,
    ("plg.polloption", "starts_at"): None,
    ("plg.polloption", "ends_at"): None,
}


def _poll(world: Any, by: Any, kind: str, title: str, options: list[Any], **fields: Any) -> Poll:
    """Written as it is stored: nobody is told, so that the world has the notices that its other parts count on."""
    poll = Poll.objects.create(
        group=world.group, kind=kind, title=title, made_by=by, closes_at=timezone.now() + 5 * DAY, **fields
    )
    for number, option in enumerate(options):
        PollOption.objects.create(
            poll=poll, label=option.label, starts_at=option.starts_at, ends_at=option.ends_at, position=number
        )
    return poll


def objects_of(world: Any) -> dict[str, Any]:
    """Of the lead: dates that the member answered, dates that nobody did, a choice that ended. Of the member: one."""
    lead, member = world.people["group_lead"], world.people["group_member"]
    answered = _poll(world, lead, PollKind.DATES, "Wanneer?", dates(2))
    answer = PollAnswer.objects.create(poll=answered, member=member, note="Pas om vier uur")
    for option, vote in zip(answered.options.all(), (Vote.YES, Vote.NO), strict=True):
        answer.votes.create(option=option, vote=vote)
    ended = _poll(world, lead, PollKind.CHOICES, "Waarover?", words("Breuken", "Meten"))
    ended.answers.create(member=member).votes.create(option=ended.options.all()[0])
    Poll.objects.filter(pk=ended.pk).update(closed_at=timezone.now() - DAY)
    return {
        "poll": answered,
        "poll_option": answered.options.first(),
        "unanswered_poll": _poll(world, lead, PollKind.DATES, "Nog niemand?", dates(2)),
        "own_poll": _poll(world, member, PollKind.CHOICES, "Welk boek?", words("Een", "Twee"), several=True),
        "ended_poll": ended,
    }


def plant(world: Any) -> None:
    poll = world.poll
    poll.title = "Peiling " + token("peiling-vraag", IN_THE_GROUP)
    poll.explanation = token("peiling-uitleg", IN_THE_GROUP)
    poll.save()
    poll.answers.update(note=token("peiling-opmerking", IN_THE_GROUP))
    world.ended_poll.options.filter(label="Breuken").update(label=token("peiling-optie", IN_THE_GROUP))


def in_group(world: Any) -> dict[str, Any]:
    return {"slug": world.group.slug}


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"slug": world.group.slug, "public_id": getattr(world, name).public_id}


def with_option(world: Any) -> dict[str, Any]:
    return {**of("poll")(world), "option": world.poll_option.public_id}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def a_vote(world: Any) -> dict[str, Any]:
    return {f"vote-{world.poll_option.public_id}": "ja"}


def question(world: Any) -> dict[str, Any]:
    today = timezone.localdate()
    rows = {f"r{n}-day": (today + (8 + n) * DAY).isoformat() for n in range(2)}
    times = {"r0-start_time": "15:30", "r0-end_time": "17:00"}
    return {"title": "Welke dag?", "closes_day": (today + 4 * DAY).isoformat(), "closes_time": "12:00", **rows, **times}


def until(world: Any) -> dict[str, Any]:
    return {"closes_day": (timezone.localdate() + 6 * DAY).isoformat(), "closes_time": "12:00"}


def page(name: str, outcomes: dict[str, str], where: Any = in_group, data: Any = None, note: str = "") -> Row:
    return Row(f"plg:{name}", outcomes, kwargs=where, data=data or sends(), note=note)


def deed(name: str, outcomes: dict[str, str], where: Any = in_group, data: Any = None, note: str = "") -> Row:
    return Row(f"plg:{name}", outcomes, method="post", kwargs=where, data=data or sends(), note=note)


POLL, FREE, OWN, ENDED = of("poll"), of("unanswered_poll"), of("own_poll"), of("ended_poll")

ROWS = [
    page("poll_list", INSIDE),
    page("poll_start", INSIDE),
    page("poll_start", INSIDE, data=sends(soort="keuze"), note="a choice"),
    deed("poll_start", INSIDE, data=question),
    page("poll_detail", INSIDE, POLL),
    page("poll_detail", INSIDE, OWN, note="a choice"),
    page("poll_detail", INSIDE, ENDED, note="ended"),
    page(
        "poll_detail",
        NOT_THERE,
        lambda w: {"slug": w.group.slug, "public_id": "bestaatniet"},
        note="made up",
    ),
    deed("poll_answer", INSIDE, POLL, a_vote),
    deed("poll_answer_withdraw", INSIDE, POLL),
    # Of somebody else, then one's own
    page("poll_change", LEAD, FREE),
    deed("poll_change", LEAD, FREE, question),
    page("poll_change", INSIDE, OWN, note="own"),
    page("poll_options", LEAD, POLL),
    deed("poll_options", LEAD, POLL),
    page("poll_options", INSIDE, OWN, note="own"),
    page("poll_until", LEAD, POLL),
    deed("poll_until", LEAD, POLL, until),
    page("poll_until", LEAD, ENDED, note="ended"),
    deed("poll_remind", LEAD, POLL),
    deed("poll_close", LEAD, POLL),
    deed("poll_close", INSIDE, OWN, note="own"),
    deed("poll_reopen", LEAD, ENDED),
    page("poll_choose", LEAD, with_option),
    deed("poll_choose", LEAD, with_option, sends(title="Samen kijken")),
    deed("poll_remove", LEAD, FREE),
    deed("poll_remove", INSIDE, OWN, note="own"),
    deed(
        "poll_restore",
        NOT_THERE,
        POLL,
        note="not removed",
    ),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "plg:poll_answer_withdraw", ""): ("group_lead",),
}
