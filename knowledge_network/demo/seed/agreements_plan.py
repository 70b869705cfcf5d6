"""Load the strategic agenda, two work plans with their budget, and the evaluations, through their actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.plan.actions.agenda import add_theme, write_evaluation
from knowledge_network.agreements.plan.actions.parts import add_activity, add_entry, add_line, change_line
from knowledge_network.agreements.plan.actions.plans import adopt_plan, finish_draft, start_plan
from knowledge_network.agreements.plan.enums import ActivityState, EntryKind, EvaluationLevel, Funding, MoneyPart
from knowledge_network.agreements.plan.models import BudgetLine, StrategicAgendaItem, WorkPlan
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import school_year_start
from knowledge_network.topics.models import Topic

GOALS = {
    "begrijpend lezen": ("Leerlingen begrijpen rijke teksten over de wereld.", "Elke school heeft één leesroutine."),
    "meertaligheid/NT2": ("Thuistaal is een bron voor leren.", "Op elk bestuur weet iemand raad."),
    "formatief handelen": ("Leraren zien eerder wat een les oplevert.", "Twaalf teams proberen exitkaarten."),
    "digitale geletterdheid": ("Van leerlijn naar les in alle groepen.", "De waaier ligt op elke school."),
    "AI-geletterdheid": ("Scholen maken samen afspraken over AI.", "Er is iemand die je kunt vragen."),
    "burgerschap": ("Leerlingen oefenen democratie in de klas.", "Er is een groep met een trekker."),
    "begeleiden van starters": ("Starters blijven, en leren van elkaar.", "Elke starter heeft een begeleider."),
}
STRUCTURAL, ADDITIONAL = Funding.STRUCTURAL, Funding.ADDITIONAL
STUDENTS, TEACHERS = MoneyPart.STUDENT_TEACHERS, MoneyPart.TEACHERS


@dataclass(frozen=True)
class Activity:
    title: str
    goal: str
    theme: str = ""
    group: str = ""
    state: ActivityState = ActivityState.RUNNING


@dataclass(frozen=True)
class Line:
    """`entries`: kind, amount, days after the first of August, what for."""

    title: str
    funding: Funding
    part: MoneyPart
    source: str
    planned: str
    entries: tuple[tuple[EntryKind, str, int, str], ...] = ()


PROMISED, SPENT = EntryKind.PROMISED, EntryKind.SPENT
ACTIVITIES = (
    Activity("Drie plenaire netwerkmiddagen", "Alle lagen ontmoeten elkaar en zien wat groepen maken."),
    Activity(
        "Lesson Study in drie PLG’s",
        "Teams onderzoeken samen één les en delen wat zij leren.",
        "begrijpend lezen",
        "Lezen om te weten",
    ),
    Activity(
        "Inductieprogramma voor starters",
        "Starters van acht besturen volgen één programma met een kijkwijzer.",
        "begeleiden van starters",
        "Startklaar: inductie in het eerste jaar",
    ),
    Activity(
        "Didactische waaier ICT afmaken",
        "Vierentwintig kaarten getest in de klas, daarna op de website.",
        "digitale geletterdheid",
        "Didactische waaier ICT",
    ),
    Activity(
        "Verkennen: afspraken over AI in groep 8",
        "Niemand in het netwerk is hier nog vraagbaak. We zoeken een trekker.",
        "AI-geletterdheid",
        state=ActivityState.PLANNED,
    ),
)
LINES = (
    Line(
        "Vervanging schoolopleiders",
        STRUCTURAL,
        STUDENTS,
        "Bijdrage per bestuur",
        "57600.00",
        (
            (PROMISED, "43200.00", 20, "Toezegging acht besturen"),
            (SPENT, "14400.50", 70, "Eerste termijn"),
            (PROMISED, "14400.00", 190, "Aanvullende toezegging"),
            (SPENT, "28800.00", 200, "Tweede termijn"),
            (SPENT, "13650.25", 330, "Eindafrekening"),
        ),
    ),
    Line(
        "Programmaleiding, twee keer 0,2 fte",
        STRUCTURAL,
        TEACHERS,
        "Bijdrage per bestuur en instituut",
        "38400.00",
        (
            (PROMISED, "38400.00", 20, "Toezegging"),
            (SPENT, "9600.00", 65, "Augustus tot en met oktober"),
            (SPENT, "28800.00", 340, "November tot en met juli"),
        ),
    ),
    Line(
        "Netwerkmiddagen",
        STRUCTURAL,
        TEACHERS,
        "Bijdrage per bestuur",
        "9600.00",
        (
            (PROMISED, "4800.00", 30, "Zaal en lunch"),
            (SPENT, "2310.75", 75, "Eerste middag"),
            (SPENT, "4105.20", 280, "Twee middagen"),
        ),
    ),
    Line(
        "Lesson Study: vrijroosteren",
        ADDITIONAL,
        TEACHERS,
        "Projectgeld strategische agenda",
        "24000.00",
        (
            (PROMISED, "24000.00", 25, "Beschikking"),
            (SPENT, "6187.25", 80, "Twee onderzoekslessen"),
            (SPENT, "15210.00", 310, "Vijf onderzoekslessen"),
        ),
    ),
    Line(
        "Didactische waaier ICT: drukwerk",
        ADDITIONAL,
        TEACHERS,
        "Projectgeld digitale geletterdheid",
        "7500.00",
        (
            (PROMISED, "7500.00", 25, "Beschikking"),
            (SPENT, "1250.00", 60, "Proefdruk"),
            (SPENT, "-125.00", 68, "Creditnota"),
            (SPENT, "5980.00", 230, "Druk en verzending"),
        ),
    ),
    Line(
        "Kijkwijzer starters", ADDITIONAL, STUDENTS, "Regionale subsidie", "12000.00", ((PROMISED, "6000.00", 40, ""),)
    ),
)


def seed_plan(network: DemoNetwork) -> None:
    partnership = the_partnership()
    by = network.cast.login("programmaleider")
    year = school_year_start(network.reference).year
    themes = _agenda(partnership, by, year)
    before = _plan(network, partnership, by, year - 1, themes)
    plan = _plan(network, partnership, by, year, themes)
    for one in (before, plan):
        _money(one, by, min(network.reference, dt.date(one.school_year + 1, 7, 31)))
    line = BudgetLine.objects.get(plan=plan, title="Netwerkmiddagen")
    change_line(
        line=line,
        by=by,
        reason="De grote zaal werd duurder; besproken in het bestuurlijk overleg.",
        planned=Decimal("10200.00"),
    )
    _evaluations(network, partnership, by, year)


def _agenda(partnership: Partnership, by: Member, year: int) -> dict[str, StrategicAgendaItem]:
    """The strategic topics, each below the theme of which it is part."""
    made: dict[str, StrategicAgendaItem] = {}
    years = {"first_year": year, "last_year": year + 3}
    for name, (goal, indicator) in GOALS.items():
        topic = Topic.objects.approved().select_related("parent").get(name=name)
        above = topic.parent
        if above is not None and above.name not in made:
            words = f"Samen sterker in {above.name}."
            made[above.name] = add_theme(partnership=partnership, by=by, topic=above, goal=words, **years)
        made[name] = add_theme(
            partnership=partnership,
            by=by,
            topic=topic,
            parent=made.get(above.name) if above is not None else None,
            goal=goal,
            indicator=indicator,
            **years,
        )
    return made


def _plan(
    network: DemoNetwork, partnership: Partnership, by: Member, year: int, themes: dict[str, StrategicAgendaItem]
) -> WorkPlan:
    summary = "Dit jaar verbinden we groepen met scholen: wat een team leert, komt terug in de klas."
    plan = start_plan(partnership=partnership, by=by, school_year=year, summary=summary)
    over = year < school_year_start(network.reference).year
    for one in ACTIVITIES:
        add_activity(
            plan=plan,
            by=by,
            title=one.title,
            goal=one.goal,
            theme=themes.get(one.theme),
            owner=by,
            state=ActivityState.DONE if over and one.state == ActivityState.RUNNING else one.state,
            groups=[network.group(one.group)] if one.group else [],
            products=list(KnowledgeProduct.objects.in_view().filter(group__name=one.group).order_by("pk")[:2])
            if one.group
            else [],
        )
    for line in LINES:
        add_line(
            plan=plan,
            by=by,
            title=line.title,
            funding=line.funding,
            part=line.part,
            source=line.source,
            planned=Decimal(line.planned),
        )
    finish_draft(plan=plan, by=by, on=dt.date(year, 4, 29))
    adopt_plan(plan=plan, by=by, on=dt.date(year, 6, 26))
    plan.refresh_from_db()
    return plan


def _money(plan: WorkPlan, by: Member, until: dt.date) -> None:
    """What was booked by the day of reference."""
    first = dt.date(plan.school_year, 8, 1)
    for line in LINES:
        row = plan.budget_lines.get(title=line.title)
        for kind, amount, days, what in line.entries:
            day = first + dt.timedelta(days=days)
            if day <= until:
                add_entry(line=row, by=by, kind=kind, amount=Decimal(amount), on=day, description=what)


def _evaluations(network: DemoNetwork, partnership: Partnership, by: Member, year: int) -> None:
    """Last school year at all five levels, this one planned at two."""
    about = {
        EvaluationLevel.PARTICIPANT: "Alle deelnemers",
        EvaluationLevel.GROUP: "Twaalf groepen",
        EvaluationLevel.SCHOOL: "Vierentwintig scholen",
        EvaluationLevel.PROGRAMME: "Het programma",
        EvaluationLevel.BOARDS: "Negen partners",
    }
    for number, (level, name) in enumerate(about.items()):
        write_evaluation(
            partnership=partnership,
            by=by,
            level=level,
            about=name,
            school_year=year - 1,
            held_on=dt.date(year, 5, 18 + number),
            questions="Wat leverde het op? Wat nemen we mee? Wat laten we los?",
            findings="Mensen leren het meest van bij elkaar kijken. Terugbrengen naar school lukt nog niet overal.",
            decisions="Elke bijeenkomst eindigt met één ding dat je meeneemt naar je team.",
        )
    for level, day in ((EvaluationLevel.PARTICIPANT, 20), (EvaluationLevel.BOARDS, 8)):
        write_evaluation(
            partnership=partnership,
            by=by,
            level=level,
            about=about[level],
            school_year=year,
            held_on=dt.date(year + 1, 5 if level == EvaluationLevel.PARTICIPANT else 6, day),
            questions="Wat leverde het op? Wat nemen we mee?",
        )


SEED = Seed("Agenda, work plans, money and evaluations", seed_plan, after=("agreements_texts", "expertise_products"))
