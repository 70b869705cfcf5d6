"""manage.py set_database_limits: how long a statement, a lock and an idle transaction may take, for all who connect.

And how statements are planned: a prepared one has one plan for all values (`kit.prepared`), and a row that is found by
an index costs little more than the next row of a table. PostgreSQL takes it for four times as dear, as on a disk that
turns; then it reads all members to name the hundred of a page.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from psycopg import sql

# Of the role in this database, so that it holds for web, worker and migrations alike and a pooler passes it on. Who
# needs longer (a back-up does) says so in its own session.
LIMITS = {
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "120s",
    "plan_cache_mode": "force_generic_plan",
    "random_page_cost": "1.1",
}


class Command(BaseCommand):
    help = "Keep one slow statement or forgotten lock from holding up everybody."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_database()")
            role, database = cursor.fetchone() or ("", "")
            for name, value in LIMITS.items():
                cursor.execute(
                    sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
                        sql.Identifier(role), sql.Identifier(database), sql.Identifier(name), sql.Literal(value)
                    )
                )
