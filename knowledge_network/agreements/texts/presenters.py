"""Agreements as pages show them: the text with its numbers and links, its parties, versions and differences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from knowledge_network.agreements.texts.clauses import find_broken, find_references, split_clauses
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd
from knowledge_network.agreements.texts.models import (
    Amendment,
    Article,
    ArticleComment,
    CollaborationAgreement,
    Party,
)
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.diff import as_html
from knowledge_network.members.people.models import Member

# From here on two articles count as one that was rewritten.
ALIKE = 0.5
# The class of the dot before a state; words say it too.
DOTS = {
    AgreementStatus.DRAFT: "",
    AgreementStatus.TO_SIGN: "wait",
    AgreementStatus.PARTLY_SIGNED: "wait",
    AgreementStatus.IN_FORCE: "ok",
    AgreementStatus.WITHDRAWN: "",
}


@dataclass(frozen=True)
class AgreementLine:
    """An agreement in a list."""

    title: str
    version: int
    url: str
    state: str
    dot: str
    term: str
    is_current: bool = False


@dataclass(frozen=True)
class ShownClause:
    """`number` 0 for text without one; `html` has its references as links."""

    number: int
    anchor: str
    html: SafeString


@dataclass(frozen=True)
class ShownAmendment:
    """`number` counts the changes of an agreement. `url` leads to its signing."""

    public_id: str
    number: int
    article: str
    reason: str
    changes: SafeString
    state: str
    dot: str
    starts: dt.date | None
    url: str
    document_url: str


@dataclass(frozen=True)
class ShownArticle:
    public_id: str
    number: int
    anchor: str
    title: str
    chapter: str
    opens_chapter: bool
    clauses: list[ShownClause]
    open_remarks: int = 0
    is_broken: bool = False
    is_first: bool = False
    is_last: bool = False
    # The number of the last signed change that stands beside it.
    change: int = 0


@dataclass(frozen=True)
class ShownParty:
    """A party as it signed, and what became of it."""

    key: str
    name: str
    number: str
    role: str
    signatory: str
    signed: str
    ended: str
    can_leave: bool = False
    can_stay: bool = False


@dataclass(frozen=True)
class Difference:
    """One article beside its predecessor: `kind` in words, `changes` only where the text differs."""

    heading: str
    kind: str
    dot: str
    changes: SafeString | None


def say_term(agreement: CollaborationAgreement) -> str:
    """«van 1 augustus 2023 tot en met 31 juli 2027» in the words of the reader."""
    first, last = agreement.effective_from, agreement.effective_to
    words = {"first": nice_date(first), "last": nice_date(last)}
    if first and last:
        return _("from %(first)s until and including %(last)s") % words
    if first:
        return _("from %(first)s, without an end") % words
    return _("no first day yet")


def say_state(agreement: CollaborationAgreement, today: dt.date) -> str:
    """The state in words; signed beforehand is not yet in force."""
    if agreement.is_in_force and agreement.effective_from and agreement.effective_from > today:
        return _("signed, in force on %(day)s") % {"day": nice_date(agreement.effective_from)}
    return str(agreement.get_status_display())


def agreement_line(
    agreement: CollaborationAgreement, today: dt.date, *, current: CollaborationAgreement | None = None
) -> AgreementLine:
    return AgreementLine(
        title=agreement.title,
        version=agreement.version,
        url=agreement.get_absolute_url(),
        state=say_state(agreement, today),
        dot=DOTS.get(AgreementStatus(agreement.status), "info"),
        term=say_term(agreement),
        is_current=agreement == current,
    )


def build_anchor(article: int, paragraph: int = 0) -> str:
    """«artikel-2-lid-1»: where a clause stands on the page."""
    return f"artikel-{article}-lid-{paragraph}" if paragraph else f"artikel-{article}"


def linked(text: str, known: set[str]) -> SafeString:
    """`text`, safe, with each reference to something that is there as a link."""
    pieces, at = [], 0
    for reference in find_references(text):
        anchor = build_anchor(reference.article, reference.paragraph)
        if anchor not in known:
            continue
        words = text[reference.start : reference.end]
        pieces += [escape(text[at : reference.start]), format_html('<a href="#{}">{}</a>', anchor, words)]
        at = reference.end
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308  # nosec B703 - each piece is escaped


def count_open_remarks(rows: list[Article]) -> dict[int, int]:
    """How many remarks are not dealt with, by the primary key of the article. One query."""
    waiting = ArticleComment.objects.filter(article__in=rows, resolved_at__isnull=True).order_by()
    return dict(waiting.values_list("article").annotate(Count("pk")))


def shown_articles(
    rows: list[Article], remarks: dict[int, int] | None = None, changes: dict[int, int] | None = None
) -> list[ShownArticle]:
    """Articles in order. By primary key: `remarks` counts the open ones, `changes` numbers the last signed change."""
    clauses = {row.pk: split_clauses(row.text) for row in rows}
    known = {build_anchor(row.number) for row in rows}
    known |= {build_anchor(row.number, clause.number) for row in rows for clause in clauses[row.pk]}
    broken = {place for place, _reference in find_broken((row.number, row.text) for row in rows)}
    shown, chapter = [], None
    for row in rows:
        shown.append(
            ShownArticle(
                public_id=row.public_id,
                number=row.number,
                anchor=build_anchor(row.number),
                title=row.title,
                chapter=row.chapter,
                opens_chapter=bool(row.chapter) and row.chapter != chapter,
                clauses=[
                    ShownClause(clause.number, build_anchor(row.number, clause.number), linked(clause.text, known))
                    for clause in clauses[row.pk]
                ],
                open_remarks=(remarks or {}).get(row.pk, 0),
                change=(changes or {}).get(row.pk, 0),
                is_broken=row.number in broken,
                is_first=row is rows[0],
                is_last=row is rows[-1],
            )
        )
        chapter = row.chapter
    return shown


def shown_parties(rows: list[Party], *, can_leave: frozenset[int] | None = frozenset()) -> list[ShownParty]:
    """`rows` come with organisation and signatory; `can_leave`: for which organisations, None for all.

    Who may give notice for a party may take it back, up to its last day.
    """
    today = timezone.localdate()
    ours = {row.pk for row in rows if can_leave is None or row.organisation_id in can_leave}
    return [
        ShownParty(
            key=row.organisation.slug,
            name=row.name_as_signed,
            number=row.number_as_signed,
            role=str(row.get_role_display()),
            signatory=row.signatory.function_as_signed if hasattr(row, "signatory") else "",
            signed=f"{row.signatory.get_method_display()}, {nice_date(row.signatory.signed_on)}"
            if hasattr(row, "signatory")
            else "",
            ended=say_ended(row),
            can_leave=row.ended_on is None and row.pk in ours,
            can_stay=row.can_take_back_notice(today) and row.pk in ours,
        )
        for row in rows
    ]


def say_ended(party: Party) -> str:
    words = {"day": nice_date(party.ended_on)}
    if party.end_kind == PartyEnd.LEFT:
        return _("leaves: last day %(day)s") % words
    if party.end_kind == PartyEnd.MERGED:
        successor = party.organisation.successor
        return _("went on as %(name)s on %(day)s") % {**words, "name": successor.name if successor else "–"}
    return ""


def shown_amendments(agreement: CollaborationAgreement, reader: Member) -> list[ShownAmendment]:
    """Oldest first, each with what it changes; those being written for who may read a draft. One query."""
    rows = agreement.amendments.select_related("article", "paper").order_by("created_at", "pk")
    readable = CollaborationAgreement.objects.visible_to(reader).filter(amends=agreement)
    return [build_amendment(row) for row in rows.filter(paper__in=readable)]


def build_amendment(row: Amendment) -> ShownAmendment:
    """`row` comes with its article and paper."""
    paper = row.paper
    is_signed = row.signed_on is not None
    sealed = reverse("agreements:sealed" if paper.sealed_sha256 else "agreements:document", args=[paper.public_id])
    return ShownAmendment(
        public_id=row.public_id,
        number=paper.version,
        article=f"{_('Article')} {row.article.number} · {row.article.title}"
        if row.article
        else _("The agreement as a whole"),
        reason=row.reason,
        changes=as_html(row.before, row.after),
        state=_("signed on %(day)s") % {"day": nice_date(row.signed_on)}
        if is_signed
        else str(paper.get_status_display()),
        dot="ok" if is_signed else DOTS.get(AgreementStatus(paper.status), ""),
        starts=paper.effective_from,
        url=paper.get_absolute_url(),
        document_url=sealed,
    )


def differences(before: CollaborationAgreement, after: CollaborationAgreement) -> list[Difference]:
    """The text of two versions beside each other: considerations, then articles, then what is gone."""
    found = []
    if before.preamble != after.preamble:
        changes = as_html(before.preamble, after.preamble)
        found.append(Difference(_("Considering that"), _("changed"), "wait", changes))
    rows, found_before = list(after.articles.order_by("number")), list(before.articles.order_by("number"))
    pairs = pair_articles(found_before, rows)
    for row in rows:
        heading = f"{_('Article')} {row.number} · {row.title}"
        former = pairs.get(row.pk)
        if former is None:
            found.append(Difference(heading, _("new"), "ok", as_html("", row.text)))
        elif (former.title, former.text) != (row.title, row.text):
            found.append(Difference(heading, _("changed"), "wait", as_html(_whole(former, row), _whole(row, former))))
        else:
            found.append(Difference(heading, _("the same"), "", None))
    kept = {row.pk for row in pairs.values()}
    found += [
        Difference(f"{_('Article')} {row.number} · {row.title}", _("removed"), "bad", as_html(row.text, ""))
        for row in found_before
        if row.pk not in kept
    ]
    return found


def pair_articles(before: list[Article], after: list[Article]) -> dict[int, Article]:
    """For each article of `after` the one that it was: the very text, else the same title, else the most alike.

    Titles may stand there twice and may be rewritten, so neither they nor the numbers tell it alone.
    """
    pairs: dict[int, Article] = {}
    left = list(before)
    passes: tuple[Callable[[Article, Article], bool], ...] = (
        lambda one, row: (one.title, one.text) == (row.title, row.text),
        lambda one, row: one.text == row.text,
        lambda one, row: one.title == row.title,
        lambda one, row: _likeness(one, row) >= ALIKE,
    )
    for is_same in passes:
        for row in after:
            found = [one for one in left if is_same(one, row)] if row.pk not in pairs else []
            if found:
                pairs[row.pk] = max(found, key=lambda one: (_likeness(one, row), -abs(one.number - row.number)))
                left.remove(pairs[row.pk])
    return pairs


def _likeness(one: Article, other: Article) -> float:
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


def _whole(row: Article, other: Article) -> str:
    """Its text, under its title when that changed as well."""
    return row.text if row.title == other.title else f"{row.title}\n\n{row.text}"


def trail(agreement: CollaborationAgreement | None = None) -> list[tuple[str, str]]:
    """The breadcrumb of pages about agreements."""
    steps = [(_("Agreements of the partners"), reverse("agreements:agreement_list"))]
    if agreement is not None and agreement.amends is not None:
        steps += trail(agreement.amends)[1:]
        steps.append((_("Change %(number)s") % {"number": agreement.version}, agreement.get_absolute_url()))
    elif agreement is not None:
        label = _("%(title)s, version %(number)s") % {"title": agreement.title, "number": agreement.version}
        steps.append((label, agreement.get_absolute_url()))
    return steps
