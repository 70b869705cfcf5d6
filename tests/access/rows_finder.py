"""Finding who knows, and searches that are kept."""

from __future__ import annotations

from tests.access.table import HIDDEN, LOGIN, MEMBERS, OK, STRANGERS, Row, members_only


def own(world):
    return {"public_id": world.saved_search.public_id}


# Another member's saved search answers exactly what one that does not exist answers.
OWNER = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), "group_member": OK}

ROWS = [
    Row("expertise:finder", members_only()),
    Row("expertise:finder", members_only(), data=lambda world: {"q": "begrijpend lezen"}, note="asked"),
    Row("expertise:finder", members_only(), data=lambda world: {"q": "onvindbaarwoord"}, note="nobody"),
    Row("expertise:search_missed", members_only(), method="post", data=lambda world: {"q": "onvindbaarwoord"}),
    Row("expertise:saved_search_list", members_only()),
    Row("expertise:saved_search_add", members_only(), data=lambda world: {"q": "lezen"}),
    Row(
        "expertise:saved_search_add",
        members_only(),
        method="post",
        data=lambda world: {"name": "Lezen", "query": "q=lezen"},
    ),
    Row("expertise:saved_search_change", OWNER, kwargs=own),
    Row("expertise:saved_search_change", OWNER, method="post", kwargs=own, data=lambda world: {"name": "Lezen"}),
    Row("expertise:saved_search_remove", OWNER, method="post", kwargs=own),
    Row("expertise:saved_search_restore", members_only(), method="post"),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "expertise:saved_search_restore", ""): MEMBERS,
}
