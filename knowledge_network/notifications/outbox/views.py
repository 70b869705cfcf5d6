"""«Verzonden»: what was mailed to whom and why not, for who runs the network. What a mail said is never shown."""

from __future__ import annotations

import contextlib
import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import redirect_back, render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import AT_ONCE, CSV, EXPORTS, XLSX
from knowledge_network.members.people.models import Member
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from knowledge_network.members.trail.downloads import record_download
from knowledge_network.notifications import outbox
from knowledge_network.notifications.outbox.forms import BatchForm, DeliveryFilterForm, StopForm
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from knowledge_network.notifications.outbox.presenters import (
    DELIVERIES,
    HOLD,
    RELEASE,
    draw_line,
    draw_lines,
    list_held_batches,
    look_at_mails,
)
from knowledge_network.notifications.outbox.upkeep import can_be_sent_again, forget_figures, read_figures

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

MANAGE = "notifications.manage_mail"
ACTIONS = [(HOLD, gettext_lazy("Hold back")), (RELEASE, gettext_lazy("Let go out")), *EXPORTS]
HELD = "notifications.held_by_hand"
TROUBLES_SHOWN = 20


def deliveries() -> QuerySet[Delivery]:
    """Without what the mails say. Whose they are comes for all at once: joined in, every member there is was read."""
    return Delivery.objects.prefetch_related("member").defer("text", "html")


@require_safe
def delivery_list(request: MemberRequest) -> HttpResponse:
    """All mail, newest first, with its state and the reason; on top what waits for a decision. Nine queries."""
    require(request, MANAGE)
    form = DeliveryFilterForm(request.GET, reader=request.user)
    rows, counted = form.apply(deliveries()), read_figures()
    context = {
        "form": form,
        "table": lay_out(request, DELIVERIES, rows, present=draw_lines, actions=ACTIONS, size=50),
        "bulk_url": reverse("notifications:deliveries_bulk"),
        "figures": counted.found,
        "counted_at": counted.at,
        "stop": outbox.standing_stop(),
        "stop_form": StopForm(),
        "held": list_held_batches(),
        "troubles": cut(AddressTrouble.objects.filter(stopped_at__isnull=False).order_by("-last_at"), TROUBLES_SHOWN),
    }
    return render_page(request, "notifications/outbox/delivery_list.html", context, partials=("results",))


@require_POST
def deliveries_bulk(request: MemberRequest) -> HttpResponseBase:
    """Hold mails back or let them go, looked at first; or the list as a sheet."""
    require(request, MANAGE)
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect_back(request, reverse("notifications:delivery_list"))
    rows = DeliveryFilterForm(form.filter_data, reader=request.user).apply(deliveries())
    if not form.cleaned_data["everything"]:
        rows = deliveries().filter(public_id__in=read_public_ids(form.cleaned_data["ids"]))
    rows = rows.order_by(*DELIVERIES.read_order(form.filter_data))
    action = form.cleaned_data["action"]
    if action in {CSV, XLSX}:
        if later := make_later(request, rows):
            return later
        sheet = DELIVERIES.export(map(draw_line, rows.iterator(chunk_size=AT_ONCE)), action)
        return record_download(sheet, "notifications.mails_exported", by=request.user, count=rows.count())
    chosen = list(rows[:MOST_AT_ONCE])
    if "confirmed" not in request.POST:
        look = look_at_mails(chosen, action)
        return render_page(request, "members/tables/look_first.html", {"look": look})
    public_ids = [str(delivery.public_id) for delivery in chosen]
    if action == RELEASE:
        count = outbox.release_mails(public_ids=public_ids, by=request.user)
        messages.success(request, ngettext("%(n)d mail goes out.", "%(n)d mails go out.", count) % {"n": count})
    else:
        held = outbox.hold_mails(public_ids=public_ids, by=request.user)
        request.session[HELD] = held
        said = ngettext("%(n)d mail is held back.", "%(n)d mails are held back.", len(held)) % {"n": len(held)}
        offer_undo(request, said, reverse("notifications:deliveries_release"))
    forget_figures()
    return HttpResponseRedirect(reverse("notifications:delivery_list"))


@require_POST
def deliveries_release(request: MemberRequest) -> HttpResponse:
    """Let the mails go after all that this reader held back last."""
    require(request, MANAGE)
    count = outbox.release_mails(public_ids=request.session.pop(HELD, []), by=request.user)
    forget_figures()
    messages.success(request, ngettext("%(n)d mail goes out.", "%(n)d mails go out.", count) % {"n": count})
    return HttpResponseRedirect(reverse("notifications:delivery_list"))


def read_public_ids(texts: list[str]) -> list[uuid.UUID]:
    """Those of `texts` that are the key of a mail, whether it exists or not."""
    found = []
    for text in texts:
        with contextlib.suppress(ValueError):
            found.append(uuid.UUID(text))
    return found


@require_safe
def delivery_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """One mail: when it was planned, tried and sent, and what became of it."""
    require(request, MANAGE)
    delivery = get_object_or_404(deliveries().prefetch_related("resent_from"), public_id=public_id)
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
    forget_figures()
    messages.success(request, _("The mail is sent once more."))
    again.refresh_from_db()
    return HttpResponseRedirect(reverse("notifications:delivery_detail", args=[again.public_id]))


@require_POST
def deliveries_retry(request: MemberRequest) -> HttpResponse:
    """Plan all failed mail anew, after what was wrong is put right."""
    require(request, MANAGE)
    count = outbox.retry_failed()
    forget_figures()
    text = ngettext("%(count)d mail is sent again.", "%(count)d mails are sent again.", count)
    messages.success(request, text % {"count": count})
    return redirect_back(request, reverse("notifications:delivery_list"))


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
    forget_figures()
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
