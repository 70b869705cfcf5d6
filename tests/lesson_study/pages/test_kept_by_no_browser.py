"""What a team writes of pupils stays on the server: no page of a cycle may lie on the disk of a shared device."""

import pytest
from django.urls import reverse

from lesson_study.cycles.enums import TeamRole
from tests.lesson_study.building import make_cycle, make_plan, team_member

pytestmark = pytest.mark.django_db
PAGES = (
    "cycle_detail",
    "goal",
    "prior_study",
    "lesson_plan",
    "lesson",
    "discussion",
    "reteach",
    "reflection",
)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_cycle_is_kept_by_no_browser(client, name):
    cycle = make_cycle()
    make_plan(cycle, fixed=True)
    client.force_login(team_member(cycle, TeamRole.FACILITATOR))
    response = client.get(reverse(f"lesson_study:{name}", args=[cycle.public_id]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
