"""«Verzonden»: what was mailed to whom and why not, for who runs the network. What a mail said is never shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Min, QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.http import redirect_back, render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.people.models import Member
from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.forms import BatchForm, DeliveryFilterForm, StopForm
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from knowledge_network.notifications.outbox.upkeep import can_be_sent_again, figures
from knowledge_network.notifications.outbox.wording import kind_label, reason_label

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

MANAGE = "notifications.manage_mail"
EXPORTED_AT_MOST = 20_000
TROUBLES_SHOWN = 20


def deliveries() -> QuerySet[Delivery]:
    """Without what the mails say."""
    return Delivery.objects.select_related("member").defer("text", "html")


@require_safe
def delivery_list(request: MemberRequest) -> HttpResponse:
    """All mail, newest first, with its state and the reason; on top what waits for a decision. Seven queries."""
    require(request, MANAGE)
    form = DeliveryFilterForm(request.GET)
    page = paginate(form.apply(deliveries()), request.GET, by=("-planned_at", "-key"), size=30)
    context = {
        "form": form,
        "page": page,
        "lines": [draw_line(delivery) for delivery in page],
        "figures": figures(),
        "stop": outbox.standing_stop(),
        "stop_form": StopForm(),
        "held": list_held_batches(),
        "troubles": list(AddressTrouble.objects.filter(stopped_at__isnull=False).order_by("-last_at")[:TROUBLES_SHOWN]),
    }
    return render_page(request, "notifications/outbox/delivery_list.html", context, partials=("results",))


@dataclass(frozen=True)
class DeliveryLine:
    """A mail in words: `kind` and `reason` for people, `to` a name or an address."""

    delivery: Delivery
    kind: str
    to: str
    reason: str


def draw_line(delivery: Delivery) -> DeliveryLine:
    to = delivery.member.get_full_name() if delivery.member else delivery.address
    return DeliveryLine(delivery, kind_label(delivery.kind), to, reason_label(delivery.reason))


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
    held = Delivery.objects.filter(state=DeliveryState.HELD).values("batch", "kind")
    rows = held.annotate(count=Count("pk"), since=Min("planned_at")).order_by("since")
    return [HeldBatch(row["batch"], row["kind"], row["count"], row["since"]) for row in rows]


@require_safe
def delivery_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """One mail: when it was planned, tried and sent, and what became of it."""
    require(request, MANAGE)
    delivery = get_object_or_404(deliveries().select_related("resent_from"), public_id=public_id)
    context = {
        "line": draw_line(delivery),
        "delivery": delivery,
        "can_resend": can_be_sent_again(Delivery.objects.get(pk=delivery.pk)),
        "again": list(delivery.resent.order_by("planned_at")),
    }
    return render_page(request, "notifications/outbox/delivery_detail.html", context)


@require_POST
def delivery_resend(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, MANAGE)
    delivery = get_object_or_404(Delivery, public_id=public_id)
    again = outbox.resend(delivery=delivery, by=request.user)
    if again is None:
        messages.error(request, _("This mail cannot be sent again: what it said is no longer kept."))
        return HttpResponseRedirect(reverse("notifications:delivery_detail", args=[public_id]))
    messages.success(request, _("The mail is sent once more."))
    again.refresh_from_db()
    return HttpResponseRedirect(reverse("notifications:delivery_detail", args=[again.public_id]))


@require_POST
def deliveries_retry(request: MemberRequest) -> HttpResponse:
    """Plan all failed mail anew, after what was wrong is put right."""
    require(request, MANAGE)
    count = outbox.retry_failed()
    text = ngettext("%(count)d mail is sent again.", "%(count)d mails are sent again.", count)
    messages.success(request, text % {"count": count})
    return redirect_back(request, reverse("notifications:delivery_list"))


@require_POST
def delivery_export(request: MemberRequest) -> HttpResponseBase:
    """What the filter leaves, as CSV: to whom, what kind, when, state and reason."""
    require(request, MANAGE)
    rows = DeliveryFilterForm(request.POST).apply(deliveries()).order_by("-planned_at", "-key")[:EXPORTED_AT_MOST]
    header = [_("to"), _("kind"), _("subject"), _("state"), _("reason"), _("planned"), _("sent at")]
    lines = (
        [
            line.to,
            line.kind,
            delivery.subject,
            delivery.state_name,
            line.reason,
            delivery.planned_at,
            delivery.sent_at,
        ]
        for delivery in rows
        for line in [draw_line(delivery)]
    )
    return csv_response("verzonden.csv", header, lines)


@require_POST
def mail_stop(request: MemberRequest) -> HttpResponse:
    """The kill switch: nothing goes out any more but what lets people log in."""
    require(request, MANAGE)
    form = StopForm(request.POST)
    if form.is_valid():
        outbox.stop_all_mail(by=request.user, reason=form.cleaned_data["reason"])
        messages.warning(request, _("All mail is stopped. Nobody gets mail until you let it go on."))
    else:
        messages.error(request, _("Say why you stop the mail."))
    return redirect_back(request, reverse("notifications:delivery_list"))


@require_POST
def mail_resume(request: MemberRequest) -> HttpResponse:
    require(request, MANAGE)
    outbox.lift_stop(by=request.user)
    messages.success(request, _("Mail goes out again."))
    return redirect_back(request, reverse("notifications:delivery_list"))


@require_POST
def batch_decide(request: MemberRequest) -> HttpResponse:
    """Let a held run go, or drop it."""
    require(request, MANAGE)
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what happens to the mails that wait."))
    elif form.cleaned_data["decision"] == "release":
        count = outbox.release_batch(batch=form.cleaned_data["batch"], by=request.user)
        messages.success(request, ngettext("%(n)d mail goes out.", "%(n)d mails go out.", count) % {"n": count})
    else:
        count = outbox.drop_batch(batch=form.cleaned_data["batch"], by=request.user)
        messages.success(request, ngettext("%(n)d mail is dropped.", "%(n)d mails are dropped.", count) % {"n": count})
    return redirect_back(request, reverse("notifications:delivery_list"))


@require_POST
def address_forgive(request: MemberRequest) -> HttpResponse:
    """Mail to an address again that refused too often."""
    require(request, MANAGE)
    trouble = get_object_or_404(AddressTrouble, address=request.POST.get("address", "")[:254].replace("\x00", ""))
    outbox.forgive_address(address=trouble.address, by=request.user)
    known = Member.objects.filter(email=trouble.address).first()
    name = known.get_full_name() if known else trouble.address
    messages.success(request, _("Mail goes to %(name)s again.") % {"name": name})
    return redirect_back(request, reverse("notifications:delivery_list"))
