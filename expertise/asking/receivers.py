"""What happens with questions when somebody leaves, and when a topic changes."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking.actions.endings import withdraw
from expertise.asking.actions.matching import index, lock
from expertise.asking.actions.requests import look_further, write_message
from expertise.asking.enums import MatchState
from expertise.asking.models import HelpRequest, HelpRequestMessage
from expertise.asking.notices import REPLY_BOX
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.replies import Reply, register_reply_box
from knowledge_network.search.actions import refresh, remove
from knowledge_network.topics.models import Topic


def take_reply(reply: Reply) -> None:
    """An answer by mail, from who asks or helps: it stands in the conversation as if it was written there."""
    rows = HelpRequest.objects.visible_to(reply.member).select_related("asker", "addressed_group")
    help_request = rows.filter(public_id=reply.about).first()
    if help_request is None or not reply.member.has_perm("expertise.talk", help_request):
        raise RefusedError(_("You do not take part in the conversation about this question."))
    longest = HelpRequestMessage._meta.get_field("text").max_length or 0
    if len(reply.text) > longest:
        raise RefusedError(_("It is too long: %(most)d signs at most.") % {"most": longest})
    key = f"{reply.member.public_id}:{reply.key}"
    write_message(help_request=help_request, by=reply.member, text=reply.text, idempotency_key=key)


register_reply_box(REPLY_BOX, take_reply)


@receiver(signals.member_left, dispatch_uid="expertise.help_member_left")
def leave_questions(sender: object, *, member: Member, by: Member | None = None, **kwargs: object) -> None:
    """The open questions of who leaves are withdrawn; where they were asked or helped, we look further."""
    for help_request in HelpRequest.objects.filter(asker=member).unfinished().order_by("pk"):
        withdraw(help_request=help_request, by=None, reason=_("Who asked left the network."))
    leave_matches(member)


@receiver(signals.member_erased, dispatch_uid="expertise.help_member_erased")
def forget_questions(sender: object, *, member: Member, **kwargs: object) -> None:
    """Before the rows go: nobody waits for somebody who is no longer here, and nothing is found any more."""
    leave_matches(member)
    own = list(HelpRequest.objects.filter(asker=member).values_list("pk", flat=True))
    for kind in ("help_request", "help_answer"):
        remove(kind, own)


def leave_matches(member: Member) -> None:
    now = timezone.now()
    rows = HelpRequest.objects.unfinished().filter(
        matches__expert=member, matches__state__in=(MatchState.ASKED, MatchState.ACCEPTED)
    )
    for found in rows.distinct().order_by("pk"):
        help_request = lock(found)
        help_request.matches.filter(expert=member).update(state=MatchState.TAKEN_BACK, responded_at=now)
        look_further(help_request, now=now)
        index(help_request)


@receiver(signals.topic_changed, dispatch_uid="expertise.help_topic_changed")
def index_questions_of_topic(sender: object, *, topic: Topic, **kwargs: object) -> None:
    """Other words under which questions are found."""
    about = HelpRequest.objects.filter(topics=topic)
    keys = list(about.values_list("pk", flat=True))
    refresh("help_request", keys)
    refresh("help_answer", keys)
