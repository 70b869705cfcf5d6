"""Load three versions of the agreement: one that was followed, one in force, one that is being signed.

They are signed as they are in life, by mandates, rounds and one seal at the end; functions only, no names of anybody
real. The years follow the day of reference: what is in force began in August three school years ago.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone
from PIL import Image, ImageDraw

from knowledge_network.agreements.signing.actions.mandates import confirm_mandate_by_scan, propose_mandate
from knowledge_network.agreements.signing.actions.rounds import mark_read, open_round, record_paper, sign
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.agreements.texts.actions.amending import amend_agreement
from knowledge_network.agreements.texts.actions.comments import add_comment, resolve_comment
from knowledge_network.agreements.texts.actions.drafts import (
    add_party,
    change_article,
    describe_agreement,
    draft_agreement,
    draft_next_version,
)
from knowledge_network.agreements.texts.actions.life import succeed_due
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.agreements.texts.templates import KNOWLEDGE_NETWORK
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.kit.uploads import SafeFile, check_upload
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.notifications.events.actions import NOTICES_KEPT
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.school_year.calendar import school_year_start

TITLE = "Samenwerkingsovereenkomst Kennisnetwerk Lerende Leraren"
DAY = dt.timedelta(days=1)
FUNCTIONS = (
    "Bestuurder", "Lid College van Bestuur", "Directeur", "Bestuurder", "Voorzitter CvB", "Algemeen directeur a.i.",
    "Directeur-bestuurder", "Bestuurder", "Voorzitter CvB",
)  # fmt: skip
# What the next version says otherwise: article, words of now, words of then.
FIRST_WORDS = (
    (1, "Elk van hen krijgt minstens 0,2 fte.", "Samen krijgen zij minstens 0,2 fte."),
    (2, "\n4. Elk jaar wordt op vijf niveaus geëvalueerd: deelnemer, groep, school, programma en bestuur.", ""),
)
NEXT_WORDS = (
    (1, "minstens 0,2 fte", "minstens 0,25 fte"),
    (3, "minstens één product of praktijkvoorbeeld", "minstens twee producten of praktijkvoorbeelden"),
)


# What was changed beside the version in force: of article 2.
CHANGED_WORDS = ("twee keer per jaar verslag.", "twee keer per jaar verslag: op 1 februari en op 1 juli.")


@dataclass(frozen=True)
class Table:
    """Who sits at it: who runs the network, who looks at papers, and who signs for which organisation."""

    coordinator: Member
    second: Member
    signs: dict[int, Member]


def seed_agreements(network: DemoNetwork) -> None:
    told, mails = set(Notice.objects.values_list("pk", flat=True)), set(Delivery.objects.values_list("pk", flat=True))
    year = school_year_start(network.reference).year
    table = _table(network)
    first = _first(table, dt.date(year - 7, 8, 1))
    second = _second(table, first, dt.date(year - 3, 8, 1))
    succeed_due(today=network.reference)
    _change(second, table, dt.date(year - 1, 8, 1))
    _third(table, second, network.reference)
    _let_the_past_rest(told, mails, rhythm.local(network.reference, dt.time(8)))


def _let_the_past_rest(told: set[int], mails: set[int], now: dt.datetime) -> None:
    """Nobody is mailed any more; what was told long ago is gone, and what is older than two weeks was read."""
    Delivery.objects.exclude(pk__in=mails).delete()
    rows = Notice.objects.exclude(pk__in=told)
    rows.filter(created_at__lt=now - NOTICES_KEPT).delete()
    rows.update(mailed_at=F("created_at"))
    rows.filter(created_at__lt=now - 14 * DAY).update(read_at=F("created_at"))


def _table(network: DemoNetwork) -> Table:
    """A director for each board; for the institute signs who teaches there, and its director can confirm that."""
    directors = Appointment.objects.filter(function=Function.BOARD_MEMBER, end__isnull=True).select_related("member")
    signs = {row.organisation_id: row.member for row in directors.order_by("pk")}
    teacher = network.cast.login("instituut")
    places = [row.organisation for row in teacher.current_appointments]
    signs.update({organisation.pk: teacher for organisation in places if organisation.is_institute})
    return Table(network.cast.login("coordinator"), network.cast.login("programmaleider"), signs)


def _first(table: Table, start: dt.date) -> CollaborationAgreement:
    """Signed before this platform was there, so on paper."""
    end = start.replace(year=start.year + 4) - DAY
    written = rhythm.local(start - 150 * DAY, dt.time(10))
    agreement = draft_agreement(
        partnership=the_partnership(),
        by=table.coordinator,
        title=TITLE,
        template=KNOWLEDGE_NETWORK,
        effective_from=start,
        effective_to=end,
        at=written,
    )
    present = set(agreement.parties.values_list("organisation_id", flat=True))
    for organisation in Organisation.objects.filter(pk__in=table.signs).exclude(pk__in=present).order_by("name"):
        add_party(agreement=agreement, by=table.coordinator, organisation=organisation)
    _rewrite(agreement, table.coordinator, FIRST_WORDS)
    signatures = _open(agreement, table, written + 60 * DAY)
    for number, row in enumerate(signatures):
        at = _working(written + 70 * DAY, number)
        paper = _paper(f"Ondertekend door {row.party}")
        record_paper(signature=row, by=table.coordinator, scan=paper, signed_on=timezone.localdate(at), at=at)
    return CollaborationAgreement.objects.get(pk=agreement.pk)


def _second(table: Table, before: CollaborationAgreement, start: dt.date) -> CollaborationAgreement:
    """Written from the template of today and signed by all nine on the site, but for one on paper."""
    written = rhythm.local(start - 200 * DAY, dt.time(10))
    agreement = draft_next_version(agreement=before, by=table.coordinator, at=written)
    describe_agreement(
        agreement=agreement,
        by=table.coordinator,
        effective_from=start,
        effective_to=start.replace(year=start.year + 4) - DAY,
        notice_period_months=6,
    )
    for number, written_now in enumerate(KNOWLEDGE_NETWORK.articles, start=1):
        article = agreement.articles.get(number=number)
        change_article(
            article=article,
            by=table.coordinator,
            title=article.title,
            chapter=article.chapter,
            text=written_now.text,
            base=article.text,
        )
    _remark(agreement, table)
    signatures = _open(agreement, table, written + 100 * DAY)
    for number, row in enumerate(signatures):
        at = _working(written + 104 * DAY, number)
        if number == 5:
            paper = _paper(f"Ondertekend door {row.party}")
            record_paper(signature=row, by=table.coordinator, scan=paper, signed_on=timezone.localdate(at), at=at)
        else:
            _sign(row, at)
    return CollaborationAgreement.objects.get(pk=agreement.pk)


def _change(agreement: CollaborationAgreement, table: Table, start: dt.date) -> None:
    """What the partners changed beside the text since last school year, signed by all of them."""
    agreement.refresh_from_db()
    article = agreement.articles.get(number=2)
    was, becomes = CHANGED_WORDS
    amendment = amend_agreement(
        agreement=agreement,
        by=table.coordinator,
        article=article,
        after=article.text.replace(was, becomes),
        reason="Dan weet elke partij wanneer het verslag komt.",
        effective_from=start,
        at=rhythm.local(start - 90 * DAY, dt.time(11)),
    )
    opened = rhythm.local(start - 60 * DAY, dt.time(11))
    for number, row in enumerate(_open(amendment.paper, table, opened)):
        _sign(row, _working(opened + 2 * DAY, number))


def _third(table: Table, before: CollaborationAgreement, today: dt.date) -> None:
    """Up for signing since last week: six signed, one read it, two were asked; one is the demo director."""
    opened = rhythm.local(today - 4 * DAY, dt.time(9, 30))
    agreement = draft_next_version(agreement=before, by=table.coordinator, at=opened - 30 * DAY)
    last = before.effective_to or today
    describe_agreement(agreement=agreement, by=table.coordinator, effective_to=last.replace(year=last.year + 4))
    _rewrite(agreement, table.coordinator, NEXT_WORDS)
    signatures = _open(agreement, table, opened)
    own = next(row for row in signatures if row.mandate and row.mandate.member.given_name == "Bestuurder")
    others = [row for row in signatures if row != own]
    for number, row in enumerate(others[:6]):
        at = opened + (number // 2) * DAY + dt.timedelta(hours=1 + 4 * (number % 2), minutes=13 * number)
        if number == 4:
            paper = _paper(f"Ondertekend door {row.party}")
            record_paper(signature=row, by=table.coordinator, scan=paper, signed_on=timezone.localdate(at), at=at)
        else:
            _sign(row, at)
    reader = others[6]
    if reader.mandate is not None:
        mark_read(signature=reader, by=reader.mandate.member, at=opened + 2 * DAY)


def _rewrite(agreement: CollaborationAgreement, by: Member, words: tuple[tuple[int, str, str], ...]) -> None:
    for number, now, then in words:
        row = agreement.articles.get(number=number)
        change_article(
            article=row, by=by, title=row.title, chapter=row.chapter, text=row.text.replace(now, then), base=row.text
        )


def _remark(agreement: CollaborationAgreement, table: Table) -> None:
    """What a director asked while it was written, and that it was dealt with."""
    article = agreement.articles.get(number=2)
    director = next(iter(table.signs.values()))
    remark = add_comment(article=article, by=director, text="Kan het concept van het werkplan op 1 mei klaar zijn?")
    resolve_comment(comment=remark, by=table.coordinator)


def _open(agreement: CollaborationAgreement, table: Table, at: dt.datetime) -> list[Signature]:
    """Mandates by a signed paper that somebody else saw, a week before; then put up. The signatures by party."""
    parties: list[Party] = list(agreement.parties.order_by("name_as_signed"))
    for number, party in enumerate(parties):
        mandate = propose_mandate(
            party=party,
            by=table.coordinator,
            member=table.signs[party.organisation_id],
            function=FUNCTIONS[number % len(FUNCTIONS)],
            at=at - 8 * DAY,
        )
        paper = _paper(f"Machtiging van {party}")
        confirm_mandate_by_scan(mandate=mandate, by=table.second, scan=paper, at=at - 7 * DAY)
    open_round(agreement=agreement, by=table.coordinator, at=at)
    rows = Signature.objects.filter(party__agreement=agreement).select_related("party__agreement", "mandate__member")
    return list(rows.order_by("party__name_as_signed"))


def _sign(row: Signature, at: dt.datetime) -> None:
    if row.mandate is None:
        return
    member = row.mandate.member
    mark_read(signature=row, by=member, at=at - dt.timedelta(minutes=25))
    sign(signature=row, by=member, document_sha256=row.party.agreement.document_sha256, at=at)


def _working(start: dt.datetime, number: int) -> dt.datetime:
    """One on each working day from `start` on, at different hours."""
    day = timezone.localdate(start)
    left = number
    while left or day.weekday() >= rhythm.SATURDAY:
        day += DAY
        left -= left > 0 and day.weekday() < rhythm.SATURDAY
    return rhythm.local(day, dt.time(9 + number % 7, (number * 17) % 60))


def _paper(text: str) -> SafeFile:
    """A scan of an invented paper: some words, and a stroke of a pen."""
    page = Image.new("L", (620, 877), 246)
    pen = ImageDraw.Draw(page)
    pen.text((70, 90), f"{text} (demo, fictief)", fill=40)
    pen.line([(90, 700), (150, 660), (190, 715), (250, 650), (320, 700)], fill=30, width=4)
    out = io.BytesIO()
    page.save(out, "PNG")
    return check_upload(SimpleUploadedFile("papier.png", out.getvalue(), content_type="image/png"))


SEED = Seed("Agreements and their signatures", seed_agreements, after=("members_people",))
