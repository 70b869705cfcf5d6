"""Writing an agreement: the draft, its articles and its parties. What is put up for signing changes no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts.clauses import GONE, renumber_references, straighten
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd, PartyRole
from knowledge_network.agreements.texts.models import Amendment, Article, CollaborationAgreement, Party
from knowledge_network.agreements.texts.templates import EMPTY, Template
from knowledge_network.kit.diff import lay_together
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation, Partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

DESCRIBING = ("title", "preamble", "effective_from", "effective_to", "notice_period_months")


@dataclass(frozen=True)
class SavedArticle:
    """`theirs` is what a colleague wrote in the same place; then nothing was stored, and `mine` is still unsaved."""

    article: Article
    mine: str = ""
    theirs: str = ""
    laid_together: bool = False

    @property
    def is_saved(self) -> bool:
        return not self.mine


@transaction.atomic
def draft_agreement(
    *,
    partnership: Partnership,
    by: Member,
    title: str,
    template: Template = EMPTY,
    effective_from: dt.date | None = None,
    effective_to: dt.date | None = None,
    at: dt.datetime | None = None,
) -> CollaborationAgreement:
    """A draft from a template: the organisations that take part today are its parties.

    It follows the version that was signed last, as a partnership is bound by one text at a time. Refused while another
    version is being written or signed.
    """
    number = _next_version(partnership)
    agreement = CollaborationAgreement.objects.create(
        partnership=partnership,
        title=title,
        version=number,
        predecessor=find_followed(partnership),
        preamble=template.preamble,
        effective_from=effective_from,
        effective_to=effective_to,
        written_by=by,
        created_at=at or timezone.now(),
        changed_at=at or timezone.now(),
    )
    Article.objects.bulk_create(
        Article(agreement=agreement, number=place, chapter=text.chapter, title=text.title, text=text.text)
        for place, text in enumerate(template.articles, start=1)
    )
    today = timezone.localdate(at) if at else timezone.localdate()
    taking_part = Organisation.objects.filter(
        partnership_memberships__partnership=partnership, partnership_memberships__start__lte=today
    ).exclude(partnership_memberships__end__lte=today)
    for organisation in taking_part.order_by("name"):
        make_party(agreement, organisation)
    AuditEvent.objects.record("agreements.drafted", agreement, by=by)
    return agreement


@transaction.atomic
def draft_next_version(
    *, agreement: CollaborationAgreement, by: Member, at: dt.datetime | None = None
) -> CollaborationAgreement:
    """A draft with the articles of a signed one as changed since, and its parties that are still there, as called now.

    Also of one that was taken back from signing: it then follows what that one was to follow.
    """
    if agreement.is_change or not (agreement.is_signed or agreement.is_withdrawn):
        raise RefusedError(_("Only what was signed is followed by a new version."))
    number = _next_version(agreement.partnership)
    first, last = agreement.effective_from, agreement.effective_to
    if agreement.is_signed:
        first, last = last + dt.timedelta(days=1) if last else None, None
    made = CollaborationAgreement.objects.create(
        partnership=agreement.partnership,
        title=agreement.title,
        version=number,
        predecessor=find_followed(agreement.partnership),
        preamble=agreement.preamble,
        notice_period_months=agreement.notice_period_months,
        effective_from=first,
        effective_to=last,
        written_by=by,
        created_at=at or timezone.now(),
        changed_at=at or timezone.now(),
    )
    _take_over_articles(made, agreement)
    _take_over_parties(made, agreement)
    AuditEvent.objects.record("agreements.drafted", made, by=by)
    return made


def _take_over_articles(made: CollaborationAgreement, agreement: CollaborationAgreement) -> None:
    """As they read after the changes that were signed."""
    changed = Amendment.objects.signed().filter(agreement=agreement, article__isnull=False)
    texts = dict(changed.values_list("article", "after"))
    Article.objects.bulk_create(
        Article(
            agreement=made,
            number=row.number,
            chapter=row.chapter,
            title=row.title,
            text=texts.get(row.pk, row.text),
        )
        for row in agreement.articles.order_by("number")
    )


def _take_over_parties(made: CollaborationAgreement, agreement: CollaborationAgreement) -> None:
    """Those that are still there on its first day, each once: of two that became one the one."""
    known = _find_left(made, agreement)
    for party in agreement.parties.select_related("organisation__successor"):
        organisation = party.organisation.successor or party.organisation
        if organisation.pk not in known and not organisation.is_closed:
            known.add(organisation.pk)
            make_party(made, organisation)


def _find_left(made: CollaborationAgreement, agreement: CollaborationAgreement) -> set[int]:
    """Organisations that gave notice and are gone by the first day of what is made, whichever text they gave it of."""
    texts = [one for one in (agreement, made.predecessor) if one is not None]
    rows = Party.objects.filter(agreement__in=texts, end_kind=PartyEnd.LEFT)
    if made.effective_from is not None:
        rows = rows.filter(ended_on__lt=made.effective_from)
    return set(rows.values_list("organisation_id", flat=True))


@transaction.atomic
def describe_agreement(*, agreement: CollaborationAgreement, by: Member, **fields: Any) -> CollaborationAgreement:
    """Change title, preamble, dates or notice of a draft (`DESCRIBING`)."""
    held = hold_draft(agreement)
    for name in DESCRIBING:
        if name in fields:
            setattr(held, name, fields[name])
    held.changed_at = timezone.now()
    held.full_clean(exclude=["partnership", "predecessor", "written_by"])
    held.save()
    AuditEvent.objects.record("agreements.described", held, by=by)
    return held


@transaction.atomic
def discard_draft(*, agreement: CollaborationAgreement, by: Member) -> None:
    held = hold_draft(agreement)
    AuditEvent.objects.record("agreements.draft_removed", held, by=by)
    try:
        held.delete()
    except ProtectedError as problem:
        raise RefusedError(
            _("It was confirmed already who signs this draft, and that is kept. Change the draft instead.")
        ) from problem


@transaction.atomic
def add_article(
    *, agreement: CollaborationAgreement, by: Member, title: str, text: str, chapter: str = "", after: int | None = None
) -> Article:
    """A new article at the end, or after the article with number `after`; references follow those that move."""
    held = hold_draft(agreement)
    last = held.articles.aggregate(last=Max("number"))["last"] or 0
    number = last + 1 if after is None else min(max(after, 0), last) + 1
    moved = {place: place + 1 for place in range(number, last + 1)}
    _renumber(held, moved)
    article = Article.objects.create(
        agreement=held, number=number, chapter=chapter, title=title, text=straighten(text), changed_by=by
    )
    _touch(held)
    AuditEvent.objects.record("agreements.article_added", held, by=by, number=number)
    return article


@transaction.atomic
def change_article(
    *, article: Article, by: Member, title: str, text: str, base: str, chapter: str = ""
) -> SavedArticle:
    """Write an article over `base`, the text that the writer had before them.

    What a colleague wrote meanwhile is laid together with it. Where both changed the same words nothing is stored:
    both texts come back, and the writer chooses.
    """
    held = hold_draft(article.agreement)
    present = Article.objects.select_for_update().get(pk=article.pk)
    mine, theirs = straighten(text), straighten(present.text)
    laid = lay_together(straighten(base), mine, theirs)
    if not laid.is_clean:
        return SavedArticle(present, mine=mine, theirs=theirs)
    changed = (present.title, present.chapter, present.text) != (title, chapter, laid.text)
    if changed:
        present.title, present.chapter, present.text = title, chapter, laid.text
        present.text_version += 1
        present.changed_by = by
        present.full_clean(exclude=["agreement", "changed_by"], validate_constraints=False)
        present.save()
        _touch(held)
        AuditEvent.objects.record("agreements.article_changed", held, by=by, number=present.number)
    return SavedArticle(present, laid_together=laid.text != mine)


@transaction.atomic
def move_article(*, article: Article, by: Member, number: int) -> None:
    """Put an article at place `number`; the others close up, and every reference follows."""
    held = hold_draft(article.agreement)
    was = Article.objects.get(pk=article.pk).number
    last = held.articles.aggregate(last=Max("number"))["last"] or 0
    new = min(max(number, 1), last)
    if new == was:
        return
    step = -1 if new > was else 1
    between = range(was + 1, new + 1) if new > was else range(new, was)
    _renumber(held, {place: place + step for place in between} | {was: new})
    _touch(held)
    AuditEvent.objects.record("agreements.article_moved", held, by=by, was=was, number=new)


@transaction.atomic
def remove_article(*, article: Article, by: Member) -> None:
    """Take an article out of a draft; those after it close up. References to it get a question mark: «artikel ?»."""
    held = hold_draft(article.agreement)
    was = Article.objects.get(pk=article.pk).number
    last = held.articles.aggregate(last=Max("number"))["last"] or 0
    Article.objects.filter(pk=article.pk).delete()
    # A reference to what is gone must not come to point at what takes its place.
    _renumber(held, {place: place - 1 for place in range(was + 1, last + 1)} | {was: GONE})
    _touch(held)
    AuditEvent.objects.record("agreements.article_removed", held, by=by, number=was)


@transaction.atomic
def add_party(*, agreement: CollaborationAgreement, by: Member, organisation: Organisation) -> Party:
    held = hold_draft(agreement)
    if held.parties.filter(organisation=organisation).exists():
        raise RefusedError(_("This organisation is party to it already."))
    party = make_party(held, organisation)
    AuditEvent.objects.record("agreements.party_added", held, by=by, party=party.name_as_signed)
    return party


@transaction.atomic
def remove_party(*, party: Party, by: Member) -> None:
    held = hold_draft(party.agreement)
    AuditEvent.objects.record("agreements.party_removed", held, by=by, party=party.name_as_signed)
    party.delete()


def hold_draft(agreement: CollaborationAgreement) -> CollaborationAgreement:
    """The agreement under a lock; refused when its text can no longer change."""
    held: CollaborationAgreement = CollaborationAgreement.objects.select_for_update().get(pk=agreement.pk)
    if not held.is_draft:
        raise RefusedError(_("This text was put up for signing, so it does not change any more. Make a new version."))
    return held


def make_party(agreement: CollaborationAgreement, organisation: Organisation) -> Party:
    board = getattr(organisation, "board", None)
    institute = getattr(organisation, "teachereducation", None)
    role = PartyRole.BOARD if organisation.is_board else PartyRole.OTHER
    if organisation.is_institute:
        role = PartyRole.INSTITUTE
    number = board.bg_number if board else (institute.bg_number or institute.brin) if institute else ""
    return Party.objects.create(
        agreement=agreement,
        organisation=organisation,
        role=role,
        name_as_signed=organisation.name,
        number_as_signed=number or "",
    )


def find_followed(partnership: Partnership | None) -> CollaborationAgreement | None:
    """The version that the next one follows: signed last, and followed by none yet."""
    rows = CollaborationAgreement.objects.versions().filter(partnership=partnership, successor__isnull=True)
    return rows.filter(status__in=sorted(AgreementStatus.SIGNED)).order_by("-version").first()


def _next_version(partnership: Partnership) -> int:
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    rows = CollaborationAgreement.objects.versions().filter(partnership=partnership)
    if rows.filter(status__in=sorted(AgreementStatus.BEING_WRITTEN | AgreementStatus.BEING_SIGNED)).exists():
        raise RefusedError(_("Another version is being written or signed. Finish or remove that one first."))
    return (rows.aggregate(last=Max("version"))["last"] or 0) + 1


def _renumber(agreement: CollaborationAgreement, moved: dict[int, int]) -> None:
    """Give articles their new numbers, and let every text follow; `GONE` stands for an article that is no more."""
    if not moved:
        return
    for row in agreement.articles.all():
        row.number = moved.get(row.number, row.number)
        row.text = renumber_references(row.text, moved)
        row.save(update_fields=["number", "text"])


def _touch(agreement: CollaborationAgreement) -> None:
    CollaborationAgreement.objects.filter(pk=agreement.pk).update(changed_at=timezone.now())
