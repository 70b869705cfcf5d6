"""Empties a table as an installation would: without the word that tests have for it."""

from django.db import connection, models, transaction


def empty(model: type[models.Model]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # What waits to be checked would refuse it before any trigger does.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL network.may_empty = ''")
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
