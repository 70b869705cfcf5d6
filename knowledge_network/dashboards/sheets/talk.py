"""Cards to talk with the team about figures: a question, never a verdict."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.sheets.pieces import TalkCard

PAIRS, TEAM, PARTS = (
    _("10 minutes · in pairs"),
    _("15 minutes · with the whole team"),
    _("15 minutes · in small groups"),
)
CARDS = (
    (_("shared → used"), _("What from the network did you try this year in your own lesson?"), PAIRS),
    (_("groups"), _("Which question of our school belongs in a group of the network?"), TEAM),
    (_("taking part"), _("What do you need to take part, and what can the school arrange?"), PARTS),
    (_("hours"), _("Which hour in the network gave you most, and why?"), PAIRS),
    (_("Lesson Study"), _("Which lesson would you like to look at together with colleagues of another school?"), PARTS),
    (_("shared → used"), _("What do we do well here that another school could use?"), TEAM),
)
AT_ONCE = 3
SETS = len(CARDS) // AT_ONCE


def talk_cards(number: int) -> list[TalkCard]:
    """Three cards; another number gives three others."""
    begin = AT_ONCE * (number % SETS)
    return [
        TalkCard(str(_("With «%(figure)s»") % {"figure": about}), str(question), str(how))
        for about, question, how in CARDS[begin : begin + AT_ONCE]
    ]
