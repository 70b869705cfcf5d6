"""Settings of accounts: who comes in and how, by allauth, and with a school or institute."""

from knowledge_network.settings_environment import FEDERATIONS, HTTPS, TRUSTED_PROXY_COUNT

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "knowledge_network.members.accounts.backends.MemberBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboards:start"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("given_name", "family_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_ADAPTER = "knowledge_network.members.accounts.adapters.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_FORMS = {
    name: f"knowledge_network.members.accounts.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "request_login_code": "RequestLoginCodeForm",
        "confirm_login_code": "ConfirmLoginCodeForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "add_email": "ChangeEmailForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_PREVENT_ENUMERATION = True
# Beside allauth's own limits. A key is the sender (`kit.rate_limit`), but for `signup_request` the address in the form.
ACCOUNT_RATE_LIMITS = {
    # Wide enough for a school whose whole team signs up at one meeting.
    "signup_request": "60/h/ip,3/h/key",
    "contact": "20/h/ip",
    "group_contact": "10/h/key",
    "product_contact": "10/h/key",
    "help_ask": "10/h/key",
    # A round of questions in a meeting is typed in one go.
    "question_bring_in": "60/h/key",
    "help_message": "60/h/key",
    # What brings mail to colleagues, leaders and guests.
    "lesson_study_ask": "40/h/key",
    # What one opens with a link, without logging in. Guesses at codes are counted in the database.
    "answer_from_mail": "60/10m/key",
    "agreement_check": "30/10m/key",
    # Five thousand records are fifty answers.
    "catalogue_harvest": "300/10m/key",
    # A key; and who tries what is none.
    "api_read": "600/10m/key",
    "api_guess": "60/10m/key",
    "badge_check": "30/10m/key",
    "federation_login": "60/10m/key",
    "claims_from_mail": "60/10m/key",
    "help_follow_up": "60/10m/key",
    "lesson_study_from_mail": "60/10m/key",
    # A guest who looks at a lesson plan or a discussion.
    "lesson_guest": "60/10m/key",
    # Each note is sent by itself; what was written offline goes fifty at a time.
    "classroom_sync": "300/10m/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# There is no sign-up of allauth here, but with a password in it the log-in form has one as well.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_DISPLAY = "knowledge_network.members.accounts.adapters.display_name"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Logging in with a school or institute (docs/federations.md): what the operator set up, by the federation's own word.
SOCIALACCOUNT_ADAPTER = "knowledge_network.exchange.login.adapters.FederationAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": word,
                "name": {"entree": "Entree Federatie", "surfconext": "SURFconext"}[word],
                "client_id": client_id,
                "secret": secret,
                "settings": {"server_url": url, "scope": ["openid", "profile", "email"]},
            }
            for word, (url, client_id, secret) in FEDERATIONS.items()
            if url
        ]
    }
}
MFA_ADAPTER = "knowledge_network.members.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "knowledge_network.members.accounts.forms.SecondStepForm",
    "reauthenticate": "knowledge_network.members.accounts.forms.SecondStepAgainForm",
    "activate_totp": "knowledge_network.members.accounts.forms.ActivateAppForm",
    "add_webauthn": "knowledge_network.members.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "knowledge_network.members.accounts.forms.EditPasskeyForm",
    "login_webauthn": "knowledge_network.members.accounts.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "knowledge_network.members.accounts.forms.PasskeyAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
# Browsers do passkeys over plain HTTP on this very machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
