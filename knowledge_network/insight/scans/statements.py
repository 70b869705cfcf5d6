"""The statements of the three scans, in our own words: self-evaluation, not validated, names and not factors."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from knowledge_network.insight.surveys.actions.waves import Statement
from knowledge_network.insight.surveys.enums import Instrument

TRUST, SHARING = _("Trust and vision"), _("Sharing and joining in")
INQUIRY, DIALOGUE = _("Inquiring and adjusting"), _("Dialogue and difference")
SYSTEM, LEVELS, CONDITIONS = _("System and power"), _("What it brings"), _("What it needs")
PRACTICE, VALUE = _("What you do together"), _("What you work on, and what it yields")
IDENTITY, ORGANISATION = _("Who you are together"), _("How you organise it")

# The sixteen founding indicators, three levels, three conditions.
COLLECTIVE = (
    ("c01", TRUST, _("We dare to discuss mistakes, doubts and questions with each other.")),
    ("c02", TRUST, _("We take the time to find out whether we mean the same by important words.")),
    ("c03", TRUST, _("We have a shared vision that guides our daily work.")),
    ("c04", SHARING, _("We share information openly and honestly, also when it is not in our favour.")),
    ("c05", SHARING, _("We prepare lessons or activities together, carry them out and discuss them.")),
    ("c06", SHARING, _("We take part in professional development together, and use what we learn.")),
    ("c07", INQUIRY, _("We examine what we ourselves assume about pupils and learning.")),
    ("c08", INQUIRY, _("We question ordinary, daily ways of working too.")),
    ("c12", INQUIRY, _("We try new ways of working, and look together at what they bring.")),
    ("c13", INQUIRY, _("When there are good reasons, we adjust what we believe.")),
    ("c09", DIALOGUE, _("We see differences of opinion as normal, and talk about them.")),
    ("c10", DIALOGUE, _("We first try to understand how the other thinks, before we respond.")),
    ("c11", DIALOGUE, _("Everybody brings up subjects that really matter for our teaching.")),
    ("c14", DIALOGUE, _("When we see something differently, we find out together what is right or works.")),
    ("c15", SYSTEM, _("We understand how our work depends on policy, organisation and surroundings.")),
    ("c16", SYSTEM, _("We see to it that every voice counts, whatever somebody's function or experience.")),
    ("l1", LEVELS, _("By learning together we see better how our pupils learn.")),
    ("l2", LEVELS, _("By learning together we do things differently in class, and can show it.")),
    ("l3", LEVELS, _("By learning together agreements or routines in our school have changed.")),
    ("k1", CONDITIONS, _("It is clear why and for what we learn together.")),
    ("k2", CONDITIONS, _("We know what learning together brings for pupils.")),
    ("k3", CONDITIONS, _("Learning together is part of our care for quality, and gets time.")),
)
TEAM = (
    ("t1", "", _("We can only do this task together.")),
    ("t2", "", _("Our team is small enough for everybody to join in.")),
    ("t3", "", _("We have one clear goal that we share.")),
    ("t4", "", _("We really need what each of us brings.")),
    ("t5", "", _("I can take a risk here, or ask for help.")),
    ("t6", "", _("We use our differences in knowledge and experience.")),
    ("t7", "", _("We make time to learn, beside the work that has to be done.")),
    ("t8", "", _("We evaluate, and do something with it afterwards.")),
    ("t9", "", _("Leading and taking the initiative are shared.")),
)
GROUP = (
    ("g01", PRACTICE, _("What we do in our meetings helps us with our goal.")),
    ("g02", PRACTICE, _("We meet often enough to really get further.")),
    ("g03", PRACTICE, _("We try things in our own class, and bring back what happened.")),
    ("g04", VALUE, _("Our subject is clear, and it matters to each of us.")),
    ("g05", VALUE, _("I take something from this group that I use in my work.")),
    ("g06", VALUE, _("Colleagues outside our group notice something of what we do.")),
    ("g07", IDENTITY, _("I feel that I belong to this group.")),
    ("g08", IDENTITY, _("We know of each other what everybody can do and wants.")),
    ("g09", IDENTITY, _("Newcomers and other points of view are welcome.")),
    ("g10", ORGANISATION, _("It is clear who does what in our group.")),
    ("g11", ORGANISATION, _("Steering and freedom are in balance for what we want.")),
    ("g12", ORGANISATION, _("Time, place and support suit what we want to do.")),
)


@dataclass(frozen=True)
class Scan:
    """One of the known sets, as somebody chooses it."""

    instrument: Instrument
    about: str | Promise
    rows: tuple[tuple[str, str | Promise, str | Promise], ...]
    icon: str

    @property
    def name(self) -> str | Promise:
        return self.instrument.label

    @property
    def count(self) -> int:
        return len(self.rows)


SCANS = {
    scan.instrument.value: scan
    for scan in (
        Scan(
            Instrument.COLLECTIVE,
            _("Sixteen signs of learning together, what it brings and what it needs. For a school team or a group."),
            COLLECTIVE,
            "sprout",
        ),
        Scan(Instrument.TEAM, _("Nine signs of a team that works well. The shortest: two minutes."), TEAM, "users"),
        Scan(
            Instrument.GROUP,
            _("Does the way in which you set up your group fit your goal? Four sides of a learning group."),
            GROUP,
            "waypoints",
        ),
        Scan(Instrument.OWN, _("Statements that you write yourself, twenty at most."), (), "pencil"),
    )
}


def list_statements(instrument: str) -> list[Statement]:
    """In the language of the network: everybody answers the same words."""
    with override(settings.LANGUAGE_CODE):
        return [Statement(code, str(text), str(cluster)) for code, cluster, text in SCANS[instrument].rows]
