"""What the four kinds of group are, in words and in figures. Pure: no model, no query."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.network import KindOfGroup, read_network, register_kinds
from plg.groups.enums import GroupKind


@dataclass(frozen=True)
class KindInfo:
    """The face of a kind and the size that fits it.

    `smallest`/`largest` count participating members, `boards`/`schools` are how many the mix asks for,
    `months` is the usual duration (None for a standing group).
    """

    code: str
    name: str | Promise
    plural: str | Promise
    start_label: str | Promise
    icon: str
    list_url_name: str
    promise: str | Promise
    gives: tuple[str | Promise, ...]
    asks: tuple[str | Promise, ...]
    smallest: int
    largest: int
    boards: int
    schools: int
    months: tuple[int, int] | None
    mix: tuple[str, ...] = ()
    members_start: bool = True


INFO: dict[str, KindInfo] = {
    GroupKind.PLG: KindInfo(
        code=GroupKind.PLG,
        name=_("PLG"),
        plural=_("PLGs"),
        start_label=_("Start a PLG"),
        icon="book-open",
        list_url_name="plg:plg_list",
        promise=_(
            "In a PLG you and colleagues of other schools look into one question about how pupils learn. "
            "You meet every few weeks, try something in your own class and talk about what you see."
        ),
        gives=(
            _("Colleagues who have the same question as you"),
            _("Ideas that you can try in class on Monday"),
            _("Time to think, with people from practice and research"),
        ),
        asks=(
            _("One half-day every three to five weeks"),
            _("You try things out and bring back what you learned"),
        ),
        smallest=4,
        largest=12,
        boards=1,
        schools=2,
        months=(12, 24),
        mix=("teacher", "educator", "researcher", "student"),
    ),
    GroupKind.PROJECT: KindInfo(
        code=GroupKind.PROJECT,
        name=_("Project group"),
        plural=_("Project groups"),
        start_label=_("Apply for a project"),
        icon="target",
        list_url_name="plg:project_list",
        promise=_(
            "A project group is a small team that makes something all schools can use: a guide, a box of lessons, "
            "a programme. It has an assignment, a budget and an end date."
        ),
        gives=(
            _("You make something that many schools use"),
            _("Hours and means to do it well"),
            _("You work with experts of other boards and the institute"),
        ),
        asks=(
            _("A meeting of about two hours every two or three weeks"),
            _("You deliver on time and hand over what you made"),
        ),
        smallest=3,
        largest=6,
        boards=2,
        schools=2,
        months=(3, 18),
    ),
    GroupKind.EXPERT: KindInfo(
        code=GroupKind.EXPERT,
        name=_("Expert group"),
        plural=_("Expert groups"),
        start_label=_("Start an expert group"),
        icon="gem",
        list_url_name="plg:expert_list",
        promise=_(
            "An expert group keeps the knowledge of one subject for the whole network. "
            "It answers questions of colleagues and looks at the quality of what we share."
        ),
        gives=(
            _("You stay on top of your subject"),
            _("Your knowledge helps colleagues at all schools"),
            _("A fixed circle of people who know as much as you do"),
        ),
        asks=(
            _("Four to six meetings a year"),
            _("You answer questions of colleagues in time"),
        ),
        smallest=4,
        largest=15,
        boards=3,
        schools=3,
        months=None,
        members_start=False,
    ),
    GroupKind.THEME: KindInfo(
        code=GroupKind.THEME,
        name=_("Theme group"),
        plural=_("Theme groups"),
        start_label=_("Start a theme group"),
        icon="lightbulb",
        list_url_name="plg:theme_list",
        promise=_(
            "A theme group answers one central question in one calendar year. The question grew out of "
            "questions that teachers sent in. You visit schools, read research and talk with your own team."
        ),
        gives=(
            _("An answer that comes from practice and from research"),
            _("Three meetings with the whole network"),
            _("Examples that you can use at your own school"),
        ),
        asks=(
            _("Four or five half-days from March until December"),
            _("You talk about it with your own team"),
        ),
        smallest=5,
        largest=12,
        boards=2,
        schools=2,
        months=(9, 12),
        members_start=False,
    ),
}


def read_size(kind: str) -> tuple[int, int]:
    """The smallest and the largest group of a kind that works well, as this network has it."""
    info = INFO[kind]
    return read_network().group_sizes.get(kind, (info.smallest, info.largest))


register_kinds(
    KindOfGroup(code=code, label=info.plural, smallest=info.smallest, largest=info.largest)
    for code, info in INFO.items()
)
