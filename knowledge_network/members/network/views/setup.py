"""The page that a new network begins with: its address works once."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.network.actions import setup
from knowledge_network.members.network.forms.beside import BeginForm


@login_not_required
@form_page
@never_cache
def setup_begin(request: HttpRequest, token: str) -> HttpResponse:
    """Who has the address becomes the first coordinator, and goes on with a second lock and the steps."""
    if setup.find_setup_address(token) is None:
        return render_page(request, "members/network/setup_gone.html", status=404)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = setup.begin_network(token=token, **form.cleaned_data)
        except RefusedError:
            return render_page(request, "members/network/setup_gone.html", status=404)
        except AdmissionError as error:
            form.add_error("email", str(error))
        else:
            record_authentication(request, member, method="password")
            settings_page = reverse("members:network_settings")
            response: HttpResponse = perform_login(
                request, member, email_verification="none", redirect_url=settings_page
            )
            return response
    return render_page(request, "members/network/setup_begin.html", {"form": form}, status=422 if form.errors else 200)
