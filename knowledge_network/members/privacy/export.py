"""The copy of one member's data: a ZIP with the data as JSON, the same as a page to read, and the own files."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.privacy import OnErasure, PersonalModel
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy import registry

IN_MEMORY = 5 * 1024 * 1024


@dataclass
class Table:
    """The rows of one model: what a reader calls it, and for each row its fields by name and by label."""

    model: str
    label: str
    rows: list[dict[str, object]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def readable(self) -> list[list[tuple[str, str]]]:
        return [
            [
                (self.labels.get(name, name), _as_text(value))
                for name, value in row.items()
                if value not in (None, "", [])
            ]
            for row in self.rows
        ]


def build_export(member: Member) -> IO[bytes]:
    """The ZIP, rewound, in a temporary file that goes when it is closed."""
    files: dict[str, str] = {}  # path in the ZIP → stored name
    tables = [table for table in _tables(member, files) if table.rows]
    made_at = timezone.now()
    document = {
        "made_at": made_at.isoformat(),
        "member": member.get_full_name(),
        "data": [{"kind": table.model, "name": table.label, "rows": table.rows} for table in tables],
    }
    page = render_to_string(
        "members/privacy/my_data_export.html",
        {
            "member": member,
            "made_at": made_at,
            "tables": tables,
            "uses": list(registry.known_about(member)),
            "files": files,
        },
    )
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_("my-data") + ".json", json.dumps(document, ensure_ascii=False, indent=2))
        archive.writestr(_("my-data") + ".html", page)
        for path, stored in files.items():
            if default_storage.exists(stored):
                with default_storage.open(stored) as source:
                    archive.writestr(path, source.read())
    target.seek(0)
    return target


def _tables(member: Member, files: dict[str, str]) -> Iterable[Table]:
    for model, privacy in registry.declared_models():
        table = Table(model._meta.label_lower, str(model._meta.verbose_name_plural))
        # A row points at meetings, groups, topics: those of all rows of a table are fetched at once.
        for row in registry.find_rows_about(model, privacy, member).order_by("pk").fetch_mode(models.FETCH_PEERS):
            table.rows.append(_own_row(row, privacy, table.labels, files))
        for row in registry.find_rows_involving(model, privacy, member).order_by("pk").fetch_mode(models.FETCH_PEERS):
            if found := _hand_in_row(row, privacy, member, table.labels):
                table.rows.append(found)
        yield table
    yield from _account_tables(member)


def _own_row(
    row: models.Model, privacy: PersonalModel, labels: dict[str, str], files: dict[str, str]
) -> dict[str, object]:
    """All of a row that is about the member, without pointers to other people."""
    values: dict[str, object] = {}
    for f in row._meta.concrete_fields:
        declared = privacy.fields.get(f.name)
        if f.primary_key or registry.points_at_member(f) or (declared and not declared.exported):
            continue
        if isinstance(f, models.FileField):
            value: object = _file(f.value_from_object(row), row, files)
        else:
            value = _plain(row, f)
        values[f.name] = value
        labels[f.name] = str(f.verbose_name)
    return values


def _hand_in_row(
    row: models.Model, privacy: PersonalModel, member: Member, labels: dict[str, str]
) -> dict[str, object] | None:
    """Of a row about something else: as what the member stands there, in what, and when. No text of others."""
    roles = [
        f
        for f in row._meta.concrete_fields
        if registry.points_at_member(f)
        and f.value_from_object(row) == member.pk
        and privacy.fields[f.name].exported
        and privacy.fields[f.name].on_erasure == OnErasure.KEEP
    ]
    if not roles:
        return None
    values: dict[str, object] = {"role": [str(f.verbose_name) for f in roles]}
    labels["role"] = _("your part in it")
    if privacy.names_nobody:
        values["name"] = str(row)
        labels["name"] = _("name")
    for f in row._meta.concrete_fields:
        telling = isinstance(f, models.DateField) or bool(f.choices) or _names_nobody(f)
        if telling and not registry.points_at_member(f) and f.name not in privacy.fields:
            values[f.name] = _plain(row, f)
            labels[f.name] = str(f.verbose_name)
    return values


def _names_nobody(f: models.Field[Any, Any]) -> bool:
    if not isinstance(f, models.ForeignKey):
        return False
    target = registry.declaration(f.related_model)
    return target is not None and target.names_nobody


def _plain(row: models.Model, f: models.Field[Any, Any]) -> object:
    """The value as JSON holds it and people read it."""
    if isinstance(f, models.ForeignKey):
        if _names_nobody(f):
            related = getattr(row, f.name)
            return str(related) if related is not None else None
        related = getattr(row, f.name)
        return getattr(related, "public_id", None)
    value = f.value_from_object(row)
    if f.choices and value not in (None, ""):
        return str(dict(f.flatchoices).get(value, value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bool | int | float | str | list | dict) or value is None:
        return value
    return str(value)


def _file(stored: FieldFile | str, row: models.Model, files: dict[str, str]) -> str | None:
    name = stored if isinstance(stored, str) else stored.name
    if not name:
        return None
    path = f"{_('files')}/{row._meta.model_name}-{PurePosixPath(name).name}"
    files[path] = name
    return path


def _account_tables(member: Member) -> Iterable[Table]:
    """What the log-in package keeps: addresses, ways to log in, and where somebody is logged in."""
    yield _foreign(
        "account.emailaddress",
        _("e-mail addresses"),
        EmailAddress.objects.filter(user=member).values("email", "verified", "primary"),
    )
    yield _foreign(
        "mfa.authenticator",
        _("ways to log in"),
        Authenticator.objects.filter(user=member).values("type", "created_at", "last_used_at"),
    )
    yield _foreign(
        "socialaccount.socialaccount",
        _("log-ins of a school or institute"),
        SocialAccount.objects.filter(user=member).values("provider", "uid", "extra_data", "date_joined", "last_login"),
    )
    yield _foreign(
        "usersessions.usersession",
        _("where you are logged in"),
        UserSession.objects.filter(user=member).values("ip", "user_agent", "created_at", "last_seen_at"),
    )


def _foreign(model: str, label: str, rows: Iterable[Mapping[str, object]]) -> Table:
    plain = [{k: v.isoformat() if isinstance(v, dt.datetime) else v for k, v in row.items()} for row in rows]
    return Table(model, label, plain)


def _as_text(value: object) -> str:
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, str) and len(value) > 18 and value[4:5] == "-" and value[10:11] == "T":
        try:
            return timezone.localtime(dt.datetime.fromisoformat(value)).strftime("%d-%m-%Y %H:%M")
        except ValueError:
            return value
    return str(value)
