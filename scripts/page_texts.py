"""Write what stands on every sort of page of the still demo, a tag or a sentence a line, to compare two commits.

usage: python -m scripts.page_texts --out DIR [--checkout DIR] [--most 250]

Follows links from the start page as a visitor, a teacher and a coordinator, two pages of each sort. Blanks between tags
and the order of attributes are left out: a template that was only formatted anew gives the same text. Compare with
`git diff --no-index --stat BEFORE AFTER`; how it looks, the pictures of `scripts.screenshots --still` tell.
"""

from __future__ import annotations

import argparse
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter, deque
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple

from scripts.networks import ROOT, STILL, demo_network

LOGINS = ("", "leraar", "coordinator")
STARTS = ("/", "/start/", "/beheer/", "/leden/", "/groepen/", "/agenda/", "/expertise/", "/vragen/", "/kennisbank/")
PER_SORT = 2
# Addresses with a name in them: what follows one of these words says which, not what sort.
NAMED = frozenset({"groepen", "leden", "kennisbank", "in-beeld", "organisaties", "bijeenkomsten", "vragen", "methodes"})
PUBLIC_ID = re.compile(r"[a-z0-9]{10}|\d+")


class Answer(NamedTuple):
    text: str
    links: list[str]


class PageText(HTMLParser):
    """Lines of tags and sentences, and the addresses that the page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: " ".join((value or "").split()) for name, value in attrs}
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"])
        if values.get("name") == "csrfmiddlewaretoken":
            values["value"] = "…"
        self.lines.append(f"<{tag}{''.join(f' {name}="{values[name]}"' for name in sorted(values))}>")

    def handle_endtag(self, tag: str) -> None:
        self.lines.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        # A sentence may be cut into pieces by blanks alone.
        if words := " ".join(data.split()):
            self.lines.append(words)


class Reader:
    """One visitor or member with the cookies of a browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def read(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """The text of a page, its status first where it is not 200; without text when it is no page."""
        body = urllib.parse.urlencode(form).encode() if form else None
        address = self.address + urllib.parse.quote(path, safe="/?&=+%")
        request = urllib.request.Request(address, body, {"Referer": self.address, "Accept-Language": "nl"})
        try:
            with self.opener.open(request, timeout=60) as answer:
                if not answer.headers["Content-Type"].startswith("text/html"):
                    return Answer("", [])
                page, status = answer.read().decode(), ""
        except urllib.error.HTTPError as error:
            page, status = error.read().decode(), f"{error.code}\n"
        text = PageText()
        text.feed(page)
        lines = "\n".join(text.lines).replace(self.address, "").replace(STILL["PUBLIC_URL"], "")
        return Answer(f"{status}{lines}\n", text.links)

    def sign_in(self, login: str) -> None:
        self.read("/inloggen/")
        token = next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")
        form = {"login": f"{login}@demo.example", "password": "netwerk-demo", "csrfmiddlewaretoken": token}
        if 'name="password"' in self.read("/inloggen/", form).text:
            raise SystemExit(f"{login} is not let in")


def generalise(path: str) -> str:
    """The address without what says which one: `/groepen/*/besloten/`; keys of a query stay, their values do not."""
    address, _, query = path.partition("?")
    parts = address.split("/")
    kept = [
        "*" if PUBLIC_ID.fullmatch(part) or (place and part and parts[place - 1] in NAMED) else part
        for place, part in enumerate(parts)
    ]
    keys = sorted({key for key, _ in urllib.parse.parse_qsl(query, keep_blank_values=True)})
    return "/".join(kept) + ("?" + "&".join(keys) if keys else "")


def crawl(reader: Reader, out: Path, most: int) -> int:
    """Write a file for each page; gives their number."""
    out.mkdir(parents=True, exist_ok=True)
    waiting, seen, sorts, written = deque(STARTS), set(STARTS), Counter[str](), 0
    while waiting and written < most:
        path = waiting.popleft()
        answer = reader.read(path)
        if not answer.text:
            continue
        (out / (re.sub(r"[^\w=-]+", "_", path).strip("_")[:150] + ".txt")).write_text(answer.text)
        written += 1
        for link in (one.partition("#")[0] for one in answer.links):
            sort = generalise(link)
            if link not in seen and sorts[sort] < PER_SORT and "uitloggen" not in link:
                seen.add(link)
                sorts[sort] += 1
                waiting.append(link)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="the network in this folder, with a .venv")
    parser.add_argument("--most", type=int, default=250, help="pages for each who looks")
    options = parser.parse_args()
    with demo_network(checkout=options.checkout.absolute(), still=True) as (address, _):
        for login in LOGINS:
            reader = Reader(address)
            if login:
                reader.sign_in(login)
            print(f"{login or 'visitor'}: {crawl(reader, options.out / (login or 'visitor'), options.most)} pages")


if __name__ == "__main__":
    main()
