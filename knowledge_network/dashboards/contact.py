"""«Contact»: a message to the people behind the network, for everybody, with protection against machines."""

from __future__ import annotations

import hashlib

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from knowledge_network.kit.emails import one_line, render_mail
from knowledge_network.kit.guarded_forms import GuardedForm, within_limit
from knowledge_network.kit.http import render_page
from knowledge_network.kit.network import read_network
from knowledge_network.kit.text import check_person_name
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.queries import coordinators
from knowledge_network.notifications.events.registry import NoticeKind, register
from knowledge_network.notifications.outbox import plan_mail

MESSAGE_CAME = register(
    NoticeKind(
        name="dashboards.contact_message",
        text=lambda params: _("%(name)s sent a message through the contact page: «%(topic)s».") % params,
        why=_("You coordinate the network."),
        icon="mail",
        label=_("Somebody writes through the contact page"),
        section=Section.OTHER,
        default=Channel.APP,
    )
)


class ContactForm(GuardedForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[check_person_name],
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    topic = forms.CharField(label=_("What is it about?"), max_length=120)
    message = forms.CharField(label=_("Your message"), max_length=5000, widget=forms.Textarea({"rows": 8}))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST or None, initial=_what_we_know(request))
    if request.method == "POST" and form.is_valid() and within_limit(request, form, "contact"):
        send_contact_message(**{name: form.cleaned_data[name] for name in ("name", "email", "topic", "message")})
        return redirect("dashboards:contact_sent")
    return render_page(request, "dashboards/contact.html", {"form": form})


@login_not_required
@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    return render_page(request, "dashboards/contact_sent.html")


def _what_we_know(request: HttpRequest) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    return {"name": request.user.get_full_name(), "email": request.user.email}


@transaction.atomic
def send_contact_message(*, name: str, email: str, topic: str, message: str) -> None:
    """Mail it to where the network wants it and tell the coordinators; the same message twice a day is one message."""
    key = hashlib.sha256(f"{email.lower()}\0{topic}\0{message}".encode()).hexdigest()[:32]
    key = f"contact:{timezone.localdate():%Y-%m-%d}:{key}"
    values = {"name": one_line(name), "email": email, "topic": one_line(topic), "message": message}
    subject, text, html = render_mail("mail/contact", values, settings.LANGUAGE_CODE)
    plan_mail(
        key=key,
        kind="dashboards.contact",
        address=read_network().contact_email or settings.CONTACT_EMAIL,
        subject=subject,
        text=text,
        html=html,
        reply_to=email,
    )
    notify(MESSAGE_CAME, to=coordinators(), key=key, name=values["name"], topic=values["topic"])
