"""The page «Afspraken»: each article with what follows from it; and what each partner brings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.presenters import ObligationLine, build_line
from knowledge_network.agreements.obligations.queries import with_all
from knowledge_network.agreements.pages.queries import Brings, Some, read_what_partners_bring
from knowledge_network.agreements.signing.enums import MandateState
from knowledge_network.agreements.signing.links import signature_address
from knowledge_network.agreements.signing.models import Mandate, Signature
from knowledge_network.agreements.texts.clauses import split_clauses
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd
from knowledge_network.agreements.texts.models import Amendment, Article, CollaborationAgreement, Party
from knowledge_network.agreements.texts.presenters import say_state
from knowledge_network.kit.cut import Cut
from knowledge_network.kit.dates import months_before, nice_date
from knowledge_network.members.people.models import Member

SOON = dt.timedelta(days=60)
MOST_TURNS = 5
WARNED_MONTHS = 12
MINUTES = 60
NUMBERS: tuple[str | Promise, ...] = (
    gettext_lazy("zero"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)


def spell(number: int) -> str:
    """«negen», and figures above twelve."""
    return str(NUMBERS[number]) if number < len(NUMBERS) else str(number)


@dataclass(frozen=True)
class ClauseRow:
    """One paragraph, and what follows from it. `number` 0: the article as a whole."""

    number: int
    text: str
    duties: tuple[ObligationLine, ...]


@dataclass(frozen=True)
class ArticleBlock:
    number: int
    chapter: str
    title: str
    clauses: tuple[ClauseRow, ...]
    # «Changed by change 2», and where that was signed.
    change: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class Verdict:
    """The sentence on top: first what there is, then how it stands."""

    first: str
    rest: str


def build_verdict(agreement: CollaborationAgreement, obligations: Sequence[Obligation]) -> Verdict:
    today = timezone.localdate()
    parties = sum(party.is_present_on(today) for party in agreement.parties.all())
    said = ngettext("%(n)s party", "%(n)s parties", parties) % {"n": spell(parties)}
    owed = ngettext("%(n)s obligation", "%(n)s obligations", len(obligations)) % {"n": spell(len(obligations))}
    counts = Counter(one.state for one in obligations)
    parts = [f"{spell(counts[state.value])} {state.label}" for state in _IN_ORDER if counts[state.value]]
    return Verdict(_capital(f"{said}, {owed}."), _capital(", ".join(parts) + ".") if parts else "")


_IN_ORDER = (
    ObligationState.MET,
    ObligationState.BUSY,
    ObligationState.PLANNED,
    ObligationState.LAPSED,
    ObligationState.LATE,
)


@dataclass(frozen=True)
class Ending:
    """That the agreement ends within a year, and what follows it."""

    text: str
    url: str
    action: str


def find_ending(agreement: CollaborationAgreement, reader: Member, today: dt.date | None = None) -> Ending | None:
    """Nothing while its end is more than a year away. One query otherwise."""
    day, last = today or timezone.localdate(), agreement.effective_to
    if last is None or months_before(last, WARNED_MONTHS) > day:
        return None
    text = _("This agreement ends on %(day)s.") % {"day": nice_date(last)}
    later = CollaborationAgreement.objects.visible_to(reader).versions().filter(version__gt=agreement.version)
    coming = later.exclude(status=AgreementStatus.WITHDRAWN).order_by("-version").first()
    if coming is not None:
        words = {"number": coming.version, "state": say_state(coming, day)}
        text += " " + _("Version %(number)s follows it: %(state)s.") % words
        return Ending(text, coming.get_absolute_url(), _("Look at the next version"))
    text += " " + _("Nothing follows it yet.")
    if reader.has_perm("agreements.write_agreement", agreement):
        return Ending(text, agreement.get_absolute_url(), _("Start the next version from its page"))
    return Ending(text, "", "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def find_obligations(agreement: CollaborationAgreement, year: int) -> list[Obligation]:
    """Of a school year, with what shows them. Four queries."""
    rows = with_all().filter(rule__article__agreement=agreement).of_year(year)
    return list(
        rows.prefetch_related("evidence__meeting", "evidence__product", "evidence__added_by").order_by(
            "due_on", "rule__title", "pk"
        )
    )


def article_blocks(
    articles: Iterable[Article],
    changes: Mapping[int, Amendment],
    obligations: Iterable[Obligation],
    *,
    readable: bool,
    mine: set[int],
) -> list[ArticleBlock]:
    """Each article as it holds, by the change of its primary key; what names no paragraph stands with it as a whole."""
    by_place: dict[tuple[int, int], list[ObligationLine]] = {}
    for one in obligations:
        line = build_line(one, readable=readable or one.pk in mine, evidence=one.evidence.all())
        by_place.setdefault((one.rule.article_id, one.rule.paragraph or 0), []).append(line)
    return [_block(article, changes.get(article.pk), by_place) for article in articles]


def _block(
    article: Article, change: Amendment | None, by_place: dict[tuple[int, int], list[ObligationLine]]
) -> ArticleBlock:
    clauses = split_clauses(change.after if change is not None else article.text)
    numbers = {clause.number for clause in clauses}
    rows = [ClauseRow(one.number, one.text, tuple(by_place.get((article.pk, one.number), []))) for one in clauses]
    loose = [
        line
        for (key, paragraph), lines in by_place.items()
        if key == article.pk and paragraph not in numbers
        for line in lines
    ]
    if loose:
        rows.append(ClauseRow(0, _("For the article as a whole"), tuple(loose)))
    return ArticleBlock(
        article.number,
        article.chapter,
        article.title,
        tuple(rows),
        change=_("As changed by change %(number)s") % {"number": change.paper.version} if change is not None else "",
        change_url=change.paper.get_absolute_url() if change is not None else "",
    )


# What somebody has to do: sign, say who signs, keep a promise ---------------------------------------


@dataclass(frozen=True)
class Turn:
    """Something that the reader has to do."""

    title: str
    what: str
    url: str
    is_late: bool = False


def find_turns(member: Member, today: dt.date | None = None) -> list[Turn]:
    """Signing first, then what is late or due within two months. Two queries; one more for who directs a party."""
    day = today or timezone.localdate()
    found = [*_to_sign(member), *_to_confirm(member), *_owed(member, day)]
    return found[:MOST_TURNS]


def _to_sign(member: Member) -> Iterator[Turn]:
    rows = Signature.objects.waiting().filter(mandate__member=member, mandate__state=MandateState.CONFIRMED)
    for row in rows.select_related("party__agreement").order_by("asked_at", "pk"):
        words = {"party": row.party.name_as_signed}
        what = _("You read it. Now sign it for %(party)s.") if row.read_at else _("Read it and sign it for %(party)s.")
        yield Turn(row.party.agreement.title, what % words, signature_address(row))


def _to_confirm(member: Member) -> Iterator[Turn]:
    """Who a director may confirm: of their own party, and neither themselves nor their own proposal."""
    if not member.directed_organisations:
        return
    directed = member.directed_organisations
    rows = Mandate.objects.filter(
        Q(party__organisation__in=directed) | Q(party__organisation__successor__in=directed),
        state=MandateState.PROPOSED,
        party__agreement__status__in=sorted(AgreementStatus.BEING_WRITTEN | AgreementStatus.BEING_SIGNED),
    ).exclude(member=member)
    for row in rows.select_related("party__agreement").order_by("proposed_at", "pk"):
        if row.proposed_by_id != member.pk:
            yield Turn(
                row.party.agreement.title,
                _("Say whether the right person signs for %(party)s.") % {"party": row.party.name_as_signed},
                reverse("agreements:mandate_confirm", args=[row.party.agreement.public_id, row.public_id]),
            )


def _owed(member: Member, day: dt.date) -> Iterator[Turn]:
    rows = Obligation.objects.owned_by(member).still_open().filter(due_on__lte=day + SOON)
    for one in rows.select_related("rule").order_by("due_on", "pk")[:MOST_TURNS]:
        words = {"day": nice_date(one.due_on)}
        what = _("was due on %(day)s") if one.due_on < day else _("due on %(day)s")
        yield Turn(one.rule.title, what % words, one.get_absolute_url(), one.is_late)


# Giving and taking --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    name: str
    url: str


@dataclass(frozen=True)
class PartnerCard:
    """One partner: exact figures, the lists behind them, and its own words."""

    name: str
    role: str
    people: int
    group_count: int
    groups: Cut[Named]
    groups_url: str
    product_count: int
    products: Cut[Named]
    hosted: int
    hours: str
    explanation: str
    explained: str
    explain_url: str
    left: str


@dataclass(frozen=True)
class Partners:
    """All partners in the order of the alphabet, and when their figures were counted."""

    cards: list[PartnerCard]
    counted_at: dt.datetime


def present_partners(parties: Sequence[Party], member: Member) -> Partners:
    """Of one agreement. One query; five more once in five minutes."""
    counted = read_what_partners_bring(parties[0].agreement_id, [party.organisation_id for party in parties])
    cards = [
        _card(party, counted.found.get(party.organisation_id, Brings()), member)
        for party in sorted(parties, key=_by_name)
    ]
    return Partners(cards, counted.at)


def _by_name(party: Party) -> str:
    return party.name_as_signed.casefold()


def _card(party: Party, brings: Brings, member: Member) -> PartnerCard:
    may_explain = party.is_present_on(timezone.localdate()) and member.has_perm("agreements.explain_partner", party)
    writer = party.explained_by
    words = {"name": writer.get_full_name() if writer and writer.is_present else _("former member")}
    explained = _("%(name)s, %(day)s") % {**words, "day": nice_date(party.explained_on)} if party.explained_on else ""
    return PartnerCard(
        name=party.name_as_signed,
        role=str(party.get_role_display()),
        people=brings.people,
        group_count=brings.groups.count,
        groups=_name(brings.groups, "plg:group_detail"),
        groups_url=reverse("plg:group_list", query={"bestuur": party.organisation.slug}),
        product_count=brings.products.count,
        products=_name(brings.products, "expertise:product_detail"),
        hosted=brings.hosted,
        hours=_hours(brings.minutes),
        explanation=party.explanation,
        explained=explained,
        explain_url=reverse("agreements:partner_explain", args=[party.organisation.slug]) if may_explain else "",
        left=_left(party),
    )


def _name(some: Some, address: str) -> Cut[Named]:
    named = [Named(name, reverse(address, args=[slug])) for slug, name in some.first]
    return Cut(named, most=len(named), is_cut=some.is_cut)


def _hours(minutes: int) -> str:
    hours = minutes / MINUTES
    return f"{hours:.1f}".replace(".", ",").removesuffix(",0")


def _left(party: Party) -> str:
    if party.ended_on is None:
        return ""
    text = (
        _("went on as another organisation on %(day)s") if party.end_kind == PartyEnd.MERGED else _("leaves on %(day)s")
    )
    return text % {"day": nice_date(party.ended_on)}
