"""Take the screenshots of a network that begins: each step of setting up, and what pages say while there is nothing.

usage: python -m scripts.first_pictures [--out DIR] [--dark]
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scripts.networks import ROOT, throw_away_network
from scripts.screenshots import SIZES, Look, chromium, open_page, save, whole_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from scripts.networks import Network

Scheme = Literal["light", "dark"]
FIRST = {
    "given_name": "Noor",
    "family_name": "Bakker",
    "email": "noor@example.org",
    "password": "zes groene fietsen",
}
STEPS = {
    "setup-name": "naam/",
    "setup-region": "vakantieregio/",
    "setup-look": "huisstijl/",
    "setup-mail": "mail/",
    "setup-second": "tweede-coordinator/",
    "setup-partners": "partners/",
    "setup-topics": "themas/",
    "setup-public": "openbaar/",
}
EMPTY = {
    "setup-overview": "/beheer/netwerk/",
    "empty-start": "/start/",
    "empty-groups": "/plgs/",
    "empty-agenda": "/agenda/",
    "empty-finder": "/expertise/",
    "empty-knowledge-base": "/kennisbank/",
    "empty-directory": "/leden/",
    "empty-desks": "/beheer/",
}


class Camera:
    """One page of one browser, on one screen and in one light."""

    def __init__(self, page: Page, look: Look, out: Path) -> None:
        self.page, self.look, self.out = page, look, out

    def take(self, name: str, address: str = "") -> None:
        """The page at `address`, or the one that is shown."""
        if address:
            open_page(self.page, address, "")
        file = f"{name}-{self.look.size}" + ("-dark" if self.look.scheme == "dark" else "") + ".png"
        save(whole_page(self.page, self.look.viewport), self.out / file, exact=False)
        print(file)


def address_to_begin(network: Network) -> str:
    """The one that is printed once."""
    printed = network.run("manage.py", "setup")
    path = re.search(r"https?://[^/\s]+(/opzet/\S+)", printed)
    if path is None:
        raise LookupError(printed)
    return network.address + path[1]


def begin(page: Page) -> None:
    """Fill in, at that address, who the first coordinator is."""
    for name, value in FIRST.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/opzet/" not in url)


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/inloggen/")
    page.fill("input[name=login]", FIRST["email"])
    page.fill("input[name=password]", FIRST["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/inloggen/" not in url)


def take_pictures(network: Network, camera: Camera) -> None:
    for name, path in STEPS.items():
        camera.take(name, f"{network.address}/beheer/netwerk/{path}?opzet=ja")
    for name, path in EMPTY.items():
        camera.take(name, network.address + path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--dark", action="store_true", help="also in the dark, beside the light ones")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    schemes: tuple[Scheme, ...] = ("light", "dark") if options.dark else ("light",)
    looks = [Look(scheme, size, measures, still=False) for scheme in schemes for size, measures in SIZES.items()]
    with (
        throw_away_network(DEMO_MODE="0", HASHED_STATIC="0", REQUIRE_SECOND_FACTOR="0") as network,
        chromium() as browser,
    ):
        network.run("manage.py", "migrate", "-v0")
        with network.served():
            address = address_to_begin(network)
            cameras = [Camera(look.new_page(browser), look, options.out) for look in looks]
            for camera in cameras:
                camera.take("setup-begin", address)
            begin(cameras[0].page)
            for camera in cameras[1:]:
                sign_in(camera.page, network.address)
            for camera in cameras:
                take_pictures(network, camera)


if __name__ == "__main__":
    main()
