"""Obligations as pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import DateFormat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.agreements.obligations.enums import DueRule, ObligationState
from knowledge_network.agreements.obligations.facts import Line
from knowledge_network.agreements.obligations.models import Obligation, ObligationEvidence, ObligationRule
from knowledge_network.agreements.obligations.sentences import say_found
from knowledge_network.agreements.texts.clauses import split_clauses
from knowledge_network.kit.dates import nice_date, nice_datetime
from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Mark:
    """A state as shape and word."""

    state: str
    label: str | Promise


def build_mark(obligation: Obligation) -> Mark:
    return Mark(obligation.state, ObligationState(obligation.state).label)


@dataclass(frozen=True)
class EvidenceLine:
    """What shows it: where it leads, and for who may take it away, how."""

    text: str
    url: str
    icon: str
    about: str
    remove_url: str = ""


@dataclass(frozen=True)
class ObligationLine:
    """One obligation in a list. `url` is empty for who reads only the summary."""

    title: str
    url: str
    mark: Mark
    article: int
    article_title: str
    whose: str
    owner: str
    due: str
    year: str
    found: str
    evidence: tuple[EvidenceLine, ...]
    checks_itself: bool
    needs_owner: bool
    lapse_reason: str

    @property
    def says_something(self) -> bool:
        return bool(self.found or self.evidence or self.lapse_reason)


def build_line(
    obligation: Obligation, *, readable: bool, evidence: Iterable[ObligationEvidence] = ()
) -> ObligationLine:
    rule = obligation.rule
    return ObligationLine(
        title=rule.title,
        url=obligation.get_absolute_url() if readable else "",
        mark=build_mark(obligation),
        article=rule.article.number,
        article_title=rule.article.title,
        whose=whose(obligation),
        owner=name_member(obligation.owner),
        due=nice_date(obligation.due_on),
        year=years(obligation.school_year),
        found=say_found(rule.self_check, obligation.facts) if rule.self_check else "",
        evidence=tuple(evidence_line(one) for one in evidence) if readable else (),
        checks_itself=bool(rule.self_check),
        needs_owner=needs_owner(obligation),
        lapse_reason=obligation.lapse_reason if readable else "",
    )


def whose(obligation: Obligation) -> str:
    """The role that owes it, or the partner."""
    if obligation.party is not None:
        return obligation.party.name_as_signed
    return str(obligation.rule.get_owner_role_display())


def needs_owner(obligation: Obligation) -> bool:
    party = obligation.party
    gone = party is not None and party.ended_on is not None and party.ended_on < obligation.due_on
    return obligation.is_open and gone


def name_member(member: Member | None) -> str:
    if member is None:
        return ""
    return member.get_full_name() if member.is_present else _("former member")


def years(year: int) -> str:
    return f"{year}-{year + 1}"


def evidence_line(evidence: ObligationEvidence, *, can_remove: bool = False) -> EvidenceLine:
    url, icon = _where(evidence)
    added = _("added by %(name)s, %(day)s") % {
        "name": name_member(evidence.added_by) or _("former member"),
        "day": nice_date(evidence.added_at),
    }
    keys = [evidence.obligation.public_id, evidence.public_id]
    remove = reverse("agreements:evidence_remove", args=keys) if can_remove else ""
    return EvidenceLine(evidence.text, url, icon, added, remove)


def _where(evidence: ObligationEvidence) -> tuple[str, str]:
    """Where it leads, and its icon."""
    if evidence.content:
        keys = [evidence.obligation.public_id, evidence.public_id]
        return reverse("agreements:evidence_file", args=keys), "file-text"
    if evidence.meeting is not None:
        return reverse("plg:meeting_detail", args=[evidence.meeting.public_id]), "calendar"
    if evidence.product is not None:
        return evidence.product.get_absolute_url(), "library"
    if evidence.link:
        return evidence.link, "external-link"
    return "", "quote"


@dataclass(frozen=True)
class Checked:
    """What the data say now."""

    said: str
    lines: tuple[Line, ...]
    stored_at: str


@dataclass(frozen=True)
class ObligationPage:
    """Everything about one obligation."""

    line: ObligationLine
    reference: str
    clause: str
    agreement: str
    agreement_url: str
    level: str
    when: str
    asks_for: str
    note: str
    met_on: str
    days_left: str
    checked: Checked | None
    evidence: tuple[EvidenceLine, ...]


def build_page(
    obligation: Obligation,
    evidence: Collection[ObligationEvidence],
    *,
    checked: Checked | None,
    can_work: bool,
    today: dt.date | None = None,
) -> ObligationPage:
    rule = obligation.rule
    return ObligationPage(
        line=build_line(obligation, readable=True),
        reference=name_clause(rule),
        clause=find_clause(rule),
        agreement=rule.article.agreement.title,
        agreement_url=reverse("agreements:agreements_home", fragment=f"artikel-{rule.article.number}"),
        level=str(rule.get_level_display()),
        when=say_when(rule),
        asks_for=rule.evidence_required,
        note=obligation.note,
        met_on=nice_date(obligation.met_on),
        days_left=_days_left(obligation, today or timezone.localdate()),
        checked=checked,
        evidence=tuple(evidence_line(one, can_remove=can_work) for one in evidence),
    )


def checked_now(obligation: Obligation, facts: dict[str, int | str | bool | None], lines: tuple[Line, ...]) -> Checked:
    said = say_found(obligation.rule.self_check, facts)
    return Checked(said, lines, nice_datetime(obligation.checked_at))


def _days_left(obligation: Obligation, today: dt.date) -> str:
    if not obligation.is_open:
        return ""
    days = (obligation.due_on - today).days
    if days < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}
    if days == 0:
        return _("due today")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def name_clause(rule: ObligationRule) -> str:
    """«Article 2, paragraph 1»."""
    words = {"article": rule.article.number, "paragraph": rule.paragraph}
    return (_("Article %(article)d, paragraph %(paragraph)d") if rule.paragraph else _("Article %(article)d")) % words


def find_clause(rule: ObligationRule) -> str:
    """The words of the paragraph that it follows from, or of the whole article."""
    clauses = {clause.number: clause.text for clause in split_clauses(rule.article.text)}
    return clauses.get(rule.paragraph or 0) or rule.article.text


def say_when(rule: ObligationRule) -> str:
    """«every year on 1 July», or a day."""
    if rule.due_rule == DueRule.ONCE:
        return nice_date(rule.due_on)
    # Any year with a 29 February will do: only day and month are shown.
    day = dt.date(2024, rule.due_month or 1, min(rule.due_day or 1, 28))
    words = {"day": rule.due_day, "month": DateFormat(day).format("F")}
    return _("every year on %(day)d %(month)s") % words


@dataclass(frozen=True)
class RuleLine:
    """A rule in the table of who manages them."""

    title: str
    reference: str
    whose: str
    when: str
    check: str
    is_ended: bool
    change_url: str
    end_url: str


def rule_line(rule: ObligationRule) -> RuleLine:
    return RuleLine(
        title=rule.title,
        reference=name_clause(rule),
        whose=str(rule.get_owner_role_display()),
        when=say_when(rule),
        check=str(rule.get_self_check_display()) if rule.self_check else "",
        is_ended=rule.is_ended,
        change_url=reverse("agreements:rule_change", args=[rule.public_id]),
        end_url=reverse("agreements:rule_end", args=[rule.public_id]),
    )
