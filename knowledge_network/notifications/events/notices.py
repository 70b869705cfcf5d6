"""What who runs the network is told about the mail itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledge_network.notifications import signals
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.admission import coordinators
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import NoticeKind, Urgency, register
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.wording import kind_label


def _text(params: dict[str, Any]) -> str:
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
        section="network",
        default=Channel.NOW,
        urgency=Urgency.URGENT,
        stale=_let_go_or_dropped,
    )
)


@receiver(signals.mail_held, dispatch_uid="notifications.mail_held")
def tell_coordinators(batch: str, kind: str, count: int, **kwargs: Any) -> None:
    notify(
        MAIL_HELD,
        to=coordinators(),
        key=f"{MAIL_HELD.name}:{batch}:{kind}"[:170],
        url=f"{reverse('notifications:delivery_list')}?{urlencode({'reeks': batch})}",
        batch=batch,
        mail_kind=kind,
        count=count,
    )
