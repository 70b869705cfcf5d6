"""Who is signed in, with all that decides on rights, in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from knowledge_network.members.models import Member


class MemberBackend(AuthenticationBackend):
    """allauth's log-in by e-mail address; a session holds only for an active member with a confirmed address."""

    def get_user(self, user_id: Any) -> Member | None:
        member = Member.objects.with_access().filter(pk=user_id).first()
        if member is None or not member.is_active or not member.has_verified_email:
            return None
        return member
