"""A page that a link of a mail opens takes its form without cookies: the address is the right to send it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from plg.meetings.links import make_token
from plg.meetings.models import MeetingInvitation
from tests import factories as f
from tests.plg.meetings.helpers import invited, planned

pytestmark = pytest.mark.django_db

# Logs somebody in, so another site must not be able to send it; and what is only read.
OTHERWISE = {"members:invitation_accept", "members:setup_begin", "plg:feed", "lesson_study:video_file"}


def opened_by_a_token(resolver=None, space=""):
    """Name → view of every address with a token in it."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found |= opened_by_a_token(pattern, inner)
        elif isinstance(pattern, URLPattern) and "token" in pattern.pattern.converters:
            found[f"{space}{pattern.name}"] = pattern.callback
    return found


def test_every_page_of_a_signed_address_takes_its_form_without_cookies():
    found = opened_by_a_token()
    assert len(found) >= 12
    assert {name for name, view in found.items() if not getattr(view, "csrf_exempt", False)} == OTHERWISE


def test_an_invitation_is_answered_by_a_browser_without_cookies():
    group = f.GroupFactory()
    invitation = invited(planned(group, timezone.now() + dt.timedelta(days=9)), f.MemberFactory())
    bare = Client(enforce_csrf_checks=True)
    address = reverse("plg:answer_from_mail", args=[make_token(invitation)])
    response = bare.post(address, {"answer": "yes", "note": "Ik neem taart mee"})
    assert response.status_code == 200
    assert MeetingInvitation.objects.get().answer == "yes"
