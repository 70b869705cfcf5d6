"""What a member of an expert group found when looking at a product."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ReviewVerdict
from expertise.products.models.product import KnowledgeProduct
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PersonalModel


class ProductReview(models.Model):
    """One pair of eyes: what a member of an expert group found when looking at a product."""

    product = models.ForeignKey(KnowledgeProduct, models.CASCADE, related_name="reviews")
    # Which submission was looked at: a product that is sent in again is looked at anew.
    round = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=20, choices=ReviewVerdict)
    content_is_right = models.BooleanField(_("the content is right"), default=False)
    privacy_is_kept = models.BooleanField(_("no pupil or colleague can be recognised"), default=False)
    sources_are_named = models.BooleanField(_("sources are named"), default=False)
    licence_fits = models.BooleanField(_("the licence fits"), default=False)
    contact_is_right = models.BooleanField(_("the contact person is right"), default=False)
    note = models.TextField(_("note for the makers"), max_length=2000, blank=True)
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(fields={"by": GROUP_WORK.keep()}, impersonal=("note",))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["product", "round", "by"], name="expertise_reviewed_once_a_round"),
            models.CheckConstraint(
                condition=~Q(verdict=ReviewVerdict.GOOD)
                | Q(
                    content_is_right=True,
                    privacy_is_kept=True,
                    sources_are_named=True,
                    licence_fits=True,
                    contact_is_right=True,
                ),
                name="expertise_good_review_checked_all",
                violation_error_message=_("Tick all five before you say that it can be published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.get_verdict_display()}"
