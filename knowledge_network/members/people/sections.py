"""Parts of the profile page that other apps add: members know nothing of what they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Viewer


@dataclass(frozen=True)
class ProfileSection:
    """`build(member, viewer)` gives what `template` finds as `part`, or None to show nothing. At most one query."""

    name: str
    template: str
    build: Callable[[Member, Viewer], object | None]
    order: int = 50


_sections: dict[str, ProfileSection] = {}


def register(section: ProfileSection) -> None:
    _sections[section.name] = section


def collect_sections(member: Member, viewer: Viewer) -> list[tuple[str, object]]:
    """Template and content of each part that `viewer` sees on the profile of `member`, in their order."""
    parts = sorted(_sections.values(), key=lambda section: section.order)
    built = [(section.template, section.build(member, viewer)) for section in parts]
    return [(template, part) for template, part in built if part is not None]
