"""Changing the settings, taking a change back, writing the texts of the open pages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit import network as kit_network
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members import signals
from knowledge_network.members.network.enums import Section
from knowledge_network.members.network.models import NetworkChange, NetworkText
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.trail.models import AuditEvent

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


def lock_network() -> Partnership:
    """The network, made when it is not there yet, for this transaction alone."""
    return Partnership.objects.select_for_update(of=("self",)).get(pk=the_partnership().pk)


def as_plain(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, Decimal) else value


@transaction.atomic
def change_network(*, section: str, by: Member | None, **values: Any) -> Partnership:
    """Set fields of the partnership and keep what stood there. Raises ValidationError for values that do not fit."""
    network = lock_network()
    before = {name: as_plain(getattr(network, name)) for name in values}
    for name, value in values.items():
        setattr(network, name, value)
    network.full_clean()
    after = {name: as_plain(getattr(network, name)) for name in values}
    changed = [name for name in values if before[name] != after[name]]
    if changed:
        network.save()
        NetworkChange.objects.create(
            partnership=network,
            section=section,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        AuditEvent.objects.record("members.network_changed", network, by=by, section=section, fields=changed)
    if section == Section.REGION:
        signals.holiday_region_chosen.send(sender=Partnership, by=by)
    kit_network.facts.forget()
    return network


@transaction.atomic
def undo_change(*, change: NetworkChange, by: Member) -> None:
    """Put back what stood there before. RefusedError when it was changed again since, or taken back already."""
    network = lock_network()
    change = NetworkChange.objects.select_for_update().get(pk=change.pk)
    if change.is_undone:
        raise RefusedError(_("This change was taken back already."))
    if any(as_plain(getattr(network, name)) != value for name, value in change.after.items()):
        raise RefusedError(_("This was changed again since. Take back the later change first."))
    for name, value in change.before.items():
        field = network._meta.get_field(name)
        setattr(network, getattr(field, "attname", name), value)
    try:
        network.full_clean()
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    network.save()
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    AuditEvent.objects.record("members.network_change_undone", network, by=by, section=change.section)
    kit_network.facts.forget()


@transaction.atomic
def write_text(*, page: str, language: str, body: str, by: Member | None) -> NetworkText:
    """The next version of a text; saving the same words again makes none. Empty: the platform's own words come back."""
    network = lock_network()
    written = NetworkText.objects.filter(partnership=network, text_page=page, language=language)
    newest = written.order_by("-version").first()
    if newest is not None and newest.body == body:
        return newest
    text = NetworkText(
        partnership=network,
        text_page=page,
        language=language,
        version=(newest.version if newest else 0) + 1,
        body=body,
        written_by=by,
    )
    text.full_clean()
    text.save()
    AuditEvent.objects.record("members.network_text_written", network, by=by, page=page, version=text.version)
    kit_network.facts.forget()
    return text
