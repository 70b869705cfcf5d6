"""Sent mail in words: a line of the table, a run that waits, and what would happen to mails that were ticked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from knowledge_network.kit.addresses import with_query
from knowledge_network.kit.tables import Column, Part, Table, say, say_state, short_moment
from knowledge_network.members.tables.presenters import Look, Skipped
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.holding import BY_HAND
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.wording import kind_label, reason_label

HOLD, RELEASE = "hold", "release"
TONES: dict[str, str] = {
    DeliveryState.SENT: "ok",
    DeliveryState.PLANNED: "info",
    DeliveryState.SENDING: "info",
    DeliveryState.HELD: "wait",
    DeliveryState.FAILED: "bad",
    DeliveryState.SKIPPED: "",
}


@dataclass(frozen=True)
class DeliveryLine:
    """A mail in words: `kind` and `reason` for people, `to` a name or an address."""

    delivery: Delivery
    kind: str
    to: str
    reason: str

    @property
    def subject(self) -> str:
        return self.delivery.subject or self.kind


def draw_line(delivery: Delivery) -> DeliveryLine:
    to = delivery.member.get_full_name() if delivery.member else delivery.address
    return DeliveryLine(delivery, kind_label(delivery.kind), to, reason_label(delivery.reason))


def draw_lines(deliveries: Iterable[Delivery]) -> list[DeliveryLine]:
    return [draw_line(delivery) for delivery in deliveries]


def _draw_subject(line: DeliveryLine) -> tuple[Part, ...]:
    url = reverse("notifications:delivery_detail", args=[line.delivery.public_id])
    return say(line.subject, url=url, note=line.kind if line.delivery.subject else "")


def _draw_state(line: DeliveryLine) -> tuple[Part, ...]:
    tone = "bad" if line.delivery.returned_at else TONES[line.delivery.state]
    return say_state(line.delivery.state_name, tone)


def _draw_run(line: DeliveryLine) -> tuple[Part, ...]:
    if not line.delivery.batch:
        return ()
    url = with_query(reverse("notifications:delivery_list"), reeks=line.delivery.batch)
    return say(gettext_lazy("planned together"), url=url)


DELIVERIES: Table[DeliveryLine] = Table(
    name="notifications.deliveries",
    title=gettext_lazy("Sent mail"),
    key=lambda line: str(line.delivery.public_id),
    naming=lambda line: f"{line.subject}, {line.to}",
    first_sort="-gepland",
    tie="id",
    parameters=("q", "staat", "soort", "van_mij", "vanaf_dag", "tot_dag", "reeks"),
    columns=(
        Column(
            code="onderwerp",
            label=gettext_lazy("Subject"),
            order="subject",
            draw=_draw_subject,
            value=lambda line: line.subject,
            width=48,
        ),
        Column(code="soort", label=gettext_lazy("Kind"), value=lambda line: line.kind, width=32),
        Column(
            code="aan",
            label=gettext_lazy("To"),
            order="address",
            draw=lambda line: say(line.to),
            value=lambda line: line.to,
            is_brief=True,
            width=30,
        ),
        Column(
            code="gepland",
            label=gettext_lazy("Planned"),
            order="planned_at",
            draw=lambda line: say(short_moment(line.delivery.planned_at)),
            value=lambda line: line.delivery.planned_at,
            is_whole=True,
        ),
        Column(
            code="verstuurd",
            label=gettext_lazy("Sent at"),
            draw=lambda line: say(short_moment(line.delivery.sent_at)),
            value=lambda line: line.delivery.sent_at,
            is_whole=True,
        ),
        Column(
            code="staat",
            label=gettext_lazy("State"),
            order="state",
            draw=_draw_state,
            value=lambda line: line.delivery.state_name,
        ),
        Column(
            code="reden",
            label=gettext_lazy("Reason"),
            draw=lambda line: say(line.reason),
            value=lambda line: line.reason,
            is_brief=True,
            width=40,
        ),
        Column(code="keer", label=gettext_lazy("Run"), draw=_draw_run),
    ),
)


@dataclass(frozen=True)
class HeldBatch:
    """A run that waits for a person: how many mails of one kind, planned when."""

    batch: str
    kind: str
    count: int
    since: dt.datetime

    @property
    def label(self) -> str:
        return kind_label(self.kind)


def list_held_batches() -> list[HeldBatch]:
    held = Delivery.objects.filter(state=DeliveryState.HELD).exclude(reason=BY_HAND).values("batch", "kind")
    rows = held.annotate(count=Count("pk"), since=Min("planned_at")).order_by("since")
    return [HeldBatch(row["batch"], row["kind"], row["count"], row["since"]) for row in rows]


def look_at_mails(deliveries: list[Delivery], action: str) -> Look:
    """Which mails would be held, or let go; of the others it is said how they stand."""
    wanted = DeliveryState.PLANNED if action == HOLD else DeliveryState.HELD
    able = [line for line in draw_lines(deliveries) if line.delivery.state == wanted]
    others = [line for line in draw_lines(deliveries) if line.delivery.state != wanted]
    words = {"n": len(able), "skipped": len(others)}
    if action == HOLD:
        title, button = _("Hold mails back"), ngettext("Hold %(n)d mail back", "Hold %(n)d mails back", len(able))
    else:
        title, button = _("Let mails go out"), ngettext("Let %(n)d mail go", "Let %(n)d mails go", len(able))
    return Look(
        title=title,
        summary=ngettext("%(n)d mail, %(skipped)d skipped.", "%(n)d mails, %(skipped)d skipped.", len(able)) % words,
        heading=_("Which mails"),
        names=[f"{line.subject} · {line.to}" for line in able],
        skipped=[Skipped(f"{line.subject} · {line.to}", line.delivery.state_name) for line in others],
        button=button % words,
        hidden=[("action", action), *(("ids", str(line.delivery.public_id)) for line in able)],
        url=reverse("notifications:deliveries_bulk"),
        back=reverse("notifications:delivery_list"),
    )
