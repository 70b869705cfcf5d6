"""What the data say about an obligation: each check counts, and shows what it counted.

Nothing is written here. `look` is called by the task of every night, by who presses «look again», and by the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.obligations.enums import SelfCheck
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.sentences import Facts, fte
from knowledge_network.agreements.plan.enums import EvaluationLevel, Funding
from knowledge_network.agreements.plan.models import BudgetLine, Evaluation, WorkPlan
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.models import match_active
from knowledge_network.kit.network import read_network
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import NetworkRoleKind, RoleVariant
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.people.models.member import present
from knowledge_network.school_year.calendar import first_day, last_day
from plg.groups.enums import GroupKind
from plg.meetings.enums import MeetingKind, MeetingStatus
from plg.meetings.models import Meeting

VACANT_AT_MOST = dt.timedelta(days=30)
PUBLISHED_WITHIN = dt.timedelta(days=30)
MOST_LINES = 40
# How often each layer meets in a school year, and how the meeting is called.
LAYERS: tuple[tuple[MeetingKind, int, str | Promise], ...] = (
    (MeetingKind.BOARDS, 2, gettext_lazy("Boards")),
    (MeetingKind.SCHOOL_LEADERS, 2, gettext_lazy("School leaders")),
    (MeetingKind.PLENARY, 3, gettext_lazy("Everybody together")),
)


@dataclass(frozen=True)
class Line:
    """One thing that was counted: what it is, whether it is as agreed (None: it says nothing yet), where it stands."""

    text: str
    is_met: bool | None = None
    url: str = ""


@dataclass(frozen=True)
class Finding:
    """What the data say. `at_the_end`: only when its day has come it can be met. `is_tolerated`: not late yet."""

    is_met: bool
    facts: Facts
    lines: tuple[Line, ...] = ()
    has_begun: bool = False
    at_the_end: bool = False
    is_tolerated: bool = False


def look(obligation: Obligation, today: dt.date | None = None) -> Finding:
    """Count for the school year of the obligation, up to today."""
    return _CHECKS[SelfCheck(obligation.rule.self_check)](obligation, today or timezone.localdate())


def _period(obligation: Obligation) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of the school year, and the first after it."""
    start, end = first_day(obligation.school_year), last_day(obligation.school_year)
    return _midnight(start), _midnight(end + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


# Two programme leaders ---------------------------------------------------------------------------


def find_leaders(obligation: Obligation, today: dt.date) -> Finding:
    """One from the schools and one from the institute, each with enough hours; vacant for a month at most."""
    least = read_network().thresholds.programme_leader_fte
    roles = NetworkRole.objects.filter(role=NetworkRoleKind.PROGRAMME_LEADER)
    held = dict(roles.filter(match_active(today)).values_list("variant").annotate(most=Max("fte")).order_by())
    ended = dict(roles.filter(end__lte=today).values_list("variant").annotate(last=Max("end")).order_by())
    lines, have, tolerated = [], 0, True
    for variant in RoleVariant:
        hours = held.get(variant.value)
        enough = hours is not None and hours >= least
        have += enough
        if hours is None:
            since = ended.get(variant.value)
            tolerated = tolerated and since is not None and today - since <= VACANT_AT_MOST
            text = _vacant(since)
        else:
            tolerated = tolerated and enough
            text = _("%(fte)s fte, agreed is %(least)s") % {"fte": fte(hours), "least": fte(least)}
        lines.append(Line(f"{str(variant.label).capitalize()}: {text}", enough, reverse("members:member_list")))
    facts: Facts = {
        "known": True,
        "have": have,
        "need": len(RoleVariant),
        "least": str(least),
        RoleVariant.FIELD.value: _text(held.get(RoleVariant.FIELD.value)),
        RoleVariant.INSTITUTE.value: _text(held.get(RoleVariant.INSTITUTE.value)),
    }
    is_met = have == len(RoleVariant)
    return Finding(is_met, facts, tuple(lines), has_begun=have > 0, at_the_end=True, is_tolerated=tolerated)


def _vacant(since: dt.date | None) -> str:
    return _("vacant since %(day)s") % {"day": nice_date(since)} if since else _("nobody has this role")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


# Meetings between all layers ----------------------------------------------------------------------


def find_meetings(obligation: Obligation, today: dt.date) -> Finding:
    """At least two of the boards, two of the school leaders, three of everybody."""
    start, end = _period(obligation)
    kinds = [kind for kind, _least, _label in LAYERS]
    rows = Meeting.objects.filter(
        partnership__isnull=False, kind__in=kinds, status__in=MeetingStatus.COUNTS_AS_HELD
    ).filter(starts_at__gte=start, starts_at__lt=end)
    held: dict[str, int] = {}
    planned: dict[str, int] = {}
    now = _midnight(today + dt.timedelta(days=1))
    for kind, ends_at in rows.values_list("kind", "ends_at"):
        counts = held if ends_at < now else planned
        counts[kind] = counts.get(kind, 0) + 1
    lines = [_layer(label, held.get(kind, 0), least, planned.get(kind, 0)) for kind, least, label in LAYERS]
    have = sum(min(held.get(kind, 0), least) for kind, least, _label in LAYERS)
    need = sum(least for _kind, least, _label in LAYERS)
    facts: Facts = {"known": True, "have": have, "need": need}
    return Finding(have == need, facts, tuple(lines), has_begun=bool(held or planned))


def _layer(label: str | Promise, held: int, least: int, planned: int) -> Line:
    words = {"who": label, "held": held, "least": least, "planned": planned}
    text = _("%(who)s: %(held)d of %(least)d held") % words
    if planned:
        text += " · " + _("%(planned)d planned") % words
    return Line(text, held >= least, reverse("plg:agenda", query={"wat": "alles"}))


# Evaluations --------------------------------------------------------------------------------------


def find_evaluations(obligation: Obligation, today: dt.date) -> Finding:
    """One at each of five levels, held, with what was found."""
    rows = Evaluation.objects.filter(school_year=obligation.school_year).order_by("held_on", "pk")
    by_level: dict[str, Evaluation] = {}
    for row in rows:
        done = row.held_on is not None and row.held_on <= today and bool(row.findings.strip())
        if done or row.level not in by_level:
            by_level[row.level] = row
    lines, have = [], 0
    for level in EvaluationLevel:
        found = by_level.get(level.value)
        done = found is not None and found.held_on is not None and found.held_on <= today and bool(found.findings)
        have += done
        text = str(level.label).capitalize() + ": "
        if found is None:
            text += _("not planned yet")
        else:
            text += f"{found.about}, {nice_date(found.held_on) if found.held_on else _('no day yet')}"
        url = found.get_absolute_url() if found else reverse("agreements:evaluation_list")
        lines.append(Line(text, done, url))
    facts: Facts = {"known": True, "have": have, "need": len(EvaluationLevel)}
    return Finding(have == len(EvaluationLevel), facts, tuple(lines), has_begun=bool(by_level))


# Products -----------------------------------------------------------------------------------------


def find_products(obligation: Obligation, today: dt.date) -> Finding:
    """Of project groups, handed in this school year: published within thirty days of that."""
    start, end = _period(obligation)
    rows = (
        KnowledgeProduct.objects.filter(removed_at__isnull=True, group__kind=GroupKind.PROJECT)
        .filter(submitted_at__gte=start, submitted_at__lt=end)
        .order_by("submitted_at", "pk")
    )
    lines, have, need = [], 0, 0
    for product in rows:
        day = timezone.localdate(product.submitted_at)
        in_time = _in_time(product, day, today)
        need += in_time is not None
        have += bool(in_time)
        text = _("%(title)s: handed in %(day)s, %(published)s") % {
            "title": product.title,
            "day": nice_date(day),
            "published": _published(product),
        }
        lines.append(Line(text, in_time, product.get_absolute_url()))
    facts: Facts = {"known": need > 0, "have": have, "need": need}
    is_met = need > 0 and have == need
    return Finding(is_met, facts, tuple(lines[:MOST_LINES]), has_begun=bool(lines), at_the_end=True)


def _in_time(product: KnowledgeProduct, day: dt.date, today: dt.date) -> bool | None:
    """None while its thirty days run."""
    if product.published_on and product.status in ProductStatus.IN_VIEW:
        return product.published_on - day <= PUBLISHED_WITHIN
    return None if today - day <= PUBLISHED_WITHIN else False


def _published(product: KnowledgeProduct) -> str:
    if product.published_on:
        return _("published %(day)s") % {"day": nice_date(product.published_on)}
    return _("not published yet")


# Plan and budget ----------------------------------------------------------------------------------


def _plan_of(obligation: Obligation) -> WorkPlan | None:
    partnership = obligation.rule.article.agreement.partnership_id
    return WorkPlan.objects.filter(partnership=partnership, school_year=obligation.school_year).first()


def find_plan(obligation: Obligation, today: dt.date) -> Finding:
    """A draft on 1 May, adopted on 1 July."""
    plan = _plan_of(obligation)
    if plan is None:
        missing = Line(_("No plan for this school year yet."), False, reverse("agreements:work_plan_list"))
        return Finding(False, {"known": True, "have": 0, "need": 2}, (missing,))
    url = plan.get_absolute_url()
    drafted, adopted = plan.drafted_on or plan.adopted_on, plan.adopted_on if plan.is_adopted else None
    lines = (
        Line(_("Draft: %(day)s") % {"day": nice_date(drafted) or _("not ready")}, drafted is not None, url),
        Line(_("Adopted: %(day)s") % {"day": nice_date(adopted) or _("not yet")}, adopted is not None, url),
    )
    facts: Facts = {
        "known": True,
        "have": int(drafted is not None) + int(adopted is not None),
        "need": 2,
        "drafted": drafted.isoformat() if drafted else None,
        "adopted": adopted.isoformat() if adopted else None,
    }
    return Finding(adopted is not None, facts, lines, has_begun=True)


def find_budget(obligation: Obligation, today: dt.date) -> Finding:
    """Lines of both kinds of money in an adopted plan."""
    plan = _plan_of(obligation)
    lines, have, total = [], 0, 0
    counts: dict[str, int] = {}
    if plan is not None:
        for funding in BudgetLine.objects.filter(plan=plan).values_list("funding", flat=True):
            counts[funding] = counts.get(funding, 0) + 1
    url = plan.get_absolute_url() if plan else reverse("agreements:work_plan_list")
    for kind in Funding:
        number = counts.get(kind.value, 0)
        total += number
        have += number > 0
        text = _("%(kind)s: %(n)d lines") % {"kind": str(kind.label).capitalize(), "n": number}
        lines.append(Line(text, number > 0, url))
    adopted = plan.adopted_on if plan is not None and plan.is_adopted else None
    facts: Facts = {
        "known": True,
        "have": have,
        "need": len(Funding),
        "lines": total,
        "adopted": adopted.isoformat() if adopted else None,
    }
    is_met = have == len(Funding) and adopted is not None
    return Finding(is_met, facts, tuple(lines), has_begun=total > 0)


# Sharing ------------------------------------------------------------------------------------------


def find_sharing(obligation: Obligation, today: dt.date) -> Finding:
    """Every school where members work: a product published this school year with somebody of the school behind it."""
    first, last = first_day(obligation.school_year), last_day(obligation.school_year)
    working = Appointment.objects.filter(match_active(min(today, last)), organisation__kind=OrganisationKind.SITE)
    schools = {
        row["pk"]: row
        for row in Organisation.objects.participating()
        .filter(pk__in=working.filter(present("member__")).values("organisation"))
        .order_by("name")
        .values("pk", "name", "slug")
    }
    published = KnowledgeProduct.objects.in_view().filter(published_on__gte=first, published_on__lte=min(today, last))
    makers = Q(products__in=published) | Q(pk__in=published.values("added_by"))
    people = Member.objects.filter(makers)
    shared = set(working.filter(member__in=people).values_list("organisation_id", flat=True)) & set(schools)
    lines = [
        Line(row["name"], key in shared, reverse("members:organisation_detail", args=[row["slug"]]))
        for key, row in schools.items()
    ]
    facts: Facts = {"known": bool(schools), "have": len(shared), "need": len(schools)}
    is_met = bool(schools) and len(shared) == len(schools)
    return Finding(is_met, facts, tuple(lines), has_begun=bool(shared))


_CHECKS: dict[SelfCheck, Callable[[Obligation, dt.date], Finding]] = {
    SelfCheck.PROGRAMME_LEADERS: find_leaders,
    SelfCheck.MEETINGS_OF_LAYERS: find_meetings,
    SelfCheck.EVALUATIONS: find_evaluations,
    SelfCheck.PRODUCTS_IN_TIME: find_products,
    SelfCheck.WORK_PLAN: find_plan,
    SelfCheck.BUDGET: find_budget,
    SelfCheck.SHARING: find_sharing,
}
