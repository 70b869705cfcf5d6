"""What catalogues elsewhere know of our products: which record, since when, and whether it is gone."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.catalogue.enums import RecordFormat
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import PersonalModel


class LastHarvest(models.Model):
    """When the catalogue was asked for records last, in each of its forms. Who asked is not kept."""

    form = models.CharField(_("form"), max_length=10, choices=RecordFormat, unique=True)
    asked_at = models.DateTimeField(_("asked last"))

    objects = NetworkManager()

    privacy = PersonalModel(names_nobody=True)

    class Meta:
        verbose_name = _("last harvest")
        verbose_name_plural = _("last harvests")

    def __str__(self) -> str:
        return self.get_form_display()


class CatalogueRecordQuerySet(models.QuerySet["CatalogueRecord"]):
    def in_order(self) -> Self:
        """As they are harvested: what changes during a harvest moves to its end, and is never skipped."""
        return self.order_by("datestamp", "pk")

    def living(self) -> Self:
        return self.filter(is_deleted=False)


class CatalogueRecord(models.Model):
    """A product as the catalogue gives it away. It outlives the product: a harvester must hear that it is gone."""

    urn = models.UUIDField(unique=True)
    product = models.OneToOneField(
        KnowledgeProduct, models.SET_NULL, null=True, blank=True, related_name="catalogue_record"
    )
    # In whole seconds, as harvesters ask for it.
    datestamp = models.DateTimeField(_("changed in the catalogue"))
    is_deleted = models.BooleanField(_("gone"), default=False)
    sets = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    # Of all that was told of it, and the change of the product that was seen last.
    fingerprint = models.CharField(max_length=64, blank=True)
    product_changed_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkManager.from_queryset(CatalogueRecordQuerySet)()

    privacy = PersonalModel(impersonal=("urn", "sets", "fingerprint"), names_nobody=True)

    class Meta:
        verbose_name = _("record of the catalogue")
        verbose_name_plural = _("records of the catalogue")
        indexes = [
            models.Index(fields=["datestamp", "id"], name="exchange_record_harvest"),
            GinIndex(fields=["sets"], name="exchange_record_sets"),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def identifier(self) -> str:
        """The same wherever the site moves to."""
        return f"urn:uuid:{self.urn}"
