"""What the small scripts do in a browser, on the page with every component."""

import subprocess
import sys
import threading
from functools import partial
from http.server import HTTPServer

import pytest
from django.conf import settings
from playwright.sync_api import expect

from scripts.styleguide.__main__ import Handler
from tests.browser import assert_no_axe_violations


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The style guide, served under the content security policy of the product."""
    folder = tmp_path_factory.mktemp("styleguide")
    command = [sys.executable, "-m", "scripts.styleguide", "--write", str(folder)]
    subprocess.run(command, cwd=settings.BASE_DIR, check=True)
    server = HTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def guide(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/page.html")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["page", "home"])
def test_no_component_has_an_axe_violation_or_scrolls_sideways(page, address, name, width, theme):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{address}/{name}.html")

    assert_no_axe_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert refused == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps_when_the_fonts_arrive(page, address, width):
    held = []
    page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108  # it takes no bound method of a list
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(f"{address}/home.html", wait_until="commit")
    page.evaluate(
        "new Promise(done => new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').length"
        " && done()).observe({type: 'paint', buffered: true}))"
    )
    before = page.evaluate("document.fonts.check('680 20px Bricolage')")
    for route in held:
        route.continue_()
    page.unroute("**/*.woff2")
    page.evaluate("document.fonts.ready")
    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " sum += entry.value; }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })"
    )

    assert (before, page.evaluate("document.fonts.check('680 20px Bricolage')")) == (False, True)
    assert shift <= 0.02


def test_choosing_a_theme_changes_the_page_at_once_and_is_remembered(guide):
    dark = guide.locator(".site-footer").get_by_role("button", name="Donker")
    dark.click()

    expect(guide.locator("html")).to_have_attribute("data-theme", "dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    assert {c["name"]: c["value"] for c in guide.context.cookies()} == {"theme": "dark"}
    expect(guide.locator("body")).to_have_css("background-color", "rgb(16, 24, 27)")

    guide.locator(".site-footer").get_by_role("button", name="Zoals op mijn apparaat").click()
    expect(guide.locator("html")).not_to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_a_key_opens_the_search_and_escape_closes_it(guide, keys):
    guide.locator("body").click(position={"x": 5, "y": 300})
    guide.keyboard.press(keys)
    dialog = guide.locator("#command")

    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.get_by_role("searchbox")).to_have_value("")
    guide.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_slash_in_a_text_field_is_a_slash(guide):
    field = guide.get_by_label("Naam", exact=True)
    field.fill("")
    field.press_sequentially("1/2")

    expect(field).to_have_value("1/2")
    expect(guide.locator("#command")).to_be_hidden()


def test_the_search_offers_ways_on_asks_while_you_type_and_arrows_walk_through_the_answers(guide):
    answers = {
        "q=": "<ul><li><a href='/start'>Mijn start</a></li></ul>",
        "q=fen": "<h3>Mensen</h3><ul><li><a href='/a'>Fenna</a></li><li><a href='/b'>Finn</a></li></ul>",
    }
    asked = []

    def answer(route):
        asked.append((route.request.url.split("?")[1], route.request.headers.get("hx-target")))
        route.fulfill(body=answers[asked[-1][0]], content_type="text/html")

    guide.route("**/search.html?*", answer)
    guide.locator(".search-button").click()
    dialog = guide.locator("#command")
    expect(dialog.get_by_role("link", name="Mijn start")).to_be_visible()
    dialog.get_by_role("searchbox").press_sequentially("fen", delay=20)
    expect(dialog.get_by_role("link", name="Fenna")).to_be_visible()
    expect(dialog.get_by_role("link", name="Mijn start")).to_have_count(0)
    assert asked == [("q=", "command-results"), ("q=fen", "command-results")]

    guide.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("link", name="Fenna")).to_be_focused()
    guide.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("link", name="Finn")).to_be_focused()
    guide.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("searchbox")).to_be_focused()


def test_the_account_menu_closes_on_escape_and_elsewhere(guide):
    menu = guide.locator(".header-tools details.header-menu")
    menu.locator("summary").click()
    expect(menu.get_by_role("link", name="Mijn gegevens")).to_be_visible()
    guide.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Mijn gegevens")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()

    menu.locator("summary").click()
    guide.locator("h1").click()
    expect(menu.get_by_role("link", name="Mijn gegevens")).to_be_hidden()


def test_a_popover_menu_stands_at_its_button_within_the_window(guide):
    button = guide.get_by_role("button", name="Meer", exact=True).first
    button.click()
    menu, at = guide.locator("#m1").bounding_box(), button.bounding_box()

    assert abs(menu["y"] - (at["y"] + at["height"])) < 12
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 1280


def test_keys_walk_through_a_table_tick_rows_and_explain_themselves(guide):
    rows = guide.locator("table[data-keys] tbody tr")
    guide.locator("h1").click()
    guide.keyboard.press("j")
    guide.keyboard.press("x")
    expect(rows.nth(0).get_by_role("checkbox")).to_be_checked()
    expect(guide.locator("[data-selected-count]")).to_have_text("2")
    guide.keyboard.press("j")
    guide.keyboard.press("j")
    guide.keyboard.press("k")
    expect(rows.nth(1)).to_have_class("is-current")
    expect(rows.nth(1).get_by_role("link").first).to_be_focused()
    guide.keyboard.press("?")
    expect(guide.get_by_role("dialog", name="Toetsen in deze tabel")).to_be_visible()


def test_ticking_all_rows_shows_how_many_and_unticking_hides_the_bar(guide):
    every = guide.get_by_role("checkbox", name="Alles")
    every.check()
    expect(guide.locator("[data-selected-count]")).to_have_text("4")
    every.uncheck()
    expect(guide.locator(".bulk-bar")).to_be_hidden()


def test_a_message_with_undo_goes_after_ten_seconds_but_not_while_you_point_at_it(page, address):
    page.clock.install()
    page.goto(f"{address}/page.html")
    toast = page.locator("undo-toast")
    # The clock of the page goes on by itself as well: four of the ten seconds are for what a busy machine takes.
    page.clock.run_for(6_000)
    toast.hover()
    page.clock.run_for(60_000)
    expect(toast).to_be_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(500)
    expect(toast).to_be_visible()
    page.clock.run_for(4_000)
    expect(toast).to_have_count(0)


def test_a_long_text_saves_itself_and_comes_back_after_a_crash(guide, address):
    field = guide.get_by_label("Bericht")
    field.fill("Bijna klaar met dit verhaal")
    expect(guide.locator("autosave-field .saved-note")).to_contain_text("Bewaard")
    # The field is no part of a guarded form: leaving asks nothing.
    guide.goto(f"{address}/home.html")
    guide.goto(f"{address}/page.html")

    expect(guide.get_by_label("Bericht")).to_have_value("Bijna klaar met dit verhaal")
    guide.get_by_role("button", name="Gooi weg").click()
    expect(guide.get_by_label("Bericht")).to_have_value("")
    guide.reload()
    expect(guide.get_by_label("Bericht")).to_have_value("")


def test_leaving_a_form_with_changes_asks_first(guide, address):
    asked = []
    guide.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    guide.get_by_label("Naam", exact=True).fill("Anders")
    guide.goto(f"{address}/home.html")

    assert asked == ["beforeunload"]


def test_the_error_summary_has_the_focus_when_the_page_opens(guide):
    expect(guide.locator(".error-summary")).to_be_focused()


def test_without_javascript_every_part_can_still_be_reached(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/home.html")
    page.locator("details.phone-menu summary").click()

    expect(page.locator(".phone-menu nav").get_by_role("link", name="Projectgroepen")).to_be_visible()
    expect(page.locator("a.search-button")).to_have_attribute("href", "/search.html")
    context.close()


def test_a_printed_page_has_no_frame(guide):
    guide.emulate_media(media="print")

    for part in (".site-header", ".site-footer", ".demo-banner", ".tabs", "undo-toast"):
        expect(guide.locator(part).first).to_be_hidden()
    expect(guide.locator("h1")).to_be_visible()
