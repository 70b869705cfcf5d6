"""What follows in other apps when the vocabulary changes or an import is done: the index, and who is told."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from knowledge_network.dashboards import notices
from knowledge_network.dashboards.queries.front import forget_figures
from knowledge_network.kit.health import backup_state
from knowledge_network.members import signals
from knowledge_network.members.imports.enums import ImportState
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole
from knowledge_network.members.tables.enums import SheetState
from knowledge_network.members.tables.models import PreparedSheet
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.outbox.planner import register_planner
from knowledge_network.search import actions as search
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from plg.groups.models import GroupTopic

OUTCOMES = {
    TopicState.APPROVED: notices.TOPIC_APPROVED,
    TopicState.REJECTED: notices.TOPIC_REJECTED,
    TopicState.MERGED: notices.TOPIC_MERGED,
}
IMPORTED = {
    ImportState.PLANNED: notices.IMPORT_LOOKED,
    ImportState.APPLIED: notices.IMPORT_APPLIED,
    ImportState.UNDONE: notices.IMPORT_UNDONE,
}

MADE = {SheetState.READY: notices.SHEET_READY, SheetState.FAILED: notices.SHEET_FAILED}


def coordinators() -> QuerySet[Member]:
    """The members who run the network today."""
    roles = NetworkRole.objects.current().filter(member=OuterRef("pk"), role__in=NetworkRoleKind.COORDINATING)
    people: QuerySet[Member] = Member.objects.active().filter(Exists(roles))
    return people


@receiver(signals.topic_proposed, dispatch_uid="dashboards.tell_coordinators")
def tell_coordinators(topic: Topic, by: Member, **kwargs: object) -> None:
    notify(
        notices.TOPIC_PROPOSED,
        to=coordinators(),
        key=f"topics.proposed:{topic.pk}",
        url=reverse("members:topic_decide", args=[topic.slug]),
        by=by,
        name=by.get_full_name(),
        topic=topic.name,
    )


@receiver(signals.topic_decided, dispatch_uid="dashboards.tell_proposer")
def tell_proposer(topic: Topic, by: Member, **kwargs: object) -> None:
    if topic.proposed_by is None:
        return
    notify(
        OUTCOMES[TopicState(topic.state)],
        to=[topic.proposed_by],
        key=f"topics.decided:{topic.pk}",
        url=reverse("members:topic_propose"),
        by=by,
        topic=topic.name,
        reason=topic.decision_reason,
        into=topic.merged_into.name if topic.merged_into else "",
    )


@receiver(signals.topic_changed, dispatch_uid="dashboards.refresh_index")
def refresh_index(topic: Topic, **kwargs: object) -> None:
    search.refresh("topic", [topic.pk])
    groups = GroupTopic.objects.filter(tag=topic).values_list("content_object_id", flat=True)
    search.refresh("group", list(groups))


@receiver(signals.organisation_changed, dispatch_uid="dashboards.count_organisations")
def count_organisations(**kwargs: object) -> None:
    """Who just chose the boards that take part sees them counted."""
    transaction.on_commit(forget_figures)


@receiver(signals.topics_added, dispatch_uid="dashboards.index_topics")
def index_topics(topics: list[Topic], **kwargs: object) -> None:
    search.refresh("topic", [topic.pk for topic in topics])


def watch_backup(now: dt.datetime) -> int:
    """Tell who runs the network, once a day, that the last back-up is too old; how many that was.

    A network of today has none yet, and its people look at it for the first time: they are told when it would be late.
    """
    began_before = now - dt.timedelta(hours=settings.BACKUP_LATE_HOURS)
    if not backup_state(now).startswith("late") or not Member.objects.filter(joined_at__lte=began_before).exists():
        return 0
    people = list(coordinators())
    notify(
        notices.BACKUP_LATE,
        to=people,
        key=f"network.backup_late:{timezone.localdate(now)}",
        url=reverse("dashboards:management"),
    )
    return len(people)


register_planner("backup", watch_backup)


@receiver(signals.import_finished, dispatch_uid="dashboards.tell_importer")
def tell_importer(run: ImportRun, asked_by: Member, **kwargs: object) -> None:
    notify(
        notices.IMPORT_FAILED if run.problem else IMPORTED[ImportState(run.state)],
        to=[asked_by],
        key=f"members.import:{run.public_id}:{run.options['turn']}",
        url=reverse("members:import_detail", args=[run.public_id]),
        file=run.file_name,
        problem=run.problem,
    )


@receiver(signals.sheet_made, dispatch_uid="dashboards.tell_who_asked_for_the_sheet")
def tell_who_asked_for_the_sheet(sheet: PreparedSheet, **kwargs: object) -> None:
    """Who may not have it any more reads that on the page of the list, if they still look there."""
    kind = MADE.get(SheetState(sheet.state))
    if kind is not None:
        notify(
            kind,
            to=[sheet.member],
            key=f"members.sheet:{sheet.public_id}",
            url=reverse("members:sheet_detail", args=[sheet.public_id]),
            file=sheet.name,
        )
