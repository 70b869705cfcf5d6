"""Mail to a guest who is the knowledgeable other: made when it is sent, and not sent to who was withdrawn."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from knowledge_network.kit.emails import render_mail
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import Composed, plan_mails, register_composer
from knowledge_network.notifications.outbox.kinds import register_name
from knowledge_network.notifications.outbox.models import Delivery
from lesson_study.cycles.enums import ExpertAnswer
from lesson_study.cycles.links import guest_address
from lesson_study.cycles.models import KnowledgeableOther

GUEST_MAIL = "guest.lesson_study"


def mail_guest_expert(*, expert: KnowledgeableOther, what: str, by: Member) -> None:
    """Plan one mail; `what`: «asked» or «feedback». Each asking for feedback is a mail of its own."""
    moment = expert.feedback_asked_at if what == "feedback" else expert.asked_at
    stamp = f"{moment.timestamp():.3f}" if moment else ""
    plan_mails(
        [
            Delivery(
                key=f"guest:{expert.public_id}:{what}:{stamp}",
                kind=GUEST_MAIL,
                address=expert.guest_email,
                due_at=timezone.now(),
                params={"expert": expert.public_id, "what": what, "name": by.get_full_name()},
            )
        ]
    )


def compose_for_guest(delivery: Delivery) -> Composed | str:
    """The mail, or why it is not needed any more."""
    rows = KnowledgeableOther.objects.select_related("cycle")
    expert = rows.filter(public_id=delivery.params["expert"], withdrawn_at__isnull=True, member__isnull=True).first()
    if expert is None or not expert.guest_email:
        return "not asked any more"
    if expert.answer == ExpertAnswer.NO:
        return "said no"
    if expert.cycle.is_over:
        return "the Lesson Study is over"
    with translation.override(delivery.language):
        context = _context(expert, delivery.params["what"], delivery.params["name"])
        subject, text, html = render_mail("mail/group_note", context, delivery.language)
    return Composed(subject, text, html)


def _context(expert: KnowledgeableOther, what: str, name: str) -> dict[str, object]:
    words = {"name": name, "title": expert.cycle.title}
    shared = {
        "greeting": _("Hello %(name)s,") % {"name": expert.guest_name},
        "url": guest_address(expert),
        "why": _("You get this mail because a team of teachers asked you as an expert."),
    }
    if what == "feedback":
        return shared | {
            "subject": _("Will you look at the plan of «%(title)s»?") % words,
            "lines": [_("%(name)s and the team would like your feedback on their plan before the lesson.") % words],
            "quote": "",
            "button": _("Read the plan"),
        }
    return shared | {
        "subject": _("Will you be the expert of «%(title)s»?") % words,
        "lines": [
            _("%(name)s asks you as the expert from outside of the Lesson Study «%(title)s».") % words,
            _("You read the plan before the lesson, and close the discussion. You do not see notes on pupils."),
            _("You need no account: this link is yours alone. Do not send it on."),
        ],
        "quote": expert.message,
        "button": _("Look and answer"),
    }


register_composer(GUEST_MAIL, compose_for_guest)
register_name(GUEST_MAIL, lambda: _("mail to a guest of a Lesson Study"))
