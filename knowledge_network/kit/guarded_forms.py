"""Forms that strangers may send: a trap for machines, and a limit per address. People notice neither."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import Cleaned
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.kit.text import check_person_name

FASTEST = 3.0  # seconds in which nobody fills in a form
SLOWEST = 24 * 3600.0
# A page that is sent back sooner than this was not filled in by a person.
FASTEST_PERSON = dt.timedelta(seconds=2)
FORM_IS_VALID = dt.timedelta(hours=12)

_signer = signing.TimestampSigner(salt="kit.guarded_forms")


def _mark(moment: float) -> str:
    """The signed moment, in whole milliseconds, rounded down."""
    return _signer.sign(str(int(moment * 1000)))


class TrapInput(forms.TextInput):
    """An ordinary text field for a machine that reads HTML, and nothing at all for people."""

    @property
    def is_hidden(self) -> bool:
        return True


class GuardedForm(forms.Form):
    """`homepage` is not shown and stays empty with people; `shown` is signed and says when the form was drawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trap = TrapInput(attrs={"autocomplete": "off", "tabindex": "-1", "hidden": True})
        self.fields["homepage"] = forms.CharField(required=False, widget=trap)
        self.fields["shown"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial["shown"] = _mark(time.time())

    def clean(self) -> Cleaned:
        cleaned = super().clean() or {}
        if cleaned.get("homepage") or not self._takes_human_time(cleaned.get("shown", "")):
            # A fresh mark, so that sending the same page again works for a person who was quick.
            self.data = {**dict(self.data.items()), self.add_prefix("shown"): _mark(time.time() - FASTEST)}
            self.data[self.add_prefix("homepage")] = ""
            raise forms.ValidationError(_("We could not check this form. Your text is still here. Send it again."))
        return cleaned

    def _takes_human_time(self, shown: str) -> bool:
        try:
            drawn = int(_signer.unsign(shown)) / 1000
        except (signing.BadSignature, ValueError):
            return False
        return FASTEST <= time.time() - drawn <= SLOWEST


class ContactForm(forms.Form):
    """A message to the contact person. A stranger also gives a name and an address; machines trip over the rest."""

    name = forms.CharField(label=_("Your name"), max_length=100, validators=[check_person_name])
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("The contact person answers to this address."))
    message = forms.CharField(label=_("Your message"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))
    website = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sender: AbstractBaseUser | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = signing.dumps("open", salt="plg.contact")
        if sender.is_authenticated:
            del self.fields["name"], self.fields["email"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def looks_automatic(self) -> bool:
        """Whether the hidden field was filled, or the page came back at once or with a forged time."""
        if self.cleaned_data.get("website"):
            return True
        opened = self.cleaned_data.get("opened", "")
        try:
            signing.loads(opened, salt="plg.contact", max_age=FORM_IS_VALID)
        except signing.BadSignature:
            return True
        try:
            signing.loads(opened, salt="plg.contact", max_age=FASTEST_PERSON)
        except signing.SignatureExpired:
            return False
        return True


def within_limit(request: HttpRequest, form: forms.Form, action: str, *, key: str = "") -> bool:
    """Count this attempt under `action` (ACCOUNT_RATE_LIMITS); past the limit the form says so and keeps its text."""
    if not too_many(request, action, key=key):
        return True
    form.add_error(None, _("There were too many attempts from your side. Your text is still here. Try again later."))
    return False
