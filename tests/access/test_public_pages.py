"""A cache may keep a page that everybody may read for a minute, and nothing of who is signed in; text is compressed."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from knowledge_network.public_pages import PUBLIC_PAGES
from tests.access.sharing import world, world_of_the_module
from tests.access.table import OK
from tests.access.test_access import declared_rows, expected, is_walked
from tests.quality.crawl import BACKEND, address_of, client_for

__all__ = ["world", "world_of_the_module"]

pytestmark = pytest.mark.django_db


def public_rows():
    return [row for row in declared_rows() if row.name in PUBLIC_PAGES and is_walked(row)]


def answer(world, row, role, **headers):
    return client_for(world, role).get(address_of(row, world), headers=headers)


def test_each_public_page_exists_and_everybody_may_read_it(world):
    readable = {row.name for row in public_rows() if expected(row, "anonymous") == OK}
    assert readable == PUBLIC_PAGES


def test_a_visitor_gets_no_cookie_there_and_a_cache_may_keep_it_for_a_minute(world):
    for row in public_rows():
        if expected(row, "anonymous") != OK:
            continue
        response = answer(world, row, "anonymous")
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=60", row.name
        assert not response.cookies, row.name
        assert {"Cookie", "Accept-Language"} <= set(re.split(r",\s*", response["Vary"])), row.name


def test_what_who_is_signed_in_reads_is_kept_nowhere(world):
    for row in public_rows():
        response = answer(world, row, "group_member")
        if response.status_code == 200:
            assert "private" in response["Cache-Control"], row.name
            assert "s-maxage" not in response["Cache-Control"], row.name


def test_no_other_page_may_be_kept_by_caches_as_public_pages_are(world):
    for row in declared_rows():
        if is_walked(row) and row.name not in PUBLIC_PAGES and expected(row, "anonymous") == OK:
            assert "s-maxage" not in answer(world, row, "anonymous").get("Cache-Control", ""), row.name


def test_a_visitor_with_a_session_gets_a_page_of_their_own(world):
    client = Client()
    session = client.session  # made, and its cookie with it
    session["what_they_began"] = "a form"
    session.save()
    assert settings.SESSION_COOKIE_NAME in client.cookies
    assert "s-maxage" not in client.get(reverse("dashboards:home")).get("Cache-Control", "")


@pytest.mark.parametrize("name", ["set_language", "set_theme"])
def test_a_visitor_chooses_without_a_token_and_a_member_with_one(world, name):
    visitor, member = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    member.force_login(world.people["group_member"], backend=BACKEND)
    choice = {"language": "en", "theme": "dark", "next": "/"}
    assert visitor.post(reverse(name), choice).status_code == 302
    assert member.post(reverse(name), choice).status_code == 403
    page = member.get("/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert member.post(reverse(name), {**choice, "csrfmiddlewaretoken": token}).status_code == 302


def test_a_visitor_who_wants_to_join_is_led_by_a_link(world):
    page = client_for(world, "anonymous").get(world.group.get_absolute_url()).text
    target = reverse("plg:join_ask", args=[world.group.slug])
    assert f'href="{target}"' in page
    assert f'action="{target}"' not in page


def test_text_is_compressed_for_who_takes_it(world):
    address = reverse("dashboards:about")
    plain = client_for(world, "anonymous").get(address)
    packed = client_for(world, "anonymous").get(address, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3


def test_what_is_small_already_and_parts_of_files_are_left_as_they_are(world):
    picture = next(row for row in declared_rows() if row.name == "expertise:product_preview" and is_walked(row))
    response = answer(world, picture, "anonymous", **{"accept-encoding": "gzip"})
    assert response["Content-Type"] == "image/webp"
    assert "Content-Encoding" not in response
