"""The report: proposed from the linked evidence, written on by the team, sent in as a knowledge product."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from expertise.claims.enums import EvidenceGround
from expertise.products.actions.files import add_version
from expertise.products.actions.products import create_product, submit_for_review, update_product
from expertise.products.enums import ProductAccess, ProductKind
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import check_upload
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from lesson_study.classroom.models import Observation, PupilInterview
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion import notices
from lesson_study.discussion.actions.discussions import record
from lesson_study.discussion.actions.reflection import lock_cycle, tell_team
from lesson_study.discussion.logic.report import draft_report
from lesson_study.discussion.models import ReportDraft, ReportText

# A note that is shorter, as «weet ik niet», cannot be told from words of the team.
SHORTEST_QUOTE = 15
QUOTED = re.compile(r"[«‹“„\"]([^«»‹›“”„\"]+)[»›”“\"]")
# Earlier texts that are kept; older ones go.
TEXTS_KEPT = 30


class TextChangedError(RefusedError):
    """Somebody else saved the report since; `text` is what stands there now."""

    def __init__(self, report: ReportDraft) -> None:
        super().__init__(_("Somebody else changed the report meanwhile. Look at both texts, then save again."))
        self.report = report


def refuse_published(cycle: LessonStudyCycle) -> None:
    """What is published stands in the knowledge base, with its versions; this text is what it was made of."""
    if KnowledgeProduct.objects.in_view().filter(lesson_studies=cycle).exists():
        raise RefusedError(_("The report is published. Put a new version in the knowledge base instead."))


@transaction.atomic
def propose_report(*, cycle: LessonStudyCycle, by: Member) -> ReportDraft:
    """Write the report anew from what the study holds; what stood there is kept as an earlier text.

    RefusedError once it is published, as for all that changes it.
    """
    refuse_published(cycle)
    report = _locked_report(cycle)
    text = draft_report(cycle)
    if text != report.text:
        _write(report, by, text, keep=True)
    record("report_drafted", cycle, by)
    return report


@transaction.atomic
def save_report(
    *, cycle: LessonStudyCycle, by: Member, text: str, seen_version: int, by_itself: bool = False
) -> ReportDraft:
    """Write over the version that the writer had read. TextChangedError when there is a newer one that says else.

    What saves itself every few seconds keeps no earlier text of one's own; a change of writer does.
    """
    refuse_published(cycle)
    report = _locked_report(cycle)
    if report.version != seen_version and report.text != text:
        raise TextChangedError(report)
    if report.text == text:
        return report
    _write(report, by, text, keep=not by_itself or report.changed_by_id != by.pk)
    if not by_itself:
        record("report_written", cycle, by)
    return report


def _locked_report(cycle: LessonStudyCycle) -> ReportDraft:
    ReportDraft.objects.get_or_create(cycle=cycle)
    report: ReportDraft = ReportDraft.objects.select_for_update(of=("self",)).get(cycle=cycle)
    return report


def _write(report: ReportDraft, by: Member, text: str, *, keep: bool) -> None:
    if keep and report.text:
        ReportText.objects.get_or_create(
            report=report,
            version=report.version,
            defaults={"text": report.text, "by": report.changed_by, "at": report.changed_at},
        )
        oldest = report.texts.order_by("-version").values_list("version", flat=True)[TEXTS_KEPT : TEXTS_KEPT + 1]
        report.texts.filter(version__lte=next(iter(oldest), -1)).delete()
    report.text, report.version = text, report.version + 1
    report.changed_by, report.changed_at = by, timezone.now()
    report.save(update_fields=["text", "version", "changed_by", "changed_at"])


@transaction.atomic
def forget_quotes(*, cycle: LessonStudyCycle, at: dt.datetime) -> None:
    """Notes are about to be removed: what a pupil said stays only where the team put it in a published report.

    Earlier texts go. In a report that is not published the day of removal stands in the place of the words.
    """
    ReportText.objects.filter(report__cycle=cycle).delete()
    if KnowledgeProduct.objects.in_view().filter(lesson_studies=cycle).exists():
        return
    report = ReportDraft.objects.select_for_update(of=("self",)).filter(cycle=cycle).first()
    if report is None:
        return
    with override(settings.LANGUAGE_CODE):
        instead = gettext("observation removed on %(day)s") % {"day": nice_date(timezone.localdate(at))}
    text = report.text
    for words in _spoken_words(cycle):
        text = text.replace(words, f"[{instead}]")
    if text != report.text:
        report.text, report.version = text, report.version + 1
        report.save(update_fields=["text", "version"])


def _spoken_words(cycle: LessonStudyCycle) -> list[str]:
    """Lines of notes and interviews and what stands in quotation marks in them, the longest first."""
    notes = Observation.objects.filter(lesson__cycle=cycle).values_list("text", flat=True)
    answers = PupilInterview.objects.filter(lesson__cycle=cycle).values_list(
        "liked", "learned", "helped", "would_change"
    )
    lines = {line.strip() for text in (*notes, *chain.from_iterable(answers)) for line in text.splitlines()}
    lines |= {words.strip() for line in lines for words in QUOTED.findall(line)}
    return sorted((words for words in lines if len(words) >= SHORTEST_QUOTE), key=len, reverse=True)


@transaction.atomic
def send_in_report(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    summary: str,
    contact_person: Member,
    topics: Collection[Topic],
    pdf: bytes,
    makers: str = "",
    at: dt.datetime | None = None,
) -> KnowledgeProduct:
    """The report as a knowledge product, sent to those who review; it is published by them.

    `contact_person` must have said so themselves. Sent in once more after a remark it is the same product with a newer
    file.
    """
    locked = lock_cycle(cycle)
    refuse_published(locked)
    if not locked.licence:
        raise RefusedError(_("Choose the licence first."))
    if not locked.report_contacts.filter(member=contact_person).exists():
        raise RefusedError(_("Choose somebody who said that they may be asked."))
    product = locked.product
    if product is None:
        product = _make_product(
            locked, by=by, summary=summary, contact_person=contact_person, topics=topics, makers=makers, at=at
        )
        cycle.product = product
    else:
        changes = {"summary": summary, "licence": locked.licence, "makers": makers, "contact_person": contact_person}
        update_product(product=product, by=by, changes=changes, topics=topics)
    _add_newer_file(product, f"{slugify(locked.title)[:60] or 'lesson-study'}.pdf", pdf, by=by, at=at)
    submit_for_review(product=product, by=by, at=at)
    record("report_sent_in", locked, by)
    key = f"lesson_study.report:{locked.pk}:{product.review_round}"
    tell_team(locked, notices.REPORT_SENT_IN, key=key, by=by, at=at)
    return product


def _add_newer_file(product: KnowledgeProduct, name: str, pdf: bytes, *, by: Member, at: dt.datetime | None) -> None:
    """A version, when it differs from the newest one."""
    content = check_upload(SimpleUploadedFile(name, pdf, "application/pdf"))
    newest = product.versions.order_by("-number").first()
    if newest is None or newest.sha256 != content.sha256:
        add_version(product=product, by=by, content=content, at=at)


def _make_product(locked: LessonStudyCycle, **given: Any) -> KnowledgeProduct:
    """Of a study that has none; what it is about, the study says itself."""
    product = create_product(
        title=locked.title,
        group=locked.group,
        kind=ProductKind.LESSON_STUDY_REPORT,
        year_groups=list(locked.year_groups),
        for_whom=str(locked.get_subject_display()),
        licence=locked.licence,
        access=ProductAccess.NETWORK,
        practice_question=locked.question[:300],
        ground=EvidenceGround.PRACTICE,
        **given,
    )
    LessonStudyCycle.objects.filter(pk=locked.pk).update(product=product)
    return product
