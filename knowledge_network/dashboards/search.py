"""Topics are found beside people and groups, and the pages of the frame by what one wants to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import (
    MEMBERS,
    Document,
    Searchable,
    Shortcut,
    register,
    register_shortcut,
)
from knowledge_network.topics.models import Topic


def documents(pks: Collection[int] | None) -> Iterator[Document]:
    topics = Topic.objects.approved().select_related("parent")
    if pks is not None:
        topics = topics.filter(pk__in=pks)
    for topic in topics.order_by("pk"):
        yield Document(
            object_key=str(topic.pk),
            title=topic.name,
            subtitle=topic.description or (topic.parent.name if topic.parent else ""),
            url=reverse("dashboards:topic_detail", args=[topic.slug]),
            words=" ".join([*topic.synonyms, topic.parent.name if topic.parent else ""]),
            audiences=[MEMBERS],
            boost=1.1,
        )


register(Searchable(kind="topic", label=_("Topics"), icon="tag", documents=documents))

for _name, _label, _icon, _url_name, _words, _permission in (
    ("start", _("My start"), "house", "dashboards:start", _("home begin"), ""),
    ("profile", _("Change my profile"), "pencil", "members:profile_edit", _("photo about me ask me about"), ""),
    ("data", _("My data"), "shield-check", "members:my_data", _("privacy download erase"), ""),
    ("topics", _("All topics"), "tag", "dashboards:topic_list", _("subjects themes"), ""),
    ("propose", _("Propose a topic"), "lightbulb", "members:topic_propose", _("new word missing"), ""),
    ("notices", _("My notices"), "bell", "notifications:notice_list", _("bell news"), ""),
    ("manage", _("Management"), "settings", "dashboards:management", _("coordinator desk"), "dashboards.manage"),
    (
        "health",
        _("Health of the platform"),
        "monitor",
        "dashboards:health",
        _("worker back-up disk queue version failed job"),
        "notifications.see_health",
    ),
    ("manage_topics", _("Manage topics"), "tag", "members:topic_manage", _("synonyms merge"), "members.manage_topics"),
):
    register_shortcut(
        Shortcut(
            name=f"frame.{_name}",
            label=_label,
            icon=_icon,
            url_name=_url_name,
            words=_words,
            permission=_permission,
        )
    )
for _name, _label, _icon, _url_name in (
    ("frame.about", _("About the network"), "info", "dashboards:about"),
    ("frame.contact", _("Contact"), "mail", "dashboards:contact"),
):
    register_shortcut(Shortcut(name=_name, label=_label, icon=_icon, url_name=_url_name, needs_member=False))
