"""Reading the declarations of all models: where something about a person stands, and what leads there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from taggit.managers import TaggableManager

from knowledge_network.kit.privacy import PersonalModel, Processing
from knowledge_network.members.people.models import Member

OUR_APPS = ("knowledge_network.", "plg", "expertise", "lesson_study")
TEXTUAL = (models.CharField, models.TextField, models.JSONField, models.FileField, ArrayField)


def our_models() -> list[type[models.Model]]:
    """All models of this project, those that Django makes for many-to-many fields left out."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith(OUR_APPS)
        for model in config.get_models()
        if not model._meta.proxy
    ]


def declaration(model: type[models.Model]) -> PersonalModel | None:
    """What the model itself declares; a child table does not inherit the declaration of its parent."""
    found: PersonalModel | None = getattr(model, "privacy", None)
    is_inherited = any(getattr(base, "privacy", None) is found for base in model.__bases__)
    return None if is_inherited else found


def declared_models() -> Iterator[tuple[type[models.Model], PersonalModel]]:
    for model in our_models():
        privacy = declaration(model)
        if privacy is not None and privacy.fields:
            yield model, privacy


def local_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields that stand in the model's own table, and those that lead to many others."""
    meta = model._meta
    managers = [f for f in meta.private_fields if isinstance(f, TaggableManager)]
    return [*meta.local_fields, *meta.local_many_to_many, *managers]


def points_at_member(field: object) -> bool:
    return isinstance(field, models.ForeignKey | models.ManyToManyField) and (
        field.related_model in (Member, settings.AUTH_USER_MODEL)
    )


def could_be_personal(field: object) -> bool:
    """Whether a field could hold something about a person: it points at one, or takes text, a file or a document."""
    if points_at_member(field) or isinstance(field, TaggableManager):
        return True
    if isinstance(field, models.GenericIPAddressField):
        return True
    return isinstance(field, TEXTUAL) and not field.choices


def undeclared_fields(model: type[models.Model]) -> set[str]:
    """Names of the fields that could be personal and of which the model says nothing.

    In a row that is about a member each of them could: a date, a number or a choice says as much as a text.
    """
    privacy = declaration(model) or PersonalModel()
    said = {*privacy.fields, *privacy.impersonal, *privacy.with_row}
    return {
        field.name
        for field in local_fields(model)
        if field.name not in said and not field.primary_key and (could_be_personal(field) or bool(privacy.subjects))
    }


def member_links(model: type[models.Model], privacy: PersonalModel) -> list[str]:
    """Every way from a row to a member: the subjects and the declared foreign keys."""
    keys = [f.name for f in model._meta.local_fields if points_at_member(f) and f.name in privacy.fields]
    return list(dict.fromkeys([*privacy.subjects, *keys]))


def find_rows_about(model: type[models.Model], privacy: PersonalModel, member: Member) -> models.QuerySet[models.Model]:
    """The rows that are about `member`, by a subject or because the address stands in them."""
    if model is Member:
        return Member.objects.filter(pk=member.pk)
    condition = Q(pk__in=[])
    for lookup in privacy.subjects:
        condition |= Q(**{lookup: member})
    for lookup in privacy.mentions:
        condition |= _mentions(model, lookup, member.email)
    return _manager(model).filter(condition).distinct()


def find_rows_involving(
    model: type[models.Model], privacy: PersonalModel, member: Member
) -> models.QuerySet[models.Model]:
    """The rows in which `member` had a hand without being their subject."""
    condition = Q(pk__in=[])
    for lookup in member_links(model, privacy):
        if lookup not in privacy.subjects:
            condition |= Q(**{lookup: member})
    return _manager(model).filter(condition).exclude(pk__in=find_rows_about(model, privacy, member).values("pk"))


def _manager(model: type[models.Model]) -> models.Manager[models.Model]:
    return model._base_manager


def _mentions(model: type[models.Model], lookup: str, address: str) -> Q:
    """Rows in whose field the address stands: as the whole text, or as a text inside a document."""
    target: Any = model
    for part in lookup.split("__"):
        field = target._meta.get_field(part)
        target = field.related_model
    if isinstance(field, models.JSONField):
        return Q(**{f"{lookup}__icontains": f'"{address}"'})
    return Q(**{f"{lookup}__iexact": address})


@dataclass(frozen=True)
class Known:
    """One line of «Mijn gegevens»: how many rows of which model, and which of their fields are personal."""

    label: str
    count: int
    fields: list[str]


def known_about(member: Member) -> dict[Processing, list[Known]]:
    """What is stored about `member`, by use; models without a row of theirs are left out."""
    known: dict[Processing, list[Known]] = {}
    for model, privacy in declared_models():
        rows = find_rows_about(model, privacy, member)
        count = rows.count()
        if not count:
            continue
        by_use: dict[Processing, list[str]] = {}
        for name, personal in privacy.fields.items():
            labels = by_use.setdefault(personal.processing, [])
            if label := _field_label(model, name):
                labels.append(label)
        for use, labels in by_use.items():
            known.setdefault(use, []).append(Known(str(model._meta.verbose_name_plural), count, labels))
    return known


def _field_label(model: type[models.Model], name: str) -> str:
    """The name of the field as people read it; empty for what only serves the machine."""
    field = next((f for f in local_fields(model) if f.name == name), None)
    if field is None or points_at_member(field):
        return ""
    label = field.verbose_name
    # A label that Django made from the field's name was not written to be read.
    return "" if label == name.replace("_", " ") and isinstance(label, str) else str(label)
