"""What waits for whom at /beheer/: one line per desk, with how many, since when and where to go."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import DateTimeField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.asking.enums import Attention
from expertise.asking.queries.board import read_for_desk
from expertise.gaps.queries.kept import network_coverage
from expertise.gaps.queries.topic import untouched
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.dashboards import group_desks, platform
from knowledge_network.dashboards.desks import Desk, address, say_soon
from knowledge_network.dashboards.queries.among_all import Found, find_waiting, list_queues
from knowledge_network.dashboards.queries.queues import Queue, count_queue, count_queues, days_since, find_open_signups
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.enums import DataRequestState
from knowledge_network.members.privacy.models import DataRequest
from knowledge_network.topics.models import Topic
from lesson_study.cycles.enums import CoverState
from lesson_study.cycles.models import CoverRequest
from plg.barriers.enums import BarrierState


def find_desks(member: Member) -> list[Desk]:
    """What waits for this member by role, what needs a hand first. Six queries for a coordinator, one for others."""
    found: list[Desk] = []
    if member.is_coordinator or member.is_platform_admin:
        found += _setting_up()
    if member.is_coordinator or member.is_school_leader:
        found += _asked_of_leaders(member)
    if member.is_coordinator:
        found += [*group_desks.find_desks(), *_queues()]
    if member.is_coordinator or member.is_liaison_officer:
        found += _questions(member)
    if member.is_privacy_contact:
        found.append(_data_requests())
    if member.is_platform_admin and not member.is_coordinator:
        found += platform.find_desks()
    return sorted(found, key=lambda desk: (desk.count == 0, not desk.urgent))


def _setting_up() -> Iterator[Desk]:
    """What of setting up the network is still to be done; gone once all of it is. No query."""
    if waiting := read_network().open_steps:
        yield Desk(
            key="setup",
            label=_("Steps of setting up the network"),
            what_counts=_("Steps that nobody finished yet, those that were left for later among them."),
            icon="settings",
            url=address("members:network_settings"),
            count=len(waiting),
            urgent=True,
        )


def _asked_of_leaders(member: Member) -> Iterator[Desk]:
    """Two desks of school leaders and coordinators from one query."""
    cover = CoverRequest.objects.to_answer_by(member).exclude(member=member)
    cover = cover.filter(state=CoverState.ASKED, day__day__gte=timezone.localdate())
    signups, found = find_open_signups(member), find_waiting()["signups"] if member.is_coordinator else Found()
    asked, leaving = count_queues((found.narrow(signups), "requested_at"), (cover, "asked_at"))
    asked = found.correct(asked)
    days = days_since(asked.oldest)
    waits = days_since(leaving.oldest)
    yield Desk(
        key="cover",
        label=_("Colleagues who ask for cover"),
        what_counts=_("Requests for a Lesson Study that wait for an answer, for days that are still to come."),
        icon="calendar",
        url=address("lesson_study:cover_desk"),
        count=leaving.count,
        days=waits,
        urgent=waits is not None and waits > 3,
    )
    yield Desk(
        key="signups",
        label=_("People who want to become a member"),
        what_counts=_("Requests with a confirmed address that nobody decided on yet."),
        icon="user-plus",
        url=address("members:signup_list"),
        count=asked.count,
        days=days,
        urgent=days is not None and days > 3,
    )


def _queues() -> Iterator[Desk]:
    """Nine desks where something stands in line. One query, and one in five minutes for what expertise is missing."""
    late_obligations = Obligation.objects.filter(state=ObligationState.LATE)
    found, queues = find_waiting(), list_queues()
    names = ("mail", "readers", "revise", "barriers", "roles")
    topics, gaps, late, unsigned, *others = count_queues(
        (Topic.objects.proposed(), "created_at"),
        (untouched(network_coverage().gaps), "created_at"),
        (late_obligations.annotate(due_at=Cast("due_on", DateTimeField())), "due_at"),
        (Signature.objects.waiting(), "asked_at"),
        *((found[name].narrow(queues[name][0]), queues[name][1]) for name in names),
    )
    failed, readers, revise, barriers, roles = (
        found[name].correct(queue) for name, queue in zip(names, others, strict=True)
    )
    yield from _agreements(late, unsigned)
    yield Desk(
        key="barriers",
        label=_("Barriers that nobody was asked about"),
        what_counts=_("Brought in by theme groups, and not put to who can take them away."),
        icon="ban",
        url=address("plg:barrier_list", stand=BarrierState.OPEN.address),
        count=barriers.count,
        days=days_since(barriers.oldest),
    )
    yield Desk(
        key="gaps",
        label=_("White spots and islands"),
        what_counts=_(
            "Topics on which nobody can be asked, or whose people are an island, and for which nothing was done in"
            " twelve months. Counted anew every five minutes."
        ),
        icon="waypoints",
        url=address("expertise:gaps_board", gaten="on", zonder_stap="on"),
        count=gaps.count,
    )
    yield from _products(readers, revise)
    yield from _words_and_mail(topics, failed)
    yield Desk(
        key="roles",
        label=_("Roles that wait for a second person"),
        what_counts=_("Proposed roles that see the data of others. Who did not propose it confirms it or says no."),
        icon="shield-check",
        url=address("members:role_list"),
        count=roles.count,
        days=days_since(roles.oldest),
        urgent=roles.count > 0,
    )


def _words_and_mail(topics: Queue, failed: Queue) -> Iterator[Desk]:
    """Which words were proposed, and whom no mail reached."""
    yield Desk(
        key="topics",
        label=_("Proposed topics"),
        what_counts=_("Words that members miss in the list of topics."),
        icon="tag",
        url=address("members:topic_manage"),
        count=topics.count,
        days=days_since(topics.oldest),
    )
    yield Desk(
        key="mail",
        label=_("Mail that did not arrive"),
        what_counts=_("Mails that could not be delivered after six attempts, in the last half year."),
        icon="mail",
        url=address("notifications:delivery_list", staat="failed"),
        count=failed.count,
        days=days_since(failed.oldest),
        urgent=failed.count > 0,
    )


def _agreements(late: Queue, unsigned: Queue) -> Iterator[Desk]:
    """What the partners owe each other and did not do, and who of them has not signed yet."""
    yield Desk(
        key="obligations",
        label=_("Obligations that are late"),
        what_counts=_("What follows from the agreement of the partners, is not met and was due."),
        icon="handshake",
        url=address("agreements:obligation_list", toon="te-laat"),
        count=late.count,
        days=days_since(late.oldest),
        urgent=late.count > 0,
    )
    yield Desk(
        key="signatures",
        label=_("Parties that still have to sign"),
        what_counts=_("Parties that were asked to sign an agreement and did not answer."),
        icon="pencil",
        url=address("agreements:signature_list"),
        count=unsigned.count,
        days=days_since(unsigned.oldest),
    )


def _products(readers: Queue, revise: Queue) -> Iterator[Desk]:
    """What the knowledge base asks of the coordinator."""
    yield Desk(
        key="products",
        label=_("Products that no expert group looks at"),
        what_counts=_("Sent in while no expert group fits. You and one other look at them."),
        icon="eye",
        url=address("expertise:product_queue", toon="zonder-lezer"),
        count=readers.count,
        days=days_since(readers.oldest),
        urgent=readers.count > 0,
    )
    yield Desk(
        key="products_to_revise",
        label=_("Products to be looked at again"),
        what_counts=_("Published products whose date has come. Their contact persons were asked."),
        icon="refresh-cw",
        url=address("expertise:product_queue", toon="opnieuw-bekijken"),
        count=revise.count,
    )


def _questions(member: Member) -> list[Desk]:
    """What waits of questions; a liaison officer sees those of the own scope. Two queries for an officer; for
    coordinators one once in five minutes, the same as at the desk of questions.
    """
    state = read_for_desk(member).found
    say = say_soon if member.is_coordinator else str
    passed_on = Desk(
        key="help_escalated",
        label=_("Questions passed to the liaison officer"),
        what_counts=say(
            _("Questions that nobody helped with in %(days)s school days.")
            % {"days": read_network().thresholds.escalate_school_days}
        ),
        icon="triangle-alert",
        url=address("expertise:help_board", let_op=Attention.ESCALATED.address),
        count=state.escalated,
        days=days_since(state.escalated_since),
        urgent=state.escalated > 0,
    )
    waiting_for_help = Desk(
        key="help_unanswered",
        label=_("Questions that nobody helps with yet"),
        what_counts=say(_("Questions without anybody who said to help, also those for which people were asked.")),
        icon="message-circle-question-mark",
        url=address("expertise:help_board", let_op=Attention.UNANSWERED.address),
        count=state.waiting,
        days=days_since(state.waiting_since),
    )
    if not member.is_coordinator:
        return [passed_on, waiting_for_help]
    to_check = Desk(
        key="help_answers",
        label=_("Answers to check for names"),
        what_counts=say(_("Closed questions of which the answer may be shared and nobody looked at it yet.")),
        icon="check-check",
        url=address("expertise:help_board", let_op=Attention.TO_CHECK.address),
        count=state.to_check,
        days=days_since(state.to_check_since),
    )
    return [passed_on, waiting_for_help, to_check]


def _data_requests() -> Desk:
    asked = count_queue(DataRequest.objects.filter(state=DataRequestState.OPEN), "requested_at")
    days = days_since(asked.oldest)
    return Desk(
        key="data_requests",
        label=_("Requests about personal data"),
        what_counts=_("Open requests for a copy or for erasure. The law gives one month."),
        icon="shield",
        url=address("members:data_requests"),
        count=asked.count,
        days=days,
        urgent=days is not None and days > 20,
    )
