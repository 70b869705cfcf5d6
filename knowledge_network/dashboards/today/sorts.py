"""How each sort of thing in the cockpit is told: in which part it stands, where it leads, what can be done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.enums import Deed, Sort
from knowledge_network.dashboards.today.lines import Line


class Tab(StrEnum):
    """The parts of the list, by the word that stands in the address."""

    ALL = ""
    PEOPLE = "mensen"
    GROUPS = "groepen"
    QUESTIONS = "vragen"
    AGREEMENT = "afspraken"
    MINE = "van-mij"
    ASIDE = "later"

    @property
    def label(self) -> str | Promise:
        return TAB_LABELS[self]


TAB_LABELS = {
    Tab.ALL: _("Everything"),
    Tab.PEOPLE: _("People"),
    Tab.GROUPS: _("Groups and meetings"),
    Tab.QUESTIONS: _("Questions and products"),
    Tab.AGREEMENT: _("Agreement"),
    Tab.MINE: _("For me"),
    Tab.ASIDE: _("Set aside"),
}


def _to(name: str) -> Callable[[Line], str]:
    return lambda line: reverse(name, args=[line.key])


LOOK = _("Look")


@dataclass(frozen=True)
class SortInfo:
    """`desk` is the figure that counts them; `late_after` days it is late. `deed` is what is done in place, if any."""

    desk: str
    tab: Tab
    icon: str
    address: Callable[[Line], str]
    late_after: int
    deed: Deed | None = None
    # What its page is opened for, where nothing can be done in place or besides.
    look: str | Promise = LOOK
    # A second way to answer: how it is called, and its page.
    other: tuple[str | Promise, Callable[[Line], str]] | None = None


INFO: dict[str, SortInfo] = {
    Sort.SIGNUP: SortInfo(
        desk="signups",
        tab=Tab.PEOPLE,
        icon="user-plus",
        address=lambda line: reverse("members:signup_list", query={"q": line.title}),
        late_after=3,
        deed=Deed.APPROVE,
        other=(_("Decline with a reason"), _to("members:signup_reject")),
    ),
    Sort.MAIL: SortInfo(
        desk="mail",
        tab=Tab.PEOPLE,
        icon="mail",
        address=_to("notifications:delivery_detail"),
        late_after=0,
        deed=Deed.SEND_AGAIN,
    ),
    Sort.TOPIC: SortInfo(
        desk="topics",
        tab=Tab.QUESTIONS,
        icon="tag",
        address=_to("members:topic_decide"),
        late_after=30,
        deed=Deed.APPROVE,
        other=(_("Decline or merge"), _to("members:topic_decide")),
    ),
    Sort.DECIDE: SortInfo(
        desk="decide",
        tab=Tab.GROUPS,
        icon="clipboard-list",
        address=_to("plg:group_state"),
        late_after=7,
        deed=Deed.APPROVE,
        other=(_("Ask for changes"), _to("plg:group_state")),
    ),
    Sort.JOINING: SortInfo(
        desk="join_requests",
        tab=Tab.GROUPS,
        icon="clock",
        address=_to("plg:group_members"),
        late_after=0,
        deed=Deed.REMIND,
    ),
    Sort.DORMANT: SortInfo(
        desk="dormant", tab=Tab.GROUPS, icon="moon", address=_to("plg:group_detail"), late_after=1000, deed=Deed.REMIND
    ),
    Sort.ENDS: SortInfo(
        desk="ends_soon", tab=Tab.GROUPS, icon="flag", address=_to("plg:group_state"), late_after=0, deed=Deed.REMIND
    ),
    Sort.ATTENDANCE: SortInfo(
        desk="attendance",
        tab=Tab.GROUPS,
        icon="check-check",
        address=_to("plg:meeting_detail"),
        late_after=21,
        deed=Deed.REMIND,
    ),
    Sort.MINUTES: SortInfo(
        desk="minutes",
        tab=Tab.GROUPS,
        icon="file-text",
        address=_to("plg:meeting_detail"),
        late_after=21,
        deed=Deed.REMIND,
    ),
    Sort.QUESTION: SortInfo(
        desk="help_unanswered",
        tab=Tab.QUESTIONS,
        icon="message-circle-question-mark",
        address=_to("expertise:help_request_detail"),
        late_after=7,
        deed=Deed.REMIND,
        other=(_("Ask somebody"), _to("expertise:help_ask_somebody")),
    ),
    Sort.PRODUCT: SortInfo(
        desk="products",
        tab=Tab.QUESTIONS,
        icon="eye",
        address=_to("expertise:product_review"),
        late_after=14,
        look=_("Read it"),
    ),
    Sort.OBLIGATION: SortInfo(
        desk="obligations",
        tab=Tab.AGREEMENT,
        icon="handshake",
        address=_to("agreements:obligation_detail"),
        late_after=0,
    ),
    Sort.SIGNATURE: SortInfo(
        desk="signatures",
        tab=Tab.AGREEMENT,
        icon="pencil",
        address=lambda line: reverse("agreements:agreement_detail", args=[line.about]),
        late_after=30,
    ),
}
