"""The numbers that a rule found, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.agreements.obligations.enums import SelfCheck
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.enums import RoleVariant

# Name → number, day or word, as JSON keeps it.
type Facts = Mapping[str, int | str | bool | None]


def say_found(check: str, facts: Facts) -> str:
    """«3 of 7 meetings were held»; nothing when it was never looked at."""
    if not facts:
        return ""
    if not facts.get("known", True):
        return _("Nothing to count yet.")
    return _SENTENCES[SelfCheck(check)](facts)


def _leaders(facts: Facts) -> str:
    if facts["have"] == facts["need"]:
        return _("Both programme leaders have at least %(least)s fte.") % {"least": fte(facts["least"])}
    parts = []
    for place, word in ((RoleVariant.FIELD, _("Schools")), (RoleVariant.INSTITUTE, _("Institute"))):
        found = facts[place.value]
        if found is None:
            parts.append(_("%(place)s: no programme leader") % {"place": word})
        elif Decimal(str(found)) < Decimal(str(facts["least"])):
            parts.append(_("%(place)s: %(fte)s fte now") % {"place": word, "fte": fte(found)})
    return "; ".join(parts)


def _meetings(facts: Facts) -> str:
    return _("%(have)d of %(need)d meetings were held.") % facts


def _evaluations(facts: Facts) -> str:
    return _("%(have)d of %(need)d levels looked back.") % facts


def _products(facts: Facts) -> str:
    return _("%(have)d of %(need)d products in time.") % facts


def _sharing(facts: Facts) -> str:
    return _("%(have)d of %(need)d schools shared something.") % facts


def _plan(facts: Facts) -> str:
    if day := facts.get("adopted"):
        return _("Adopted on %(day)s.") % {"day": _day(day)}
    if day := facts.get("drafted"):
        return _("A draft is there since %(day)s.") % {"day": _day(day)}
    return _("No plan for this school year yet.")


def _budget(facts: Facts) -> str:
    lines = int(facts.get("lines") or 0)
    if not lines:
        return _("No budget for this school year yet.")
    said = ngettext("%(n)d line in the budget.", "%(n)d lines in the budget.", lines) % {"n": lines}
    if facts["have"] != facts["need"]:
        said += " " + _("One kind of money is missing.")
    elif day := facts.get("adopted"):
        said += " " + _("Adopted on %(day)s.") % {"day": _day(day)}
    return said


def fte(value: object) -> str:
    """«0,15», as the reader writes parts of a number."""
    return str(localize(Decimal(str(value))))


def _day(value: object) -> str:
    return nice_date(dt.date.fromisoformat(str(value)))


_SENTENCES = {
    SelfCheck.PROGRAMME_LEADERS: _leaders,
    SelfCheck.MEETINGS_OF_LAYERS: _meetings,
    SelfCheck.EVALUATIONS: _evaluations,
    SelfCheck.PRODUCTS_IN_TIME: _products,
    SelfCheck.WORK_PLAN: _plan,
    SelfCheck.BUDGET: _budget,
    SelfCheck.SHARING: _sharing,
}
