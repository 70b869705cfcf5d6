"""The settings as a page shows them: the parts, the steps, what was changed, what the environment holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.members.network.enums import Section, SetupStep, TextPage
from knowledge_network.members.network.models import NetworkChange, NetworkText
from knowledge_network.members.organisations.models import Board, Partnership

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

ICONS = {
    "name": "building-2",
    "region": "calendar",
    "look": "eye",
    "mail": "mail",
    "second": "user-plus",
    "partners": "school",
    "topics": "tag",
    "public": "lock",
    "groups": "users-round",
    "limits": "clock",
}
WORDS = {
    "name": gettext_lazy("How it is called, for which region, and who leads it."),
    "region": gettext_lazy("North, centre or south: meetings and terms keep to the school holidays."),
    "look": gettext_lazy("What people recognise you by, on every page."),
    "mail": gettext_lazy("From whom mail comes, where answers go, and a test mail."),
    "second": gettext_lazy("Two people run a network: for holidays, and for roles that take two."),
    "partners": gettext_lazy("Boards from the DUO register, with their schools."),
    "topics": gettext_lazy("The words by which people and groups are found."),
    "public": gettext_lazy("What somebody sees who is no member."),
    "groups": gettext_lazy("Which kinds of group you have, and in which languages the site speaks."),
    "limits": gettext_lazy("When a group sleeps, how long a question may wait, how large a group is."),
}
# Who may open a step, where that is not whoever keeps the settings.
PERMISSIONS = {
    SetupStep.SECOND: "members.manage_roles",
    SetupStep.PARTNERS: "members.manage_organisations",
    SetupStep.TOPICS: "members.manage_topics",
}
PAGES_OF_STEPS = {
    SetupStep.SECOND: "members:network_second",
    SetupStep.PARTNERS: "members:network_partners",
    SetupStep.TOPICS: "members:network_topics",
}


def find_permission(step: str) -> str:
    return PERMISSIONS.get(SetupStep(step), "members.manage_network")


def address_of_step(step: str) -> str:
    """The page of a step of setting up."""
    step = SetupStep(step)
    if step in PAGES_OF_STEPS:
        return reverse(PAGES_OF_STEPS[step])
    return reverse("members:network_section", args=[Section(step.value).address])


@dataclass(frozen=True)
class Part:
    """One line of the settings, or of the steps."""

    code: str
    label: str | Promise
    words: str | Promise
    icon: str
    url: str
    is_open: bool


def build_steps(member: Member, open_steps: Iterable[str]) -> list[Part]:
    """The steps that this member may take, in their order."""
    waiting = set(open_steps)
    return [
        Part(step.value, step.label, WORDS[step.value], ICONS[step.value], address_of_step(step), step.value in waiting)
        for step in SetupStep
        if member.has_perm(find_permission(step))
    ]


def build_later() -> list[Part]:
    """The parts that are no step: their usual values do for most networks."""
    return [
        Part(code, Section(code).label, WORDS[code], ICONS[code], section_url(code), is_open=False)
        for code in Section.LATER
    ]


def section_url(code: str) -> str:
    return reverse("members:network_section", args=[Section(code).address])


@dataclass(frozen=True)
class Walk:
    """Where somebody is on the way through the steps."""

    number: int
    total: int
    steps: list[Part]
    code: str
    later_url: str
    next_url: str


def build_walk(member: Member, code: str, open_steps: Iterable[str]) -> Walk | None:
    """The way through the steps, for the page of one of them; nothing for a part that is no step."""
    steps = build_steps(member, open_steps)
    codes = [step.code for step in steps]
    if code not in codes:
        return None
    place = codes.index(code)
    later = reverse("members:network_later", args=[SetupStep(code).address])
    return Walk(place + 1, len(steps), steps, code, later, find_next_url(member, code, open_steps))


def find_next_url(member: Member, code: str, open_steps: Iterable[str]) -> str:
    """The next step that waits, after `code`; else the settings themselves."""
    steps = build_steps(member, open_steps)
    codes = [step.code for step in steps]
    following = steps[codes.index(code) + 1 :] if code in codes else steps
    waiting = next((step for step in following if step.is_open), None)
    return f"{waiting.url}?opzet=ja" if waiting else reverse("members:network_settings")


@dataclass(frozen=True)
class OwnText:
    """A page of which the words can be the network's own."""

    label: str | Promise
    language: str
    url: str
    about: str


def build_texts(network: Partnership | None) -> list[OwnText]:
    """Each page in each language. One query."""
    rows = NetworkText.objects.filter(partnership=network).newest() if network else []
    versions = {(row.text_page, row.language): row for row in rows}
    return [
        _own_text(page, code, versions.get((page.value, code))) for page in TextPage for code in list_languages(network)
    ]


def list_languages(network: Partnership | None) -> list[str]:
    return list(network.languages) if network and network.languages else [code for code, _name in settings.LANGUAGES]


def _own_text(page: TextPage, language: str, row: NetworkText | None) -> OwnText:
    own = row is not None and bool(row.body.strip())
    about = _("version %(number)s") % {"number": row.version} if own and row else _("words of the platform")
    url = reverse("members:network_text", args=[page.address, language])
    return OwnText(page.label, language, url, about)


@dataclass(frozen=True)
class Changed:
    """One change of the settings, in words."""

    row: NetworkChange
    lines: list[tuple[str, str, str]]

    @property
    def names(self) -> str:
        """What was changed, in words: each button «Take back» is another one."""
        return f"{self.row.get_section_display()}: {', '.join(label for label, _before, _after in self.lines)}"


def present_changes(rows: Iterable[NetworkChange]) -> list[Changed]:
    """Field, before, after. One query more when a board was changed."""
    found = list(rows)
    keys = {value for row in found for side in (row.before, row.after) if (value := side.get("lead_board"))}
    boards = dict(Board.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [Changed(row, [_line(row, name, boards) for name in row.after]) for row in found]


def _line(row: NetworkChange, name: str, boards: dict[int, str]) -> tuple[str, str, str]:
    field = Partnership._meta.get_field(name)
    label = str(getattr(field, "verbose_name", name))
    return label, _in_words(name, row.before[name], boards), _in_words(name, row.after[name], boards)


def _in_words(name: str, value: object, boards: dict[int, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", [], {}):
        return _("nothing")
    if name == "lead_board" and isinstance(value, int):
        return boards.get(value, "–")
    if name == "logo":
        return _("a picture")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{kind} {low}–{high}" for kind, (low, high) in value.items())
    choices = dict(getattr(Partnership._meta.get_field(name), "choices", None) or ())
    return str(choices.get(value, value))


@dataclass(frozen=True)
class Surrounding:
    """One thing that stands in the environment of the servers: shown, never changed here."""

    label: str
    value: str


def show_surroundings() -> list[Surrounding]:
    """What is set on the server, without passwords."""
    mail = urlsplit(settings.MAIL_URL)
    host = f"{mail.scheme}://{mail.hostname}" if mail.hostname else f"{mail.scheme}://"
    return [
        Surrounding(_("Address of the site"), settings.PUBLIC_URL),
        Surrounding(_("Sender of mail"), settings.DEFAULT_FROM_EMAIL),
        Surrounding(_("Server for mail"), host),
        Surrounding(_("Mail comes in at"), settings.MAIL_IN_DOMAIN or _("not set")),
        Surrounding(_("Second lock for roles"), _("asked") if settings.REQUIRE_SECOND_FACTOR else _("not asked")),
    ]


@dataclass(frozen=True)
class BoardLine:
    """A board of the register that can be ticked."""

    slug: str
    name: str
    number: str
    place: str
    schools: str
    edit_url: str
    is_named: bool


def present_boards(boards: Iterable[Board]) -> list[BoardLine]:
    """`boards` carry `site_count`."""
    return [
        BoardLine(
            slug=board.slug,
            name=board.name,
            number=board.bg_number,
            place=board.place,
            schools=_schools(getattr(board, "site_count", 0)),
            edit_url=reverse("members:organisation_edit", args=[board.slug]),
            is_named=board.bg_number not in board.name,
        )
        for board in boards
    ]


def _schools(count: int) -> str:
    return ngettext("%(count)s school", "%(count)s schools", count) % {"count": count}
