"""A request as views behind the login wall know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from knowledge_network.members.people.models import Member


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in; the type that views behind the login wall are written against."""

    user: Member
    htmx: HtmxDetails
