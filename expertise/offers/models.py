"""What boards, schools and the institute offer each other: the catalogue, its days, questions and what went home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.offers.enums import OfferKind, OfferState, OpenTo
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PARTICIPATION, PersonalModel
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.topics.models import Topic
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.models import ReturnToSchool

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader

MOST_PLACES = 500


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, member: Reader) -> Self:
        """Every member sees what is offered, and what was."""
        return self.all() if member.is_authenticated else self.none()

    def standing(self) -> Self:
        return self.filter(state=OfferState.OPEN)


class Offer(models.Model):
    """One thing that an organisation offers the others, with somebody to ask."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    kind = models.CharField(_("what it is"), max_length=14, choices=OfferKind)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what you offer"), max_length=3000)
    brings = models.CharField(_("what it brings you"), max_length=300, blank=True)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="offers", verbose_name=_("offered by"))
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact person"),
    )
    second_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second contact person"),
    )
    open_to = models.CharField(_("who may join"), max_length=10, choices=OpenTo, default=OpenTo.EVERYBODY)
    for_whom = models.CharField(_("for whom it is meant"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=3, choices=Sector, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="offers", verbose_name=_("topics"))
    product = models.ForeignKey(
        KnowledgeProduct,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("product in the knowledge base"),
    )
    state = models.CharField(_("state"), max_length=5, choices=OfferState, default=OfferState.OPEN)
    state_on = models.DateField(_("since"), default=timezone.localdate)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    idempotency_key = models.CharField(max_length=80, unique=True, null=True, blank=True)

    objects = NetworkManager.from_queryset(OfferQuerySet)()

    privacy = PersonalModel(
        subjects=("contact", "second_contact"),
        fields={
            "contact": PARTICIPATION.blank(),
            "second_contact": PARTICIPATION.blank(),
            "made_by": PARTICIPATION.blank(),
            "title": PARTICIPATION.keep(),
            "text": PARTICIPATION.keep(),
        },
        impersonal=("public_id", "brings", "for_whom", "idempotency_key", "topics"),
        with_row=("kind", "host", "open_to", "sector", "product", "state", "state_on", "made_at"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        indexes = [models.Index(fields=["state", "-made_at", "-public_id"], name="expertise_offer_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("expertise:offer_detail", args=[self.public_id])

    @property
    def is_standing(self) -> bool:
        return self.state == OfferState.OPEN

    @property
    def is_work_visit(self) -> bool:
        return self.kind == OfferKind.WORK_VISIT

    @property
    def contact_keys(self) -> set[int]:
        return {key for key in (self.contact_id, self.second_contact_id) if key is not None}

    @property
    def contacts(self) -> list[Member]:
        """Who can be asked today; once where two accounts became one."""
        people = {one.pk: one for one in (self.contact, self.second_contact) if one is not None and one.is_present}
        return list(people.values())

    @property
    def host_board_key(self) -> int:
        """The board of a school; a board or an institute is its own."""
        return self.host.governing_board_id or self.host_id


class OfferDate(models.Model):
    """A day on which it takes place: a meeting of the network, to which who signs up is invited."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="dates")
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="offer_date")
    # Without those who receive.
    places = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    has_waiting_list = models.BooleanField(_("with a waiting list when it is full"), default=True)
    # When who came was asked what they take home.
    asked_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(impersonal=("public_id",), names_nobody=True)

    class Meta:
        verbose_name = _("day of an offer")
        verbose_name_plural = _("days of offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__range=(1, MOST_PLACES)),
                name="expertise_offer_date_has_places",
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def find_place(self, member: Reader) -> MeetingInvitation | None:
        """What `member` answered yes to, with a seat or waiting for one. One query."""
        rows = MeetingInvitation.objects.standing().filter(meeting=self.meeting_id, answer=RsvpAnswer.YES)
        return rows.filter(member=member.pk).first()


class VisitorQuestion(models.Model):
    """What somebody who comes wants to know or see, asked beforehand; read by who receives and who comes."""

    date = models.ForeignKey(OfferDate, models.CASCADE, related_name="questions")
    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visitor_questions")
    text = models.CharField(_("what you want to know or see"), max_length=400)
    at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("by",),
        fields={"by": PARTICIPATION.delete(), "text": PARTICIPATION.delete()},
        impersonal=("public_id",),
        with_row=("date", "at"),
    )

    class Meta:
        verbose_name = _("question of a visitor")
        verbose_name_plural = _("questions of visitors")
        constraints = [models.UniqueConstraint(fields=["date", "by", "text"], name="expertise_visitor_asks_once")]

    def __str__(self) -> str:
        # Never the words: this name stands in the audit trail.
        return self.public_id


class TakenHome(models.Model):
    """What a visitor took home, kept with what they bring back to school; who received reads it when they may."""

    date = models.ForeignKey(OfferDate, models.CASCADE, related_name="taken_home")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="taken_from_offers")
    returned = models.OneToOneField(ReturnToSchool, models.CASCADE, related_name="taken_from_offer")
    shared_with_host = models.BooleanField(_("who received me may read this"), default=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PARTICIPATION.delete()},
        with_row=("date", "returned", "shared_with_host"),
    )

    class Meta:
        verbose_name = _("what was taken home from an offer")
        verbose_name_plural = _("what was taken home from offers")
        constraints = [models.UniqueConstraint(fields=["date", "member"], name="expertise_taken_home_once")]

    def __str__(self) -> str:
        return f"{self.date_id}: {self.member_id}"
