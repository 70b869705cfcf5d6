"""How allauth behaves here: mails through our outbox, no sign-up of its own, encrypted second factors."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.emails import absolute_url, plan_mail, render_mail
from knowledge_network.kit.network import read_network
from knowledge_network.members.accounts.actions import forget_guess, note_guess
from knowledge_network.members.people.models import Member

# allauth's name of a mail → how long it is of use.
MAILS = {
    "login_code": dt.timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
    "password_reset_key": dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    "email_confirmation": dt.timedelta(days=3),
    "email_confirmation_signup": dt.timedelta(days=3),
    "unknown_account": dt.timedelta(days=1),
}
# What happened to the account, said in the mail that warns its owner.
CHANGES = {
    "email_changed": _("The e-mail address of your account was changed."),
    "email_deleted": _("An e-mail address was removed from your account."),
    "email_confirm": _("Your e-mail address was confirmed."),
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was changed through a link in a mail."),
    "password_set": _("A password was set for your account."),
    "recovery_codes_generated": _("New recovery codes were made. The old ones no longer work."),
    "totp_activated": _("An authenticator app was added."),
    "totp_deactivated": _("The authenticator app was removed."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
}

PASSWORDS = 10
PASSWORDS_COUNT = dt.timedelta(minutes=5)
# How somebody can show once more who they are.
WAYS_TO_SHOW = {
    "reauthenticate": _("Use my password"),
    "mfa_reauthenticate": _("Use a code of the app"),
    "mfa_reauthenticate:webauthn": _("Use my passkey"),
}


def display_name(member: Member) -> str:
    return member.get_full_name()


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account cannot be used at the moment."),
        "email_password_mismatch": _("This e-mail address and password do not belong together. Try again."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right. Look at the mail or the app again."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _(
            "There were too many attempts. Use a code by mail or your passkey, or wait a quarter of an hour."
        ),
        "rate_limited": _("There were too many attempts. Wait a few minutes and try again."),
        "same_as_current": _("This is what you have already. Choose something else."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Guesses at a password, for each address, counted by the database beside allauth's own in the cache.

        Who knows another way in is not locked out by somebody who tries passwords: a code by mail and a passkey go on
        working, and the words say so.
        """
        address = str(credentials.get("email") or credentials.get("username") or "").lower()
        may_try = not address or note_guess("password", address, most=PASSWORDS, within=PASSWORDS_COUNT)
        try:
            super().pre_authenticate(request, **credentials)
            if not may_try:
                raise self.validation_error("too_many_login_attempts")
        except ValidationError:
            self._tell_owner(address)
            raise

    def _tell_owner(self, address: str) -> None:
        """Once a day: whose password is tried hears so, and how to log in meanwhile."""
        member = Member.objects.active().filter(email__iexact=address).first()
        if member is not None and note_guess("told of", address, most=1, within=dt.timedelta(days=1)):
            self._plan(member.email, "locked_out", "locked_out", member, {"moment": timezone.now()})

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        member = super().authenticate(request, **credentials)
        if member is not None:
            forget_guess("password", member.email.lower())
        return member

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People ask to join (`members:signup`) or are invited; allauth itself makes no accounts."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_reauthentication_methods(self, user: Member) -> list[dict[str, Any]]:
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": WAYS_TO_SHOW[method["id"]]} for method in methods]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who logged in a few minutes ago need not show again who they are."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(allauth_context.request, allauth_context.request.user)
        return not records or time.time() - records[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Plan the mail in the outbox: it takes the same time whether or not somebody has this address."""
        name = template_prefix.rsplit("/", 1)[-1]
        member = context.get("user") or Member.objects.filter(email__iexact=email).first()
        language = member.language if isinstance(member, Member) else translation.get_language() or "nl"
        values: dict[str, Any] = {"code": context.get("code", "")}
        # The public address, whatever the Host header of the request said.
        links = {key: context[key] for key in ("activate_url", "password_reset_url") if key in context}
        values |= {key: absolute_url(urlsplit(url).path) for key, url in links.items()}
        if name in MAILS:
            template = "email_confirmation" if name == "email_confirmation_signup" else name
            expires_at = timezone.now() + MAILS[name]
        else:
            template, expires_at = "account_changed", None
            values |= {"change": CHANGES[name], "moment": timezone.now()}
        self._plan(email, name, template, member, values, expires_at=expires_at, language=language)

    def _plan(
        self,
        email: str,
        name: str,
        template: str,
        member: Member | None,
        values: dict[str, Any],
        *,
        expires_at: dt.datetime | None = None,
        language: str = "",
    ) -> None:
        language = language or (member.language if member else "nl")
        subject, text, html = render_mail(f"mail/{template}", values | {"member": member, "email": email}, language)
        plan_mail(
            key=f"account.{name}:{secrets.token_hex(8)}",
            kind=f"account.{name}",
            address=email,
            subject=subject,
            text=text,
            html=html,
            member=member,
            language=language,
            expires_at=expires_at,
        )

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say nothing where the next page says it: that somebody is logged in or out shows by itself."""
        template = kwargs.get("message_template") or (args[0] if args else "") or ""
        if template.endswith(("/logged_in.txt", "/logged_out.txt", "/login_code_sent.txt")):
            return
        super().add_message(request, level, *args, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: Member) -> HttpResponseRedirect:
        return HttpResponseRedirect(resolve_url("account_inactive"))

    def get_client_ip(self, request: HttpRequest) -> str:
        """One common bucket where a server in front hides the address, instead of a refusal."""
        try:
            address: str = super().get_client_ip(request)
        except PermissionDenied:
            return "0.0.0.0"  # noqa: S104  # nosec B104 - not an address to listen on
        return address


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Look at the app again."),
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return read_network().title


def _fernet() -> MultiFernet:
    """Keys made of SECRET_KEY and its predecessors: who reads only the database cannot pass for anybody."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
