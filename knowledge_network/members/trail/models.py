"""Who did what: written inside the transaction of the deed, readable for the privacy contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import AUDIT, PersonalModel

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, member: Reader) -> Self:
        """The privacy contact reads all of it; a member what they did or what was done to them."""
        if not member.is_authenticated:
            return self.none()
        if member.is_privacy_contact:
            return self.all()
        return self.filter(models.Q(actor=member) | models.Q(subject=member))

    def list_keys_since(self, moment: dt.datetime, *, at_most: int) -> list[int]:
        return list(self.filter(at__gt=moment).order_by("-at", "-id").values_list("pk", flat=True)[:at_most])

    def record(
        self,
        verb: str,
        about: models.Model | None = None,
        *,
        by: Member | None,
        subject: Member | None = None,
        **data: object,
    ) -> AuditEvent:
        """Write one event: `verb` is «app.past_tense», `about` the object, `subject` the member it concerns.

        `data` holds plain values only and never the content of what people wrote. `by=None` is the system itself.
        """
        event = _describe(verb, about, by=by, subject=subject, data=data)
        event.save(using=self.db, force_insert=True)
        return event

    def record_many(self, verb: str, abouts: Iterable[models.Model], *, by: Member | None) -> None:
        """The same deed about many objects, with one statement."""
        self.bulk_create(_describe(verb, about, by=by, subject=None, data={}) for about in abouts)


def _describe(
    verb: str, about: models.Model | None, *, by: Member | None, subject: Member | None, data: dict[str, object]
) -> AuditEvent:
    key = getattr(about, "public_id", None) or getattr(about, "slug", None) or getattr(about, "pk", "")
    return AuditEvent(
        verb=verb,
        actor=by,
        subject=subject,
        object_type=about._meta.label_lower if about is not None else "",
        object_key=str(key or ""),
        object_label=str(about)[:200] if about is not None and about != subject else "",
        data=data,
    )


class AuditEvent(models.Model):
    """One deed that changed something about a person, a group or the network."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deeds",
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=60)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("about whom"),
    )
    object_type = models.CharField(_("kind of object"), max_length=60, blank=True)
    object_key = models.CharField(_("object"), max_length=120, blank=True)
    object_label = models.CharField(_("name of the object"), max_length=200, blank=True)
    data = models.JSONField(_("details"), default=dict)

    objects = NetworkManager.from_queryset(AuditEventQuerySet)()

    privacy = PersonalModel(
        subjects=("subject",),
        fields={
            "actor": AUDIT.keep(),
            "subject": AUDIT.keep(),
            "object_key": AUDIT.blank(),
            "object_label": AUDIT.blank(),
            "data": AUDIT.blank(),
        },
        impersonal=("verb", "object_type"),
        with_row=("at",),
    )

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["-at", "-id"], name="members_audit_newest"),
            models.Index(fields=["object_type", "object_key"], name="members_audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
