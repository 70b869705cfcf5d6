"""A real SMTP server for tests: keeps what it gets, and misbehaves on request."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailSink(socketserver.ThreadingTCPServer):
    """`refuse` maps an address to the answer to its RCPT; `greeting` replaces the 220; `delay` is per mail."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        self.greeting = "220 sink"
        self.delay = 0.0

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def mailer(self) -> dict:
        """An entry of Django's MAILERS."""
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 2}
        return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


class _Conversation(socketserver.StreamRequestHandler):
    server: MailSink

    def handle(self) -> None:
        self._say(self.server.greeting)
        if not self.server.greeting.startswith("220"):
            return
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()
            if verb.startswith("RCPT TO:"):
                address = line.decode().partition("<")[2].partition(">")[0]
                self._say(self.server.refuse.get(address, "250 ok"))
            elif verb == "DATA":
                self._say("354 go on")
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        time.sleep(self.server.delay)
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    with MailSink() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
