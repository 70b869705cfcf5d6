"""Many rows at once where Django's own bulk methods stop: children of a shared parent table, and careful deletion."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, models
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from knowledge_network.members.imports.change import ImportConflictError
from knowledge_network.members.organisations.models import Organisation


def insert_organisations(children: Collection[Organisation], kind: str) -> None:
    """Insert organisations of one kind with two statements in all; `bulk_create` refuses multi-table children."""
    if not children:
        return
    shared = [f.attname for f in Organisation._meta.concrete_fields if not f.primary_key]
    for child in children:
        child.kind = kind
    parents = Organisation.objects.bulk_create(
        [Organisation(**{name: getattr(child, name) for name in shared}) for child in children]
    )
    model = type(next(iter(children)))
    fields = model._meta.local_concrete_fields
    for child, parent in zip(children, parents, strict=True):
        child.pk = child.id = parent.pk
        child._state.adding = False
        child._state.db = parent._state.db
    quote = connection.ops.quote_name
    columns = ", ".join(quote(f.column or f.name) for f in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608  # nosec B608
    values = [[f.get_db_prep_save(getattr(c, f.attname), connection) for f in fields] for c in children]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def free_slugs(wished: dict[str, str]) -> dict[str, str]:
    """For each code its address: the wished one, or with the code behind it where that is taken or wished twice."""
    taken = set(Organisation.objects.filter(slug__in=set(wished.values())).values_list("slug", flat=True))
    slugs = {}
    for code, slug in wished.items():
        slugs[code] = f"{slug}-{code.lower()}".strip("-") if not slug or slug in taken else slug
        taken.add(slugs[code])
    return slugs


def delete_unused(things: Iterable[models.Model], allowed: Iterable[type[models.Model]], hint: str) -> None:
    """Delete `things` if nothing but `allowed` hangs on them; else ImportConflictError, with `hint` and the names."""
    found = list(things)
    collector = Collector(using="default", origin=None)
    try:
        collector.collect(found)
    except (ProtectedError, RestrictedError) as error:
        blocking = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", None) or ()
        raise ImportConflictError(f"{hint} {_in_words(blocking)}") from error
    used = [thing for model, rows in collector.data.items() if model not in allowed for thing in rows]
    used += [row for rows in collector.fast_deletes if rows.model not in allowed for row in rows[:5]]
    # Querysets and lists by turns: the collector says it is one of them, and its stubs another.
    emptied: list[Any] = [rows for groups in collector.field_updates.values() for rows in groups]
    used += [row for rows in emptied for row in list(rows)[:5] if type(row) not in allowed]
    if used:
        raise ImportConflictError(f"{hint} {_in_words(used)}")
    collector.delete()


def _in_words(things: Iterable[models.Model]) -> str:
    """«Appointment: Leraar, De Bron; …», at most five."""
    texts = sorted({f"{thing._meta.verbose_name}: {thing}" for thing in list(things)[:50]})
    more = _(" and more") if len(texts) > 5 else ""
    return "; ".join(texts[:5])[:300] + more
