"""Looking after systems that hear of changes."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.exchange.hooks.actions import hooks as actions
from knowledge_network.exchange.hooks.forms import HookForm
from knowledge_network.exchange.hooks.models import Webhook
from knowledge_network.exchange.hooks.presenters import present_hook, present_message
from knowledge_network.exchange.outgoing.enums import Trouble
from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_private, require, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest

PERMISSION = "exchange.manage_connections"
SHOWN_AT_MOST = 25
# What was removed last, for who wants it back; the secret is worked out of it and stands nowhere.
REMOVED, KEPT = "exchange.removed_hook", ("public_id", "name", "url", "events", "secret_number")


def make_trail(hook: Webhook | None = None) -> list[tuple[str, str]]:
    trail = [(_("Connections"), reverse("exchange:connections"))]
    return [*trail, (hook.name, reverse("exchange:hook_detail", args=[hook.public_id]))] if hook else trail


def enter_hook(request: HttpRequest, public_id: str) -> Webhook:
    require(request, PERMISSION)
    return get_permitted(request, Webhook.objects.visible_to(request.user), PERMISSION, public_id=public_id)


def _go(hook: Webhook) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("exchange:hook_detail", args=[hook.public_id]))


@form_page
def hook_add(request: MemberRequest) -> HttpResponse:
    require(request, PERMISSION)
    form = HookForm(sent(request)[0])
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                hook = actions.add_hook(by=request.user, **form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Added. Give the secret to who looks after that system, and try it."))
                return _go(hook)
        status = 422
    context = {"form": form, "trail": make_trail()}
    return render_private(request, "exchange/hooks/hook_add.html", context, status=status)


@form_page
def hook_change(request: MemberRequest, public_id: str) -> HttpResponse:
    hook = enter_hook(request, public_id)
    form = HookForm(sent(request)[0], initial={"name": hook.name, "url": hook.url, "events": hook.events})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            actions.change_hook(hook=hook, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return _go(hook)
        status = 422
    context = {"form": form, "hook": hook, "trail": make_trail(hook)}
    return render_private(request, "exchange/hooks/hook_change.html", context, status=status)


@require_safe
def hook_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """How it stands, its secret, and what was sent last."""
    hook = enter_hook(request, public_id)
    context = {
        "hook": hook,
        "row": present_hook(hook),
        "messages_sent": cut(hook.messages.order_by("-happened_at", "-pk"), SHOWN_AT_MOST).told(present_message),
        "may_ask": settings.OUTGOING_REQUESTS,
        "trail": make_trail(),
    }
    return render_private(request, "exchange/hooks/hook_detail.html", context)


@require_POST
def hook_switch(request: MemberRequest, public_id: str) -> HttpResponse:
    hook = enter_hook(request, public_id)
    on = request.POST.get("on") == "1"
    actions.switch_hook(hook=hook, by=request.user, on=on)
    messages.success(request, _("Switched on.") if on else _("Switched off."))
    return _go(hook)


@require_POST
def hook_secret(request: MemberRequest, public_id: str) -> HttpResponse:
    hook = enter_hook(request, public_id)
    actions.renew_secret(hook=hook, by=request.user)
    messages.success(request, _("There is a new secret. The old one holds no longer."))
    return _go(hook)


@require_POST
def hook_try(request: MemberRequest, public_id: str) -> HttpResponse:
    hook = enter_hook(request, public_id)
    message = actions.try_hook(hook=hook, by=request.user)
    if message.trouble:
        messages.error(request, _("It did not arrive: %(why)s") % {"why": Trouble.read(message.trouble)})
    else:
        messages.success(request, _("It arrived."))
    return _go(hook)


@require_POST
def hook_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    hook = enter_hook(request, public_id)
    request.session[REMOVED] = {name: getattr(hook, name) for name in KEPT}
    actions.remove_hook(hook=hook, by=request.user)
    said = _("Removed. This system hears nothing any more.")
    offer_undo(request, said, reverse("exchange:hook_restore"))
    return HttpResponseRedirect(reverse("exchange:connections"))


@require_POST
def hook_restore(request: MemberRequest) -> HttpResponse:
    """Put back the one that was removed last; it is off, so that somebody looks at it first."""
    require(request, PERMISSION)
    removed = request.session.pop(REMOVED, None)
    if removed is None:
        return HttpResponseRedirect(reverse("exchange:connections"))
    try:
        hook = actions.restore_hook(by=request.user, removed=removed)
    except RefusedError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("exchange:connections"))
    messages.success(request, _("It is back, and off. Its secret is the same."))
    return _go(hook)
