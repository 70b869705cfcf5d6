"""What the filters of the member lists offer to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function
from knowledge_network.topics.models import Topic

if TYPE_CHECKING:
    pass

OPTIONS_KEPT = 300  # seconds; participation begins and ends with a day, which no action tells


@dataclass(frozen=True)
class DirectoryOptions:
    """The choices of the filter. All of them are public: which of them lead to somebody is never told."""

    organisations: dict[str, tuple[str, tuple[int, ...]]]  # slug → name, and the keys of it and its schools
    topics: dict[str, tuple[str, tuple[int, ...]]]  # slug → name, and the keys of it and what is part of it
    organisations_html: SafeString
    topics_html: SafeString

    @cached_property
    def functions_html(self) -> SafeString:
        return _options(Function.address_choices())


def directory_options() -> DirectoryOptions:
    """Boards with their schools, and topics; kept for some minutes because every page of the directory asks."""
    key = f"members.directory_options.{get_language()}"
    options: DirectoryOptions | None = cache.get(key)
    if options is None:
        options = _read_options()
        cache.set(key, options, OPTIONS_KEPT)
    return options


def forget_directory_options() -> None:
    cache.delete_many([f"members.directory_options.{code}" for code, _name in settings.LANGUAGES])


def forget_directory_options_after_commit() -> None:
    """For the actions that change organisations or topics; until they commit, others read what was."""
    transaction.on_commit(forget_directory_options)


class Offered(NamedTuple):
    """An organisation that the filter offers."""

    pk: int
    slug: str
    name: str
    kind: str
    board: int | None


def _read_options() -> DirectoryOptions:
    offered = (
        (
            Organisation.objects.current().participating()
            | Organisation.objects.current().exclude(kind=OrganisationKind.SITE)
        )
        .order_by("name")
        .values_list("pk", "slug", "name", "kind", "governing_board_id")
    )
    rows = [Offered(*row) for row in offered]
    schools: dict[int | None, list[Offered]] = {}
    for row in rows:
        schools.setdefault(row.board, []).append(row)
    organisations = {row.slug: (row.name, (row.pk, *(school.pk for school in schools.get(row.pk, [])))) for row in rows}
    topics = list(Topic.objects.approved().order_by("name").values_list("pk", "slug", "name", "parent_id"))
    parts: dict[int | None, list[int]] = {}
    for pk, _slug, _name, parent in topics:
        parts.setdefault(parent, []).append(pk)
    return DirectoryOptions(
        organisations=organisations,
        topics={slug: (name, (pk, *parts.get(pk, []))) for pk, slug, name, _parent in topics},
        organisations_html=_organisation_options(rows, schools),
        topics_html=_options((slug, name) for _pk, slug, name, _parent in topics),
    )


def _organisation_options(rows: Iterable[Offered], schools: Mapping[int | None, list[Offered]]) -> SafeString:
    """Each board with its schools below it, then the organisations without one."""
    boards = [row for row in rows if row.kind == OrganisationKind.BOARD]
    others = [row for row in rows if row.kind not in {OrganisationKind.BOARD, OrganisationKind.SITE}]
    groups = [
        format_html(
            '<optgroup label="{}">{}{}</optgroup>',
            board.name,
            _option(board.slug, format_lazy("{} ({})", board.name, _("all schools"))),
            _options((school.slug, school.name) for school in schools.get(board.pk, [])),
        )
        for board in boards
    ]
    return mark_safe("".join([*groups, _options((row.slug, row.name) for row in others)]))  # noqa: S308  # nosec B703


def _option(value: str, label: str | Promise) -> SafeString:
    return format_html('<option value="{}">{}</option>', value, label)


def _options(pairs: Iterable[tuple[str, str | Promise]]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', pairs)


def with_selected(options: SafeString, value: str) -> SafeString:
    """The options with `value` chosen; only a value that is one of them leaves a mark."""
    if not value:
        return options
    chosen = format_html('<option value="{}"', value)
    return mark_safe(options.replace(chosen, f"{chosen} selected", 1))  # noqa: S308  # nosec B703 - safe parts
