"""allauth's pages under Dutch addresses and its own names, which it looks up by `reverse`. Without sign-up and SMS."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.generic import RedirectView

to_signup = login_not_required(RedirectView.as_view(pattern_name="members:signup"))

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", account.request_login_code, name="account_request_login_code"),
    path("inloggen/code/invoeren/", account.confirm_login_code, name="account_confirm_login_code"),
    path("inloggen/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/geblokkeerd/", account.account_inactive, name="account_inactive"),
    path("inloggen/adres-bevestigen/", account.email_verification_sent, name="account_email_verification_sent"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("account/aanmelden/", to_signup, name="account_signup"),
    re_path(r"^adres-bevestigen/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path("wachtwoord/nieuw/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("mijn/account/bevestig-wie-je-bent/", account.reauthenticate, name="account_reauthenticate"),
    path("mijn/account/bevestig-wie-je-bent/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "mijn/account/bevestig-wie-je-bent/passkey/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("mijn/account/", mfa.index, name="mfa_index"),
    path("mijn/account/e-mailadres/", account.email, name="account_email"),
    path("mijn/account/wachtwoord/", account.password_change, name="account_change_password"),
    path("mijn/account/wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("mijn/account/app/toevoegen/", totp.activate_totp, name="mfa_activate_totp"),
    path("mijn/account/app/verwijderen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("mijn/account/herstelcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mijn/account/herstelcodes/maken/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mijn/account/herstelcodes/bestand/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("mijn/account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("mijn/account/passkeys/toevoegen/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("mijn/account/passkeys/<int:pk>/verwijderen/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("mijn/account/passkeys/<int:pk>/naam/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("mijn/account/sessies/", sessions.list_usersessions, name="usersessions_list"),
]
