"""A server of somebody else, reached where a name points at the public internet."""

from __future__ import annotations

import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from knowledge_network.exchange.outgoing import client

PUBLIC = "93.184.215.14"


class Server(BaseHTTPRequestHandler):
    """A server of somebody else; what it was sent stays to be looked at."""

    got: list[tuple[str, str, bytes, dict[str, str]]] = []
    status, content, headers_out = 200, b"ok", {}

    def _answer(self):
        size = int(self.headers.get("Content-Length", 0))
        sent = {name.lower(): value for name, value in self.headers.items()}
        type(self).got.append((self.command, self.path, self.rfile.read(size), sent))
        self.send_response(self.status)
        for name, value in self.headers_out.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.content)))
        self.end_headers()
        self.wfile.write(self.content)

    def do_GET(self):
        self._answer()

    def do_POST(self):
        self._answer()

    def log_message(self, *args):
        pass


@pytest.fixture
def foreign_server(monkeypatch, settings):
    """Reached instead of the public address at which a name points; everything before connecting is as it is."""
    settings.OUTGOING_REQUESTS = True
    kind = type("OneServer", (Server,), {"got": []})
    running = HTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    point_at(monkeypatch, PUBLIC)
    aimed = []

    def connect(target):
        aimed.append(target)
        return HTTPConnection("127.0.0.1", running.server_port, timeout=2)

    monkeypatch.setattr(client, "connect", connect)
    kind.aimed = aimed
    yield kind
    running.shutdown()
    thread.join()
    running.server_close()


def point_at(monkeypatch, *addresses):
    """Every name points at these."""
    asked = []

    def look_up(host):
        asked.append(host)
        return list(addresses)

    monkeypatch.setattr(client, "look_up", look_up)
    return asked
