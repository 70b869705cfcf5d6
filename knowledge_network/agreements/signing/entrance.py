"""How one comes to a signature or a mandate, and showing again who one is before signing."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.agreements.signing.models import Mandate, Signature
from knowledge_network.agreements.texts.entrance import enter_agreement
from knowledge_network.kit.http import require
from knowledge_network.members.people.requests import MemberRequest


def enter_signature(request: MemberRequest, public_id: str, signature: str, permission: str) -> Signature:
    """The signature of an agreement that the reader may see, with its party and mandate."""
    agreement = enter_agreement(request, public_id)
    rows = Signature.objects.select_related("party__organisation", "mandate__member")
    found: Signature = get_object_or_404(rows, party__agreement=agreement, public_id=signature)
    found.party.agreement = agreement
    require(request, permission, found)
    return found


def enter_mandate(request: MemberRequest, public_id: str, mandate: str, permission: str) -> Mandate:
    agreement = enter_agreement(request, public_id)
    rows = Mandate.objects.select_related("party__organisation", "member", "proposed_by")
    found: Mandate = get_object_or_404(rows, party__agreement=agreement, public_id=mandate)
    found.party.agreement = agreement
    require(request, permission, found)
    return found


def is_fresh(request: MemberRequest) -> bool:
    """Whether the reader showed a few minutes ago who they are, by logging in or once more."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask_again(request: MemberRequest, back: str) -> HttpResponse:
    """To where one shows again who one is. Who has no password, app or passkey logs in anew with a code by mail."""
    messages.info(request, _("Show first that it is you. Then you come back here."))
    if get_reauthentication_flows(request.user):
        return HttpResponseRedirect(reverse("account_reauthenticate", query={"next": back}))
    logout(request)
    return redirect_to_login(back, resolve_url(settings.LOGIN_URL))
