"""Walking the site as somebody: all addresses of the access table, and every link and form found on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import tempfile
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pypdfium2
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests import clock
from tests.access.table import OK, Row
from tests.access.test_access import declared_rows, is_walked
from tests.access.world import World

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
NOT_FOLLOWED = ("/static/", "/media/")
# A table with ten filters has hundreds of addresses that show the same: some of them, other ones every day. The drill
# «everything» opens many more.
MOST_PER_PAGE = 4
# Some 1900 are opened for a coordinator, a few dozen more or less every day: this ends a walk that never would.
MOST_PAGES = 4000
LINKING = ", ".join(f"[{name}]:not(link, script)" for name in ("href", "hx-get", "src"))
FIELDS = ("input", "select", "textarea", "button")
SENDING = "button:not([type=button]):not([type=reset]), input[type=submit]"
# In these Enter presses the first button of the form.
TYPED_IN = frozenset({"text", "number", "search", "email", "url", "tel", "date", "time", "datetime-local", "password"})


class SignedOut(AssertionError):  # noqa: N818
    """The walk lost its session: every page after it would prove nothing."""


class StoppedShort(AssertionError):  # noqa: N818
    """The walk came to its number with addresses left: what stands there it would pass over in silence."""


def client_for(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if (person := world.people[role]) is not None:
        client.force_login(person, backend=BACKEND)
    return client


def table_addresses(world: World, role: str, names: Container[str] | None = None) -> list[str]:
    """The GET addresses of the access table, those with these names or all, that answer `role`."""
    rows = [row for row in declared_rows() if is_walked(row) and row.outcome(role) == OK]
    return [address_of(row, world) for row in rows if names is None or row.name in names]


def address_of(row: Row, world: World) -> str:
    return reverse(row.name, kwargs=row.kwargs(world)) + _query(row.data(world))


def _query(data: dict[str, Any]) -> str:
    return f"?{urlencode(data, doseq=True)}" if data else ""


@dataclass
class Field:
    name: str
    value: str = ""
    type: str = "text"
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field]
    page: str
    # Of several buttons the one that Enter presses in a field, by its classes; none where nothing is typed.
    pressed_by_enter: str = ""


class PageReader:
    """The links and the forms of one page."""

    def __init__(self, address: str, html: str) -> None:
        self.address = address
        tree = LexborHTMLParser(html)
        self.links = [link for node in tree.css(LINKING) for link in _links(node)]
        nodes = tree.css("form")
        self.forms = [self._form(node) for node in nodes]
        named = {node.attributes.get("id"): form for node, form in zip(nodes, self.forms, strict=True)}
        # A field that names its form belongs to that one, wherever it stands.
        for node in tree.css(", ".join(f"{tag}[name][form]:not([disabled])" for tag in FIELDS)):
            if (owner := named.get(node.attributes["form"])) is not None:
                owner.fields.append(_field(node))

    def _form(self, node: LexborNode) -> Form:
        target = urljoin(self.address, node.attributes.get("action") or self.address)
        within = node.css(", ".join(f"{tag}[name]:not([form]):not([disabled])" for tag in FIELDS))
        method = (node.attributes.get("method") or "get").lower()
        fields = [_field(one) for one in within if one.attributes["name"]]
        return Form(target, method, fields, self.address, _pressed_by_enter(node))


def path_of(form: Form) -> str:
    return form.action.split("?")[0].split("#")[0]


def name_of(form: Form) -> str:
    """The name of the address to which it is sent."""
    try:
        return resolve(path_of(form)).view_name
    except Resolver404:
        return form.action


def main_form(forms: list[Form]) -> Form:
    """What a page is about: of the forms that store something, the one with most to fill in."""
    sent = (form for form in forms if form.method == "post")
    return max(sent, key=lambda form: sum(field.type not in {"button", "submit", "hidden"} for field in form.fields))


def _links(node: LexborNode) -> list[str]:
    return [link for name in ("href", "hx-get", "src") if (link := node.attributes.get(name))]


def _pressed_by_enter(form: LexborNode) -> str:
    buttons = form.css(SENDING)
    if len(buttons) < 2 or not any((one.attributes.get("type") or "text") in TYPED_IN for one in form.css("input")):
        return ""
    return "hidden" if "hidden" in buttons[0].attributes else buttons[0].attributes.get("class") or ""


def _field(node: LexborNode) -> Field:
    given = {name: value or "" for name, value in node.attributes.items()}
    if node.tag == "select":
        options = [(option.attributes.get("value") or "", option) for option in node.css("option")]
        chosen = [value for value, option in options if "selected" in option.attributes]
        return Field(given["name"], (chosen or [""])[-1], "select", [value for value, _option in options])
    if node.tag == "textarea":
        return Field(given["name"], node.text(), "textarea")
    kind = given.get("type", "text") if node.tag == "input" else "button"
    if kind in {"checkbox", "radio"} and "checked" not in given:
        return Field(given["name"], "", kind, [given.get("value", "on")])
    return Field(given["name"], given.get("value", ""), kind)


def read_paper(body: bytes) -> str:
    """The text of a PDF, in which it stands compressed: once with the hyphens at ends of lines and once without."""
    document = pypdfium2.PdfDocument(body)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(re.sub(r"[\ufffe\x02][\r\n]*|-[\r\n]+", hyphen, page) for hyphen in ("-", "") for page in pages)


@dataclass(frozen=True)
class Visit:
    address: str
    status: int
    content_type: str
    body: bytes
    # The address to which a redirect leads.
    sent_on: str = ""

    @property
    def text(self) -> str:
        """All readable text of the answer; archives and workbooks are unpacked, and paper is read."""
        if self.body[:5] == b"%PDF-":
            return read_paper(self.body)
        if self.body[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(self.body)) as archive:
                return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        return self.body.decode("utf-8", "replace")

    @property
    def is_page(self) -> bool:
        return self.content_type.startswith("text/html")

    @cached_property
    def targets(self) -> list[str]:
        """Where this answer leads within the site, by its links or by itself."""
        found = [self.sent_on] if self.sent_on else []
        if self.is_page and self.status == 200:
            found += self.read().links
        return [target for link in found if (target := _target(self.address, link))]

    @cached_property
    def _reader(self) -> PageReader:
        return PageReader(self.address, self.text)

    def read(self) -> PageReader:
        return self._reader


def walk(
    client: Client,
    addresses: list[str],
    *,
    limit: int = MOST_PAGES,
    most_per_page: int = MOST_PER_PAGE,
    passed_over: set[str] | None = None,
    day: dt.date | None = None,
) -> Iterator[Visit]:
    """Every address once, and all that they link to within the site, breadth first.

    Of a page with filters it opens `most_per_page` addresses; what it leaves stands in `passed_over`. Raises
    `StoppedShort` where that is more than `limit`, for what is not opened proves nothing. Who only wants the first few
    says so, with `islice`.
    """
    waiting, seen = deque(addresses), set(addresses)
    answers: Counter[str] = Counter(address.split("?")[0] for address in addresses)
    session, day = _session_of(client), day or real_day()
    for _ in range(limit):
        if not waiting:
            return
        address = waiting.popleft()
        visit = open_address(client, address)
        if session and _session_of(client) != session:
            raise SignedOut(address)
        yield visit
        for most, targets in _by_turns(visit.targets, most_per_page, day):
            for target in targets:
                path = target.split("?")[0]
                if target not in seen and answers[path] < most:
                    seen.add(target)
                    answers[path] += 1
                    waiting.append(target)
        if passed_over is not None:
            passed_over |= set(visit.targets) - seen
    if waiting:
        raise StoppedShort(f"{limit} pages opened and {len(waiting)} left, the first of them {waiting[0]}")


def real_day() -> dt.date:
    """By the clock of the machine, whatever moment a test is at; with TEST_AT the day of that, to see it once more."""
    at = os.environ.get(clock.VARIABLE)
    if at:
        return dt.date.fromisoformat(at[:10])
    with tempfile.TemporaryFile() as made_now:
        return dt.datetime.fromtimestamp(os.fstat(made_now.fileno()).st_mtime, dt.UTC).date()


def names_of(day: dt.date, parts: int) -> set[str]:
    """The addresses of the access table whose turn it is: each comes by in as many days as there are parts."""
    names = {row.name for row in declared_rows()}
    return {name for name in names if zlib.crc32(name.encode()) % parts == day.toordinal() % parts}


def _by_turns(targets: list[str], most: int, day: dt.date) -> list[tuple[int, list[str]]]:
    """Half of what may be opened of a page as it stands there, the rest in an order that is another one every day."""

    def turn(address: str) -> bytes:
        return hashlib.blake2b(f"{day} {address}".encode(), digest_size=8).digest()

    return [(most // 2, targets), (most, sorted(targets, key=turn))]


def _session_of(client: Client) -> str:
    """Which session its cookie names: a session that ends takes the cookie with it, and asking costs no query."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


def open_address(client: Client, address: str) -> Visit:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    sent_on = response["Location"] if 300 <= response.status_code < 400 else ""
    return Visit(address, response.status_code, response.get("Content-Type", ""), body, sent_on)


def _target(address: str, link: str) -> str:
    """Where `link` leads from the page of `address`; the frame has the same whole ones on every page."""
    return _inside(link) if link.startswith("/") else _inside(urljoin(address, link))


@cache
def _inside(link: str) -> str:
    """The path and query of a link of this site; empty for other sites, anchors and ways out."""
    parts = urlsplit(link)
    if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", "testserver"}:
        return ""
    if not parts.path.startswith("/") or parts.path.startswith(NOT_FOLLOWED):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
