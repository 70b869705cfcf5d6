"""A request as views behind the login wall know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_htmx.middleware import HtmxDetails

    from knowledge_network.members.people.models import Member


# Who looks at a page: a member, or somebody who is not signed in.
type Viewer = Member | AnonymousUser


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in; the type that views behind the login wall are written against."""

    user: Member
    htmx: HtmxDetails
