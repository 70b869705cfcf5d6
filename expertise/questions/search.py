"""How questions from practice are found: by every member, without a name; what was blacked out is not in the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from expertise.questions.models import PracticeQuestion
from expertise.questions.originals import without_mark
from knowledge_network.search.registry import (
    MEMBERS,
    Document,
    Searchable,
    Shortcut,
    register,
    register_shortcut,
)


def build_documents(pks: Collection[int] | None) -> Iterator[Document]:
    rows = PracticeQuestion.objects.standing().prefetch_related("topics")
    chosen = rows if pks is None else rows.filter(pk__in=pks)
    for question in chosen.order_by("pk").iterator(chunk_size=300):
        topics = sorted(question.topics.all(), key=str)
        more = (question.context, question.why_now, question.tried)
        yield Document(
            object_key=str(question.pk),
            title=str(question),
            subtitle=", ".join(topic.name for topic in topics),
            url=question.get_absolute_url(),
            words=" ".join([*map(without_mark, more), *(word for topic in topics for word in topic.synonyms)]).strip(),
            audiences=[MEMBERS],
            boost=0.7,
        )


register(
    Searchable(
        kind="practice_question",
        label=_("Questions from practice"),
        icon="lightbulb",
        documents=build_documents,
    )
)
register_shortcut(
    Shortcut(
        name="expertise.bring_in_question",
        label=_("Bring in a question from practice"),
        icon="lightbulb",
        url_name="expertise:practice_question_bring_in",
        words=_("practice question wonder post-it bundling agenda"),
        order=25,
    )
)
register_shortcut(
    Shortcut(
        name="expertise.practice_questions",
        label=_("Questions from practice"),
        icon="lightbulb",
        url_name="expertise:practice_question_list",
        words=_("practice questions what teachers ask list"),
        order=56,
    )
)
