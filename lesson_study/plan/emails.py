"""The mail to a guest who is asked to look at a lesson plan; members find it under the bell."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.emails import absolute_url, render_mail
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import Composed, plan_mails, register_composer
from knowledge_network.notifications.outbox.kinds import register_name
from knowledge_network.notifications.outbox.models import Delivery
from lesson_study.cycles.links import make_token
from lesson_study.cycles.models import KnowledgeableOther

FEEDBACK_MAIL = "lesson_study.feedback_asked_of_guest"


def ask_guest(expert: KnowledgeableOther, *, by: Member, now: dt.datetime) -> None:
    """Plan the mail, once a day."""
    plan_mails(
        [
            Delivery(
                key=f"lesson_feedback:{expert.public_id}:{timezone.localdate(now)}",
                kind=FEEDBACK_MAIL,
                address=expert.guest_email,
                due_at=now,
                params={"expert": expert.public_id, "name": by.get_full_name()},
            )
        ]
    )


def compose(delivery: Delivery) -> Composed | str:
    """The mail, or why it is not needed any more."""
    found = KnowledgeableOther.objects.standing().select_related("cycle")
    expert = found.filter(public_id=delivery.params["expert"], member__isnull=True).first()
    if expert is None:
        return "not asked any more"
    context = {
        "name": expert.guest_name,
        "asker": delivery.params["name"],
        "title": expert.cycle.title,
        "url": absolute_url(reverse("lesson_study:guest_plan", args=[make_token(expert)])),
    }
    subject, text, html = render_mail("mail/lesson_feedback", context, delivery.language)
    return Composed(subject, text, html)


register_composer(FEEDBACK_MAIL, compose)
register_name(FEEDBACK_MAIL, lambda: str(_("A guest is asked to look at a lesson plan")))
