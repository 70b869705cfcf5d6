"""A product of the knowledge base: what a group made, its files, and who answers for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductAccess, ProductKind, ProductLicence, ProductStatus
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import EXPERTISE, GROUP_WORK, PersonalModel
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.space.models import GroupResult

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


class KnowledgeProductQuerySet(models.QuerySet["KnowledgeProduct"]):
    def visible_to(self, member: Reader) -> Self:
        """Published and public for everybody, published for members; what is not, for its makers and reviewers."""
        if not member.is_authenticated:
            return self.in_view_for(member)
        if member.is_coordinator:
            return self.filter(removed_at__isnull=True)
        groups = GroupMembership.objects.current().filter(member=member).values("group")
        mine = Q(contact_person=member) | Q(added_by=member) | Q(group__in=groups)
        mine |= Q(status=ProductStatus.REVIEW) & (Q(review_group__in=groups) | Q(second_reader=member))
        return self.filter(removed_at__isnull=True).filter(Q(status__in=ProductStatus.IN_VIEW) | mine)

    def kept_by(self, member: Member) -> Self:
        """What `member` looks after: added by them, theirs to answer for, or of a group for which they may speak."""
        speaks = GroupMembership.objects.current().filter(member=member, role__in=GroupRole.EDITING)
        own = KnowledgeProduct.objects.filter(Q(contact_person=member) | Q(added_by=member)).values("pk")
        of_groups = KnowledgeProduct.objects.filter(group__in=speaks.values("group")).values("pk")
        # Each part by its own index: an OR of them with the groups reads every product there is.
        return self.filter(pk__in=own.union(of_groups), removed_at__isnull=True)

    def in_view_for(self, member: Reader) -> Self:
        """Of `visible_to` what is published: for every member the same, so it asks nothing about who that is."""
        return self.in_view() if member.is_authenticated else self.in_view().filter(access=ProductAccess.OPEN)

    def in_view(self) -> Self:
        """Published, also when it asks for a new look or is only of historical worth."""
        return self.filter(removed_at__isnull=True, status__in=ProductStatus.IN_VIEW)


class KnowledgeProduct(models.Model):
    """Something that others can use: what it is, for whom, how long it takes, what it gave, and who to ask."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    urn = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(
        _("summary"), max_length=1500, help_text=_("In 150 words at most: what it is and what it gave.")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nl")
    kind = models.CharField(_("kind"), max_length=20, choices=ProductKind)
    topics = models.ManyToManyField(Topic, blank=True, related_name="products", verbose_name=_("topics"))
    sectors = ArrayField(
        models.CharField(max_length=20, choices=Sector), default=list, blank=True, verbose_name=_("sectors")
    )
    year_groups = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("year groups")
    )
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    minutes = models.PositiveIntegerField(_("how long it takes, in minutes"), null=True, blank=True)
    result = models.TextField(_("what it gave"), max_length=1000, blank=True)
    practice_question = models.CharField(_("practice question"), max_length=300, blank=True)
    ground = models.CharField(_("rests on"), max_length=20, choices=EvidenceGround, default=EvidenceGround.PRACTICE)
    tested_at = models.CharField(_("tried at"), max_length=300, blank=True)
    sources = models.TextField(_("sources"), max_length=2000, blank=True)
    link = models.URLField(_("link"), blank=True, max_length=500)
    licence = models.CharField(_("licence"), max_length=20, choices=ProductLicence, default=ProductLicence.CC_BY)
    access = models.CharField(_("who may read it"), max_length=20, choices=ProductAccess, default=ProductAccess.OPEN)
    makers = models.CharField(
        _("makers"), max_length=300, blank=True, help_text=_("Only names of people who agree to that.")
    )
    # Not made here: the name of the catalogue or network from which it was taken over.
    taken_over_from = models.CharField(_("taken over from"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ProductStatus, default=ProductStatus.DRAFT)
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="products", verbose_name=_("made by")
    )
    from_result = models.OneToOneField(GroupResult, models.SET_NULL, null=True, blank=True, related_name="product")
    review_group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="products_to_review", verbose_name=_("reviewed by")
    )
    contact_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("contact person"),
    )
    # When no expert group fits, a coordinator looks at it with somebody whom the coordinator names.
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second reader"),
    )
    # Which submission this is: the reviews of an earlier one say nothing of what was sent in again.
    review_round = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(_("sent in"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    published_on = models.DateField(_("published"), null=True, blank=True)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removal_reason = models.CharField(_("reason of the removal"), max_length=300, blank=True)

    objects = NetworkManager.from_queryset(KnowledgeProductQuerySet)()

    privacy = PersonalModel(
        subjects=("contact_person",),
        fields={
            "contact_person": EXPERTISE.blank(),
            "added_by": GROUP_WORK.keep(),
            "second_reader": GROUP_WORK.blank(),
            "makers": GROUP_WORK.keep(exported=False),
        },
        impersonal=(
            "public_id",
            "slug",
            "sectors",
            "year_groups",
            "title",
            "summary",
            "for_whom",
            "result",
            "practice_question",
            "tested_at",
            "sources",
            "link",
            "taken_over_from",
            "removal_reason",
        ),
        names_nobody=True,
        with_row=(
            "urn",
            "language",
            "kind",
            "minutes",
            "ground",
            "licence",
            "access",
            "status",
            "group",
            "from_result",
            "review_group",
            "review_round",
            "submitted_at",
            "added_at",
            "changed_at",
            "published_on",
            "review_on",
            "removed_at",
            "topics",
        ),
    )

    class Meta:
        verbose_name = _("knowledge product")
        verbose_name_plural = _("knowledge products")
        indexes = [
            models.Index(fields=["status", "-published_on", "-id"], name="expertise_product_newest"),
            models.Index(fields=["-changed_at", "-slug"], name="expertise_product_changed"),
            # The newest whatever became of them since: `expertise_product_newest` has them state by state.
            models.Index(
                fields=["-published_on", "-id"],
                name="expertise_product_published",
                condition=Q(status__in=sorted(ProductStatus.IN_VIEW), removed_at__isnull=True),
            ),
            models.Index(
                fields=["submitted_at", "id"],
                name="expertise_product_in_review",
                condition=Q(status=ProductStatus.REVIEW, removed_at__isnull=True),
            ),
            models.Index(
                fields=["review_on", "id"],
                name="expertise_product_to_revise",
                condition=Q(status=ProductStatus.TO_REVISE, removed_at__isnull=True),
            ),
            # As `icontains` asks it, where a product is named by a part of its title.
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="expertise_product_titles", fastupdate=False),
            GinIndex(fields=["year_groups"], name="expertise_product_year_groups"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=sorted(ProductStatus.IN_VIEW)) | Q(published_on__isnull=False),
                name="expertise_published_product_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("expertise:product_detail", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.status == ProductStatus.DRAFT

    @property
    def is_in_review(self) -> bool:
        return self.status == ProductStatus.REVIEW

    @property
    def must_be_revised(self) -> bool:
        return self.status == ProductStatus.TO_REVISE

    @property
    def is_kept_up(self) -> bool:
        """Published, and not laid to rest."""
        return self.status in ProductStatus.KEPT_UP

    @property
    def is_historical(self) -> bool:
        return self.status == ProductStatus.HISTORICAL

    @property
    def is_made_here(self) -> bool:
        return not self.taken_over_from

    @property
    def is_for_members(self) -> bool:
        return self.access == ProductAccess.NETWORK

    @property
    def is_in_view(self) -> bool:
        return self.removed_at is None and self.status in ProductStatus.IN_VIEW

    @property
    def is_public(self) -> bool:
        """Whether strangers may read it."""
        return self.is_in_view and self.access == ProductAccess.OPEN


class ProductVersion(models.Model):
    """One file of a product; a newer one replaces it and it stays to be found."""

    product = models.ForeignKey(KnowledgeProduct, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.FileField(upload_to="products/")
    preview = models.ImageField(upload_to="products/previews/", blank=True)
    file_name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        fields={"added_by": GROUP_WORK.keep()},
        impersonal=("content", "preview", "file_name", "media_type", "sha256", "note"),
        names_nobody=True,
    )

    class Meta:
        verbose_name = _("version of a product")
        verbose_name_plural = _("versions of products")
        constraints = [models.UniqueConstraint(fields=["product", "number"], name="expertise_product_version_once")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.number})"


class ProductContact(models.Model):
    """Who was the contact person of a product, from when until when."""

    product = models.ForeignKey(KnowledgeProduct, models.CASCADE, related_name="contacts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    start = models.DateField(_("from"), default=timezone.localdate)
    end = models.DateField(_("until"), null=True, blank=True)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(("member", "start", "end"), EXPERTISE.delete()),
        with_row=("product",),
    )

    class Meta:
        verbose_name = _("contact person of a product")
        verbose_name_plural = _("contact persons of products")
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(end__isnull=True), name="expertise_one_contact_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.member}"
