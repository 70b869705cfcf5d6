"""Asking to join: the visitor's side, and deciding on one request."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.guarded_forms import within_limit
from knowledge_network.kit.http import form_page, get_permitted, render_page, signed_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.network import read_network
from knowledge_network.members.admission.actions import signups
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.forms import RejectForm, SignupForm
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.people.blockers import BlockedError
from knowledge_network.members.people.requests import MemberRequest

# The visitor ----------------------------------------------------------------------------------


@login_not_required
@form_page
@never_cache
def signup(request: HttpRequest) -> HttpResponse:
    """Ask to join. The answer is the same whether or not the address is known."""
    if request.user.is_authenticated:
        return redirect("dashboards:home")
    if not read_network().open_signup:
        return render_page(request, "members/admission/signup_closed.html")
    form = SignupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name not in {"homepage", "shown"}}
        if within_limit(request, form, "signup_request", key=values["email"].lower()):
            signups.request_membership(**values, language=get_language() or "nl")
            return redirect("members:signup_sent")
    return render_page(request, "members/admission/signup.html", {"form": form})


@login_not_required
@require_safe
def signup_sent(request: HttpRequest) -> HttpResponse:
    return render_page(request, "members/admission/signup_sent.html")


@signed_page
def signup_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the mail opens; only the button confirms, for mail scanners open every link."""
    signup_request = signups.find_signup(token)
    if signup_request is None:
        return render_page(request, "members/admission/signup_link_invalid.html", status=404)
    if request.method == "POST" and signup_request.state == SignupState.UNVERIFIED:
        signups.confirm_signup(signup_request=signup_request)
        return redirect("members:signup_confirm", token=token)
    return render_page(
        request,
        "members/admission/signup_confirm.html",
        {"signup_request": signup_request, "confirmed": signup_request.state != SignupState.UNVERIFIED},
    )


# Who decides ----------------------------------------------------------------------------------


@require_POST
def signup_approve(request: MemberRequest, public_id: str) -> HttpResponse:
    signup_request = _decidable(request, public_id)
    try:
        member = signups.approve_signup(signup_request=signup_request, by=request.user)
    except AdmissionError as error:
        messages.error(request, str(error))
    else:
        said = _("%(name)s is a member now and gets a mail in a few minutes.") % {"name": member.get_full_name()}
        offer_undo(request, said, reverse("members:signup_undecide", args=[public_id]))
    return redirect("members:signup_list")


@form_page
def signup_reject(request: MemberRequest, public_id: str) -> HttpResponse:
    signup_request = _decidable(request, public_id)
    form = RejectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signups.reject_signup(signup_request=signup_request, by=request.user, reason=form.cleaned_data["reason"])
        except AdmissionError as error:
            messages.error(request, str(error))
        else:
            said = _("%(name)s gets a mail with the reason in a few minutes.")
            undo_url = reverse("members:signup_undecide", args=[public_id])
            offer_undo(request, said % {"name": signup_request.get_full_name()}, undo_url)
        return redirect("members:signup_list")
    return render_page(
        request, "members/admission/signup_reject.html", {"form": form, "signup_request": signup_request}
    )


@require_POST
def signup_undecide(request: MemberRequest, public_id: str) -> HttpResponse:
    """Undo of approving or rejecting, while the mail about it waits."""
    signup_request = _decidable(request, public_id)
    try:
        signups.take_decision_back(signup_request=signup_request, by=request.user)
    except (AdmissionError, BlockedError) as error:
        messages.error(request, str(error))
    else:
        said = _("The request of %(name)s waits again; no mail was sent.")
        messages.success(request, said % {"name": signup_request.get_full_name()})
    return redirect("members:signup_list")


def _decidable(request: MemberRequest, public_id: str) -> SignupRequest:
    mine = SignupRequest.objects.visible_to(request.user)
    signup_request: SignupRequest = get_permitted(request, mine, "members.decide_signup", public_id=public_id)
    return signup_request
