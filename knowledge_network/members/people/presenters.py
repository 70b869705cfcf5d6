"""People as pages show them: a row of a query in words, and no more of it than they let others see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.tables import Column, Table, say, say_state, short_date
from knowledge_network.members.people.enums import Standing, Visibility
from knowledge_network.members.people.photos import photo_url
from knowledge_network.members.people.queries import FUNCTION_LABELS, DirectoryRow, ManagementRow

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.queries import ProfileColumns
    from knowledge_network.members.people.requests import Viewer

# Codes of ISO 639 that people here speak, as each language calls itself.
LANGUAGE_NAMES = {
    "nl": "Nederlands",
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pl": "Polski",
    "tr": "Türkçe",
    "ar": "العربية",
    "uk": "Українська",
    "ru": "Русский",
    "fa": "فارسی",
    "ti": "Tigrinya",
    "so": "Soomaali",
    "syr": "Suryoyo (Aramees)",
    "ku": "Kurdî",
    "pt": "Português",
    "zh": "Zhongwen (Chinees)",
    "id": "Bahasa Indonesia",
    "nds": "Nedersaksisch (Twents)",
    "fy": "Frysk",
    "pap": "Papiamentu",
    "bzs": "Nederlandse Gebarentaal",
}


@dataclass(frozen=True)
class MemberCard:
    """A member as the directory shows them to members."""

    url: str
    name: str
    initials: str
    colour: int
    photo: str
    function: str
    place: str
    topics: list[str]


def present_cards(rows: Iterable[DirectoryRow]) -> list[MemberCard]:
    """Rows of `directory_rows`, without what somebody hides from members."""
    address = address_by_key("members:member_detail")
    return [_card(row, address(row["public_id"])) for row in rows]


def _card(row: DirectoryRow, url: str) -> MemberCard:
    public_id, given, family = row["public_id"], row["given_name"], row["family_name"]
    hidden = Visibility.NOBODY
    work = row["work"] if row["work_visibility"] != hidden else None
    photo = row["photo"] if row["photo_visibility"] != hidden else ""
    return MemberCard(
        url=url,
        name=_name(row),
        initials=(given[:1] + family[:1]).upper(),
        colour=sum(map(ord, public_id)) % 6,
        photo=photo_url(public_id, photo, 96) if photo else "",
        function=str(FUNCTION_LABELS.get(work["function"], "")) if work else "",
        place=" · ".join(part for part in (work["school"], work["board"]) if part) if work else "",
        topics=row["topic_names"],
    )


def _name(row: DirectoryRow | ManagementRow) -> str:
    return " ".join(part for part in (row["given_name"], row["infix"], row["family_name"]) if part)


@dataclass(frozen=True)
class Job:
    """One appointment in words."""

    function: str | Promise
    school: str
    board: str | None


# Which of what somebody shows a reader sees.
EVERYBODY_SEES: frozenset[str] = frozenset({Visibility.EVERYBODY})
MEMBERS_SEE: frozenset[str] = EVERYBODY_SEES | {Visibility.MEMBERS}


@dataclass(frozen=True)
class ProfileTopic:
    """A topic that somebody may be asked about."""

    slug: str
    name: str


@dataclass(frozen=True)
class Profile:
    """What somebody shows of themselves; what they hide is empty."""

    photo: str
    email: str
    about: str
    work: list[Job]
    topics: list[ProfileTopic]
    languages: list[str]


def show_profile(member: WithAnnotations[Member, ProfileColumns], viewer: Viewer) -> Profile:
    """What `viewer` may see of a member that came with `with_profile`."""
    photo = (member.photo.name or "") if member.photo and member.shows("photo", viewer) else ""
    work = member.work_now if member.shows("work", viewer) else []
    seen = MEMBERS_SEE if viewer.is_authenticated else EVERYBODY_SEES
    topics = [topic for topic in member.topics_now if viewer.pk == member.pk or topic["visibility"] in seen]
    languages = member.languages if member.shows("languages", viewer) else []
    return Profile(
        photo=photo_url(member.public_id, photo, 320) if photo else "",
        email=member.email if member.shows("email", viewer) else "",
        about=member.about if member.shows("about", viewer) else "",
        work=[Job(FUNCTION_LABELS.get(job["function"], ""), job["school"], job["board"]) for job in work],
        topics=[ProfileTopic(topic["slug"], topic["name"]) for topic in topics],
        languages=[LANGUAGE_NAMES.get(code, code) for code in languages],
    )


@dataclass(frozen=True)
class ManagedMember:
    """A row of the coordinators' table. `shown_email` leaves the platform: nothing where the member hides it."""

    public_id: str
    url: str
    name: str
    email: str
    shown_email: str
    function: str
    school: str
    board: str
    joined_on: dt.date
    last_seen_on: dt.date | None
    state: str | Promise
    tone: str


def present_managed(rows: Iterable[ManagementRow]) -> list[ManagedMember]:
    address = address_by_key("members:manage_member")
    return [_managed(row, address(row["public_id"])) for row in rows]


def _managed(row: ManagementRow, url: str) -> ManagedMember:
    work = row["work"]
    standing, tone = _standing_of(row)
    return ManagedMember(
        public_id=row["public_id"],
        url=url,
        name=_name(row),
        email=row["email"],
        shown_email=row["email"] if row["email_visibility"] != Visibility.NOBODY else "",
        function=str(FUNCTION_LABELS.get(work["function"], "")) if work else "",
        school=(work["school"] or "") if work else "",
        board=(work["board"] or "") if work else "",
        joined_on=timezone.localdate(row["joined_at"]),
        last_seen_on=row["last_seen_on"],
        state=standing.label,
        tone=tone,
    )


def _standing_of(row: ManagementRow) -> tuple[Standing, str]:
    if row["left_at"]:
        return Standing.LEFT, ""
    if row["erasure_requested_at"]:
        return Standing.LEAVING, "wait"
    if row["suspended_at"]:
        return Standing.SUSPENDED, "bad"
    return (Standing.ACTIVE, "ok") if row["work"] else (Standing.WITHOUT_APPOINTMENT, "wait")


MEMBERS: Table[ManagedMember] = Table(
    name="members.managed",
    title=_("Members"),
    key=lambda row: row.public_id,
    naming=lambda row: row.name,
    first_sort="naam",
    tie="public_id",
    parameters=("q", "organisatie", "functie", "thema", "status"),
    columns=(
        Column(
            code="naam",
            label=_("Name"),
            order="sort_name",
            draw=lambda row: say(row.name, url=row.url),
            value=lambda row: row.name,
            width=28,
        ),
        Column(
            code="functie",
            label=_("Function"),
            draw=lambda row: say(row.function),
            value=lambda row: row.function,
            is_brief=True,
            width=24,
        ),
        Column(
            code="school",
            label=_("School or organisation"),
            order="sort_school",
            draw=lambda row: say(row.school),
            value=lambda row: row.school,
            is_brief=True,
            width=32,
        ),
        Column(
            code="bestuur",
            label=_("Board"),
            draw=lambda row: say(row.board),
            value=lambda row: row.board,
            is_brief=True,
            width=32,
        ),
        Column(
            code="mail",
            label=_("E-mail"),
            order="email",
            draw=lambda row: say(row.email),
            value=lambda row: row.shown_email,
            is_brief=True,
            width=34,
        ),
        Column(
            code="sinds",
            label=_("Member since"),
            order="joined_at",
            draw=lambda row: say(short_date(row.joined_on)),
            value=lambda row: row.joined_on,
            is_whole=True,
        ),
        Column(
            code="gezien",
            label=_("Last seen"),
            order="sort_seen",
            draw=lambda row: say(short_date(row.last_seen_on)),
            is_whole=True,
        ),
        Column(code="status", label=_("State"), draw=lambda row: say_state(row.state, row.tone)),
    ),
)
