"""How questions and answers are found: a question by who may see it, a shared answer by every member; no name in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import HelpAudience, HelpState, MatchState
from expertise.asking.models import HelpRequest
from knowledge_network.search.registry import (
    COORDINATORS,
    MEMBERS,
    Document,
    Searchable,
    Shortcut,
    group_audience,
    member_audience,
    register,
    register_shortcut,
)


def _rows(pks: Collection[int] | None) -> Iterator[HelpRequest]:
    rows = HelpRequest.objects.exclude(state__in=HelpState.NOT_ASKED)
    rows = rows if pks is None else rows.filter(pk__in=pks)
    related = rows.select_related("asker", "addressed_group").prefetch_related("topics", "matches__expert")
    return related.order_by("pk").iterator(chunk_size=300)


def build_question_documents(pks: Collection[int] | None) -> Iterator[Document]:
    for help_request in _rows(pks):
        yield Document(
            object_key=str(help_request.pk),
            title=help_request.title,
            subtitle=", ".join(sorted(topic.name for topic in help_request.topics.all())),
            url=reverse("expertise:help_request_detail", args=[help_request.public_id]),
            words=" ".join([help_request.situation, help_request.wanted, *_synonyms(help_request)]),
            audiences=_audiences(help_request),
            boost=1.0 if help_request.is_unfinished else 0.8,
        )


def _synonyms(help_request: HelpRequest) -> list[str]:
    return [word for topic in sorted(help_request.topics.all(), key=str) for word in topic.synonyms]


def _audiences(help_request: HelpRequest) -> list[str]:
    """As `visible_to` says: everybody, or who asked, was asked and coordinates."""
    if help_request.audience == HelpAudience.NETWORK:
        return [MEMBERS]
    found = [COORDINATORS, member_audience(help_request.asker.public_id)]
    if help_request.addressed_group is not None:
        found.append(group_audience(help_request.addressed_group.slug))
    gone = MatchState.TAKEN_BACK
    experts = [match.expert for match in help_request.matches.all() if match.expert is not None and match.state != gone]
    return found + [member_audience(expert.public_id) for expert in experts]


def build_answer_documents(pks: Collection[int] | None) -> Iterator[Document]:
    """Only what was checked and shared: its own title and text, not those of the question."""
    for help_request in _rows(pks):
        if help_request.published_at is None:
            continue
        yield Document(
            object_key=str(help_request.pk),
            title=help_request.published_title,
            subtitle=", ".join(sorted(topic.name for topic in help_request.topics.all())),
            url=reverse("expertise:help_answer_detail", args=[help_request.public_id]),
            words=" ".join([help_request.published_answer, *_synonyms(help_request)]),
            audiences=[MEMBERS],
            boost=1.1,
        )


register(
    Searchable(
        kind="help_request",
        label=_("Questions"),
        icon="message-circle-question-mark",
        documents=build_question_documents,
    )
)
register(Searchable(kind="help_answer", label=_("Answers"), icon="check-check", documents=build_answer_documents))

register_shortcut(
    Shortcut(
        name="expertise.ask",
        label=_("Ask a question"),
        icon="message-circle-question-mark",
        url_name="expertise:help_request_ask",
        words=_("help request colleague expert network"),
        order=20,
    )
)
register_shortcut(
    Shortcut(
        name="expertise.questions",
        label=_("Questions in the network"),
        icon="messages-square",
        url_name="expertise:help_request_list",
        words=_("help requests answers"),
        order=55,
    )
)
