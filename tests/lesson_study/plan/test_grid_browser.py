"""The grid in a real browser: by keyboard alone, saved by itself, with two people at once, and after a crash."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lesson_study.plan.actions.cells import save_cell
from lesson_study.plan.actions.plans import fix_plan
from lesson_study.plan.actions.rows import remove_row
from lesson_study.plan.models import RowComment, UnsettledText
from lesson_study.plan.queries import list_rows
from tests.browser import assert_no_axe_violations
from tests.lesson_study.plan.helpers import cell_of, page_of, standing, text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.drill(name="plan")]


@pytest.fixture
def grid(team, visit, sign_in_browser):
    sign_in_browser(team.first)
    return visit(page_of("lesson_plan", team.plan))


def cell(page, row, name):
    return page.locator(f'tbody[data-row="{row.key}"] .cell[name="{name}"]')


def focused(page):
    return page.evaluate("document.activeElement.name + ' ' + document.activeElement.closest('tbody')?.dataset.row")


def saved(page):
    expect(page.locator(".saved-note")).to_have_text(re.compile(r"^Bewaard \d"))


def comes_true(page, check):
    """What the server has a moment after the page shows it, or what a page that was left still sent."""
    for _ in range(150):
        if check():
            return
        page.wait_for_timeout(100)
    assert check()


def look(page):
    page.evaluate("document.querySelector('lesson-grid').look()")


@pytest.mark.in_suite
def test_everything_goes_by_keyboard_alone(team, grid):
    first, second, _third = team.plan.rows.order_by("position")
    cell(grid, first, "teacher").focus()
    grid.keyboard.press("ArrowDown")
    assert focused(grid) == f"teacher {second.key}"
    grid.keyboard.press("ArrowRight")
    assert focused(grid) == f"materials {second.key}"
    grid.keyboard.press("ArrowLeft")
    grid.keyboard.press("ArrowUp")
    assert focused(grid) == f"teacher {first.key}"
    grid.keyboard.press("Enter")
    grid.keyboard.type("Leest hardop.")
    grid.keyboard.press("Enter")
    grid.keyboard.type("Hapert.")
    grid.keyboard.press("Escape")
    saved(grid)
    assert text_of(first, "teacher") == "Leest hardop.\nHapert."
    grid.keyboard.press("Alt+ArrowDown")
    grid.locator(".saved-note", has_text="plaats 2").wait_for()
    comes_true(grid, lambda: standing(team.plan) == ["Stap 2", "Stap 1", "Stap 3"])
    assert focused(grid) == f"teacher {first.key}"
    grid.keyboard.press("Control+Enter")
    expect(grid.locator("tbody[data-row]")).to_have_count(4)
    expect(grid.locator("tbody[data-row] .label-cell:focus")).to_have_js_property("readOnly", False)
    grid.keyboard.type("Nieuwe stap")
    grid.keyboard.press("Enter")
    saved(grid)
    assert [row.label for row in list_rows(team.plan)] == ["Stap 2", "Stap 1", "Nieuwe stap", "Stap 3"]
    grid.keyboard.press("Control+Alt+m")
    grid.keyboard.type("Is dit genoeg?")
    grid.keyboard.press("Tab")
    grid.keyboard.press("Enter")
    grid.locator(".said-text", has_text="Is dit genoeg?").wait_for()
    assert RowComment.objects.get().row.key == list_rows(team.plan)[2].key


def test_who_just_types_in_a_chosen_cell_writes_in_it(team, grid):
    cell(grid, team.row, "pupils").focus()
    grid.keyboard.type("Luisteren.")
    saved(grid)
    assert text_of(team.row, "pupils") == "Luisteren."


def test_minutes_are_added_up_while_one_types(team, grid):
    expect(grid.locator("[data-minutes]")).to_have_text("15")
    field = cell(grid, team.row, "minutes")
    field.click()
    field.fill("12")
    expect(grid.locator("[data-minutes]")).to_have_text("22")
    saved(grid)


def test_words_of_another_come_in_and_are_not_written_over(team, grid):
    save_cell(row=team.row, column="teacher", by=team.second, text="Van haar.", version=0)
    look(grid)
    expect(cell(grid, team.row, "teacher")).to_have_value("Van haar.")
    cell(grid, team.row, "teacher").click()
    grid.keyboard.press("End")
    grid.keyboard.type(" En van mij.")
    saved(grid)
    assert text_of(team.row, "teacher") == "Van haar. En van mij."


@pytest.mark.in_suite
def test_two_people_in_one_cell_choose_and_lose_no_word(team, grid):
    version = save_cell(row=team.row, column="teacher", by=team.second, text="Begin.", version=0).version
    look(grid)
    field = cell(grid, team.row, "teacher")
    expect(field).to_have_value("Begin.")
    grid.evaluate("clearTimeout(document.querySelector('lesson-grid').looking)")
    save_cell(row=team.row, column="teacher", by=team.second, text="Begin. Schrijft mee.", version=version)
    field.click()
    grid.keyboard.press("End")
    grid.keyboard.type(" Luistert.")
    strip = grid.locator(".strip.conflict")
    strip.wait_for()
    assert UnsettledText.objects.get().text == "Begin. Luistert."
    assert_no_axe_violations(grid)
    strip.get_by_role("button", name="Zet allebei neer").click()
    expect(cell(grid, team.row, "teacher")).to_have_value("Begin. Luistert. Schrijft mee.")
    assert not UnsettledText.objects.exists()


def test_a_row_that_another_took_away_keeps_what_one_types(team, grid):
    field = cell(grid, team.row, "teacher")
    field.click()
    remove_row(row=team.row, by=team.second)
    grid.keyboard.type("Toch dit.")
    grid.locator(".saved-note", has_text="weggehaald").wait_for()
    assert text_of(team.row, "teacher") == "Toch dit."


def test_what_one_types_while_the_version_is_fixed_is_kept(team, grid):
    cell(grid, team.row, "teacher").click()
    fix_plan(plan=team.plan, by=team.second)
    grid.keyboard.type("Te laat.")
    expect(grid.locator(".saved-note.bad, .notice.warning")).to_be_visible()
    assert UnsettledText.objects.get().text == "Te laat."


def test_without_a_network_and_after_a_crash_no_word_is_lost(team, grid, visit):
    address = "**/lesontwerp/cel/"
    grid.route(address, lambda route: route.abort())
    cell(grid, team.row, "teacher").click()
    grid.keyboard.type("In de kelder")
    grid.locator(".saved-note.bad").wait_for()
    grid.goto("about:blank")
    grid.unroute(address)
    page = visit(page_of("lesson_plan", team.plan))
    expect(cell(page, team.row, "teacher")).to_have_value("In de kelder")
    comes_true(page, lambda: text_of(team.row, "teacher") == "In de kelder")
    drafts = "Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"
    comes_true(page, lambda: page.evaluate(drafts) == 0)


def test_a_row_is_dragged_taken_away_and_put_back(team, grid):
    first, second, _third = team.plan.rows.order_by("position")
    # Both rows in view: what scrolls with the button down is no drag.
    grid.set_viewport_size({"width": 1280, "height": 1000})
    grip = grid.locator(f'tbody[data-row="{first.key}"] .grip')
    below = grid.locator(f'tbody[data-row="{second.key}"] td[data-label]').first
    grip.drag_to(below, target_position={"x": 20, "y": 60})
    grid.locator(".saved-note", has_text="plaats 2").wait_for()
    assert standing(team.plan) == ["Stap 2", "Stap 1", "Stap 3"]
    grid.get_by_role("button", name="Haal rij 1 weg").click()
    expect(grid.locator("tbody[data-row]")).to_have_count(2)
    grid.locator(".saved-note button").click()
    expect(grid.locator("tbody[data-row]")).to_have_count(3)
    comes_true(grid, lambda: standing(team.plan) == ["Stap 2", "Stap 1", "Stap 3"])


def test_a_row_that_is_let_go_beside_the_plan_goes_back(team, grid):
    grip = grid.locator(".grip").first
    grip.drag_to(grid.locator("h1"))
    grid.wait_for_timeout(300)
    assert grid.locator(".is-dragged").count() == 0
    labels = grid.locator(".label-cell").evaluate_all("cells => cells.map(cell => cell.value)")
    assert labels == standing(team.plan) == ["Stap 1", "Stap 2", "Stap 3"]


@pytest.mark.in_suite
def test_a_remark_is_placed_without_leaving_what_one_writes(team, grid):
    grid.evaluate("window.isSame = true")
    row = grid.locator("tbody[data-row]").first
    row.locator("[data-remarks]").click()
    for text in ("Is dit niet te lang?", "Ik denk het wel."):
        grid.keyboard.type(text)
        row.locator(".reply button").click()
        expect(row.locator(".said-text", has_text=text)).to_be_visible()
        expect(row.locator(".reply textarea")).to_be_focused()
        expect(row.locator(".reply textarea")).to_have_value("")
    row.get_by_role("button", name="Klaar").first.click()
    expect(row.locator(".said.resolved")).to_have_count(1)
    assert grid.evaluate("window.isSame") is True
    assert RowComment.objects.count() == 2


def test_another_writes_in_the_flag_of_their_cell(team, grid, client):
    client.force_login(team.second)
    client.get(page_of("plan_state", team.plan), {"plek": f"{team.row.key}:pupils:"})
    look(grid)
    expect(grid.locator(".writer-flag")).to_have_text(team.second.given_name)
    expect(grid.locator("[data-people]")).to_contain_text(team.second.given_name)


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 1280), pytest.param("dark", 360, marks=pytest.mark.in_suite), ("light", 320)]
)
def test_the_plan_shuts_nobody_out(team, grid, theme, width):
    save_cell(row=team.row, column="teacher", by=team.first, text="Sanne legt uit.", version=0)
    assert cell_of(team.row, "teacher").version == 1
    grid.set_viewport_size({"width": width, "height": 800})
    grid.emulate_media(color_scheme=theme)
    for name in ("lesson_plan", "case_pupils", "plan_versions", "plan_take_over"):
        grid.goto(grid.url.split("/lesson-study/")[0] + page_of(name, team.plan))
        assert grid.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert_no_axe_violations(grid)
