"""Forgetting somebody, as every model declares it. What stays says «former member» and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.privacy import OnErasure, PersonalModel
from knowledge_network.members.people import photos
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.sessions import end_sessions
from knowledge_network.members.privacy import registry
from knowledge_network.members.trail.models import AuditEvent


@dataclass
class Plan:
    """What goes from one model; all plans are made before the first is carried out, while addresses are still found."""

    model: type[models.Model]
    privacy: PersonalModel
    about: list[int] = field(default_factory=list)


def forget(member: Member) -> None:
    """Carry out every model's declaration for `member`, inside the caller's transaction; files go after commit."""
    plans = [
        Plan(model, privacy, list(registry.find_rows_about(model, privacy, member).values_list("pk", flat=True)))
        for model, privacy in registry.declared_models()
        if model is not Member
    ]
    # Of all of them first: a row that goes takes others along, with the names of their files.
    files = [name for plan in plans for name in _find_files(plan)]
    for plan in plans:
        _carry_out(plan, member)
    _forget_account(member)
    _forget_in_audit_trail(member)
    _make_former(member)
    transaction.on_commit(lambda: _delete_files(files))


def _find_files(plan: Plan) -> list[str]:
    """The names of stored files that go with the rows of one model, or out of them."""
    own = list(registry.local_fields(plan.model))
    links = {f.name for f in own if f.name in plan.privacy.fields and registry.points_at_member(f)}
    ends = {
        name: personal.on_erasure
        for name, personal in plan.privacy.fields.items()
        if name not in links - set(plan.privacy.subjects)
    }
    goes = OnErasure.DELETE in ends.values()
    fields = [
        field
        for field in own
        if isinstance(field, models.FileField) and (goes or ends.get(field.name) == OnErasure.BLANK)
    ]
    return _file_names(plan.model._base_manager.filter(pk__in=plan.about), fields)


def _carry_out(plan: Plan, member: Member) -> None:
    """Delete or blank the rows of one model."""
    fields = {f.name: f for f in registry.local_fields(plan.model)}
    links = {name for name in plan.privacy.fields if registry.points_at_member(fields[name])}
    rows = plan.model._base_manager.filter(pk__in=plan.about)
    ends = {name: personal.on_erasure for name, personal in plan.privacy.fields.items()}
    for name in links:
        _end_of_link(plan.model, fields[name], ends[name], plan.privacy, member)
    personal = {name: end for name, end in ends.items() if name not in links - set(plan.privacy.subjects)}
    if OnErasure.DELETE in personal.values():
        rows.delete()
        return
    blank = [fields[name] for name, end in personal.items() if end == OnErasure.BLANK and name not in links]
    if blank:
        rows.update(**{f.name: blank_value(f, plan.privacy.fields[f.name].blank_to) for f in blank})


def _end_of_link(
    model: type[models.Model], link: models.Field[Any, Any], end: OnErasure, privacy: PersonalModel, member: Member
) -> None:
    """What becomes of a foreign key or many-to-many field that points at the member."""
    if end == OnErasure.KEEP:
        return
    rows = model._base_manager.filter(**{link.name: member})
    if isinstance(link, models.ManyToManyField):
        through: Any = link.remote_field.through
        through._base_manager.filter(**{link.m2m_reverse_field_name(): member}).delete()
    elif end == OnErasure.DELETE and link.name not in privacy.subjects:
        rows.delete()
    elif end == OnErasure.BLANK:
        rows.update(**{link.name: None})


def blank_value(target: models.Field[Any, Any], blank_to: object = None) -> object:
    """What stands in an emptied field."""
    if blank_to is not None:
        return blank_to
    if isinstance(target, models.BooleanField):
        return False
    if target.null:
        return None
    if isinstance(target, models.JSONField | ArrayField):
        return target.get_default()
    return ""


def _file_names(rows: models.QuerySet[models.Model], file_fields: Iterable[models.FileField]) -> list[str]:
    return [name for f in file_fields for name in rows.values_list(f.name, flat=True) if name]


def _delete_files(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _forget_account(member: Member) -> None:
    end_sessions(member)
    EmailAddress.objects.filter(user=member).delete()
    Authenticator.objects.filter(user=member).delete()
    SocialAccount.objects.filter(user=member).delete()


def _forget_in_audit_trail(member: Member) -> None:
    """The name may stand in the label of an event about something else («Ina de Vries → Rekenen»)."""
    AuditEvent.objects.filter(object_key=member.public_id).update(object_key="")
    AuditEvent.objects.filter(object_label__icontains=member.get_full_name()).update(object_label="")
    AuditEvent.objects.filter(object_label__icontains=member.email).update(object_label="")
    for told in (member.public_id, member.get_full_name(), member.email):
        AuditEvent.objects.filter(data__icontains=f'"{told}"').update(data={})


def _make_former(member: Member) -> None:
    """What is left of the person: a row that others' work can point at."""
    privacy = registry.declaration(Member)
    assert privacy is not None  # noqa: S101  # nosec B101  # declared on the model; tested
    photo = member.photo.name
    for target in registry.local_fields(Member):
        declared = privacy.fields.get(target.name)
        if declared is None or declared.on_erasure != OnErasure.BLANK or not getattr(target, "concrete", False):
            continue
        setattr(member, target.name, blank_value(target, declared.blank_to))
    now = timezone.now()
    member.public_id = random_public_id()
    member.email = f"{member.public_id}@erased.invalid"
    member.password = make_password(None)
    member.erasure_requested_at = None
    member.left_at = member.left_at or now
    member.erased_at = now
    member.save()
    if photo:
        transaction.on_commit(lambda: photos.delete_portrait(photo))


def typed_name_matches(member: Member, typed: str) -> bool:
    """Whether somebody typed the full name; blanks and capitals do not matter."""
    return " ".join(typed.split()).casefold() == member.get_full_name().casefold()
