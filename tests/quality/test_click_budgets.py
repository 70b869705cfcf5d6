"""What a task costs: a click, tap or submit counts one, and so does a field that is typed in."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge_network.members.models import Member
from plg.models import JoinRequest
from tests.access.world import build_world
from tests.factories import SignupRequestFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Hand:
    """Counts what it does."""

    def __init__(self) -> None:
        self.spent = 0

    def click(self, target: Any) -> None:
        target.click()
        self.spent += 1

    def choose_file(self, field: Any, name: str, content: str) -> None:
        field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})
        self.spent += 1


@pytest.fixture
def world(transactional_db):
    return build_world()


def test_a_teacher_asks_to_join_a_group_with_one_click(world, visit, sign_in_browser):
    teacher, hand = world.people["leader_other"], Hand()
    sign_in_browser(teacher)
    page = visit(f"/groepen/{world.group.slug}/")
    hand.click(page.get_by_role("button", name="Vraag om mee te doen").first)
    page.get_by_text("Je vroeg om mee te doen").first.wait_for()
    assert JoinRequest.objects.filter(group=world.group, member=teacher, state="open").exists()
    assert hand.spent <= 1


def test_a_coordinator_imports_three_hundred_members_with_five_clicks(world, visit, sign_in_browser):
    before, hand = Member.objects.count(), Hand()
    sign_in_browser(world.people["coordinator"])
    rows = [f"nieuw{n}@example.org;Nieuw{n};;Mens{n};{world.site.site_code};leraar" for n in range(300)]
    page = visit("/beheer/import/leden/")
    hand.choose_file(
        page.locator("input[type=file]"),
        "leden.csv",
        "\n".join(["e-mail;voornaam;tussenvoegsel;achternaam;school;functie", *rows]),
    )
    hand.click(page.locator("input[type=radio][value=account]"))
    hand.click(page.get_by_role("button", name="Bekijk wat er verandert"))
    hand.click(page.get_by_role("button", name="300"))
    page.get_by_role("button", name="Draai deze import terug").wait_for(timeout=60_000)
    assert Member.objects.count() == before + 300
    assert hand.spent <= 5


def test_a_coordinator_sees_what_needs_her_without_a_click(world, visit, sign_in_browser):
    SignupRequestFactory.create_batch(2, organisation=world.site)
    sign_in_browser(world.people["coordinator"])
    page = visit("/start/")
    desk = page.locator("main .card", has=page.get_by_role("link", name="Mensen die lid willen worden"))
    assert desk.is_visible()
    assert desk.bounding_box()["y"] < page.viewport_size["height"], "only after scrolling"
    assert desk.inner_text().startswith("2")
