"""«Bewaard»: what somebody keeps at hand for later."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models.product import KnowledgeProduct
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PREFERENCES, PersonalModel


class KeptProduct(models.Model):
    """Of one member, for that member: nobody else sees what is kept, and nothing counts it."""

    product = models.ForeignKey(KnowledgeProduct, models.CASCADE, related_name="kept")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_products")
    kept_at = models.DateTimeField(_("kept since"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",), fields={"member": PREFERENCES.delete()}, with_row=("product", "kept_at")
    )

    class Meta:
        verbose_name = _("product that I keep")
        verbose_name_plural = _("products that I keep")
        indexes = [models.Index(fields=["member", "-kept_at"], name="expertise_kept_newest")]
        constraints = [models.UniqueConstraint(fields=["product", "member"], name="expertise_product_kept_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.product_id}"
