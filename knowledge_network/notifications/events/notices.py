"""What members and who runs the network are told about requests to join and about the mail itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import RoleProposal
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import NoticeKind, Params, Urgency, register
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.wording import kind_label


def _text(params: Params) -> str:
    text = ngettext(
        "%(count)d mail waits for you, far more than usual: %(label)s.",
        "%(count)d mails wait for you, far more than usual: %(label)s.",
        params["count"],
    )
    return text % {"count": params["count"], "label": kind_label(params["mail_kind"])}


def _let_go_or_dropped(notice: Notice) -> str:
    held = Delivery.objects.filter(batch=notice.params["batch"], state=DeliveryState.HELD)
    return "" if held.exists() else "done already"


MAIL_HELD = register(
    NoticeKind(
        name="notifications.mail_held",
        text=_text,
        why=_("You look after the mail of the network."),
        icon="triangle-alert",
        label=_("Mail is held back, because it is far more than usual"),
        section=Section.OTHER,
        default=Channel.NOW,
        urgency=Urgency.URGENT,
        stale=_let_go_or_dropped,
        audience=Audience.COORDINATORS,
    )
)


REPLY_NOT_TAKEN = register(
    NoticeKind(
        name="notifications.reply_not_taken",
        text=lambda params: _("Your answer by mail was not placed. %(reason)s") % params,
        why=_("You answered a mail of the network."),
        icon="mail",
        label=_("An answer of mine by mail was not placed"),
        section=Section.OTHER,
        default=Channel.NOW,
        urgency=Urgency.PROMPT,
    )
)


def decided_already(key: str) -> str:
    """`key` names the request, as `tell_deciders` made it."""
    open_request = SignupRequest.objects.open().filter(public_id=key.split(":")[1])
    return "" if open_request.exists() else "done already"


SIGNUP_OPENED = register(
    NoticeKind(
        name="members.signup_opened",
        text=lambda params: _("%(name)s asks to join, on behalf of %(organisation)s.") % params,
        why=_("You decide on requests to join."),
        icon="user-plus",
        label=_("Somebody asks to join the network"),
        section=Section.OTHER,
        default=Channel.NOW,
        stale=lambda notice: decided_already(notice.key),
        audience=Audience.DECIDERS,
    )
)


def _decided_by_now(notice: Notice) -> str:
    waits = RoleProposal.objects.filter(public_id=notice.key.split(":")[1])
    return "" if waits.exists() else "done already"


ROLE_PROPOSED = register(
    NoticeKind(
        name="members.role_proposed",
        text=lambda params: (
            _("%(name)s proposes to give %(member)s a role: %(role)s. Will you confirm it?")
            % {**params, "role": NetworkRoleKind(params["network_role"]).label}
        ),
        why=_("Two people give a role that sees the data of others."),
        icon="user-cog",
        label=_("A role waits for a second person"),
        section=Section.OTHER,
        audience=Audience.COORDINATORS,
        default=Channel.NOW,
        stale=_decided_by_now,
    )
)
