"""What is wise for a group but stops nobody: its size, its mix, its duration, how new its members are. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from knowledge_network.members.people.enums import Function
from plg.groups.checking import Facts
from plg.groups.enums import GroupKind, GroupState
from plg.groups.kinds import INFO, read_size

NEW_MEMBER_SHARE = 0.6
# One sentence in the language of the reader.
type Hint = str | Promise | MixHint


@dataclass
class _Hints:
    facts: Facts
    found: list[Hint] = field(default_factory=list)

    def add(self, when: bool, text: Hint) -> None:
        if when:
            self.found.append(text)


def hints(facts: Facts) -> list[Hint]:
    """Advice that stops nobody: the size, the mix and the duration that fit this kind, and how new its members are."""
    if facts.state in GroupState.OVER:
        return []
    advice = _Hints(facts)
    _size_and_mix(advice)
    _duration(advice)
    _freshness(advice)
    return advice.found


def _size_and_mix(advice: _Hints) -> None:
    facts, info = advice.facts, INFO[advice.facts.kind]
    smallest, largest = read_size(facts.kind)
    advice.add(
        facts.members < smallest,
        ngettext_lazy(
            "This kind of group works best with at least %(wanted)d people. There is %(count)d now.",
            "This kind of group works best with at least %(wanted)d people. There are %(count)d now.",
            "count",
        )
        % {"count": facts.members, "wanted": smallest},
    )
    advice.add(
        facts.members > largest,
        _("With more than %(wanted)d people it is hard to let everybody speak. There are %(count)d now.")
        % {"wanted": largest, "count": facts.members},
    )
    advice.add(
        facts.members > 0 and facts.schools < info.schools,
        _("Look for people of more schools: at least %(wanted)d.") % {"wanted": info.schools},
    )
    advice.add(
        facts.members > 0 and facts.boards < info.boards,
        _("Look for people of more boards: at least %(wanted)d.") % {"wanted": info.boards},
    )
    if facts.members and info.mix:
        absent = [FUNCTION_WORDS[word] for word in info.mix if not facts.functions & FUNCTIONS[word]]
        advice.add(bool(absent), MixHint(tuple(absent)))


FUNCTIONS: dict[str, frozenset[str]] = {
    "teacher": frozenset({Function.TEACHER}),
    "educator": frozenset({Function.INSTITUTE_EDUCATOR, Function.SCHOOL_EDUCATOR}),
    "researcher": frozenset({Function.RESEARCHER}),
    "student": frozenset({Function.STUDENT_TEACHER}),
}
FUNCTION_WORDS: dict[str, str | Promise] = {
    "teacher": _("a teacher"),
    "educator": _("a teacher educator"),
    "researcher": _("a researcher"),
    "student": _("a student teacher"),
}


@dataclass(frozen=True)
class MixHint:
    """Who is absent from the mix, as one sentence in the reader's language."""

    absent: tuple[str | Promise, ...]

    def __str__(self) -> str:
        return str(_("The mix would be richer with: %(who)s.")) % {"who": ", ".join(map(str, self.absent))}


def _duration(advice: _Hints) -> None:
    facts, info = advice.facts, INFO[advice.facts.kind]
    if facts.ends_on and facts.ends_on < facts.today and facts.state in GroupState.AT_WORK:
        advice.add(True, _("The end date has passed. Finish the group or choose a new date."))
        return
    if info.months is None or facts.started_on is None:
        return
    until = facts.ends_on or facts.today
    months = round((until - facts.started_on).days / 30.44)
    advice.add(
        months > info.months[1],
        _("It takes longer than usual: %(months)d months. Usual is at most %(most)d.")
        % {"months": months, "most": info.months[1]},
    )
    advice.add(
        facts.ends_on is not None and months < info.months[0],
        _("It is planned shorter than usual: %(months)d months. Usual is at least %(least)d.")
        % {"months": months, "least": info.months[0]},
    )


def _freshness(advice: _Hints) -> None:
    facts = advice.facts
    working = facts.state in GroupState.AT_WORK
    old_enough = facts.started_on is not None and (facts.today - facts.started_on).days > 180
    advice.add(
        working and old_enough and facts.members > 0 and facts.new_members / facts.members > NEW_MEMBER_SHARE,
        _("Most members are new: there are few strong ties yet. Take time to get to know each other."),
    )
    advice.add(
        working and old_enough and facts.kind in {GroupKind.PLG, GroupKind.THEME} and facts.results_this_year == 0,
        _("There is no result this school year yet. A short insight is enough."),
    )
