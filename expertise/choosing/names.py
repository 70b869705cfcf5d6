"""How many of a theme can be chosen, and which role groups are near each other. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from expertise.choosing.models import MOST_PICKS, ChoosingOption
from expertise.questions.enums import RoleGroup

# To whom a role group that is too small is joined first.
NEAR: dict[str, tuple[str, ...]] = {
    RoleGroup.STUDENT_TEACHER: (RoleGroup.TEACHER,),
    RoleGroup.EDUCATOR: (RoleGroup.MENTOR, RoleGroup.RESEARCHER),
    RoleGroup.MENTOR: (RoleGroup.EDUCATOR, RoleGroup.TEACHER),
    RoleGroup.LEADER: (RoleGroup.OTHER, RoleGroup.TEACHER),
    RoleGroup.RESEARCHER: (RoleGroup.EDUCATOR,),
    RoleGroup.OTHER: (RoleGroup.LEADER, RoleGroup.TEACHER),
}


def find_limits(options: Iterable[ChoosingOption]) -> dict[int | None, int]:
    """Theme → how many of it somebody may choose: three, and never all of them. Of one alone nothing is chosen."""
    counts = Counter(option.theme_id for option in options)
    return {theme: min(MOST_PICKS, count - 1) for theme, count in counts.items()}
