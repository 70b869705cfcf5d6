"""What the network is called and how it works, as every page, mail and document reads it.

The rows lie with the members, who register their reader here at start; a page asks no database for it
(`kit.remembered`). Before anybody filled in anything the platform calls itself «knowledge network».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge_network.kit.remembered import Remembered

NO_TEXTS: Mapping[tuple[str, str], str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """After how long something counts as late, and how much is enough."""

    dormant_school_weeks: int = 10
    answer_school_days: int = 5
    escalate_school_days: int = 10
    project_ends_days: int = 60
    programme_leader_fte: Decimal = Decimal("0.2")


@dataclass(frozen=True, kw_only=True)
class NetworkFacts:
    """The settings of the network. `texts` are its own words by page and language; `open_steps` of setting up wait."""

    name: str = ""
    short_name: str = ""
    region_name: str = ""
    region_phrase: str = ""
    logo: str = ""
    brand_colour: str = ""
    accent_colour: str = ""
    sender_name: str = ""
    reply_to: str = ""
    contact_email: str = ""
    trusted_domains: tuple[str, ...] = ()
    group_kinds: tuple[str, ...] = ()
    group_sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    open_signup: bool = True
    public_figures: bool = True
    public_directory: bool = True
    thresholds: Thresholds = Thresholds()
    texts: Mapping[tuple[str, str], str] = NO_TEXTS
    open_steps: tuple[str, ...] = ()
    version: str = ""

    @property
    def title(self) -> str:
        """The whole name."""
        return self.name or _("Knowledge network")

    @property
    def brand(self) -> str:
        """The name where there is little room: beside the logo, in a calendar."""
        return self.short_name or self.title

    @property
    def brand_lines(self) -> list[str]:
        """The brand in two lines about as long as one another, as it stands beside the logo; one word is one line."""
        words = self.brand.split()
        halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
        return list(min(halves, key=lambda half: max(map(len, half)))) if halves else words

    @property
    def where(self) -> str:
        """« in Drenthe», « op de Veluwe», with its blank in front; empty when nobody said it."""
        phrase = self.region_phrase or (_("in %(region)s") % {"region": self.region_name} if self.region_name else "")
        return f" {phrase}" if phrase else ""

    def text_of(self, page: str) -> str:
        """What the network itself wrote for a page, in the language of the reader or else in Dutch."""
        return self.texts.get((page, get_language() or "nl")) or self.texts.get((page, "nl"), "")

    @property
    def home_text(self) -> str:
        return self.text_of("home")

    @property
    def about_text(self) -> str:
        return self.text_of("about")

    @property
    def contact_text(self) -> str:
        return self.text_of("contact")

    @property
    def privacy_text(self) -> str:
        return self.text_of("privacy")

    @property
    def accessibility_text(self) -> str:
        return self.text_of("accessibility")

    @property
    def logo_version(self) -> str:
        """What changes with every new logo, and tells nothing else."""
        return self.logo.rpartition("/")[2].removesuffix(".webp")

    @property
    def style_version(self) -> str:
        return f"{self.brand_colour}{self.accent_colour}".replace("#", "")

    @property
    def has_own_look(self) -> bool:
        return bool(self.brand_colour or self.accent_colour)

    def uses_kind(self, kind: str) -> bool:
        """Whether this network works with groups of `kind`; who chose nothing has them all."""
        return not self.group_kinds or kind in self.group_kinds

    def speaks(self, language: str) -> bool:
        return not self.languages or language in self.languages

    @property
    def is_bilingual(self) -> bool:
        return len(self.languages) != 1


_readers: list[Callable[[], NetworkFacts]] = []


def register_reader(read: Callable[[], NetworkFacts]) -> None:
    """Called once at start by the room that keeps the settings."""
    _readers[:] = [read]


def _read() -> NetworkFacts:
    return _readers[0]() if _readers else NetworkFacts()


facts: Remembered[NetworkFacts] = Remembered("network", _read)


def read_network() -> NetworkFacts:
    """The settings as they are now. No query but one in five minutes and after a change."""
    return facts.get()


def recall_network() -> NetworkFacts:
    """The settings as this process last saw them, for pages that must stand while the database is away."""
    return facts.last() or NetworkFacts()


@dataclass(frozen=True, kw_only=True)
class KindOfGroup:
    """A kind of group as the settings know it: its code, its name and the size that usually fits it."""

    code: str
    label: str | Promise
    smallest: int
    largest: int


_kinds: list[KindOfGroup] = []


def register_kinds(kinds: Iterable[KindOfGroup]) -> None:
    """Called once at start by the part that keeps groups."""
    _kinds[:] = kinds


def list_kinds() -> tuple[KindOfGroup, ...]:
    return tuple(_kinds)
