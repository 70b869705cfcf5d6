"""Who is signed in, with all that decides on rights, in one query."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from knowledge_network.kit.prepared import Built, PreparedQuery, instance, list_columns
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.models.member import access, fetched_with_user


def _user_query(pk: int) -> Built:
    return Member.objects.with_access().filter(pk=pk), (*list_columns(Member), *access, *fetched_with_user)


# Asked at every request: see docs/decisions/0021.
_user = PreparedQuery(_user_query, pk=int)


class MemberBackend(AuthenticationBackend):
    """allauth's log-in by e-mail address; a session holds only for an active member with a confirmed address."""

    def get_user(self, user_id: int) -> Member | None:
        rows = _user.rows(pk=user_id)
        if not rows:
            return None
        member = instance(Member, rows[0])
        return member if member.is_active and member.has_verified_email else None
