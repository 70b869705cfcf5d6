"""What pages of agreements cost, whatever stands on them: a literal number of queries, with one item and with three."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from knowledge_network.agreements.obligations.actions import work
from knowledge_network.agreements.obligations.models import Obligation, ObligationRule
from knowledge_network.agreements.plan.actions import agenda, parts, plans
from knowledge_network.agreements.plan.enums import EntryKind, EvaluationLevel, Funding, MoneyPart
from knowledge_network.agreements.texts.actions.drafts import add_party
from tests import factories as f
from tests.agreements.building import fresh, make_coordinator, make_draft, put_in_force
from tests.agreements.obligations.helpers import make_owed

pytestmark = pytest.mark.django_db
counts = pytest.mark.parametrize("item_count", [1, 3])


@pytest.fixture
def owed(time_machine, db):
    time_machine.move_to(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)
    return make_owed()


def address(name, *args):
    return reverse(f"agreements:{name}", args=args)


def keep(owed, item_count):
    """As many obligations as that, each with an owner and two things that show it."""
    kept = list(Obligation.objects.order_by("pk")[:item_count])
    Obligation.objects.exclude(pk__in=[one.pk for one in kept]).delete()
    for one in kept:
        work.reassign_obligation(obligation=one, by=owed.coordinator, owner=f.MemberFactory())
        for text in ("Verslag", "Foto"):
            work.add_evidence(obligation=one, by=f.MemberFactory(), text=text)


@counts
def test_the_landing_page(client, owed, item_count, django_assert_num_queries):
    keep(owed, item_count)
    client.force_login(fresh(owed.coordinator))
    client.get(address("agreements_home"))
    with django_assert_num_queries(12):
        assert client.get(address("agreements_home")).context["has_obligations"]


@counts
def test_the_rules(client, owed, item_count, django_assert_num_queries):
    Obligation.objects.all().delete()
    ObligationRule.objects.exclude(
        pk__in=list(ObligationRule.objects.values_list("pk", flat=True)[:item_count])
    ).delete()
    client.force_login(fresh(owed.coordinator))
    with django_assert_num_queries(4):
        assert len(client.get(address("rule_list")).context["lines"]) == item_count


@counts
def test_the_partners(client, db, item_count, django_assert_num_queries):
    coordinator = make_coordinator()
    draft = make_draft(by=coordinator, boards=1)
    for _number in range(item_count - 1):
        add_party(agreement=draft, by=coordinator, organisation=f.BoardFactory())
    agreement = put_in_force(draft)
    for party in agreement.parties.all():
        member = f.AppointmentFactory(organisation=party.organisation, is_primary=True).member
        f.GroupMembershipFactory(member=member)
    client.force_login(fresh(coordinator))
    client.get(address("partner_list"))  # what they bring is counted once in five minutes
    with django_assert_num_queries(4):
        assert len(client.get(address("partner_list")).context["partners"].cards) == item_count + 1


@counts
def test_the_themes(client, owed, item_count, django_assert_num_queries):
    partnership = owed.agreement.partnership
    plan = plans.start_plan(partnership=partnership, by=owed.coordinator, school_year=2026)
    for _number in range(item_count):
        theme = agenda.add_theme(
            partnership=partnership,
            by=owed.coordinator,
            topic=f.TopicFactory(),
            parent=None,
            goal="Samen leren.",
            indicator="",
            first_year=2026,
            last_year=2029,
            owner=f.MemberFactory(),
        )
        for title in ("Een", "Twee"):
            parts.add_activity(plan=plan, by=owed.coordinator, title=title, theme=theme)
    client.force_login(fresh(owed.coordinator))
    with django_assert_num_queries(4):
        assert len(client.get(address("theme_list")).context["themes"]) == item_count


@counts
def test_the_evaluations(client, owed, item_count, django_assert_num_queries):
    for level in list(EvaluationLevel)[:item_count]:
        agenda.write_evaluation(
            partnership=owed.agreement.partnership,
            by=owed.coordinator,
            level=level,
            about="Allen",
            school_year=2026,
            held_on=dt.date(2026, 11, 1),
            questions="",
            findings="Fijn.",
            decisions="",
        )
    client.force_login(fresh(owed.coordinator))
    with django_assert_num_queries(4):
        rows = client.get(address("evaluation_list")).context["levels"]
    assert sum(len(row.evaluations) for row in rows) == item_count


@counts
def test_a_budget_line(client, owed, item_count, django_assert_num_queries):
    plan = plans.start_plan(partnership=owed.agreement.partnership, by=owed.coordinator, school_year=2026)
    line = parts.add_line(
        plan=plan,
        by=owed.coordinator,
        title="Zaal",
        planned=Decimal("100.00"),
        funding=Funding.STRUCTURAL,
        part=MoneyPart.TEACHERS,
        source="Besturen",
    )
    for _number in range(item_count):
        parts.add_entry(
            line=line, by=f.MemberFactory(), kind=EntryKind.SPENT, amount=Decimal("1.00"), on=dt.date(2026, 9, 1)
        )
    client.force_login(fresh(owed.coordinator))
    with django_assert_num_queries(5):
        assert client.get(address("budget_line", line.public_id)).status_code == 200


def test_a_theme_names_the_activities_of_this_year_once(client, owed):
    partnership = owed.agreement.partnership
    theme = agenda.add_theme(
        partnership=partnership,
        by=owed.coordinator,
        topic=f.TopicFactory(),
        parent=None,
        goal="Samen leren.",
        indicator="",
        first_year=2025,
        last_year=2029,
        owner=None,
    )
    for year in (2025, 2026):
        plan = plans.start_plan(partnership=partnership, by=owed.coordinator, school_year=year)
        parts.add_activity(plan=plan, by=owed.coordinator, title="Netwerkmiddagen", theme=theme)
    client.force_login(fresh(owed.coordinator))
    (card,) = client.get(address("theme_list")).context["themes"]
    assert [(one.name, one.url) for one in card.activities] == [("Netwerkmiddagen", plan.get_absolute_url())]
