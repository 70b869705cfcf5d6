"""Where things stand in a demo that is running: parts of addresses that are only known once it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def find_profile(page: Page, address: str, name: str) -> str:
    page.goto(f"{address}/leden/?q={name}")
    link = page.locator("main a[href^='/leden/']").filter(has_text=name).first.get_attribute("href") or ""
    return link.strip("/").split("/")[-1]


def held_meeting(page: Page, address: str) -> str:
    """The latest meeting of the reading group of which the minutes are shared."""
    page.goto(f"{address}/groepen/lezen-om-te-weten/besloten/besluiten/")
    link = page.locator("main a[href^='/bijeenkomsten/']").first.get_attribute("href") or ""
    return link.strip("/").split("/")[1]


def first_product(page: Page, address: str) -> str:
    """A product that everybody may read."""
    page.goto(f"{address}/kennisbank/")
    links = page.locator("main article a[href^='/kennisbank/'], main .card a[href^='/kennisbank/']")
    return (links.first.get_attribute("href") or "").strip("/").split("/")[-1]


def last_year(page: Page, address: str) -> str:
    """The part of the address that asks for the school year before this one."""
    page.goto(f"{address}/mijn-uren/")
    years = page.locator("select[name=schooljaar] option").evaluate_all("options => options.map(o => o.value)")
    return f"?schooljaar={years[1]}" if len(years) > 1 else ""


def next_meeting(page: Page, address: str) -> str:
    """The next meeting of the maths group."""
    return _first_link(page, address, "rekenen-met-inzicht", "/bijeenkomsten/")


def first_series(page: Page, address: str) -> str:
    """The year that the reading group planned in one go."""
    return _first_link(page, address, "lezen-om-te-weten", "/reeksen/")


def running_study(page: Page, address: str) -> str:
    """The Lesson Study of the reading group."""
    return _study(page, address, "Hardop denken bij weetjesteksten")


def shared_study(page: Page, address: str) -> str:
    """The finished Lesson Study of the maths group."""
    return _study(page, address, "Welke breuk is groter?")


def signing_agreement(page: Page, address: str) -> str:
    """The version that is being signed: the newest."""
    return _agreement(page, address, 0)


def agreement_in_force(page: Page, address: str) -> str:
    """The version before that."""
    return _agreement(page, address, 1)


def signed_change(page: Page, address: str) -> str:
    """The change that was signed beside the version in force."""
    page.goto(f"{address}/afspraken/overeenkomst/{agreement_in_force(page, address)}/")
    link = page.locator("#wijziging-1 a[href$='/ondertekenen/']").first.get_attribute("href") or ""
    return link.strip("/").split("/")[2]


def _agreement(page: Page, address: str, place: int) -> str:
    page.goto(f"{address}/afspraken/overeenkomst/")
    link = page.locator("main .agreement-versions a").nth(place)
    return (link.get_attribute("href") or "").strip("/").split("/")[-1]


def _study(page: Page, address: str, title: str) -> str:
    page.goto(f"{address}/lesson-study/")
    link = page.locator("main a[href^='/lesson-study/']").filter(has_text=title).first
    return (link.get_attribute("href") or "").strip("/").split("/")[1]


def _first_link(page: Page, address: str, group: str, within: str) -> str:
    page.goto(f"{address}/groepen/{group}/besloten/bijeenkomsten/")
    link = page.locator(f"main .section a[href*='{within}']:not([href*='/wijzigen/'], [href*='/plannen/'])").first
    return (link.get_attribute("href") or "").strip("/").split("/")[-1]


# What stands in an address for something that is only known once the demo is loaded.
FOUND_ON_PAGES = {
    "{agreement}": agreement_in_force,
    "{change}": signed_change,
    "{signing}": signing_agreement,
    "{held}": held_meeting,
    "{last_year}": last_year,
    "{meeting}": next_meeting,
    "{product}": first_product,
    "{series}": first_series,
    "{shared}": shared_study,
    "{talking}": running_study,
}
