import pytest
from django.urls import reverse

from tests.factories import MemberFactory
from tests.lesson_study.building import join_team, make_cycle

pytestmark = pytest.mark.django_db


def test_a_cycle_is_seen_by_its_team_and_by_nobody_from_outside(client):
    cycle = make_cycle()
    client.force_login(join_team(cycle))
    assert client.get(cycle.get_absolute_url()).status_code == 200
    client.force_login(MemberFactory())
    assert client.get(cycle.get_absolute_url()).status_code == 404
    assert client.get(reverse("lesson_study:cycle_list")).status_code == 200
