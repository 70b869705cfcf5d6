"""Sessions in PostgreSQL, as Django keeps them; looking one up is the first question of every request."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from knowledge_network.kit.prepared import Built, PreparedQuery, instance, list_columns


def _session_query(key: str, now: dt.datetime) -> Built:
    return Session.objects.filter(session_key=key, expire_date__gt=now), list_columns(Session)


_session = PreparedQuery(_session_query, key=str, now=dt.datetime)


class SessionStore(db.SessionStore):
    """Django's, but for the SQL that finds a session, which is written once a day (docs/decisions/0021)."""

    def _get_session_from_db(self) -> Session | None:
        rows = _session.rows(key=self.session_key, now=timezone.now())
        if not rows:
            self._session_key = None
            return None
        return instance(Session, rows[0])
