"""Fields that offer answers while one types: keys, what a screen reader is told, the mouse, and htmx."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_no_axe_violations
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)

TOPICS = [
    {"name": name, "slug": name.lower(), "parent": parent, "synonym": ""}
    for name, parent in (("Rekenen", ""), ("Rekentaal", "Taal"), ("Rekenangst", "Rekenen"))
]


@pytest.fixture
def finder(visit, sign_in_browser):
    """The page that offers topics, with three of them whatever one types, and nothing to find."""
    sign_in_browser(MemberFactory())
    page = visit("/expertise/")
    # An answer of the server that is under way when a test ends would meet the emptying of its tables.
    page.route("**/expertise/?q=*", lambda route: route.fulfill(status=204))
    page.route("**/themas/suggesties/**", lambda route: route.fulfill(json={"topics": TOPICS}))
    return page


def typed(page, text="reken"):
    field = page.locator("#id_q")
    field.press_sequentially(text)
    expect(page.get_by_role("option")).to_have_count(3)
    return field


def chosen(page):
    """The text of the option that the field names, which must be the only one that says it is chosen."""
    active = page.locator("#id_q").get_attribute("aria-activedescendant")
    selected = page.locator('suggest-field [aria-selected="true"]')
    if active is None:
        assert selected.count() == 0
        return None
    assert selected.get_attribute("id") == active
    return selected.inner_text().split("\n")[0].strip()


def test_arrows_home_and_end_walk_through_the_answers(finder):
    field = typed(finder)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-controls") == finder.get_by_role("listbox").get_attribute("id")
    assert chosen(finder) is None
    walked = {}
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End"):
        field.press(key)
        walked.setdefault(key, []).append(chosen(finder))
    first, second, last = "Rekenen", "Rekentaal", "Rekenangst"
    assert walked == {"ArrowDown": [first, second, last, first], "ArrowUp": [last], "Home": [first], "End": [last]}
    assert_no_axe_violations(finder)


def test_home_and_end_are_of_the_text_until_an_arrow_was_used(finder):
    field = typed(finder)
    field.press("Home")
    assert chosen(finder) is None
    assert field.evaluate("field => field.selectionStart") == 0


def test_enter_takes_the_chosen_one_and_escape_and_tab_take_nothing(finder):
    field = typed(finder)
    field.press("ArrowDown")
    field.press("Escape")
    expect(finder.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("reken")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert chosen(finder) is None

    typed(finder, "e")
    field.press("ArrowDown")
    field.press("Tab")
    expect(finder.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("rekene")

    typed(finder, "n")
    field.press("ArrowDown")
    with finder.expect_request("**/expertise/?q=Rekenen*"):
        field.press("Enter")
    expect(field).to_have_value("Rekenen")
    expect(finder.get_by_role("option")).to_have_count(0)


def test_without_a_chosen_one_enter_sends_what_was_typed(finder):
    field = typed(finder)
    with finder.expect_request("**/expertise/?q=reken*"):
        field.press("Enter")
    expect(field).to_have_value("reken")
    expect(finder.get_by_role("option")).to_have_count(0)


def test_a_click_takes_an_answer(finder):
    typed(finder)
    finder.get_by_role("option", name="Rekenangst").click()
    expect(finder.locator("#id_q")).to_have_value("Rekenangst")
    expect(finder.locator("#id_q")).to_be_focused()


@pytest.mark.parametrize("swapped", ["#finder", "suggest-field", "suggest-field .search", "#id_q"])
def test_after_htmx_swapped_a_part_it_works_once(finder, swapped):
    typed(finder)
    finder.evaluate(
        "part => htmx.swap(part, document.querySelector(part).outerHTML, {swapStyle: 'outerHTML', settleDelay: 0})",
        swapped,
    )
    finder.locator("#id_q").fill("")
    field = typed(finder)
    field.press("ArrowDown")
    assert chosen(finder) == "Rekenen"
    assert finder.locator("suggest-field [role=listbox]").count() == 1


def test_a_late_answer_opens_nothing_after_the_field_was_left(finder):
    finder.unroute_all()
    late = []

    def hold(route):
        late.append(route)

    finder.route("**/themas/suggesties/**", hold)
    field = finder.locator("#id_q")
    with finder.expect_request("**/themas/suggesties/**"):
        field.press_sequentially("reken")
    field.press("Tab")
    with finder.expect_event("requestfinished"):
        late[0].fulfill(json={"topics": TOPICS})
    # Two drawings later what the answer leads to has been done.
    finder.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(finder.get_by_role("option")).to_have_count(0)
