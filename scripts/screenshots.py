"""Take the screenshots of docs/screenshots/: the demo network on a phone and on a desk, from a fresh database.

usage: python -m scripts.screenshots [--out DIR] [--only NAME] [--dark] [--still] [--checkout DIR]
       python -m scripts.screenshots --compare BEFORE --out AFTER
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scripts.browsers import find_chromium
from scripts.demo_pages import FOUND_ON_PAGES, find_profile
from scripts.networks import ROOT, STILL_LATER, demo_network
from scripts.pictures import compare

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DIGEST = "digest-mail"
SIZES = {"phone": (360, 740), "desktop": (1280, 860)}


@dataclass(frozen=True)
class Shot:
    """One page as one demo account sees it; `login` empty for a visitor.

    With `code` the page for in the classroom is made ready first. With `paper`, a selector, it is the PDF behind the
    first such link of that page, and of that the page `sheet`: once.
    """

    name: str
    path: str
    login: str = ""
    paper: str = ""
    sheet: int = 0
    code: str = ""


# Whose first screen is another than a teacher's and a coordinator's.
STARTS = (
    *("aspirant", "schoolopleider", "werkplek", "instituut", "onderzoeker", "expert"),
    *("schoolleider", "bestuurder", "programmaleider", "verbinding", "privacy", "beheer"),
)
SEALED, PUT_UP = "aside a[href*='/getekend/']", "aside a[href*='/document/']"
SHOTS = (
    Shot("home", "/"),
    Shot("groups", "/plgs/"),
    Shot("group", "/groepen/rekenen-met-inzicht/"),
    Shot("space", "/groepen/rekenen-met-inzicht/besloten/", "leraar"),
    Shot("start", "/start/", "leraar"),
    *(Shot(f"start-{login}", "/start/", login) for login in STARTS),
    Shot("directory", "/leden/", "leraar"),
    Shot("profile", "/leden/{expert}/", "leraar"),
    Shot("agenda", "/agenda/", "leraar"),
    Shot("agenda-month", "/agenda/?weergave=maand&wat=alles", "coordinator"),
    Shot("meeting", "/bijeenkomsten/{meeting}/", "leraar"),
    Shot("series", "/groepen/lezen-om-te-weten/besloten/bijeenkomsten/reeksen/{series}/", "leraar"),
    Shot("cockpit", "/start/", "coordinator"),
    Shot("check-in", "/inchecken/", "aspirant"),
    Shot("attendance", "/bijeenkomsten/{held}/aanwezigheid/", "leraar"),
    Shot("minutes", "/bijeenkomsten/{held}/verslag/", "leraar"),
    Shot("minutes-writing", "/bijeenkomsten/{held}/verslag/schrijven/", "leraar"),
    Shot("depth", "/groepen/lezen-om-te-weten/besloten/diepgang/", "leraar"),
    Shot("hours", "/mijn-uren/{last_year}", "leraar"),
    Shot("certificate", "/mijn-uren/{last_year}", "leraar", paper="a[href*='/mijn-uren/certificaat/']"),
    Shot("finder", "/expertise/", "leraar"),
    Shot("finder-result", "/expertise/?q=begrijpend+lezen+groep+6", "leraar"),
    Shot("ask", "/vragen/stellen/?vraag=Hoe+krijg+ik+stille+leerlingen+aan+het+redeneren%3F", "leraar"),
    Shot("gaps", "/expertise/in-beeld/", "coordinator"),
    Shot("gaps-topic", "/expertise/in-beeld/meertaligheidnt2/", "coordinator"),
    Shot("knowledge-base", "/kennisbank/"),
    Shot("product", "/kennisbank/{product}/"),
    Shot("group-table", "/beheer/groepen/", "coordinator"),
    Shot("figures-school", "/dashboard/", "schoolleider"),
    Shot("figures-school-paper", "/dashboard/", "schoolleider", paper="a[href*='a4.pdf']"),
    Shot("figures-board", "/dashboard/", "bestuurder"),
    Shot("figures-network", "/dashboard/netwerk/", "coordinator"),
    Shot("studies", "/lesson-study/", "leraar"),
    Shot("study", "/lesson-study/{talking}/", "leraar"),
    Shot("study-start", "/lesson-study/{talking}/starten/planning/", "schoolopleider"),
    Shot("study-cover", "/lesson-study/vrijroosteren/", "schoolleider"),
    Shot("study-goal", "/lesson-study/{talking}/doel/", "leraar"),
    Shot("study-beforehand", "/lesson-study/{talking}/voorstudie/", "leraar"),
    Shot("study-plan", "/lesson-study/{talking}/lesontwerp/", "leraar"),
    Shot("study-lesson", "/lesson-study/{talking}/waarnemen/1/", "leraar"),
    Shot("study-observe", "/lesson-study/{talking}/waarnemen/1/klas/", "leraar", code="73914628"),
    Shot("study-discussion", "/lesson-study/{talking}/nabespreking/1/", "schoolopleider"),
    Shot("study-reteach", "/lesson-study/{shared}/herhaling/", "leraar"),
    Shot("study-reflection", "/lesson-study/{shared}/reflectie/", "leraar"),
    Shot("agreement", "/afspraken/overeenkomst/{agreement}/", "bestuurder"),
    Shot("agreement-changes", "/afspraken/overeenkomst/{signing}/verschillen/", "bestuurder"),
    Shot("agreement-signing", "/afspraken/overeenkomst/{signing}/ondertekenen/", "bestuurder"),
    Shot("agreement-change", "/afspraken/overeenkomst/{change}/ondertekenen/", "bestuurder"),
    Shot("agreement-paper", "/afspraken/overeenkomst/{agreement}/", "bestuurder", paper=SEALED),
    Shot(
        "agreement-evidence",
        "/afspraken/overeenkomst/{agreement}/",
        "bestuurder",
        paper=SEALED,
        sheet=-1,
    ),
    Shot(
        "agreement-lines",
        "/afspraken/overeenkomst/{signing}/",
        "bestuurder",
        paper=PUT_UP,
        sheet=-1,
    ),
    Shot("agreement-check", "/afspraken/controleren/"),
    Shot("agreements", "/afspraken/", "bestuurder"),
    Shot("obligations", "/afspraken/verplichtingen/", "coordinator"),
    Shot("work-plan", "/afspraken/werkplan/", "programmaleider"),
    Shot("giving-and-taking", "/afspraken/geven-en-nemen/", "bestuurder"),
    Shot("study-archive", "/lesson-study/{shared}/archief/", "aspirant"),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium when there is one, else Playwright's own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield browser
        browser.close()


def sign_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/inloggen/")
    page.fill("input[name=login]", f"{login}@demo.example")
    page.fill("input[name=password]", "netwerk-demo")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/inloggen/" not in url)


def page_of_paper(page: Page, shot: Shot) -> bytes:
    """A sheet of the PDF behind a link of the page, as it comes out of the printer."""
    import pypdfium2

    link = page.locator(f"main {shot.paper}").first.get_attribute("href", timeout=5_000) or ""
    pdf = pypdfium2.PdfDocument(page.request.get(urllib.parse.urljoin(page.url, link)).body())
    target = io.BytesIO()
    pdf[shot.sheet % len(pdf)].render(scale=1.4).to_pil().save(target, "PNG")
    return target.getvalue()


def open_page(page: Page, address: str, code: str) -> None:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        sys.exit(f"{address} answers {answer.status if answer else 'nothing'}")
    page.wait_for_load_state("networkidle")
    if code:
        make_ready(page, code)


def make_ready(page: Page, code: str) -> None:
    """As an observer does before the lesson; the key is reckoned on the device, which takes a while."""
    page.locator("input:visible").first.fill(code)
    page.get_by_role("button", name="Maak klaar", exact=True).click()
    page.get_by_text("Klaar voor in de klas").first.wait_for(timeout=60_000)


def save(image: bytes, target: Path, *, exact: bool) -> None:
    """A palette of 256 colours unless `exact`: a third of the size, and nobody sees it."""
    from PIL import Image

    if exact:
        target.write_bytes(image)
        return
    Image.open(io.BytesIO(image)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", default="", help="only the shots of these names, with commas between")
    parser.add_argument("--dark", action="store_true", help="also in the dark, beside the light ones")
    parser.add_argument("--still", action="store_true", help="at a fixed moment and in all colours, to compare")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="of the network in this folder, with a .venv")
    parser.add_argument("--compare", type=Path, metavar="BEFORE", help="take none, say how those in --out differ")
    options = parser.parse_args()
    if options.compare:
        sys.exit(say_differences(options.compare, options.out))
    options.out.mkdir(parents=True, exist_ok=True)
    only = {name for name in options.only.split(",") if name}
    shots = [shot for shot in SHOTS if not only or shot.name in only]
    network = demo_network(checkout=options.checkout.absolute(), still=options.still)
    with network as (address, digest), chromium() as browser:
        if not only or DIGEST in only:
            take_mail(browser, digest, options.out, exact=options.still)
        for scheme in ("light", "dark") if options.dark else ("light",):
            for size, (width, height) in SIZES.items():
                look = Look(scheme, size, (width, height), still=options.still)
                take_all(browser, address, shots, look, options.out)


def say_differences(before: Path, after: Path) -> int:
    """Print which pictures differ; those stand side by side in the folder `differences` of the later series."""
    found = compare(before, after, after / "differences")
    for difference in found:
        print(difference)
    print(f"{len(found)} of {len(list(after.glob('*.png')))} pictures differ")
    return 1 if found else 0


def take_mail(browser: Browser, html: str, out: Path, *, exact: bool) -> None:
    """A mail as a mail program shows it, in the light and in the dark."""
    for scheme in ("light", "dark"):
        for size, width in (("phone", 360), ("desktop", 640)):
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 740})
            page.set_content(html)
            name = f"{DIGEST}-{size}" + ("-dark" if scheme == "dark" else "")
            save(page.screenshot(full_page=True), out / f"{name}.png", exact=exact)
            print(f"{name}.png")
            page.close()


# A hidden image is never fetched.
IMAGES_OR_THREE_SECONDS = """Promise.race([
    new Promise(done => setTimeout(done, 3000)),
    Promise.all([...document.images].map(
        image => image.complete || new Promise(done => { image.onload = image.onerror = done; })
    )),
]).then(() => true)"""


def whole_page(page: Page, viewport: tuple[int, int]) -> bytes:
    """All of the page, as if on a very long screen: the bar at the bottom stands at the bottom."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": viewport[0], "height": max(height, viewport[1])})
    # Those further down are fetched only now.
    page.evaluate(IMAGES_OR_THREE_SECONDS)
    image = page.screenshot()
    page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
    return image


@dataclass(frozen=True)
class Look:
    """In which light, on which screen (its name and its width and height), and whether at the fixed moment."""

    scheme: Literal["light", "dark"]
    size: str
    viewport: tuple[int, int]
    still: bool

    def new_page(self, browser: Browser) -> Page:
        page = browser.new_context(
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            color_scheme=self.scheme,
            viewport={"width": self.viewport[0], "height": self.viewport[1]},
            reduced_motion="reduce" if self.still else "no-preference",
        ).new_page()
        if self.still:
            page.clock.set_fixed_time(STILL_LATER)
        return page


def take_all(browser: Browser, address: str, shots: list[Shot], look: Look, out: Path) -> None:
    pages: dict[str, Page] = {}
    for shot in shots:
        if shot.login not in pages:
            pages[shot.login] = look.new_page(browser)
            if shot.login:
                sign_in(pages[shot.login], address, shot.login)
        page = pages[shot.login]
        path = shot.path
        if "{expert}" in path:
            path = path.format(expert=find_profile(page, address, "Twickelstra"))
        for name, find in FOUND_ON_PAGES.items():
            if name in path:
                path = path.replace(name, find(page, address))
        open_page(page, address + path, shot.code)
        name = f"{shot.name}-{look.size}" + ("-dark" if look.scheme == "dark" else "")
        if shot.paper:
            if look.size == "desktop" and look.scheme == "light":
                save(page_of_paper(page, shot), out / f"{shot.name}.png", exact=look.still)
                print(f"{shot.name}.png")
            continue
        whole = look.still or look.size == "phone" or shot.name in {"home", "group"}
        image = whole_page(page, look.viewport) if whole else page.screenshot()
        save(image, out / f"{name}.png", exact=look.still)
        print(f"{name}.png")


if __name__ == "__main__":
    main()
