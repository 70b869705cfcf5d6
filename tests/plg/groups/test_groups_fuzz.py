"""Whatever is sent to the pages of groups: a clear answer, never a server error."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from plg.groups.models import Group
from tests import factories as f

pytestmark = pytest.mark.django_db

NASTY = [
    "",
    " ",
    "\0",
    "\ud800",
    "NaN",
    "1e30",
    "10" * 40,
    "-1",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "\u202e\u200bomgekeerd",
    "x" * 20_000,
    "'; --",
    "%_\\",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
]
values = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
FORM = "application/x-www-form-urlencoded"


def encoded(data: dict[str, str]) -> str:
    """As a browser would send it, halves of characters included."""
    return urlencode(data, quote_via=lambda text, *args: quote(text.encode("utf-8", "surrogatepass")))


def fields(*names: str):
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, values))


@pytest.fixture
def desk(client):
    """A client signed in as a coordinator who also leads the group of the test."""
    coordinator = f.NetworkRoleFactory().member
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    group = f.GroupFactory(kind="project", state="finishing", contact_person=coordinator)
    f.GroupMembershipFactory(group=group, member=coordinator, role="lead")
    client.raise_request_exception = False
    return client, group


@pytest.mark.parametrize("name", ["plg:plg_list", "plg:group_list", "plg:manage_groups"])
@given(
    data=fields("q", "soort", "thema", "bestuur", "status", "open", "vanaf", "let_op", "sorteer"),
)
@settings(max_examples=25)
def test_filters_take_anything(desk, name, data):
    client, _group = desk
    response = client.get(reverse(name) + "?" + encoded(data))
    assert response.status_code in {200, 400}


@given(
    data=fields("name", "purpose", "assignment", "budget", "funding_type", "ends_on", "topics", "openness", "sectors")
)
@settings(max_examples=25)
def test_the_form_of_a_group_takes_anything(desk, data):
    client, group = desk
    products = {"products-TOTAL_FORMS": data.get("budget", "1"), "products-INITIAL_FORMS": "0"}
    body = encoded({**data, **products, "products-0-title": "a", "products-0-due_on": data.get("ends_on", "")})
    for url in (reverse("plg:group_edit", args=[group.slug]), reverse("plg:group_create", args=["project"])):
        assert client.post(url, body, content_type=FORM).status_code in {200, 302, 400}


@given(data=fields("reason", "evaluation", "no_result_reason", "file_decision", "maintainer", "review_on"))
@settings(max_examples=25)
def test_steps_take_anything(desk, data):
    client, group = desk
    Group.objects.filter(pk=group.pk).update(state="finishing", closed_on=None)
    for to in ("maintained", "closed"):
        url = reverse("plg:group_step", args=[group.slug, to])
        assert client.post(url, encoded(data), content_type=FORM).status_code in {200, 302, 400}


@given(
    data=fields(
        "action", "ids", "everything", "confirmed", "subject", "message", "key", "name", "table", "query", "member"
    )
)
@settings(max_examples=25)
def test_the_desk_takes_anything(desk, data):
    client, group = desk
    for url in (
        reverse("plg:manage_bulk"),
        reverse("members:view_save"),
        reverse("plg:invitation_send", args=[group.slug]),
        reverse("plg:contact_hand_over", args=[group.slug]),
    ):
        assert client.post(url, encoded(data), content_type=FORM).status_code in {200, 302, 400}


@given(data=fields("name", "email", "message", "website", "opened"))
@settings(max_examples=25)
def test_a_message_to_the_contact_person_takes_anything(desk, data):
    client, group = desk
    client.logout()
    url = reverse("plg:group_contact", args=[group.slug])
    assert client.post(url, encoded(data), content_type=FORM).status_code in {200, 302, 400, 429}


@pytest.mark.parametrize("slug", ["%00", "%ED%A0%80", "a" * 3000, "..", "-"])
def test_an_address_that_is_no_group_does_not_exist(client, slug):
    client.raise_request_exception = False
    assert client.get(f"/groepen/{slug}/").status_code in {302, 400, 404}


def test_what_was_typed_stays_after_an_error(desk):
    client, group = desk
    response = client.post(
        reverse("plg:group_edit", args=[group.slug]), {"name": "", "purpose": "Dit blijft staan", "openness": "open"}
    )
    page = response.content.decode()
    assert "Dit blijft staan" in page
    assert 'aria-invalid="true"' in page
