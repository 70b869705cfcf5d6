"""What goes out as traces says where the time went, and nothing of who asked what."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from opentelemetry.instrumentation.propagators import get_global_response_propagator
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from knowledge_network.celery import app
from knowledge_network.kit import traces
from tests.factories import MemberFactory

pytestmark = pytest.mark.real_clock(reason="spans are stamped by the machine")
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
CANARY = "kanarievogel7142"
MAIL = f"{CANARY}@school.example.org"


@pytest.fixture
def exported(transactional_db):
    """Spans as they would leave the machine. Django and PostgreSQL are met anew, as at the start of a process."""
    kept = InMemorySpanExporter()
    connection.close()
    traces.start_traces(lambda: SimpleSpanProcessor(kept), percent=100)
    yield kept
    traces.stop_traces()
    connection.close()


def list_addresses(resolver: URLResolver | None = None, path: str = "") -> list[str]:
    """Of every pattern one address, with the canary wherever a visitor may write something."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = f"{path}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            found += list_addresses(pattern, route)
        elif isinstance(pattern, URLPattern) and "(" not in route:
            told = pattern.pattern.converters
            for name, converter in told.items():
                kind = type(converter).__name__
                value = "7142" if kind.startswith("Int") else CANARY
                for word in (f"<{name}>", f"<int:{name}>", f"<str:{name}>", f"<slug:{name}>", f"<path:{name}>"):
                    route = route.replace(word, value)
            found.append("/" + route)
    return [address for address in found if "<" not in address]


def tell(spans) -> str:
    return "\n".join(span.to_json() for span in spans)


def test_no_span_holds_a_token_an_address_a_mail_or_what_was_asked(exported):
    member = MemberFactory(email=MAIL, family_name=CANARY)
    connection.cursor().execute(f"SELECT 1 /* {MAIL} */ WHERE '{MAIL}' <> $${CANARY}$$ AND 71427142 > 1 -- {CANARY}")
    clients = [Client(raise_request_exception=False), Client(raise_request_exception=False)]
    clients[1].force_login(member, backend=BACKEND)
    addresses = list_addresses()
    assert len(addresses) > 300
    for number, address in enumerate(addresses):
        client = clients[number % 2]
        client.get(
            address,
            {"q": CANARY, "email": MAIL, "token": CANARY},
            headers={
                "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "tracestate": f"vendor={CANARY}",
                "baggage": f"who={CANARY}",
                "user-agent": CANARY,
                "referer": f"https://testserver/{CANARY}",
            },
        )
    clients[0].post(reverse("account_login"), {"login": MAIL, "password": CANARY})
    clients[0].get(f"/{CANARY}/{MAIL}/")
    app.tasks["notifications.deliver_mail"].delay()
    spans = exported.get_finished_spans()
    assert CANARY not in tell(spans)
    assert "71427142" not in tell(spans)
    assert get_global_response_propagator() is None
    kinds = {span.kind for span in spans}
    assert {SpanKind.SERVER, SpanKind.CLIENT} <= kinds
    names = {span.name for span in spans}
    assert {"SELECT", "POST inloggen/", "run notifications.deliver_mail"} <= names, sorted(names)[:40]
    assert all(set(span.attributes) <= traces.KEPT and not span.events and not span.links for span in spans)
    assert {dict(span.resource.attributes)["service.name"] for span in spans} == {traces.SERVICE}


def test_they_go_to_the_address_of_the_setting(transactional_db, settings):
    """By the batch that an installation sends, to a receiver of our own."""
    came = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            came.append((self.path, gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args):
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        settings.TRACES_URL = f"http://127.0.0.1:{receiver.server_port}/v1/traces"
        connection.close()
        provider = traces.start_traces(traces._make_sender, percent=100)
        try:
            Client().get(reverse("account_login"), {"next": CANARY})
            assert provider.force_flush()
        finally:
            traces.stop_traces()
            provider.shutdown()
            receiver.shutdown()
    assert [path for path, _body in came] == ["/v1/traces"]
    assert b"GET inloggen/" in came[0][1]
    assert CANARY.encode() not in came[0][1]


def test_the_words_of_an_error_stay_here(exported, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError(f"no {MAIL}")

    monkeypatch.setattr("knowledge_network.dashboards.contact.render_page", fail)
    assert Client(raise_request_exception=False).get(reverse("dashboards:contact")).status_code == 500
    spans = exported.get_finished_spans()
    assert [span.attributes["http.status_code"] for span in spans if span.kind == SpanKind.SERVER] == [500]
    assert CANARY not in tell(spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT a FROM t WHERE b = 'it''s' AND c = 12.5", "SELECT a FROM t WHERE b = ? AND c = ?"),
        (
            r"SELECT E'a\'b', $x$ c $x$, \"who@is\", \"t\".\"col\" --x".replace('\\"', '"'),
            'SELECT ?, ?, ?, "t"."col" ?',
        ),
        ("SELECT '" + "x" * 5000, "SELECT ?"),
        ("SELECT %s /* 'a */ FROM t2", "SELECT %s ? FROM t2"),
    ],
)
def test_of_a_statement_the_shape_goes_out(text, expected):
    assert traces.clean_statement(text) == expected


def test_without_the_setting_nothing_is_traced(settings):
    assert settings.TRACES_URL == ""
    assert not any("opentelemetry" in name for name in settings.MIDDLEWARE)
