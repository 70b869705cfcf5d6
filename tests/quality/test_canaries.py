"""Private fields hold a token that names who may read it; everybody walks the site, and no token turns up elsewhere."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command

from tests.access.table import ROLES
from tests.access.world import build_world
from tests.quality.canaries import ALLOWED, TOKEN, plant
from tests.quality.crawl import client_for, table_addresses, walk


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_what_is_not_theirs(role):
    world = build_world()
    plant(world)
    call_command("rebuild_search", verbosity=0)
    client = client_for(world, role)
    searches = [f"/zoeken/?q={word}" for word in ("kanarie", "gesprek", "bestand", "bijeenkomst", "groep", "vraag")]
    leaks = {
        (token, visit.address)
        for visit in walk(client, table_addresses(world, role) + searches, limit=600)
        for token in re.findall(TOKEN, visit.text)
        if role not in ALLOWED[token]
    }
    assert leaks == set()


@pytest.mark.django_db
def test_who_may_read_a_token_does_find_it():
    """The crawl reaches the places where tokens are: otherwise the test above proves nothing."""
    world = build_world()
    plant(world)
    found: set[str] = set()
    for role in ROLES:
        client = client_for(world, role)
        for visit in walk(client, table_addresses(world, role), limit=600):
            found |= set(re.findall(TOKEN, visit.text))
    readable = {token for token, roles in ALLOWED.items() if roles}
    assert found == readable
