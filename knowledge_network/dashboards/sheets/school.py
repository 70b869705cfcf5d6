"""The page of one school: a sentence, five figures, what stands out, what one can do, one line, and cards to talk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypedDict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expertise.gaps.enums import GapStatus
from expertise.gaps.queries.gaps import TopicFacts
from expertise.gaps.queries.kept import read_topics
from knowledge_network.dashboards.queries.queues import count_at_school, days_since
from knowledge_network.dashboards.sheets.five import behind_address, five_figures, table_lines
from knowledge_network.dashboards.sheets.pieces import (
    Attention,
    Figure,
    OwnWords,
    Said,
    TableLine,
    TalkCard,
    Todo,
    YearLink,
    band,
)
from knowledge_network.dashboards.sheets.school_counts import MOST_POINTS
from knowledge_network.dashboards.sheets.source import (
    QUARTERS,
    Source,
    is_own,
    read_source,
    say_compared,
    year_links,
)
from knowledge_network.dashboards.sheets.talk import talk_cards
from knowledge_network.dashboards.sheets.topics import TopicLine, tell_topics, topic_lines
from knowledge_network.dashboards.sheets.trend import Trend, draw_trend
from knowledge_network.figures.periods import written
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import find_school_year


class Words(TypedDict):
    """The explanation of a year as the query of the school brings it along."""

    text: str
    version: int
    by: str | None
    infix: str | None
    family: str | None
    on: str | None


@dataclass(frozen=True)
class SchoolSheet:
    school: Organisation
    board: str
    year: int
    written: str
    years: list[YearLink]
    today: dt.date
    counted_at: dt.datetime
    told_until: dt.date | None
    is_stale: bool
    compared: str
    verdict: Said
    verdict_rest: list[Said]
    figures: list[Figure]
    has_middle: bool
    attention: list[Attention]
    topics: list[TopicLine]
    topics_told: Said | None
    topics_missed: str
    todo: list[Todo]
    trend: Trend
    words: OwnWords
    cards: list[TalkCard]
    more_cards: str
    table: list[TableLine]
    table_years: list[str]
    missing: list[Attention]
    may_explain: bool


def build_school_sheet(school: Organisation, reader: Member, year: int, *, cards: int = 0) -> SchoolSheet:
    """Of a school from `find_school`. Five queries at most, when what it counts and the topics were counted lately."""
    today = timezone.localdate()
    source = read_source(school, year, today)
    figures = five_figures(source)
    topics, sees_gaps = find_topics(), reader.has_perm("expertise.view_gaps")
    may_explain = reader.has_perm("figures.explain", school)
    verdict, rest = _sentence(source)
    address = reverse("dashboards:school_figures", args=[school.slug])
    this = find_school_year(today)
    until = source.published.until
    return SchoolSheet(
        school=school,
        board=school.governing_board.name if school.governing_board else "",
        year=year,
        written=written(year),
        years=year_links(address, year, this),
        today=source.now.until,
        counted_at=source.counted.at,
        told_until=until,
        is_stale=until is not None and (today - until).days > 45,
        compared=say_compared(source.now),
        verdict=verdict,
        verdict_rest=rest,
        figures=figures,
        has_middle=any(figure.network for figure in figures),
        attention=_attention(source, topics, sees_gaps=sees_gaps),
        topics=topic_lines(topics, school.governing_board_id, reader),
        topics_told=tell_topics(topics, reader),
        topics_missed=_missed(topics, school.governing_board_id),
        todo=_todo(school, reader) if may_explain else [],
        trend=draw_trend(source.counts.by_month, source.periods),
        words=_own_words(getattr(school, "words", None)),
        cards=talk_cards(cards),
        more_cards=reverse("dashboards:school_figures", args=[school.slug], query={"kaarten": cards + 1}) + "#praat",
        table=table_lines(source),
        table_years=[written(period.year) for period in source.periods],
        missing=_missing(source, may_explain=may_explain),
        may_explain=may_explain,
    )


# The sentence -------------------------------------------------------------------------------------


def _sentence(source: Source) -> tuple[Said, list[Said]]:
    """What to remember, and beside it the change, the cost and the return; by rules, from the figures.

    What is exact opens its list, as the figures do; a difference has none.
    """
    counts = source.count(source.now)
    now, before = counts.people, source.count(source.before).people
    headcount = source.headcount(source.now.year)
    if headcount:
        bold = ngettext("%(n)d of %(all)d colleagues takes part,", "%(n)d of %(all)d colleagues take part,", now) % {
            "n": now,
            "all": headcount,
        }
    else:
        bold = ngettext("%(n)d colleague takes part,", "%(n)d colleagues take part,", now) % {"n": now}
    if now > before:
        change = _("%(n)d more than last year.") % {"n": now - before}
    elif now < before:
        change = _("%(n)d fewer than last year.") % {"n": before - now}
    else:
        change = _("as many as last year.")
    groups = counts.groups
    told = ngettext("They are in %(n)d group.", "They are in %(n)d groups.", groups) % {"n": groups}
    cost = Said(told, behind_address(source, "groepen"), groups) if now else Said("")
    hours, agreed = source.told("H1.quarters", source.now.year), source.agreed(source.now.year)
    if hours and is_own(source):
        values = {"hours": band(hours, divide_by=QUARTERS), "agreed": agreed or 0}
        taken = _("That took %(hours)s of the %(agreed)d agreed hours.") if agreed else _("That took %(hours)s hours.")
        cost = Said(taken % values)
    shared = counts.shared
    told = ngettext("%(n)d product was shared.", "%(n)d products were shared.", shared) % {"n": shared}
    back = Said(told, behind_address(source, "gedeeld"), shared) if shared else Said("")
    verdict = Said(bold, behind_address(source, "deelname"), now)
    return verdict, [said for said in (Said(change), cost, back) if said.text]


# What stands out, and what one can do ---------------------------------------------------------------


def find_topics() -> list[TopicFacts]:
    """Topics of the agenda, and those on which nobody can be asked; one query once in five minutes."""
    return [row for row in read_topics().found if row.is_strategic or row.status == GapStatus.WHITE_SPOT]


def _attention(source: Source, topics: list[TopicFacts], *, sees_gaps: bool) -> list[Attention]:
    found = []
    counts = source.count(source.now)
    now, before = counts.people, source.count(source.before).people
    for stay in source.counts.asleep:
        text = _("This group sleeps. A colleague is a member of it.")
        title = _("«%(group)s» sleeps") % {"group": stay.name}
        found.append(Attention(title, text, reverse("plg:group_detail", args=[stay.slug]), _("See the group")))
    for topic in [row for row in topics if row.status == GapStatus.WHITE_SPOT][:1]:
        text = _("In the whole network nobody is available now. Is there somebody at your school?")
        title = _("%(topic)s: nobody yet") % {"topic": topic.name}
        # The page of a white spot is for who leads and connects; everybody can find people.
        url = reverse("expertise:gaps_topic", args=[topic.slug]) if sees_gaps else reverse("expertise:finder")
        link = _("See the white spot") if sees_gaps else _("Find somebody")
        found.append(Attention(title, text, url, link))
    if now < before:
        text = _("%(now)d now, %(before)d at this time last year. What is behind it?") % {"now": now, "before": before}
        url = behind_address(source, "deelname")
        found.append(Attention(_("Fewer colleagues take part"), text, url, _("See who takes part")))
    if not counts.shared:
        text = _("Every partner shares at least one thing a year: a lesson, a tool, something that you tried.")
        url = reverse("expertise:product_list")
        found.append(Attention(_("Nothing was shared yet this school year"), text, url, _("See what others shared")))
    for study in source.counts.going_on[:1]:
        title = _("Lesson Study «%(title)s» goes on") % {"title": study}
        text = _("A colleague is in the team. Ask how it goes, and what they need.")
        found.append(Attention(title, text, behind_address(source, "lesson-study"), _("See the studies")))
    return found[:MOST_POINTS]


def _missed(topics: list[TopicFacts], board: int | None) -> str:
    """The topics of the agenda on which nobody of the own board can be asked."""
    names = [line.name for line in topic_lines(topics, board) if not line.own]
    return _("Nobody of our own board: %(topics)s.") % {"topics": ", ".join(names)} if names else ""


def _todo(school: Organisation, leader: Member) -> list[Todo]:
    """What a leader can do now; links that work. One query."""
    asked, joining, waiting = count_at_school(leader, school.pk)
    return [
        Todo(
            "user-check",
            _("Approve cover"),
            ngettext("%(n)d request waits", "%(n)d requests wait", asked.count) % {"n": asked.count},
            reverse("lesson_study:cover_desk"),
        ),
        Todo(
            "message-circle-question-mark",
            _("Look at open questions"),
            _open_questions(waiting.count, days_since(waiting.oldest)),
            reverse("expertise:help_request_list"),
        ),
        Todo(
            "list-checks",
            _("Confirm who works here"),
            ngettext("%(n)d colleague asks to join", "%(n)d colleagues ask to join", joining.count)
            % {"n": joining.count},
            reverse("members:signup_list"),
        ),
        Todo(
            "user-plus",
            _("Invite a colleague"),
            _("Choose a group that fits, and send it on"),
            reverse("plg:group_list"),
        ),
    ]


def _open_questions(count: int, days: int | None) -> str:
    text = ngettext("%(n)d of your school", "%(n)d of your school", count) % {"n": count}
    if days:
        text += ", " + ngettext("the oldest waits %(n)d day", "the oldest waits %(n)d days", days) % {"n": days}
    return text


def _missing(source: Source, *, may_explain: bool) -> list[Attention]:
    """What a figure needs and is not there, and how to get it."""
    found = []
    if source.headcount(source.now.year) is None:
        url = reverse("figures:facts_list", query={"schooljaar": source.now.year}) if may_explain else ""
        found.append(
            Attention(
                _("The number of colleagues on 1 October is not known."),
                _("Without it there are no percentages. The school leader or the coordinator enters it."),
                url,
                _("Enter the numbers") if url else "",
            )
        )
    if source.published.until is None:
        found.append(
            Attention(
                _("No figures were published yet."),
                _("Hours and use are published on the first of each month; until then they are not told."),
                "",
                "",
            )
        )
    return found


def _own_words(words: Words | None) -> OwnWords:
    if not words:
        return OwnWords()
    name = " ".join(part for part in (words["by"], words["infix"], words["family"]) if part)
    on = dt.datetime.fromisoformat(words["on"]) if words["on"] else None
    return OwnWords(words["text"], name, timezone.localdate(on) if on else None, words["version"])
