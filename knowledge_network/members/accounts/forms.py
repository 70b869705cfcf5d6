"""allauth's forms in our words: label above, help below, no placeholders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context as allauth_context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.urls import reverse_lazy
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.accounts.actions import forget_guess, note_guess


class InOurWords:
    """Give fields another label and help; fields that a form does not have are passed over."""

    labels: Mapping[str, str | Promise] = {}
    help_texts: Mapping[str, str | Promise] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)
        for name in ("code", "otp"):
            if name in fields:
                fields[name].widget.attrs |= {
                    "inputmode": "numeric",
                    "autocomplete": "one-time-code",
                    "autofocus": True,
                }


GUESSES_COUNT = dt.timedelta(minutes=15)
SECOND_STEPS = 6
CODES_A_DAY = 20
TOO_MANY_CODES = _(
    "Many codes went to this address today. Look for the newest mail, log in with your password or a passkey, or try "
    "again tomorrow."
)
ADDRESS = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORDS = {"password1": _("New password"), "password2": _("The same password again")}
CODE = _("Code")


def _password_rules() -> str:
    return " ".join(password_validators_help_texts())


password_rules = lazy(_password_rules, str)
forgotten = lazy(format_html, str)(
    '<a href="{}">{}</a>', reverse_lazy("account_reset_password"), _("Forgot your password?")
)


class LoginForm(InOurWords, account.LoginForm):
    labels = {"login": ADDRESS, "password": PASSWORD, "remember": _("Stay logged in on this device")}
    help_texts = {"password": forgotten}


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    labels = {"email": ADDRESS}

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if email and not note_guess("mail code", email.lower(), most=CODES_A_DAY, within=dt.timedelta(days=1)):
            raise forms.ValidationError(TOO_MANY_CODES, code="codes")
        return email


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    labels = {"code": CODE}

    def clean_code(self) -> str:
        """Counted by the database: the session counts ten guesses that are sent at once as one."""
        session = allauth_context.request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        about = f"{session}:{self.expected_code}"
        if not note_guess("code", about, most=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS, within=GUESSES_COUNT):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        return code


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    labels = {"email": ADDRESS}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    labels = NEW_PASSWORDS
    help_texts = {"password1": password_rules()}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    labels = {"oldpassword": _("Current password"), **NEW_PASSWORDS}
    help_texts = {"oldpassword": "", "password1": password_rules()}


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    labels = NEW_PASSWORDS
    help_texts = {"password1": password_rules()}


class ChangeEmailForm(InOurWords, account.AddEmailForm):
    labels = {"email": _("New e-mail address")}
    help_texts = {"email": _("We send a link to this address. The address changes when you have confirmed it.")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    labels = {"password": PASSWORD}
    help_texts = {"password": ""}


class CountedCode(mfa.BaseAuthenticateForm):
    """Guesses at the code of an app, for each member, counted by the database."""

    def clean_code(self) -> str:
        if not note_guess("second step", str(self.user.pk), most=SECOND_STEPS, within=GUESSES_COUNT):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        forget_guess("second step", str(self.user.pk))
        return code


class SecondStepForm(InOurWords, CountedCode, mfa.AuthenticateForm):
    labels = {"code": CODE}
    help_texts = {"code": _("Six digits from your app, or one of your recovery codes.")}


class SecondStepAgainForm(InOurWords, CountedCode, mfa.ReauthenticateForm):
    labels = {"code": CODE}
    help_texts = SecondStepForm.help_texts


class ActivateAppForm(InOurWords, totp.ActivateTOTPForm):
    labels = {"code": _("Code of the app")}
    help_texts = {"code": _("The six digits that the app shows now.")}


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    labels = {"name": _("Name"), "passwordless": _("Log in with this passkey, without a password")}
    help_texts = {
        "name": _("So that you recognise it later, for instance «My phone»."),
        "passwordless": _("Your device asks for your fingerprint, your face or a PIN."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"passwordless": True, "name": "", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class EditPasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name")}


class OfDevice:
    """What the device gives for a passkey nobody types: when it is missing, it is the device that gave nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = _("Your device gave no passkey. Try again, or log in in another way.")
        self.fields["credential"].error_messages |= {"required": nothing, "invalid": nothing}  # type: ignore[attr-defined]


class LoginPasskeyForm(OfDevice, webauthn.LoginWebAuthnForm):
    pass


class PasskeyAgainForm(OfDevice, webauthn.ReauthenticateWebAuthnForm):
    pass
