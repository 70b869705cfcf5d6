"""Load four Lesson Studies through their actions: one finished and shared, one in discussion, one in design, one over.

What they did in the past is told to nobody: notices about it are read, and no mail is planned.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F

from expertise.asking.actions import answers, endings, requests
from expertise.asking.enums import HelpOutcome
from expertise.claims.actions.evidence import add_evidence
from expertise.claims.forms import build_evidence
from expertise.claims.models import ExpertiseClaim
from expertise.claims.registry import find_thing
from expertise.products.actions import reviews
from expertise.products.models import KnowledgeProduct
from knowledge_network.demo.seed.expertise_products import pick_readers
from knowledge_network.demo.seed.lesson_study_fractions import FRACTIONS
from knowledge_network.demo.seed.lesson_study_reading import READING
from knowledge_network.demo.seed.lesson_study_steps import (
    DAY,
    Study,
    ask_for_eyes,
    begin,
    design,
    hold_days,
    plan_days,
    reflect,
    set_goal,
    study_beforehand,
    talk,
    teach,
    work_out_changes,
)
from knowledge_network.demo.seed.lesson_study_texts import PLAY, ROBOTS
from knowledge_network.demo.seed.plg_groups import AMSTERDAM
from knowledge_network.demo.seeding import SEED_NUMBER, DemoNetwork, Seed
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import NOTICES_KEPT
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.school_year.calendar import SchoolCalendar, school_year_start
from knowledge_network.school_year.counting import after_school_days
from lesson_study.cycles.actions.cover import ask_cover
from lesson_study.cycles.actions.cycles import stop_cycle
from lesson_study.cycles.actions.days import build_calendar_around
from lesson_study.cycles.actions.ending import finish_for_good
from lesson_study.cycles.enums import DayKind
from lesson_study.cycles.scheduling import SESSION, TIMES, ProposedDay, Wishes, edge_of_school_year, propose_days
from lesson_study.cycles.sections import EVIDENCE
from lesson_study.discussion import notices
from lesson_study.discussion.actions.reflection import ask_network, bring_in_question, plan_sharing
from lesson_study.discussion.actions.report import send_in_report
from lesson_study.discussion.documents import make_report
from lesson_study.discussion.enums import ShareForm
from lesson_study.plan.actions.plans import fix_plan
from plg.groups.actions.membership import add_member
from plg.groups.models import Group
from plg.meetings.enums import HalfDay, MeetingKind
from plg.meetings.models import Meeting

FACILITATING = (Function.SCHOOL_EDUCATOR, Function.WORKPLACE_MENTOR, Function.RESEARCHER)


def seed_studies(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), AMSTERDAM)
    told, mails = set(Notice.objects.values_list("pk", flat=True)), set(Delivery.objects.values_list("pk", flat=True))
    for load in (_finished, _in_discussion, _in_design, _stopped):
        load(network, now)
    _let_the_past_rest(Notice.objects.exclude(pk__in=told), Delivery.objects.exclude(pk__in=mails), now)


def _let_the_past_rest(told: Iterable[Notice], mails: Iterable[Delivery], now: dt.datetime) -> None:
    """Nobody is mailed any more; what happened before today was read, and what is older than is kept is gone."""
    Delivery.objects.filter(pk__in=[mail.pk for mail in mails]).delete()
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in told])
    for product in KnowledgeProduct.objects.filter(lesson_studies__isnull=False):
        at = dt.datetime.combine(product.published_on or now.date(), dt.time(16), AMSTERDAM)
        rows.filter(kind=notices.REPORT_PUBLISHED.name).update(created_at=at)
    rows.filter(created_at__lt=now - NOTICES_KEPT).delete()
    rows.update(mailed_at=F("created_at"))
    rows.filter(created_at__lt=now - 2 * DAY).update(read_at=F("created_at"))


# Teams ------------------------------------------------------------------------------------------


def _facilitator(network: DemoNetwork, group: Group, at: dt.datetime) -> Member:
    """Somebody of the group who coaches or does research, else a school educator who joins it."""
    inside = _people(group)
    able = [person for function in FACILITATING for person in network.cast.by_function[function]]
    found = next((person for person in inside if person in able), able[0])
    _join(network, group, [found], at)
    return found


def _teachers(
    network: DemoNetwork, group: Group, fixed: list[Member], count: int, at: dt.datetime, *, boards: int = 99
) -> list[Member]:
    """`fixed` and others up to `count`, of the group first, from so many boards."""
    teachers, board_of = network.cast.by_function[Function.TEACHER], network.cast.board_of
    candidates = [person for person in _people(group) if person in teachers]
    candidates += [person for person in teachers if person not in candidates]
    chosen = list(fixed)

    def known() -> set[str]:
        return {board_of[person.pk] for person in chosen}

    def fill(fits: Callable[[str], bool]) -> None:
        for person in candidates:
            if len(chosen) < count and person not in chosen and fits(board_of[person.pk]):
                chosen.append(person)

    fill(lambda board: board not in known() and len(known()) < boards)
    fill(lambda board: board in known())
    _join(network, group, chosen, at)
    return chosen


def _people(group: Group) -> list[Member]:
    return [row.member for row in group.memberships.current().select_related("member").order_by("pk")]


def _join(network: DemoNetwork, group: Group, people: Iterable[Member], at: dt.datetime) -> None:
    inside = _people(group)
    for person in people:
        if person not in inside:
            add_member(group=group, member=person, by=network.cast.login("coordinator"), at=at)


# Days -------------------------------------------------------------------------------------------


def _moved(day: dt.date, step: dt.timedelta, calendar: SchoolCalendar, *, lesson: bool = False) -> dt.date:
    """The first school day from `day` on, or back; for a lesson not in the first or the last week of a year."""
    while not calendar.is_school_day(day) or (lesson and edge_of_school_year(day, calendar)):
        day += step
    return day


def _days(
    sessions: Iterable[dt.date], lesson: dt.date, earliest: dt.date, calendar: SchoolCalendar
) -> list[ProposedDay]:
    """Around a lesson: its discussion, and the second lesson from `earliest` on."""
    again = _moved(max(after_school_days(lesson, 5, calendar), earliest), DAY, calendar, lesson=True)
    times, after = (HalfDay.MORNING, *TIMES[HalfDay.MORNING]), (HalfDay.AFTERNOON, *SESSION)
    return [
        *(ProposedDay(DayKind.STUDY, day, *after) for day in sorted(set(sessions))),
        ProposedDay(DayKind.LESSON, lesson, *times),
        ProposedDay(DayKind.DISCUSSION, lesson, *after),
        ProposedDay(DayKind.RETEACH, again, *times),
        ProposedDay(DayKind.REDISCUSSION, again, *after),
        ProposedDay(DayKind.REFLECTION, _moved(again + 7 * DAY, DAY, calendar), *after),
    ]


# The four studies -------------------------------------------------------------------------------


def _finished(network: DemoNetwork, now: dt.datetime) -> None:
    """Last school year, with everything: two lessons, the report in the knowledge base, told at a plenary meeting."""
    first = dt.date(school_year_start(network.reference).year - 1, 11, 4)
    start = dt.datetime.combine(first - 18 * DAY, dt.time(16), AMSTERDAM)
    group, cast = network.group(FRACTIONS.group), network.cast
    facilitator = _facilitator(network, group, start)
    teachers = _teachers(network, group, [cast.login("expert"), cast.login("leraar")], 4, start, boards=3)
    study = begin(group, FRACTIONS, [facilitator, *teachers], start)
    calendar = build_calendar_around(study.cycle, [first, first + 120 * DAY], first)
    plan_days(study, propose_days(Wishes(first), calendar, first - DAY), start + 5 * DAY)
    study.go_on(start + 6 * DAY)
    _design(study, cast.login("instituut"))
    plan = study.cycle.plans.get()
    lesson, seen = teach(study, 1, plan, FRACTIONS.notes, FRACTIONS.interviews)
    study.go_on(study.ends(DayKind.LESSON) + DAY / 24)
    discussion = talk(study, lesson, FRACTIONS.discussion, seen)
    version = work_out_changes(study, discussion, study.ends(DayKind.DISCUSSION) + DAY)
    study.go_on(study.ends(DayKind.DISCUSSION) + 3 * DAY)
    second, _more = teach(study, 2, version, FRACTIONS.second_notes)
    talk(study, second, FRACTIONS.second_discussion)
    study.go_on(study.ends(DayKind.REDISCUSSION))
    reflect(study, seen, study.begins(DayKind.REFLECTION))
    hold_days(study, now)
    _share(network, study)


def _design(study: Study, expert: Member) -> None:
    """Goal, study beforehand and the plan, in the three sessions before the lesson; ready to be taught."""
    set_goal(study, study.begins(DayKind.STUDY))
    study.go_on(study.ends(DayKind.STUDY))
    study_beforehand(study, study.ends(DayKind.STUDY) + DAY)
    study.go_on(study.ends(DayKind.STUDY, 1))
    plan = design(study, study.begins(DayKind.STUDY, 2))
    ask_for_eyes(study, expert, study.ends(DayKind.STUDY, 2))
    fixed = study.begins(DayKind.LESSON) - 3 * DAY
    fix_plan(plan=plan, by=study.facilitator, at=fixed)
    study.go_on(fixed)


def _share(network: DemoNetwork, study: Study) -> None:
    """Told at the next plenary meeting; the report sent in, found good by two, and the study finished."""
    cycle, by = study.cycle, study.facilitator
    sent_in = study.ends(DayKind.REFLECTION) + 12 * DAY
    plenary = Meeting.objects.filter(kind=MeetingKind.PLENARY, starts_at__gt=sent_in + 10 * DAY).order_by("starts_at")[
        0
    ]
    plan_sharing(
        cycle=cycle,
        by=by,
        form=ShareForm.PLENARY,
        audience="Iedereen in het netwerk",
        meeting=plenary,
    )
    told = study.ends(DayKind.REFLECTION).date() + 14 * DAY
    plan_sharing(cycle=cycle, by=by, form=ShareForm.TEAM_MEETING, audience="De teams van onze drie besturen", day=told)
    product = send_in_report(
        cycle=cycle,
        by=by,
        summary=study.text.summary,
        contact_person=study.team[1],
        topics=list(cycle.topics.all()),
        pdf=make_report(cycle, cycle.report.text, language="nl"),
        at=sent_in,
    )
    product.refresh_from_db()
    source = random.Random(SEED_NUMBER)  # noqa: S311  # nosec B311  # the same readers every time, no secrets
    for number, reader in enumerate(pick_readers(product, network.cast, source), start=1):
        good: dict[str, Any] = dict.fromkeys(reviews.CHECKS, True)
        reviews.give_review(product=product, by=reader, verdict="good", at=sent_in + 3 * number * DAY, **good)
    finish_for_good(cycle=cycle, by=by, at=plenary.ends_at + DAY)
    _ask_further(network, study, sent_in)
    bring_in_question(
        question=study.cycle.open_questions.get(text=study.text.question_for_practice),
        by=study.team[2],
        text=study.text.question_for_practice,
        context=f"Deze vraag bleef over van onze Lesson Study «{study.text.title}».",
        at=sent_in,
    )
    _show_with_expertise(study)


def _ask_further(network: DemoNetwork, study: Study, at: dt.datetime) -> None:
    """What the team still wanted to know, answered by a colleague outside it and shared without names."""
    text = study.text
    question = study.cycle.open_questions.get(text=text.open_question)
    help_request = ask_network(
        question=question,
        by=study.team[1],
        title=question.text,
        situation=f"Deze vraag bleef over van onze Lesson Study «{text.title}». {text.question}",
        at=at,
    )
    helper = help_request.matches.filter(expert__isnull=False).exclude(expert__in=study.team).first()
    knows = helper.expert if helper is not None and helper.expert is not None else network.cast.login("instituut")
    requests.accept(help_request=help_request, by=knows, at=at + DAY)
    requests.write_message(help_request=help_request, by=knows, text=text.answer, is_answer=True, at=at + 2 * DAY)
    endings.close(
        help_request=help_request, by=study.team[1], outcome=HelpOutcome.YES, may_be_published=True, at=at + 9 * DAY
    )
    coordinator = network.cast.login("coordinator")
    answers.publish(help_request=help_request, by=coordinator, title=question.text, text=text.answer, at=at + 11 * DAY)


def _show_with_expertise(study: Study) -> None:
    """Who of the team says to know something of it already, shows the study with that; the others find it suggested."""
    rows = ExpertiseClaim.objects.proven().filter(member__in=study.team[1:3], topic__in=study.cycle.topics.all())
    for claim in rows.select_related("member", "topic").order_by("pk"):
        thing = find_thing(claim.member, EVIDENCE.key_of(study.cycle.public_id))
        if thing is not None:
            add_evidence(claim=claim, by=claim.member, **build_evidence(thing))


def _in_discussion(network: DemoNetwork, now: dt.datetime) -> None:
    """The lesson was some days ago and the talk is over; what the team changes is still open."""
    group, cast = network.group(READING.group), network.cast
    start = now - 75 * DAY
    teachers = _teachers(network, group, [cast.login("expert"), cast.login("leraar")], 3, start)
    team = [cast.login("schoolopleider"), *teachers, cast.login("aspirant")]
    _join(network, group, team, start)
    study = begin(group, READING, team, start)
    calendar = build_calendar_around(study.cycle, [(now - 120 * DAY).date(), (now + 120 * DAY).date()], now.date())
    lesson_day = _moved(network.reference - 2 * DAY, -DAY, calendar, lesson=True)
    sessions = [_moved(lesson_day - 14 * DAY, -DAY, calendar)]
    while len(sessions) < 3:
        sessions.append(_moved(sessions[-1] - 14 * DAY, -DAY, calendar))
    plan_days(study, _days(sessions, lesson_day, network.reference + 10 * DAY, calendar), start + 5 * DAY)
    study.go_on(start + 6 * DAY)
    _design(study, cast.login("instituut"))
    lesson, seen = teach(study, 1, study.cycle.plans.get(), READING.notes, READING.interviews)
    study.go_on(study.ends(DayKind.LESSON) + DAY / 24)
    talk(study, lesson, READING.discussion, seen)
    hold_days(study, now)


def _in_design(network: DemoNetwork, now: dt.datetime) -> None:
    """Writes its plan. One who teaches at the school of the leader of the tour waits for cover, and others too."""
    group, cast = network.group(PLAY.group), network.cast
    start = now - 45 * DAY
    work = cast.login("schoolleider").primary_appointment
    here = next(
        person
        for person in cast.by_function[Function.TEACHER]
        if person not in cast.logins.values()
        and (its := person.primary_appointment) is not None
        and work is not None
        and its.organisation_id == work.organisation_id
    )
    facilitator = _facilitator(network, group, start)
    teachers = _teachers(network, group, [here], 3, start)
    study = begin(group, PLAY, [facilitator, *teachers], start)
    calendar = build_calendar_around(study.cycle, [(now - 90 * DAY).date(), (now + 150 * DAY).date()], now.date())
    sessions = [_moved(network.reference - back * DAY, -DAY, calendar) for back in (30, 9)]
    sessions.append(_moved(network.reference + 8 * DAY, DAY, calendar))
    lesson_day = _moved(network.reference + 24 * DAY, DAY, calendar, lesson=True)
    plan_days(study, _days(sessions, lesson_day, lesson_day, calendar), start + 5 * DAY)
    study.go_on(start + 6 * DAY)
    set_goal(study, start + 7 * DAY)
    study.go_on(start + 16 * DAY)
    study_beforehand(study, start + 17 * DAY)
    study.go_on(now - 8 * DAY)
    design(study, now - 7 * DAY)
    hold_days(study, now)
    ask_cover(
        day=study.day(DayKind.LESSON),
        by=facilitator,
        members=teachers,
        note="Deze ochtend is onze onderzoeksles. Kan iemand de groep overnemen?",
        at=now - DAY / 2,
    )


def _stopped(network: DemoNetwork, now: dt.datetime) -> None:
    """Came as far as the study beforehand."""
    group, cast = network.group(ROBOTS.group), network.cast
    start = now - 110 * DAY
    study = begin(group, ROBOTS, [cast.login("instituut"), *_teachers(network, group, [], 3, start)], start)
    study.go_on(start + 8 * DAY)
    set_goal(study, start + 12 * DAY)
    study.go_on(start + 20 * DAY)
    study_beforehand(study, start + 22 * DAY)
    stop_cycle(
        cycle=study.cycle,
        by=study.facilitator,
        reason=ROBOTS.stopped_because,
        learned=ROBOTS.learned_from_stopping,
        at=start + 45 * DAY,
    )


SEED = Seed(
    "Four Lesson Studies", seed_studies, after=("plg_meetings", "plg_polls", "expertise_asking", "expertise_products")
)
