"""Which templates no page has to show, and why; and how many branches may go unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterator

# By the beginning of their names.
NO_PAGE = {
    "mail/": "goes by mail, and stands in the tests of mails",
    "members/privacy/my_data_export.html": "goes in the file that somebody takes with them, and stands in its tests",
    "demo/": "the demo network runs in a process of its own",
    "500.html": "Django draws it without a request, when nothing else works",
    "408.html": "shown to who sends too slowly",
    "413.html": "shown to who sends too much",
    "503.html": "shown while the database is away",
    "507.html": "shown while the disk takes nothing",
    "account/confirm_login_code.html": "allauth's, for a way of logging in that is switched off",
    "account/verified_email_required.html": "allauth's, for its own decorator, which nothing here uses",
    "django/forms/errors/list/ul.html": "Django's other form of the list of errors; forms here use the default",
    "mfa/reauthenticate.html": "asked for by a passkey or an app in a browser only",
    "mfa/webauthn/": "asks for a passkey: in a browser only",
    "mfa/totp/deactivate_form.html": "asks for who has just used the app: in a browser only",
}
# Of a hundred branches in the templates that pages show: what is reached (80.3) less a half.
SHOWN_AT_LEAST = 79.8


def missing(every: Collection[str], seen: Collection[str]) -> Iterator[str]:
    """What is wrong with what was seen, in words; nothing when all is well."""
    wanted = {name for name in every if not name.startswith(tuple(NO_PAGE))}
    templates = {name for name in wanted if ":" not in name}
    for name in sorted(templates - set(seen)):
        yield f"no page shows {name}: let a test ask for it, or say in tests/states/unseen.py why not"
    for start in sorted(NO_PAGE):
        if not any(name.startswith(start) for name in every):
            yield f"tests/states/unseen.py excuses {start}, which is gone"
    branches = wanted - templates
    share = 100 * len(branches & set(seen)) / max(1, len(branches))
    if share < SHOWN_AT_LEAST:
        yield f"{share:.1f} of 100 branches are shown, {SHOWN_AT_LEAST} should be; unseen:"
        yield from (f"  {name}" for name in sorted(branches - set(seen)))
