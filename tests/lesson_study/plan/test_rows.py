import pytest

from lesson_study.plan.enums import PlanColumn
from lesson_study.plan.models import PlanCell
from lesson_study.plan.queries import fixed_plan, list_rows, newest_plan, read_minutes, total_minutes
from tests.lesson_study.building import make_cycle, make_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("pupils", ["A", "ABCDEF"])
def test_rows_cost_two_queries_whatever_their_number(rows, pupils, django_assert_num_queries):
    plan = make_plan(make_cycle(), rows=rows, pupils=pupils)
    with django_assert_num_queries(2):
        found = list_rows(plan)
    assert [row.label for row in found] == [f"Stap {number + 1}" for number in range(rows)]
    assert list(found[0].expected) == list(pupils)
    assert total_minutes(found) == 5 * rows


def test_a_removed_row_is_not_in_the_plan_and_the_order_is_that_of_the_places():
    plan = make_plan(make_cycle(), rows=3)
    first, second, third = plan.rows.order_by("position")
    first.position, second.removed_at = 9, plan.created_at
    first.save()
    second.save()
    PlanCell.objects.create(
        row=third, column=PlanColumn.LOOK_FOR, case_pupil=plan.cycle.case_pupils.get(code="B"), text="ogen"
    )
    assert [(row.key, row.look_for) for row in list_rows(plan)] == [(third.key, {"B": "ogen"}), (first.key, {})]


def test_the_fixed_version_is_not_the_one_in_work():
    plan = make_plan(make_cycle())
    assert (newest_plan(plan.cycle), fixed_plan(plan.cycle)) == (plan, None)
    plan.fixed_at = plan.created_at
    plan.save()
    assert fixed_plan(plan.cycle) == plan


@pytest.mark.parametrize(
    ("text", "minutes"), [("8", 8), ("ongeveer 12 min", 12), ("", 0), ("kort", 0), ("1" * 400, 111), ("٨", 0)]
)
def test_minutes_are_read_from_what_people_type(text, minutes):
    assert read_minutes(text) == minutes
