"""What can be found of members: never more than the reader may see on the profile page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.text import fold_name, folded, list_name_words
from knowledge_network.members.organisations import search as search_organisations  # noqa: F401 registers itself
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.search.registry import ANONYMOUS, MEMBERS, Document, Searchable, register

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

WORDS_OF_ABOUT = 1000


class WorkingNow(TypedDict):
    """What `documents` fetches with a member."""

    working_now: list[Appointment]


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    """For each active member what members may find, and for who is public also what strangers may find."""
    members = Member.objects.active().prefetch_related(
        "ask_me_items__tag",
        Prefetch(
            "appointments",
            Appointment.objects.current()
            .select_related("organisation__governing_board")
            .order_by("-is_primary", "start"),
            to_attr="working_now",
        ),
    )
    if pks is not None:
        members = members.filter(pk__in=pks)
    for member in members.iterator(chunk_size=500):
        yield _document(member, {Visibility.EVERYBODY, Visibility.MEMBERS}, str(member.pk), MEMBERS)
        if member.name_visibility == Visibility.EVERYBODY:
            yield _document(member, {Visibility.EVERYBODY}, f"{member.pk}:anonymous", ANONYMOUS)


def _document(member: WithAnnotations[Member, WorkingNow], shown: set[Visibility], key: str, audience: str) -> Document:
    work = member.working_now if member.work_visibility in shown else []
    # In a fixed order, so that a repair of the index finds nothing to change.
    topics = sorted((item.tag for item in member.ask_me_items.all() if item.visibility in shown), key=str)
    words = [
        _names_otherwise(member),
        *(topic.name for topic in topics),
        *(synonym for topic in topics for synonym in topic.synonyms),
        *(str(a.organisation.governing_board) for a in work if a.organisation.governing_board_id),
        member.about[:WORDS_OF_ABOUT] if member.about_visibility in shown else "",
    ]
    return Document(
        object_key=key,
        title=member.get_full_name(),
        subtitle=_where(work),
        url=member.get_absolute_url(),
        words=" ".join(word for word in words if word),
        audiences=[audience],
        boost=1.0,
    )


def _names_otherwise(member: Member) -> str:
    """«obrien» for «O'Brien»: words of the name that are written with an apostrophe, without it."""
    apart, joined = folded(member.get_full_name()).split(), fold_name(member.get_full_name()).split()
    return " ".join(word for word in joined if word not in apart)


def _where(work: Collection[Appointment]) -> str:
    """In the network's own language: the index has one."""
    with translation.override(settings.LANGUAGE_CODE):
        return " · ".join(f"{a.get_function_display()}, {a.organisation.name}" for a in work)


def name_filter(text: str) -> Q:
    """Members whose name holds all words of `text`, in any order, accents and capitals aside.

    A word of one or two letters counts at the beginning of a word only: it has no trigram of its own to be found by.
    """
    condition = Q()
    for word in list_name_words(text):
        if len(word) > 2:
            condition &= Q(sort_name__contains=word)
        else:
            condition &= Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}")
    return condition


register(Searchable(kind="member", label=_("People"), icon="user", documents=documents))
