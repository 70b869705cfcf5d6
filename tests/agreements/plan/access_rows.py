"""Plan, money, agenda and evaluations: what the network does for every member, money for who reads agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from knowledge_network.agreements.plan.enums import EntryKind, EvaluationLevel, Funding, MoneyPart, PlanStatus
from knowledge_network.agreements.plan.models import (
    BudgetLine,
    Evaluation,
    PlanActivity,
    StrategicAgendaItem,
    WorkPlan,
)
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.school_year.calendar import school_year_start
from tests import factories as f
from tests.access.table import HIDDEN, Row, members_only, only
from tests.quality.canaries import token

READERS = frozenset({"leader_own", "leader_other", "board_director", "coordinator"})
READS = only(*READERS)
RUNS = only("coordinator")

CHOSEN = {
    ("agreements.strategicagendaitem", "first_year"): 2026,
    ("agreements.strategicagendaitem", "last_year"): 2028,
    ("agreements.strategicagendaitem", "parent"): None,
    ("agreements.workplan", "status"): PlanStatus.DRAFT,
    ("agreements.planactivity", "starts_on"): None,
    ("agreements.planactivity", "ends_on"): None,
    ("agreements.budgetline", "planned"): Decimal("12.50"),
    ("agreements.budgetentry", "amount"): Decimal("1.25"),
}


def objects_of(world: Any) -> dict[str, Any]:
    partnership = Partnership.objects.order_by("pk").first() or f.PartnershipFactory()
    year = school_year_start(timezone.localdate()).year
    plan = WorkPlan.objects.create(partnership=partnership, school_year=year)
    spare = WorkPlan.objects.create(partnership=partnership, school_year=year + 1)
    activity, other_activity = (
        PlanActivity.objects.create(plan=plan, title=title) for title in ("Netwerkdag", "Waaier afmaken")
    )
    line, other_line = (
        BudgetLine.objects.create(
            plan=plan,
            funding=Funding.STRUCTURAL,
            part=MoneyPart.TEACHERS,
            source="Besturen",
            title=title,
            planned=Decimal("1250.50"),
        )
        for title in ("Zaal", "Drukwerk")
    )
    item, other_item = (
        StrategicAgendaItem.objects.create(
            partnership=partnership, topic=f.TopicFactory(), goal="Beter lezen", first_year=year, last_year=year + 1
        )
        for _ in range(2)
    )
    evaluation, other_evaluation = (
        Evaluation.objects.create(
            partnership=partnership, level=EvaluationLevel.PROGRAMME, about=about, school_year=year
        )
        for about in ("Het programma", "Nog eens het programma")
    )
    return {
        "work_plan": plan,
        "spare_plan": spare,
        "plan_activity": activity,
        "other_activity": other_activity,
        "plan_line": line,
        "other_line": other_line,
        "agenda_item": item,
        "other_item": other_item,
        "evaluation": evaluation,
        "other_evaluation": other_evaluation,
    }


def plant(world: Any) -> None:
    BudgetLine.objects.filter(pk=world.plan_line.pk).update(title=token("begroting-post", READERS))
    world.plan_line.entries.create(
        kind=EntryKind.SPENT,
        amount=Decimal("10.00"),
        on=dt.date(2026, 9, 1),
        description=token("begroting-bedrag", READERS),
    )
    Evaluation.objects.filter(pk=world.evaluation.pk).update(findings=token("evaluatie-bevinding", READERS))


def in_plan(world: Any) -> dict[str, Any]:
    return {"year": str(world.work_plan)}


def in_spare(world: Any) -> dict[str, Any]:
    return {"year": str(world.spare_plan)}


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


def page(name: str, outcomes: dict[str, str], where: Any = None, data: Any = None, note: str = "") -> Row:
    return Row(f"agreements:{name}", outcomes, kwargs=where or sends(), data=data or sends(), note=note)


def deed(name: str, outcomes: dict[str, str], where: Any = None, data: Any = None, note: str = "") -> Row:
    return Row(f"agreements:{name}", outcomes, method="post", kwargs=where or sends(), data=data or sends(), note=note)


LINE = sends(title="Zaal", funding="structural", part="teachers", source="Besturen", planned="1.300,25")
EVALUATION = lambda w: {  # noqa: E731
    "level": "programme",
    "about": "Het programma",
    "school_year": w.work_plan.school_year,
}


def a_theme(world: Any) -> dict[str, Any]:
    year = world.work_plan.school_year
    topic = world.agenda_item.topic_id
    return {"topic": topic, "goal": "Beter lezen", "first_year": year, "last_year": year}


def today(world: Any) -> dict[str, Any]:
    return {"on": timezone.localdate().isoformat()}


def an_amount(world: Any) -> dict[str, Any]:
    return {"kind": "spent", "amount": "12,50", **today(world)}


ROWS = [
    page("work_plan_list", members_only()),
    page("work_plan", members_only(), in_plan),
    page("work_plan", only(otherwise=HIDDEN), lambda w: {"year": "1999-2000"}, note="no such year"),
    page("plan_start", RUNS),
    deed("plan_start", RUNS, data=lambda w: {"school_year": w.work_plan.school_year - 1}),
    page("plan_change", RUNS, in_plan),
    deed("plan_change", RUNS, in_plan, sends(summary="Kort")),
    deed("plan_draft_ready", RUNS, in_plan),
    page("plan_adopt", RUNS, in_plan),
    deed("plan_adopt", RUNS, in_plan, today),
    page("plan_remove", RUNS, in_spare),
    deed("plan_remove", RUNS, in_spare),
    page("budget_export", READS, in_plan),
    page("activity_add", RUNS, in_plan),
    deed("activity_add", RUNS, in_plan, sends(title="Nog iets", state="planned")),
    page("activity_change", RUNS, of("plan_activity")),
    deed("activity_change", RUNS, of("plan_activity"), sends(title="Anders", state="running")),
    page("activity_remove", RUNS, of("other_activity")),
    deed("activity_remove", RUNS, of("other_activity")),
    page("line_add", RUNS, in_plan),
    deed("line_add", RUNS, in_plan, LINE),
    page("budget_line", READS, of("plan_line")),
    deed("budget_line", RUNS, of("plan_line"), an_amount),
    page("line_change", RUNS, of("plan_line")),
    deed("line_change", RUNS, of("plan_line"), LINE),
    page("line_remove", RUNS, of("other_line")),
    deed("line_remove", RUNS, of("other_line")),
    page("theme_list", members_only()),
    page("theme_add", RUNS),
    deed("theme_add", RUNS, data=a_theme),
    page("theme_change", RUNS, of("agenda_item")),
    deed("theme_change", RUNS, of("agenda_item"), a_theme),
    page("theme_remove", RUNS, of("other_item")),
    deed("theme_remove", RUNS, of("other_item")),
    page("evaluation_list", READS),
    page("evaluation_detail", READS, of("evaluation")),
    page("evaluation_add", RUNS),
    deed("evaluation_add", RUNS, data=EVALUATION),
    page("evaluation_change", RUNS, of("evaluation")),
    deed("evaluation_change", RUNS, of("evaluation"), EVALUATION),
    page("evaluation_remove", RUNS, of("other_evaluation")),
    deed("evaluation_remove", RUNS, of("other_evaluation")),
]
