"""A request as views behind the login wall know it, and who reads what a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_htmx.middleware import HtmxDetails

    from knowledge_network.members.people.models import Member

# Who is signed in, or a stranger.
type Reader = Member | AnonymousUser


class Viewer(Protocol):
    """Anybody for whom a profile is shown: a reader, or who stands for one in the preview of one's own profile."""

    @property
    def pk(self) -> int | None: ...

    @property
    def is_authenticated(self) -> bool: ...


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in; the type that views behind the login wall are written against."""

    user: Member
    htmx: HtmxDetails
