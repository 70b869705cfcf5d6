"""Rules of obligations: added by hand or from a template, taken over from the version before, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.obligations.actions.making import make_obligations
from knowledge_network.agreements.obligations.actions.work import lapse
from knowledge_network.agreements.obligations.calendar import due_day
from knowledge_network.agreements.obligations.enums import DueRule
from knowledge_network.agreements.obligations.models import Obligation, ObligationRule
from knowledge_network.agreements.obligations.templates import FOUNDING, RuleText
from knowledge_network.agreements.texts.clauses import split_clauses
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import Article, CollaborationAgreement
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh

COPIED = (
    "paragraph",
    "title",
    "owner_role",
    "level",
    "due_rule",
    "due_month",
    "due_day",
    "due_on",
    "before_year",
    "evidence_required",
    "self_check",
)


@transaction.atomic
def add_rule(*, article: Article, by: Member, today: dt.date | None = None, **fields: Any) -> ObligationRule:
    """Write down what follows from an article, and make what it asks for now."""
    rule = ObligationRule.objects.create(article=article, **fields)
    AuditEvent.objects.record("agreements.rule_added", rule, by=by)
    make_obligations(agreement=article.agreement, today=today)
    return rule


@transaction.atomic
def change_rule(*, rule: ObligationRule, by: Member, today: dt.date | None = None, **fields: Any) -> None:
    """Change it for what is still open: what was met or lapsed stays as it was."""
    held = ObligationRule.objects.select_for_update(of=("self",)).select_related("article__agreement").get(pk=rule.pk)
    if held.is_ended:
        raise RefusedError(_("This is no longer asked for."))
    for name, value in fields.items():
        setattr(held, name, value)
    held.save(update_fields=sorted(fields))
    changed = []
    for obligation in held.obligations.select_for_update().still_open():
        day = due_day(held, obligation.school_year)
        if day is not None and day != obligation.due_on:
            obligation.due_on, obligation.reminded = day, ""
            obligation.save(update_fields=["due_on", "reminded"])
        changed.append(obligation.pk)
    AuditEvent.objects.record("agreements.rule_changed", held, by=by)
    make_obligations(agreement=held.article.agreement, today=today)
    refresh("obligation", changed)


@transaction.atomic
def end_rule(*, rule: ObligationRule, by: Member, reason: str, today: dt.date | None = None) -> None:
    """No longer asked for: what is open of it lapses, with the reason."""
    day = today or timezone.localdate()
    held = ObligationRule.objects.select_for_update().get(pk=rule.pk)
    if held.is_ended:
        return
    held.ended_on = day
    held.save(update_fields=["ended_on"])
    for obligation in held.obligations.select_for_update().still_open():
        lapse(obligation, reason)
    AuditEvent.objects.record("agreements.rule_ended", held, by=by)


@transaction.atomic
def add_founding_rules(
    *,
    agreement: CollaborationAgreement,
    by: Member,
    texts: Sequence[RuleText] = FOUNDING,
    today: dt.date | None = None,
) -> int:
    """Begin with what usually follows: for each text whose article and paragraph are there. How many were added."""
    _refuse_when_filled(agreement)
    articles = {article.number: article for article in agreement.articles.all()}
    made = []
    for text in texts:
        article = articles.get(text.article)
        if article is None or text.paragraph not in {clause.number for clause in split_clauses(article.text)}:
            continue
        made.append(_from_text(article, text))
    ObligationRule.objects.bulk_create(made)
    AuditEvent.objects.record("agreements.rules_taken_over", agreement, by=by, count=len(made))
    make_obligations(agreement=agreement, today=today)
    return len(made)


def _from_text(article: Article, text: RuleText) -> ObligationRule:
    day, month = text.due
    return ObligationRule(
        article=article,
        paragraph=text.paragraph,
        title=text.title,
        owner_role=text.owner_role,
        level=text.level,
        due_rule=DueRule.YEARLY,
        due_month=month,
        due_day=day,
        before_year=text.before_year,
        evidence_required=text.evidence_required,
        self_check=text.self_check or "",
    )


@transaction.atomic
def take_over_rules(*, agreement: CollaborationAgreement, by: Member | None, today: dt.date | None = None) -> int:
    """From the version before: each rule goes along to the article of the same number. How many did."""
    _refuse_when_filled(agreement)
    articles = {article.number: article for article in agreement.articles.all()}
    before = ObligationRule.objects.filter(article__agreement=agreement.predecessor, ended_on__isnull=True)
    made = [
        ObligationRule(article=articles[rule.article.number], **{name: getattr(rule, name) for name in COPIED})
        for rule in before.select_related("article").order_by("pk")
        if rule.article.number in articles
    ]
    ObligationRule.objects.bulk_create(made)
    AuditEvent.objects.record("agreements.rules_taken_over", agreement, by=by, count=len(made))
    make_obligations(agreement=agreement, today=today)
    return len(made)


def _refuse_when_filled(agreement: CollaborationAgreement) -> None:
    held = CollaborationAgreement.objects.select_for_update().get(pk=agreement.pk)
    if ObligationRule.objects.filter(article__agreement=held).exists():
        raise RefusedError(_("There are obligations for this agreement already."))


@transaction.atomic
def follow_agreements(*, today: dt.date | None = None) -> None:
    """What goes on by itself: a version that took effect asks what the one before it did, and that one no longer does.

    Safe to repeat. What was due before the change stays as it was, late or not.
    """
    day = today or timezone.localdate()
    begun = CollaborationAgreement.objects.in_force().filter(effective_from__lte=day, predecessor__isnull=False)
    for agreement in begun.exclude(articles__obligation_rules__isnull=False).select_related("predecessor"):
        if ObligationRule.objects.filter(article__agreement=agreement.predecessor, ended_on__isnull=True).exists():
            take_over_rules(agreement=agreement, by=None, today=day)
    over = CollaborationAgreement.objects.versions().filter(status__in=sorted(AgreementStatus.OVER))
    rows = Obligation.objects.still_open().filter(rule__article__agreement__in=over)
    for obligation in rows.select_related("rule__article__agreement__successor").select_for_update(of=("self",)):
        agreement = obligation.rule.article.agreement
        follower = getattr(agreement, "successor", None)
        last = follower.effective_from if follower else agreement.effective_to
        if last is not None and obligation.due_on < last:
            continue
        with translation.override(settings.LANGUAGE_CODE):
            lapse(obligation, str(_("The agreement that asked for it holds no longer.")))
        AuditEvent.objects.record("agreements.obligation_lapsed", obligation, by=None)
