"""What one side of `benchmarks.against` does with its own code: fill two databases, and count the queries of pages.

Handed to the Python of that side as text: it names nothing that a side may have moved but `benchmarks.data.load`.

usage: python -c TEXT fill large|demo MEMBERS
       python -c TEXT count PAGES (as JSON: [[cookie, address, part], …])

The last line that it prints is its answer, as JSON.
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command, get_commands  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def make_cookie(member: object) -> str:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(member)  # type: ignore[arg-type]
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def fill(network: str, size: int) -> dict[str, str]:
    """The cookies of who asks for pages, by name, and the part of an address that differs from side to side."""
    members = get_user_model()._default_manager
    call_command("migrate", verbosity=0)
    if network == "large":
        from benchmarks.data import load

        load(size)
        # Earlier sides kept their limits elsewhere.
        if "set_database_limits" in get_commands():
            call_command("set_database_limits")
        return {"member": make_cookie(members.get(pk=2)), "{member}": str(members.get(pk=size // 2).public_id)}
    call_command("seed_demo", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {name: make_cookie(members.get(email=f"{name}@demo.example")) for name in ("leraar", "coordinator")}


def count(pages: list[list[str]]) -> list[int]:
    """How many queries each page asks the second time."""
    found = []
    for cookie, address, part in pages:
        headers = {"host": "127.0.0.1", **({"cookie": cookie} if cookie else {})}
        client = Client(headers=headers | ({"HX-Request": "true", "HX-Target": part} if part else {}))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found.append(len(queries))
    return found


answer = fill(sys.argv[2], int(sys.argv[3])) if sys.argv[1] == "fill" else count(json.loads(sys.argv[2]))
print("\n" + json.dumps(answer))
