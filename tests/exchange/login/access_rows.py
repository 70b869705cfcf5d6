"""Logging in with a school or institute: off unless it is set up, one's own identities for every member."""

from __future__ import annotations

from tests.access.table import HIDDEN, LOGIN, ROLES, STRANGERS, Row, everybody, members_only

LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    (method, "exchange:identity_bind", ""): tuple(role for role in ROLES if role not in STRANGERS)
    for method in ("get", "post")
}
ROWS = [
    Row("exchange:federation_login", {"*": HIDDEN}, kwargs=lambda world: {"federation": "surfconext"}),
    Row("exchange:federation_return", {"*": HIDDEN}, kwargs=lambda world: {"federation": "surfconext"}),
    Row("exchange:saml_metadata", {"*": HIDDEN}, kwargs=lambda world: {"federation": "surfconext"}),
    Row("exchange:saml_return", {"*": HIDDEN}, "post", kwargs=lambda world: {"federation": "surfconext"}),
    Row("exchange:saml_finish", {"*": HIDDEN}, kwargs=lambda world: {"federation": "surfconext"}),
    Row("exchange:federation_problem", everybody()),
    # Nobody waits to be tied: on to logging in, or to one's own identities.
    Row("exchange:identity_bind", members_only()),
    Row("exchange:identity_bind", members_only(), "post"),
    Row("exchange:my_identities", members_only()),
    # Only of one's own, and in the world of the table nobody has one.
    Row(
        "exchange:identity_unbind",
        {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)},
        "post",
        kwargs=lambda world: {"name": "geen"},
    ),
]
