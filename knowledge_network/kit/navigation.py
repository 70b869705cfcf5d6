"""The entries of the frame: apps say in their `navigation.py` what they offer, this decides what a reader sees of it.

Costs no query: whether an entry shows is decided on what was fetched with the user.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise, SimpleLazyObject

from knowledge_network.kit.network import read_network

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


def anonymous(user: AbstractBaseUser | AnonymousUser) -> bool:
    return not user.is_authenticated


def is_signed_in(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.is_authenticated


def everybody(user: object) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link of the frame.

    `place`: "main", "account", "footer", "search", "bell", or "phone" for what stands on top of the menu there.
    `bottom` is the place in the phone's bottom bar (1 to 4); its menu has the rest.
    `sections`: names of the addresses below which the entry is the current one, beside its own.
    """

    label: str | Promise
    url_name: str
    icon: str
    order: int
    place: str = "main"
    shown_to: Callable[[Any], bool] = everybody
    bottom: int = 0
    sections: tuple[str, ...] = ()
    args: Callable[[Any], tuple[Any, ...]] | None = None
    css_class: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    url: str
    icon: str
    current: bool
    css_class: str
    count: int = 0


_entries: list[Entry] = []


def register(*entries: Entry) -> None:
    _entries.extend(entries)
    _entries.sort(key=lambda entry: entry.order)


def registered() -> tuple[Entry, ...]:
    return tuple(_entries)


@cache
def _address(url_name: str, urlconf: str) -> str:
    """The address, or nothing where this installation has no such page."""
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return ""


@cache
def _addresses(url_names: tuple[str, ...], urlconf: str) -> tuple[str, ...]:
    """The addresses below which something is the current one; everything is below the first page, so that is none."""
    return tuple(address for name in url_names if (address := _address(name, urlconf)) not in {"", "/"})


class Frame:
    """What `base.html` shows around a page; every part is worked out when first asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Any:
        return getattr(self.request, "user", None)

    @cached_property
    def is_inside(self) -> bool:
        """Whether the reader is signed in."""
        return self.user is not None and bool(self.user.is_authenticated)

    @cached_property
    def _urlconf(self) -> str:
        return get_urlconf() or settings.ROOT_URLCONF

    def _links(self, entries: list[Entry]) -> list[Link]:
        if self.user is None:
            return []
        links = (self._link(entry) for entry in entries if entry.shown_to(self.user))
        return [link for link in links if link.url]

    def _link(self, entry: Entry) -> Link:
        url = self._url(entry)
        count = self.unread if entry.icon == "bell" else 0
        return Link(entry.label, url, entry.icon, self._is_current(entry, url), entry.css_class, count)

    def _url(self, entry: Entry) -> str:
        if entry.args:
            return reverse(entry.url_name, args=entry.args(self.user))
        return _address(entry.url_name, self._urlconf)

    def _is_current(self, entry: Entry, url: str) -> bool:
        path = self.request.path
        if path == url or (len(url) > 1 and path.startswith(url)):
            return True
        return path.startswith(_addresses(entry.sections, self._urlconf))

    @cached_property
    def key(self) -> tuple[object, ...]:
        """All that the shared parts of the frame depend on, and nothing personal: see the tag `kept`."""
        user = self.user
        if user is None:
            return (None, self.theme)
        shown = tuple(
            (number, self._is_current(entry, self._url(entry)))
            for number, entry in enumerate(_entries)
            if entry.args is None and entry.shown_to(user)
        )
        return (self.is_inside, self.theme, shown)

    @cached_property
    def main(self) -> list[Link]:
        return self._links([entry for entry in _entries if entry.place == "main"])

    @cached_property
    def main_beside_bottom(self) -> list[Link]:
        """What the bar at the bottom of a phone has no room for: there it stands in the menu of the bar."""
        return self._links([entry for entry in _entries if entry.place == "main" and not entry.bottom])

    @cached_property
    def bottom(self) -> list[Link]:
        return self._links(sorted((e for e in _entries if e.bottom), key=lambda entry: entry.bottom))

    @cached_property
    def phone(self) -> list[Link]:
        """What is never more than two taps away on a phone."""
        return self._links([entry for entry in _entries if entry.place == "phone"])

    @cached_property
    def account_own(self) -> list[Link]:
        """What has an address of the reader's own: first in the menu, and drawn anew for each."""
        return self._links([entry for entry in _entries if entry.place == "account" and entry.args])

    @cached_property
    def account(self) -> list[Link]:
        """The rest of the menu, the same for all who may see it."""
        return self._links([entry for entry in _entries if entry.place == "account" and not entry.args])

    @cached_property
    def footer(self) -> list[Link]:
        return self._links([entry for entry in _entries if entry.place == "footer"])

    @cached_property
    def search(self) -> Link | None:
        return next(iter(self._links([entry for entry in _entries if entry.place == "search"])), None)

    @cached_property
    def bell(self) -> Link | None:
        return next(iter(self._links([entry for entry in _entries if entry.place == "bell"])), None)

    @cached_property
    def unread(self) -> int:
        """Unread notices, of which the addresses are fetched with the user; 99 stands for more."""
        return min(len(self._unread_addresses), 99)

    @cached_property
    def tells_here(self) -> bool:
        """Whether something that the reader was told, and did not read yet, is about this page."""
        here = {self.request.path, self.request.get_full_path()}
        return any(address.partition("#")[0] in here for address in self._unread_addresses)

    @cached_property
    def _unread_addresses(self) -> list[str]:
        return getattr(self.user, "unread_addresses", None) or []

    @cached_property
    def theme(self) -> str:
        """The theme that the reader chose, or nothing: then the device decides."""
        chosen = self.request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @property
    def demo(self) -> bool:
        return settings.DEMO_MODE


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame`, `nav` with the links of the main navigation, and `network` with its settings."""
    made = Frame(request)
    return {"frame": made, "nav": SimpleLazyObject(lambda: made.main), "network": SimpleLazyObject(read_network)}
