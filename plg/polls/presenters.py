"""A poll as its pages show it: everything worked out before the loop, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge_network.kit.dates import nice_date, nice_period, short_month
from knowledge_network.members.people.models import Member
from plg.meetings.closed_days import build_calendar
from plg.polls.counting import Tally, Votes, best_options, tally
from plg.polls.enums import Vote
from plg.polls.models import Poll, PollAnswer, PollOption
from plg.polls.queries import list_answers, people_asked, read_votes
from plg.space.entrance import Space


@dataclass(frozen=True)
class PollLine:
    """A line of the list."""

    title: str
    url: str
    kind: str
    icon: str
    is_open: bool
    ended_at: dt.datetime
    answer_count: int
    is_waiting: bool
    chosen: str


@dataclass(frozen=True)
class ShownOption:
    """One option with what people say of it; `short` heads a column. `mine` is the reader's own vote."""

    public_id: str
    text: str
    short: str
    starts_at: dt.datetime | None
    hours: str
    closed_because: str
    tally: Tally
    share: int
    yes: list[str]
    if_need_be: list[str]
    no: list[str]
    mine: str
    is_best: bool
    is_chosen: bool
    is_new: bool
    choose_url: str


@dataclass(frozen=True)
class Cell:
    """What somebody said of an option; an empty `vote` for nothing."""

    vote: str
    label: str

    @property
    def icon(self) -> str:
        return {Vote.YES.value: "check", Vote.IF_NEED_BE.value: "circle-help", Vote.NO.value: "x"}.get(self.vote, "")


@dataclass(frozen=True)
class AnswerLine:
    """What one person said, option by option."""

    name: str
    is_mine: bool
    cells: list[Cell]
    note: str


@dataclass(frozen=True)
class ShownPoll:
    """The page of one poll. `silent` are those who did not answer yet, `asked` how many are asked."""

    options: list[ShownOption]
    answers: list[AnswerLine]
    silent: list[str]
    asked: int
    my_votes: dict[int, str]
    my_note: str
    is_answered: bool

    @property
    def hours_differ(self) -> bool:
        """Else the day says enough at the head of a column."""
        return len({option.hours for option in self.options if option.starts_at}) > 1

    @property
    def to_choose(self) -> list[ShownOption]:
        """The dates that the reader may make a meeting of: on which most people could come first."""
        lines = [option for option in self.options if option.choose_url]
        return sorted(lines, key=lambda option: (-option.tally.could, -option.tally.yes))

    @property
    def has_notes(self) -> bool:
        return any(answer.note for answer in self.answers)


def name_member(member: Member) -> str:
    """Who is no longer in the network is named nowhere."""
    return member.get_full_name() if member.is_present else _("former member")


def describe_option(option: PollOption) -> str:
    return option.label or nice_period(option.starts_at, option.ends_at)


def poll_line(space: Space, poll: Poll) -> PollLine:
    """`poll` comes with `answer_count` and `is_answered`."""
    asks = space.membership is not None and not space.is_observer
    return PollLine(
        title=poll.title,
        url=space.url("poll_detail", poll.public_id),
        kind=str(poll.get_kind_display()),
        icon="calendar" if poll.asks_dates else "list-checks",
        is_open=poll.is_open,
        ended_at=poll.ended_at,
        answer_count=getattr(poll, "answer_count", 0),
        is_waiting=poll.is_open and asks and not getattr(poll, "is_answered", False),
        chosen=describe_option(poll.chosen) if poll.chosen is not None else "",
    )


def shown_poll(space: Space, poll: Poll, options: Sequence[PollOption], *, can_choose: bool) -> ShownPoll:
    """Answers, votes, who is asked and, for dates, on which days schools are closed: five or six queries."""
    answers, votes, people = list_answers(poll), read_votes(poll), people_asked(poll.group)
    mine = next((answer for answer in answers if answer.member_id == space.reader.pk), None)
    answered = {answer.member_id for answer in answers}
    lines = [_answer_line(answer, options, votes, space.reader) for answer in answers]
    return ShownPoll(
        options=_options(space, poll, options, answers, votes, can_choose=can_choose),
        answers=lines,
        silent=[person.get_full_name() for person in people if person.pk not in answered],
        asked=len({person.pk for person in people} | answered),
        my_votes={option: vote for (member, option), vote in votes.items() if member == space.reader.pk},
        my_note=mine.note if mine else "",
        is_answered=mine is not None,
    )


def _answer_line(answer: PollAnswer, options: Sequence[PollOption], votes: Votes, reader: Member) -> AnswerLine:
    said = [votes.get((answer.member_id, option.pk), "") for option in options]
    cells = [Cell(vote, str(Vote(vote).label) if vote else "") for vote in said]
    return AnswerLine(name_member(answer.member), answer.member_id == reader.pk, cells, answer.note)


def _name_day(starts: dt.datetime | None) -> str:
    """«wo 3 mrt»; an option without words of its own has a moment."""
    return f"{date_format(starts, 'D j')} {short_month(starts)}" if starts else ""


def _options(
    space: Space,
    poll: Poll,
    options: Sequence[PollOption],
    answers: list[PollAnswer],
    votes: Votes,
    *,
    can_choose: bool,
) -> list[ShownOption]:
    counts = tally([option.pk for option in options], votes)
    best, closed, now = best_options(counts), _closed_days(poll, options), timezone.now()
    mine = next((answer for answer in answers if answer.member_id == space.reader.pk), None)
    shown = []
    for option in options:
        count = counts[option.pk]
        said = {vote: _names(option, answers, votes, vote) for vote in Vote}
        starts = timezone.localtime(option.starts_at) if option.starts_at else None
        ahead = option.starts_at is not None and option.starts_at > now
        shown.append(
            ShownOption(
                public_id=option.public_id,
                text=option.label or nice_date(starts),
                short=option.label or _name_day(starts),
                starts_at=starts,
                hours=nice_period(option.starts_at, option.ends_at).rpartition(", ")[2],
                closed_because=closed.get(starts.date(), "") if starts else "",
                tally=count,
                share=round(100 * count.yes / len(answers)) if answers else 0,
                yes=said[Vote.YES],
                if_need_be=said[Vote.IF_NEED_BE],
                no=said[Vote.NO],
                mine=votes.get((space.reader.pk, option.pk), ""),
                is_best=option.pk in best,
                is_chosen=option.pk == poll.chosen_id,
                is_new=mine is not None and option.added_at > mine.answered_at,
                choose_url=space.url("poll_choose", poll.public_id, option.public_id) if can_choose and ahead else "",
            )
        )
    return shown


def _names(option: PollOption, answers: list[PollAnswer], votes: Votes, vote: str) -> list[str]:
    return [name_member(answer.member) for answer in answers if votes.get((answer.member_id, option.pk)) == vote]


def _closed_days(poll: Poll, options: Sequence[PollOption]) -> dict[dt.date, str]:
    """For the dates on which schools are closed for this group: why."""
    days = [timezone.localdate(option.starts_at) for option in options if option.starts_at is not None]
    if not days:
        return {}
    calendar = build_calendar(poll.group, first=min(days), last=max(days))
    return {day: str(reason) for day in days if (reason := calendar.closed_because(day)) is not None}
