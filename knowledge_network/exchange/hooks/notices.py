"""Who runs the network hears that another system cannot be reached any more."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.exchange.hooks.models import Webhook
from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register


def _failed(notice: Notice) -> NoticeMail:
    lines: list[Any] = [
        _("For three days no message arrived at «%(name)s». We sent the last one and stopped.") % notice.params,
        _("Ask who looks after that system whether it still stands at the same address. Then switch it on again."),
    ]
    return NoticeMail(
        subject=_("A connection is switched off: %(name)s") % notice.params,
        lines=lines,
        button=_("Look at the connection"),
        url=absolute_url(notice.url),
    )


HOOK_FAILED = register(
    NoticeKind(
        name="exchange.hook_failed",
        text=lambda p: _("The connection with «%(name)s» failed for three days and is switched off.") % p,
        label=gettext_lazy("A connection with another system is switched off because it fails"),
        why=gettext_lazy("You run the network."),
        icon="triangle-alert",
        section=Section.OTHER,
        default=Channel.NOW.value,
        mail=_failed,
    )
)


def tell_failed(hook: Webhook, *, at: dt.datetime) -> None:
    notify(
        HOOK_FAILED,
        to=coordinators_of_network(),
        key=f"{HOOK_FAILED.name}:{hook.public_id}:{at:%Y%m%d%H%M}",
        url=reverse("exchange:hook_detail", args=[hook.public_id]),
        by=None,
        at=at,
        name=hook.name,
    )
