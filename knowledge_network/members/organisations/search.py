"""What can be found of organisations: those that take part in the network and their schools, by everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.organisations.models import Organisation
from knowledge_network.search.registry import PUBLIC, Document, Searchable, register


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    organisations = Organisation.objects.current().participating().select_related("governing_board", "site")
    if pks is not None:
        organisations = organisations.filter(pk__in=pks)
    for organisation in organisations.iterator(chunk_size=500):
        site = getattr(organisation, "site", None)
        board = organisation.governing_board.name if organisation.governing_board else ""
        with translation.override(settings.LANGUAGE_CODE):
            kind = organisation.get_kind_display()
        yield Document(
            object_key=str(organisation.pk),
            title=organisation.name,
            subtitle=" · ".join(filter(None, (kind.capitalize(), organisation.place, board))),
            url=reverse("members:organisation_detail", args=[organisation.slug]),
            words=" ".join(filter(None, (site.site_code, site.municipality, site.street) if site else ())),
            audiences=[PUBLIC],
        )


register(Searchable(kind="organisation", label=_("Organisations"), icon="school", documents=documents))
