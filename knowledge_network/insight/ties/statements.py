"""What the questionnaire asks beside names, in our own words: trust, access to expertise, what is done together."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.ties.enums import TieKind

TRUST, EXPERTISE, CONTENT = _("Trust"), _("Access to expertise"), _("What you do together")


@dataclass(frozen=True)
class Asked:
    """A statement; `cluster` is the part that it belongs to."""

    code: str
    cluster: str | Promise
    text: str | Promise


STATEMENTS = (
    Asked("vt1", TRUST, _("In this network I can show what I cannot do (yet).")),
    Asked("vt2", TRUST, _("Members share their knowledge and materials openly.")),
    Asked("vt3", TRUST, _("It is clear what we expect of each other.")),
    Asked("vt4", TRUST, _("We keep to what we agreed.")),
    Asked("vt5", TRUST, _("There is understanding for the different interests of schools and boards.")),
    Asked("vt6", TRUST, _("When we differ in opinion, we talk about it in a way that helps us further.")),
    Asked("dk1", EXPERTISE, _("I know who in the network is an expert on the topics that matter to me.")),
    Asked("dk2", EXPERTISE, _("I have a good idea of the quality of that expertise.")),
    Asked("dk3", EXPERTISE, _("I can easily reach these people.")),
    Asked("dk4", EXPERTISE, _("My own expertise can be seen and is used.")),
    Asked("in1", CONTENT, _("We mostly exchange experiences.")),
    Asked("in2", CONTENT, _("We help each other with concrete problems.")),
    Asked("in3", CONTENT, _("We share lessons, materials and ideas.")),
    Asked("in4", CONTENT, _("We develop and study teaching together.")),
    Asked("in5", CONTENT, _("What I learn here I bring back to my own school.")),
    Asked("in6", CONTENT, _("Meeting each other and working towards a goal are in balance.")),
)
BY_CODE = {one.code: one for one in STATEMENTS}

# Asked in one's own words; told only when eight people or more wrote something, after the privacy contact read it.
MISSED, KEPT = "dk5", "op1"
OPEN_QUESTIONS = {
    MISSED: _("What expertise do you miss in the network?"),
    KEPT: _("What do you keep for your own school or board, and what do you share in the network? Why?"),
}
FEWEST_WORDS = 8
# Of so many themes at most is asked whom one would turn to: each is a step more.
MOST_TOPICS = 5

# How each kind of naming is asked, and at which of the six steps.
NAMING = {
    TieKind.SPOKEN: (2, _("With whom did you speak about your teaching or your work this school year?")),
    TieKind.ADVICE: (4, _("Whom would you ask for advice first, about what matters to you now?")),
    TieKind.WISH: (5, _("With whom would you like to work (more)?")),
    TieKind.THROUGH: (5, _("Through whom do you meet people of other boards?")),
}

# What the explanation stands on, as one cites it.
SOURCES = (
    "Little, J. W. (1990). The persistence of privacy. Teachers College Record, 91(4).",
    "Granovetter, M. (1973). The strength of weak ties. American Journal of Sociology, 78(6).",
    "Hargreaves, A. & Fullan, M. (2012). Professional Capital.",
    "Moolenaar, N. M. e.a. (2012). Educational Studies, 38(4), 355–371.",
    "Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology, 110(2).",
    "Borgatti, S. P. & Molina, J. L. (2005). Toward ethical guidelines … Social Networks, 27, 107–117.",
    "Smith, J. A. & Moody, J. (2013). Structural effects of network sampling coverage. Social Networks, 35(4).",
)
