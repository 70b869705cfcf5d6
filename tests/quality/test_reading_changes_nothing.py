"""A GET writes nothing, for nobody: mail scanners and browsers that read ahead open every link."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.table import ROLES
from tests.quality.crawl import client_for, table_addresses, walk

WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"?(\w+)', re.IGNORECASE)
# A session's own bookkeeping, the day a member was last seen, and the record that somebody looked.
BOOKKEEPING = {"django_session", "usersessions_usersession", "members_auditevent"}
LAST_SEEN = re.compile(r'UPDATE "members_member" SET "last_seen_on"')


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_no_get_writes_a_row(world, role):
    client = client_for(world, role)
    written, failed = [], []
    addresses = table_addresses(world, role)
    assert addresses, "the access table gives this role nothing to read"
    visits = walk(client, addresses)
    while True:
        with CaptureQueriesContext(connection) as queries:
            visit = next(visits, None)
        if visit is None:
            break
        if visit.status >= 500:
            failed.append(visit.address)
        for query in queries:
            match = WRITES.match(query["sql"])
            if match and match.group(2) not in BOOKKEEPING and not LAST_SEEN.search(query["sql"]):
                written.append((visit.address, query["sql"][:200]))
    assert written == []
    assert failed == []
