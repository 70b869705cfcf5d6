"""What people are told about the vocabulary."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.notifications.registry import NoticeKind, register

TOPIC_PROPOSED = register(
    NoticeKind(
        name="topics.proposed",
        text=lambda params: _("%(name)s proposes the topic «%(topic)s».") % params,
        why=_("You keep the list of topics."),
        icon="tag",
    )
)
TOPIC_APPROVED = register(
    NoticeKind(
        name="topics.approved",
        text=lambda params: _("Your topic «%(topic)s» is in use now.") % params,
        why=_("You proposed this topic."),
        icon="tag",
    )
)
TOPIC_REJECTED = register(
    NoticeKind(
        name="topics.rejected",
        text=lambda params: _("Your topic «%(topic)s» is not taken up: %(reason)s") % params,
        why=_("You proposed this topic."),
        icon="tag",
    )
)
TOPIC_MERGED = register(
    NoticeKind(
        name="topics.merged",
        text=lambda params: _("There was a topic already for «%(topic)s»: use «%(into)s».") % params,
        why=_("You proposed this topic."),
        icon="tag",
    )
)
