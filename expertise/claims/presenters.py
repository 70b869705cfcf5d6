"""A claim in words: why it has its state, what would make it stronger, and for whom it is. No numbers of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from expertise.claims.enums import ClaimState, HelpForm
from expertise.claims.models import ExpertiseClaim
from expertise.claims.states import ENDORSEMENTS_NEEDED, ClaimFacts, derive_claim_state
from knowledge_network.members.organisations.enums import Sector

# The look of a state: see static/css/components/chip.css.
CHIPS = {
    ClaimState.DRAFT: "outline",
    ClaimState.DECLARED: "self",
    ClaimState.SUBSTANTIATED: "ev",
    ClaimState.RECOGNISED: "ok",
    ClaimState.TO_CONFIRM: "warn",
    ClaimState.ARCHIVED: "",
}
HELP_FORMS = {form.value: form.label for form in HelpForm}
SECTORS = {sector.value: sector.label for sector in Sector}


def explain_state(state: str) -> str:
    """To its owner: what brought the claim where it is."""
    return {
        ClaimState.DRAFT.value: _("It is a draft: only you see it."),
        ClaimState.DECLARED.value: _("You say so yourself. Nothing stands with it yet that shows it."),
        ClaimState.SUBSTANTIATED.value: _("Something stands with it that shows it."),
        ClaimState.RECOGNISED.value: _("Something shows it, and colleagues of other schools recognise it."),
        ClaimState.TO_CONFIRM.value: _("You said so two years ago. Nobody knows whether it is still right."),
        ClaimState.ARCHIVED.value: _("Nobody sees it any more. What you wrote is kept."),
    }[state]


def advise_next_step(facts: ClaimFacts, today: dt.date) -> str:
    """To its owner: what would make it stronger; empty when nothing would."""
    state = derive_claim_state(facts, today)
    if state == ClaimState.DRAFT:
        return _("Show it, and colleagues can find you.")
    if state == ClaimState.TO_CONFIRM:
        return _("Say that it is still right, or take it away.")
    if state == ClaimState.ARCHIVED:
        return _("Put it back when you can help with it again.")
    if not facts.evidence:
        return _("Add something that shows it: a product, a training, a meeting that you led.")
    if state == ClaimState.RECOGNISED:
        return ""
    others = {r.organisation for r in facts.recognitions if r.organisation} - facts.own_organisations
    if not others:
        return _("Ask two colleagues of other schools, with whom you worked on it, to recognise it.")
    if len(others) < ENDORSEMENTS_NEEDED:
        return _("Ask one more colleague, of another school than the first, to recognise it.")
    return _("Ask a colleague to say in which meeting, with which product or at which question they saw it.")


def describe_audience(claim: ExpertiseClaim) -> str:
    """«basisonderwijs, groep 5, 6 en 7»; empty when nothing was said."""
    parts = [str(SECTORS[sector]) for sector in claim.sectors if sector in SECTORS]
    if groups := [str(number) for number in sorted(claim.year_groups)]:
        parts.append(_("groups %(groups)s") % {"groups": get_text_list(groups, _("and"))})
    return ", ".join(parts)


def label_help_forms(values: Iterable[str]) -> list[str]:
    return [str(HELP_FORMS[value]) for value in values if value in HELP_FORMS]
