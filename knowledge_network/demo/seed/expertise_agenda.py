"""Load last year's cycle: what was chosen, two theme groups at steps 6 and 9, three questions that are answered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from expertise.agenda import actions as agenda
from expertise.agenda.enums import ExternalState
from expertise.agenda.models import ExternalQuestion
from expertise.choosing.actions import ballots
from expertise.choosing.actions import choosing as choosings
from expertise.choosing.models import Choosing
from expertise.choosing.names import find_limits
from expertise.choosing.queries import count_electorate, list_options
from expertise.products.models import KnowledgeProduct
from expertise.questions.actions import board, cycles, originals, rounds
from expertise.questions.enums import CycleState, RoleGroup
from expertise.questions.models import CoPCycle, IndicativeQuestion
from expertise.workshops import actions as workshops
from expertise.workshops.enums import WorkshopState
from knowledge_network.demo.seed.group_texts import AGREEMENT
from knowledge_network.demo.seed.plg_meetings import next_school_day
from knowledge_network.demo.seed.texts import questions_of_last_year as texts
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.calendar import find_school_year, school_days_of_network
from knowledge_network.topics.models import Topic
from plg.groups.actions import lifecycle, membership
from plg.groups.enums import GroupState
from plg.meetings.actions import meetings
from plg.space.actions import agreements, conversations
from plg.steps import actions as steps
from plg.steps.enums import EntryKind, ThemeStep
from plg.steps.models import ThemeWalk

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# In whose voice who is too few counts.
JOINS = {RoleGroup.OTHER: RoleGroup.LEADER}
# What ballots are about: how many of each function vote.
VOTERS = (
    (Function.TEACHER, 40),
    (Function.STUDENT_TEACHER, 9),
    (Function.SCHOOL_EDUCATOR, 8),
    (Function.INSTITUTE_EDUCATOR, 7),
    (Function.WORKPLACE_MENTOR, 6),
    (Function.SCHOOL_LEADER, 10),
    (Function.RESEARCHER, 5),
)


def find_moment(reference: dt.date, days: int, hour: int = 15) -> dt.datetime:
    return dt.datetime.combine(reference - dt.timedelta(days=days), dt.time(hour), AMSTERDAM)


def seed_last_year(cast: Cast, reference: dt.date) -> CoPCycle:
    """From bringing in to chosen, long enough ago that this year's cycle stands beside it."""
    by = cast.login("coordinator")
    cycle = cycles.start_cycle(
        school_year=find_school_year(reference) - 1, by=by, title="Lezen, kijken, delen", at=find_moment(reference, 400)
    )
    cycle = cycles.go_to_state(cycle=cycle, by=by, state=CycleState.COLLECTING, at=find_moment(reference, 399))
    topics = {topic.name: topic for topic in Topic.objects.approved()}
    teachers, turn = cast.by_function[Function.TEACHER], 0
    for bundle in texts.LAST_YEAR:
        for text in bundle.originals:
            turn += 3
            asker = teachers[turn % len(teachers)]
            originals.add_question(
                by=asker, text=text, topics=[topics[bundle.topic]], at=find_moment(reference, 398 - turn // 3, 9)
            )
    cycle = cycles.go_to_state(cycle=cycle, by=by, state=CycleState.BUNDLING, at=find_moment(reference, 360))
    _bundle(cycle, by, reference)
    cycle = cycles.go_to_state(cycle=cycle, by=by, state=CycleState.CHOOSING, at=find_moment(reference, 350))
    _choose(cycle, by, cast, reference)
    return cycles.go_to_state(cycle=cycle, by=by, state=CycleState.THEME_GROUPS, at=find_moment(reference, 320))


def _bundle(cycle: CoPCycle, by: Member, reference: dt.date) -> None:
    cards = {card.question.text: card for card in cycle.cards.select_related("question")}
    for bundle in texts.LAST_YEAR:
        seen = {cards[text].public_id: cards[text].version for text in bundle.originals}
        board.make_bundle(
            cycle=cycle,
            by=by,
            name=bundle.name,
            words=bundle.words,
            rationale=bundle.rationale,
            seen=seen,
            at=find_moment(reference, 358),
        )
    rounds.confirm_round(cycle=cycle, by=by, at=find_moment(reference, 357), tell=False)


def _choose(cycle: CoPCycle, by: Member, cast: Cast, reference: dt.date) -> None:
    """Most people choose; who they are decides what they choose, so that it is the same every time."""
    choosing = choosings.begin_choosing(cycle=cycle, by=by)
    counts = count_electorate()
    joins: dict[str, str] = {
        one.value: JOINS[one].value if one in JOINS and counts[one.value] < 5 else "" for one in RoleGroup
    }
    themes = {option.pk: option.theme for option in list_options(choosing)}
    choosings.prepare_choosing(
        choosing=choosing, by=by, closes_at=find_moment(reference, 330), joins=joins, themes=themes
    )
    choosing = choosings.open_choosing(choosing=choosing, by=by, at=find_moment(reference, 349), tell=False)
    for number, (function, count) in enumerate(VOTERS):
        for place, member in enumerate(cast.by_function.get(function, [])[:count]):
            _vote(choosing, member, number + place % (3 + number), find_moment(reference, 345 - place % 10))
    choosings.close_choosing(choosing=choosing, by=by, at=find_moment(reference, 330), tell=False)


def _vote(choosing: Choosing, member: Member, turn: int, moment: dt.datetime) -> None:
    options = list_options(choosing)
    picks, limits = [], find_limits(options)
    for theme in dict.fromkeys(option.theme_id for option in options):
        of_theme = [option for option in options if option.theme_id == theme]
        wanted = min(limits[theme], 1 + turn % 2)
        picks += [of_theme[(turn * turn + step) % len(of_theme)] for step in range(wanted)]
    if member.is_present and picks:
        ballots.cast_ballot(choosing=choosing, by=member, picks=list(dict.fromkeys(picks)), at=moment)


# What became of it --------------------------------------------------------------------------------


def _find(cycle: CoPCycle, name: str) -> IndicativeQuestion:
    return cycle.bundles.select_related("cycle").get(name=name)


def seed_groups(cast: Cast, cycle: CoPCycle, reference: dt.date) -> None:
    formative = _begin_group(
        cast,
        _find(cycle, "Formatief zonder papier"),
        "Themagroep Zien wat je leert",
        ("schoolopleider", "leraar"),
        reference,
    )
    _write(formative, texts.FORMATIVE, reference)
    _talk(formative, texts.TALK_ABOUT_SEEING, reference)
    _meet(formative, "Lezen over feedback zonder cijfer", reference)
    _walk(formative, ThemeStep.RESEARCH, reference)
    language = _begin_group(
        cast,
        _find(cycle, "Lezen met thuistaal"),
        "Themagroep Thuistaal bij lezen",
        ("instituut", "verbinding"),
        reference,
    )
    _write(language, texts.HOME_LANGUAGE, reference)
    _talk(language, texts.TALK_ABOUT_HOME_LANGUAGE, reference)
    _meet(language, "Twee voorbeelden uitwerken", reference)
    fields = {
        "agreements": "Alle teams willen de thuistaal gebruiken bij navertellen. Een maatje werkt beter dan een app.",
        "tensions": "Mag het ook bij een toets? Daarover zijn de teams het niet eens.",
    }
    steps.write_part(walk=language, by=_people(language)[0], fields=fields)
    _walk(language, ThemeStep.CASES, reference)


def _begin_group(
    cast: Cast, bundle: IndicativeQuestion, name: str, logins: tuple[str, ...], reference: dt.date
) -> ThemeWalk:
    """Six people of several boards, with their agreements; the central question is approved by two of them."""
    coordinator = cast.login("coordinator")
    people = [cast.login(login) for login in logins]
    people += [
        member
        for member in cast.by_function[Function.TEACHER][20 + len(name) :: 7]
        if member not in people and member.is_present
    ][:4]
    moment = find_moment(reference, 250)
    group = agenda.begin_theme_group(bundle=bundle, by=coordinator, name=name, lead=people[0], at=moment)
    for person in people[1:]:
        membership.add_member(group=group, member=person, by=coordinator, shown_publicly=True, at=moment)
    agreement = agreements.write_agreement(group=group, by=people[0], at=moment, **AGREEMENT)
    for person in people[1:]:
        agreements.accept_agreement(agreement=agreement, by=person, at=moment)
    for state in (GroupState.SUBMITTED, GroupState.ACTIVE):
        lifecycle.change_state(group=group, to=state, by=coordinator, at=moment)
    walk = ThemeWalk.objects.select_related("group").get(group=group)
    approved: set[int] = set()
    for person in people:
        school = steps.find_school(person, reference)
        if school is not None and school not in approved and len(approved) < 2:
            approved.add(school)
            steps.approve_question(
                walk=walk, by=person, question=walk.central_question, on=reference - dt.timedelta(days=210)
            )
    return walk


def _people(walk: ThemeWalk) -> list[Member]:
    rows = walk.group.memberships.current().select_related("member").order_by("pk")
    return [row.member for row in rows]


def _write(walk: ThemeWalk, entries: tuple[texts.WalkEntry, ...], reference: dt.date) -> None:
    people = _people(walk)
    for number, one in enumerate(entries):
        days = one.days or 120 - 5 * number
        steps.add_entry(
            walk=walk,
            by=people[one.who % len(people)],
            kind=one.kind,
            at=find_moment(reference, days),
            title=one.title,
            first=one.first,
            second=one.second,
            third=one.third,
            fourth=one.fourth,
            contact=one.contact,
            addressee=one.addressee,
            held_on=reference - dt.timedelta(days=days) if one.kind == EntryKind.TALK else None,
        )


def _talk(walk: ThemeWalk, said: tuple[str, ...], reference: dt.date) -> None:
    """One conversation: its title, and who say what after each other."""
    people, (title, opening, *answers) = _people(walk), said
    at = find_moment(reference, 75)
    conversation = conversations.start_conversation(group=walk.group, by=people[2], title=title, text=opening, at=at)
    for number, text in enumerate(answers, 3):
        at += dt.timedelta(hours=5)
        conversations.add_post(conversation=conversation, by=people[number % len(people)], text=text, at=at)


def _meet(walk: ThemeWalk, title: str, reference: dt.date) -> None:
    """When they meet next, on a school day in two weeks."""
    first = reference + dt.timedelta(days=14)
    day = next_school_day(first, school_days_of_network(first, first + dt.timedelta(weeks=10)))
    starts_at = rhythm.local(day, dt.time(15, 30))
    meetings.plan_meeting(
        group=walk.group,
        by=_people(walk)[0],
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=90),
        at=starts_at - dt.timedelta(days=40),
        tells=False,
    )


def _walk(walk: ThemeWalk, until: ThemeStep, reference: dt.date) -> None:
    """One step after the other, each when nothing was missing any more."""
    people = _people(walk)
    walk.refresh_from_db()
    while walk.step < until:
        moment = find_moment(reference, 200 - 18 * (walk.step - ThemeStep.BRAINSTORM))
        walk = steps.take_step(walk=walk, by=people[0], seen=walk.step, to=walk.step + 1, at=moment)


def seed_answers(cast: Cast, cycle: CoPCycle, reference: dt.date) -> None:
    """Three are answered by a product, one is at the Kennisrotonde; wishes, and the agenda as it was settled."""
    by = cast.login("coordinator")
    for number, bundle in enumerate(bundle for bundle in texts.LAST_YEAR if bundle.answered_by):
        rows = KnowledgeProduct.objects.in_view().filter(topics__name=bundle.answered_by)
        product = rows.order_by("pk").first() or KnowledgeProduct.objects.in_view().order_by("pk")[number]
        moment = find_moment(reference, 90 - 20 * number)
        agenda.answer_bundle(bundle=_find(cycle, bundle.name), by=by, product=product, at=moment, tell=False)
    external = agenda.draft_external(
        external=ExternalQuestion(
            bundle=_find(cycle, "Breuken in de bovenbouw"),
            question="Helpt verspreid oefenen om breuken in groep 8 vast te houden?",
            who="Leerlingen van groep 7 en 8 in gewone basisscholen",
            approach="Elke week tien minuten breuken, in plaats van een blok van drie weken",
            outcome="Wat leerlingen eind groep 8 nog van breuken weten en begrijpen",
            context="Scholen met een methode die breuken in groep 7 in één blok aanbiedt.",
            tried="Twee scholen laten breuken terugkomen in de startopdracht.",
            decision="Of we ons jaarplan voor rekenen anders verdelen.",
        ),
        by=by,
        at=find_moment(reference, 60),
    )
    agenda.move_external(
        external=external,
        by=by,
        state=ExternalState.SUBMITTED,
        on=reference - dt.timedelta(days=50),
        at=find_moment(reference, 50),
        tell=False,
    )
    topics = {topic.name: topic for topic in Topic.objects.approved().filter(parent__isnull=True)}
    teachers = cast.by_function[Function.TEACHER]
    made = [
        (agenda.add_wish(cycle=cycle, by=teachers[11 + 4 * number], theme=topics[theme], kind=kind, text=text), top)
        for number, (theme, kind, text, top) in enumerate(texts.WISHES)
    ]
    for theme in dict.fromkeys(wish.theme for wish, _top in made):
        placed = [(top, wish) for wish, top in made if top and wish.theme == theme]
        order = [wish for _top, wish in sorted(placed, key=lambda pair: pair[0])]
        agenda.rank_wishes(cycle=cycle, by=by, theme=theme, order=order)
    agenda.settle_agenda(cycle=cycle, by=by, at=find_moment(reference, 40))


def seed_workshop(cast: Cast, cycle: CoPCycle, reference: dt.date) -> None:
    """One afternoon of last year: four tables, and one question that all together put elsewhere."""
    by = cast.login("coordinator")
    questions = [_find(cycle, bundle.name) for bundle in texts.LAST_YEAR]
    workshop = workshops.start_workshop(
        cycle=cycle, by=by, name="Samen op volgorde", questions=questions, minutes=25, at=find_moment(reference, 340)
    )
    for member in cast.by_function[Function.TEACHER][5:70:4]:
        if member.is_present:
            workshops.join_workshop(workshop=workshop, by=member)
    count = workshops.divide_tables(workshop=workshop, by=by, count=4)
    for table in range(1, count + 1):
        turned = questions[table - 1 :: 2] + [one for one in questions if one not in questions[table - 1 :: 2]]
        workshops.store_sheet(workshop=workshop, by=by, table=table, order=turned)
    workshops.go_to_step(workshop=workshop, by=by, state=WorkshopState.PLENARY)
    workshops.change_together(
        workshop=workshop,
        by=by,
        question=_find(cycle, "Lezen met thuistaal"),
        to_place=1,
        reason="Op elke school zitten kinderen die dit nu nodig hebben.",
        at=find_moment(reference, 340, 17),
    )
    workshops.go_to_step(workshop=workshop, by=by, state=WorkshopState.FINISHED)


def _load(network: DemoNetwork) -> None:
    cycle = seed_last_year(network.cast, network.reference)
    seed_workshop(network.cast, cycle, network.reference)
    seed_groups(network.cast, cycle, network.reference)
    seed_answers(network.cast, cycle, network.reference)


SEED = Seed(
    "Last year's research agenda and two theme groups",
    _load,
    after=("expertise_gaps", "expertise_products", "plg_meetings", "plg_polls"),
)
