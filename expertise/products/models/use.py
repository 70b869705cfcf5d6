"""Who uses a product, and how it went."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.models.product import KnowledgeProduct
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import EXPERTISE, PersonalModel
from knowledge_network.members.organisations.models import Organisation


class ProductUse(models.Model):
    """«Gebruikt door»: somebody used a product, and what they changed to make it fit."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    product = models.ForeignKey(KnowledgeProduct, models.CASCADE, related_name="uses")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="product_uses")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("where")
    )
    used_on = models.DateField(_("when"), default=timezone.localdate)
    note = models.TextField(_("how it went, and what you changed"), max_length=1000, blank=True)
    shows_name = models.BooleanField(_("my name may stand with it"), default=True)
    noted_at = models.DateTimeField(default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields=dict.fromkeys(("member", "used_on", "note"), EXPERTISE.delete()),
        impersonal=("public_id",),
        with_row=("product", "organisation", "shows_name", "noted_at"),
    )

    class Meta:
        verbose_name = _("use of a product")
        verbose_name_plural = _("uses of products")
        constraints = [models.UniqueConstraint(fields=["product", "member"], name="expertise_used_once")]

    def __str__(self) -> str:
        return f"{self.product}: {self.member}"
