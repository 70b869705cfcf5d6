"""The days of offers with who comes, and how what is offered lies beside the research agenda."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from expertise.agenda.queries import read_agenda
from expertise.offers.models import Offer, OfferDate, TakenHome
from expertise.products.models import KnowledgeProduct
from expertise.questions.models import CoPCycle
from knowledge_network.kit.kept_counts import Counted, forget_counted, read_counted
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import MeetingInvitation
from plg.records.enums import AttendanceStatus

# Under which name the themes in numbers are kept, and how many offers a theme shows.
FITS, MOST_OF_THEME = "expertise.offer_themes", 6
COMES = Q(meeting__invitations__answer=RsvpAnswer.YES, meeting__invitations__withdrawn_at__isnull=True)


def list_dates(offer: Offer) -> list[OfferDate]:
    """In order of time, each with `seated` and `waiting` beside those who receive. One query."""
    invitations = "meeting__invitations"
    visits = COMES & ~Q(**{f"{invitations}__member__in": offer.contact_keys})
    seated = Count(invitations, filter=visits & Q(**{f"{invitations}__waiting_since__isnull": True}))
    waiting = Count(invitations, filter=visits & Q(**{f"{invitations}__waiting_since__isnull": False}))
    rows = offer.dates.select_related("meeting__host_site").annotate(seated=seated, waiting=waiting)
    return list(rows.order_by("meeting__starts_at", "pk"))


def find_places_of(offer: Offer, member: Member) -> dict[int, MeetingInvitation]:
    """Meeting → the place of `member`. One query."""
    rows = MeetingInvitation.objects.standing().filter(
        meeting__offer_date__offer=offer, member=member, answer=RsvpAnswer.YES
    )
    return {row.meeting_id: row for row in rows.select_related("attendance")}


def was_there(place: MeetingInvitation) -> bool:
    """Had a seat, and nobody noted that they were not there; `place` is read with its `attendance`."""
    noted = getattr(place, "attendance", None)
    is_absent = noted is not None and noted.confirmed_at is not None and noted.status in AttendanceStatus.NOT_THERE
    return place.has_seat and not is_absent


def find_joined(member: Member) -> QuerySet[OfferDate, int]:
    """The offers for which `member` has a place, or had one."""
    places = MeetingInvitation.objects.standing().filter(member=member, answer=RsvpAnswer.YES)
    return OfferDate.objects.filter(meeting__in=places.values("meeting")).values_list("offer", flat=True)


def list_visitors(date: OfferDate) -> list[MeetingInvitation]:
    """Who comes or waits, without who receives; who waits stands last. One query."""
    rows = MeetingInvitation.objects.standing().filter(
        meeting=date.meeting_id, answer=RsvpAnswer.YES, member__isnull=False
    )
    rows = rows.exclude(member__in=date.offer.contact_keys).select_related("member", "attendance")
    return list(rows.order_by(F("waiting_since").asc(nulls_first=True), "member__sort_name", "pk"))


def list_told(date: OfferDate) -> list[TakenHome]:
    """What visitors took home and let who received them read. One query."""
    rows = date.taken_home.filter(shared_with_host=True, returned__removed_at__isnull=True)
    return list(rows.select_related("returned", "member").order_by("returned__created_at", "pk"))


def find_hosts(member: Member, *, any_host: bool) -> QuerySet[Organisation]:
    """Where `member` works and the board above it; who runs the network offers for any that takes part."""
    if any_host:
        return Organisation.objects.current().participating().order_by("name")
    places = [appointment.organisation for appointment in member.current_appointments]
    boards = {place.governing_board_id for place in places if place.governing_board_id is not None}
    return Organisation.objects.filter(pk__in={place.pk for place in places} | boards).order_by("name")


def find_products(member: Member) -> QuerySet[KnowledgeProduct]:
    return KnowledgeProduct.objects.in_view_for(member).order_by("title", "pk")


@dataclass
class ThemeFit:
    """One theme: how many questions of the agenda are still open, and what is offered about it."""

    topic: Topic
    open_count: int = 0
    offers: list[Offer] = field(default_factory=list)

    @property
    def twins(self) -> list[Offer]:
        """Those of which another organisation offers the same kind."""
        hosts: dict[str, set[int]] = defaultdict(set)
        for offer in self.offers:
            hosts[offer.kind].add(offer.host_id)
        return [offer for offer in self.offers if len(hosts[offer.kind]) > 1]


@dataclass(frozen=True)
class ThemeOffers:
    """A theme in numbers: its open questions, how many offers it has (of twins those alone) and the first of them."""

    topic: int
    open_count: int
    count: int
    first: tuple[int, ...]
    has_twins: bool


def read_fits() -> Counted[list[ThemeOffers]]:
    """`find_fits` in numbers as it was at most five minutes ago; the offers of the page are read as they are now."""
    return read_counted(FITS, lambda: [_number(fit) for fit in find_fits()])


def forget_fits() -> None:
    """Whoever looks next counts anew."""
    forget_counted(FITS)


def _number(fit: ThemeFit) -> ThemeOffers:
    twins = fit.twins
    shown = twins or fit.offers
    return ThemeOffers(
        topic=fit.topic.pk,
        open_count=fit.open_count,
        count=len(shown),
        first=tuple(offer.pk for offer in shown[:MOST_OF_THEME]),
        has_twins=bool(twins),
    )


def find_fits() -> list[ThemeFit]:
    """Themes of the strategic and the research agenda, and those of what is offered, by name. Always as many queries.

    What is offered about a part of a theme counts for the theme too; a question counts for its own topic.
    """
    cycle = CoPCycle.objects.order_by("-school_year").first()
    fits = {topic.pk: ThemeFit(topic) for topic in Topic.objects.approved().filter(strategic=True)}
    unanswered = read_agenda(cycle).found.unanswered if cycle is not None else {}
    for topic in Topic.objects.approved().filter(pk__in=unanswered):
        fits.setdefault(topic.pk, ThemeFit(topic)).open_count = unanswered[topic.pk]
    for offer in Offer.objects.standing().select_related("host").prefetch_related("topics").order_by("title", "pk"):
        for topic in offer.topics.all():
            for key in {topic.pk, topic.parent_id} & (fits.keys() | {topic.pk}):
                fit = fits.setdefault(topic.pk, ThemeFit(topic)) if key == topic.pk else fits[key]
                fit.offers.append(offer)
    return sorted(fits.values(), key=lambda fit: fit.topic.name.lower())
