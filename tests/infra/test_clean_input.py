"""NUL and invalid UTF-8 are answered with 400, wherever they stand; everything else comes through unchanged."""

import json

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from knowledge_network.kit.middleware import CleanInputMiddleware

NUL, BROKEN = b"\x00", b"\xff\xfe"
FORM = "application/x-www-form-urlencoded"


def multipart(name=b"text", value=b"hello", filename=None):
    file_part = b'; filename="' + filename + b'"' if filename is not None else b""
    body = (
        b'--X\r\nContent-Disposition: form-data; name="'
        + name
        + b'"'
        + file_part
        + b"\r\n\r\n"
        + value
        + b"\r\n--X--\r\n"
    )
    return {"data": body, "content_type": "multipart/form-data; boundary=X"}


def outcome(request):
    try:
        return CleanInputMiddleware(lambda request: HttpResponse("fine"))(request).status_code
    except BadRequest:
        return 400


DIRTY_POSTS = {
    "NUL in a form": {"data": b"a=%00", "content_type": FORM},
    "raw NUL in a form": {"data": b"a=" + NUL, "content_type": FORM},
    "broken UTF-8 in a form": {"data": b"a=%FF%FE", "content_type": FORM},
    "raw broken UTF-8 in a form": {"data": b"a=" + BROKEN, "content_type": FORM},
    "broken UTF-8 in a field's name": {"data": b"%FF=a", "content_type": FORM},
    "half a character in a form": {"data": b"a=%ED%A0%80", "content_type": FORM},
    "NUL in JSON": {"data": json.dumps({"a": ["b\0"]}), "content_type": "application/json"},
    "NUL in a JSON name": {"data": json.dumps({"a\0": 1}), "content_type": "application/json"},
    "half a character in JSON": {"data": b'{"a": "\\ud800"}', "content_type": "application/json"},
    "broken UTF-8 in JSON": {"data": b'{"a": "' + BROKEN + b'"}', "content_type": "application/csp+json"},
    "NUL in a part": multipart(value=b"a" + NUL),
    "broken UTF-8 in a part": multipart(value=BROKEN),
    "broken UTF-8 in a part's name": multipart(name=BROKEN),
    "broken UTF-8 in a file's name": multipart(value=b"content", filename=b"a" + BROKEN + b".txt"),
}


@pytest.mark.parametrize("case", DIRTY_POSTS)
def test_a_dirty_body_is_refused(case):
    assert outcome(RequestFactory().post("/", **DIRTY_POSTS[case])) == 400


CLEAN_POSTS = {
    "a form": {"data": "a=Zoë+%26+%F0%9F%98%80&b=%EF%BF%BD", "content_type": FORM},
    "JSON": {"data": '{"a": "\\ud83d\\ude00 \\\\u0000"}', "content_type": "application/json"},
    "broken JSON": {"data": '{"a": "\\u00', "content_type": "application/json"},
    "a part": multipart(value="Zoë \ufffd 😀".encode()),
    "a binary file": multipart(value=bytes(range(256)), filename="Zoë.bin".encode()),
    "another type": {"data": bytes(range(256)), "content_type": "application/octet-stream"},
}


@pytest.mark.parametrize("case", CLEAN_POSTS)
def test_a_clean_body_comes_through(case):
    assert outcome(RequestFactory().post("/", **CLEAN_POSTS[case])) == 200


def test_text_of_a_multipart_form_is_read_as_utf8():
    request = RequestFactory().post("/", **multipart(value="Zoë 😀".encode()))
    assert outcome(request) == 200
    assert request.POST["text"] == "Zoë 😀"


@pytest.mark.parametrize("query", ["a=%00", "a=%ff", "%00=a", "a=%ED%A0%80"])
def test_a_dirty_query_is_refused(query):
    assert outcome(RequestFactory().get("/", QUERY_STRING=query)) == 400


def test_a_query_with_accents_and_signs_comes_through():
    assert outcome(RequestFactory().get("/", {"q": "Zoë & 😀 %00 +"})) == 200


@pytest.mark.parametrize("path", [b"/\0", b"/\xff", "/\ufffd".encode()])
def test_a_dirty_path_is_refused(path):
    assert outcome(RequestFactory().get("/", PATH_INFO=path.decode("latin-1"))) == 400


@pytest.mark.parametrize("cookie", ["sessionid=a\0b", 'sessionid="a\\000b"', b"a=\xff".decode("latin-1")])
def test_a_dirty_cookie_is_refused(cookie):
    assert outcome(RequestFactory().get("/", HTTP_COOKIE=cookie)) == 400


def test_the_site_answers_a_dirty_request_with_a_page_and_not_an_error():
    answer = Client(raise_request_exception=False).get("/healthz", {"q": "\0"})
    assert answer.status_code == 400


def test_a_file_with_a_nul_in_its_name_never_reaches_a_view_with_it():
    request = RequestFactory().post("/", **multipart(value=b"x", filename=b"a\0b.txt"))
    status = outcome(request)
    assert status == 400 or all("\0" not in file.name for file in request.FILES.values())
