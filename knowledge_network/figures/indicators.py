"""What is counted: each indicator with its class, what it divides by what, and what it says that it counts.

The numerators and denominators are those of the domain specification. Indicators whose source does not exist yet (a
scan, a survey, value stories) are not here: they come with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.figures.enums import DisclosureClass

A, B = DisclosureClass.OPERATIONAL, DisclosureClass.BEHAVIOUR


@dataclass(frozen=True)
class Indicator:
    """`numerator` and `denominator` name counts: «P1.attended» of a published table, or a fact that is exact."""

    code: str
    label: str | Promise
    disclosure: DisclosureClass
    numerator: str | Promise
    denominator: str | Promise
    what_counts: str | Promise
    # The published counts on which it rests, in `figures.tables`; of an exact indicator none.
    counts: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        return self.disclosure.is_exact

    @property
    def address(self) -> str:
        return self.code.lower()


INDICATORS = (
    Indicator(
        "P1",
        _("Participation rate"),
        B,
        _("different people of the staff who were at one activity or more"),
        _("people on 1 October"),
        _(
            "Everybody of the staff who was at one confirmed meeting or more this school year, divided by the number of"
            " colleagues on 1 October. Everybody counts once, at the school where they worked at their first meeting of"
            " the year. Student teachers are counted apart. In bands of five."
        ),
        ("P1.attended",),
    ),
    Indicator(
        "P2",
        _("Taking part"),
        A,
        _("people of the staff who are in an active group for ninety days or more"),
        _("people on 1 October"),
        _(
            "Colleagues who are a member (not an observer) of at least one active group for ninety days or more,"
            " divided by the number of colleagues on 1 October. Student teachers do not count here."
        ),
    ),
    Indicator(
        "P3",
        _("Attendance"),
        B,
        _("times somebody was there, partly or online included"),
        _("invitations, without those excused a day before or earlier"),
        _(
            "How often people of the staff were there, partly or online included, divided by the invitations; who"
            " excused themselves at least 24 hours before the start does not count. From bands of five."
        ),
        ("P3.attended", "P3.invited"),
    ),
    Indicator(
        "P4",
        _("Continuity"),
        B,
        _("of these, who are in a group this year"),
        _("who was in a group last year and still worked here on 1 August"),
        _(
            "Of the people of the staff who were in a group last school year and still worked here on 1 August: who is"
            " in a group this year too. From bands of five."
        ),
        ("P4.stayed", "P4.before"),
    ),
    Indicator(
        "H1",
        _("Hours"),
        B,
        _("confirmed hours of the staff"),
        _("–"),
        _(
            "Confirmed hours of the staff: meetings with accredited preparation, in quarter hours, at most eight a day,"
            " counted where somebody worked that day. In bands of five hours."
        ),
        ("H1.quarters",),
    ),
    Indicator(
        "H2",
        _("Hours beside the agreement"),
        B,
        _("confirmed hours of the staff"),
        _("hours agreed for this school year"),
        _(
            "The confirmed hours (in bands of five) divided by the hours that were agreed for the school year. The"
            " school enters these itself."
        ),
        ("H1.quarters",),
    ),
    Indicator(
        "T1",
        _("Brought back to school"),
        B,
        _("of these, who brought something back in the half year"),
        _("people of the staff who were at a meeting in the half year"),
        _(
            "Of the people of the staff who were at a meeting this half year (from August, from February): who noted"
            " what they brought back, to whom and when. From bands of five."
        ),
        ("T1.returned", "T1.attended"),
    ),
    Indicator(
        "T2",
        _("Applied"),
        B,
        _("times with «applied»"),
        _("times that something was brought back"),
        _(
            "How often what was brought back was applied, of all times that something was brought back. From bands of"
            " five."
        ),
        ("T2.applied", "T2.returned"),
    ),
    Indicator(
        "T3",
        _("Use of products"),
        B,
        _("different people of the staff who used a product"),
        _("people on 1 October"),
        _(
            "People of the staff who said «used in my class» of at least one product this school year, divided by the"
            " number of colleagues on 1 October. Saying so is one's own choice. In bands of five."
        ),
        ("T3.used",),
    ),
    Indicator(
        "K1",
        _("Costs beside the budget"),
        A,
        _("spent, by kind of money"),
        _("planned, by kind of money"),
        _("What was spent of what was planned in the budget of this school year, to the cent, by kind of money."),
    ),
    Indicator(
        "K2",
        _("Costs of an hour"),
        B,
        _("spent"),
        _("confirmed hours"),
        _("What was spent divided by the confirmed hours (from the band): a rough figure, in whole euros."),
        ("H1.quarters",),
    ),
    Indicator(
        "K3",
        _("Agreements on schedule"),
        A,
        _("obligations met in time"),
        _("obligations that were due"),
        _("Obligations of the agreement that were due this school year, and how many were met on or before their day."),
    ),
    Indicator(
        "E1",
        _("Cover of expertise"),
        A,
        _("strategic topics with two available people or more, of two boards or more"),
        _("strategic topics"),
        _(
            "Topics of the strategic agenda with at least two available people with evidence, of at least two boards."
            " As it is now."
        ),
    ),
    Indicator(
        "E2",
        _("White spots and islands"),
        A,
        _("topics with each status"),
        _("–"),
        _("Topics on which nobody can be asked, and topics whose people are an island. As it is now."),
    ),
    Indicator(
        "E3",
        _("What we bring in"),
        B,
        _("topics on which people can be asked, and questions with which they helped"),
        _("–"),
        _(
            "Topics on which people of the staff can be asked on this day, and questions answered this school year with"
            " their help. Each in bands of five."
        ),
        ("E3.claims", "E3.answered"),
    ),
    Indicator(
        "E4",
        _("Questions answered"),
        B,
        _("of these, answered (yes or partly) within twenty school days"),
        _("questions asked this school year"),
        _(
            "Questions of this school year, and how many of these were answered (yes or partly) within twenty school"
            " days. From bands of five."
        ),
        ("E4.in_time", "E4.asked"),
    ),
    Indicator(
        "X1",
        _("Looking outside"),
        B,
        _("ties with people of other boards minus ties within the own board"),
        _("all ties"),
        _(
            "Being in a group together is a tie. −1: only with people of the own board; 1: only with people of others."
            " Beside it what it would be by chance. Rounded to a tenth, from five people on."
        ),
        ("X1.index", "X1.chance"),
    ),
    Indicator(
        "X2",
        _("Spread over boards"),
        A,
        _("active groups with people of three boards or more"),
        _("active groups"),
        _("Active groups in which people of at least three boards take part. As it is now."),
    ),
    Indicator(
        "L1",
        _("Lesson Study completed"),
        A,
        _("studies that reached phase 7"),
        _("studies started this and last school year, at least ten school weeks ago or in phase 7"),
        _(
            "Studies that were started this or last school year and reached the last phase. A study younger than ten"
            " school weeks does not count yet."
        ),
    ),
    Indicator(
        "F1",
        _("Insights and value told"),
        B,
        _("insights of finished Lesson Studies and what value stories tell, about pupils, teachers and the school"),
        _("groups that were closed or a year old"),
        _(
            "Insights that teams wrote down in Lesson Studies that were finished this school year, and what became"
            " better as value stories tell that were shared this year, beside the number of groups that were closed"
            " this year or are a year old. People report it themselves. In bands of five; of stories nothing is told"
            " unless five people or more told one."
        ),
        (
            "F1.pupil",
            "F1.teacher",
            "F1.school",
            "F1.groups",
            "F1.tellers",
            "F1.told_applied",
            "F1.told_pupil",
            "F1.told_teacher",
            "F1.told_school",
        ),
    ),
    Indicator(
        "R1",
        _("Complete records"),
        A,
        _("groups of which every meeting has minutes and confirmed attendance"),
        _("groups that met this school year"),
        _("Groups that met this school year, and of which every meeting has shared minutes and confirmed attendance."),
    ),
)

BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
BY_ADDRESS = {indicator.address: indicator for indicator in INDICATORS}
