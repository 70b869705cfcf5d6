"""The groups of a reader: close or open, by what, and what one can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.insight.ties.advice import GroupFacts, find_leaning
from knowledge_network.insight.ties.enums import Leaning
from knowledge_network.members.people.models import Member
from plg.groups.models import Group
from plg.groups.rules import edits_group, leads_group


@dataclass(frozen=True)
class Step:
    """Something to do, with where it is done."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class GroupLook:
    """One group: a word, what it comes from, what it is good for and what to beware of."""

    name: str
    url: str
    word: str
    facts: list[str]
    advice: str
    steps: list[Step]


def build_looks(found: Iterable[tuple[Group, GroupFacts]], reader: Member) -> list[GroupLook]:
    return [_build_look(group, facts, reader) for group, facts in found]


def _build_look(group: Group, facts: GroupFacts, reader: Member) -> GroupLook:
    leaning = find_leaning(facts)
    return GroupLook(
        name=group.name,
        url=group.get_absolute_url(),
        word=str(leaning.label),
        facts=_list_facts(facts),
        advice=_advise(leaning, facts),
        steps=_list_steps(leaning, group, reader),
    )


def _list_facts(facts: GroupFacts) -> list[str]:
    boards = len({board for board in facts.boards if board is not None})
    told = [
        ngettext("%(count)d person", "%(count)d people", facts.people) % {"count": facts.people},
        ngettext("of %(count)d board", "of %(count)d boards", boards) % {"count": boards},
    ]
    if facts.newcomers is not None:
        words = ngettext("%(count)d came in the past year", "%(count)d came in the past year", facts.newcomers)
        told.append(words % {"count": facts.newcomers})
    meetings = ngettext("%(count)d meeting in a year", "%(count)d meetings in a year", facts.meetings)
    made = ngettext("%(count)d product in a year", "%(count)d products in a year", facts.made)
    return [*told, meetings % {"count": facts.meetings}, made % {"count": facts.made}]


def _advise(leaning: Leaning, facts: GroupFacts) -> str:
    if leaning == Leaning.UNKNOWN:
        return _("A group that has just begun has no shape yet. Look again once you met a few times.")
    if leaning == Leaning.OPEN:
        return _(
            "You see each other seldom and made nothing together yet. You hear something new each time; strong ties "
            "grow by making something, with the same people and on fixed days."
        )
    if leaning == Leaning.BOTH:
        return _("You do much together, with people of several boards and with newcomers. Keep it that way.")
    if facts.is_largely_one_board:
        return _(
            "Most of you work for one board. You understand each other at half a word, and that makes you trust each "
            "other. Beware of thinking alike: who would see it otherwise is not at the table."
        )
    return _(
        "Nearly nobody came in the past year. You know what you have in each other, and that makes you trust each "
        "other. Beware of thinking alike: after a time nobody says any more that it could be otherwise."
    )


def _list_steps(leaning: Leaning, group: Group, reader: Member) -> list[Step]:
    """Who invites for the group, or plans its meetings, is led there; the others read it."""
    if leaning == Leaning.CLOSE:
        members = reverse("plg:group_members", args=[group.slug]) if leads_group(reader, group) else ""
        return [
            Step(_("Invite somebody of another board, if only for one meeting."), members),
            Step(_("Ask a critical friend of another school to look along."), reverse("insight:framework_list")),
            Step(_("Go and look at another school."), reverse("expertise:offer_list")),
            Step(_("Let one of you look for what speaks against it, at each decision, by turns.")),
        ]
    if leaning == Leaning.OPEN:
        plan = reverse("plg:series_plan", args=[group.slug]) if edits_group(reader, group) else ""
        return [
            Step(_("Choose one small thing to make together, with names and a day.")),
            Step(_("Plan the next meetings at once, so that everybody keeps them free."), plan),
            Step(_("Study a lesson together, side by side."), reverse("lesson_study:cycle_list")),
        ]
    return []
