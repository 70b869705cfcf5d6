"""A real SMTP server for tests: keeps what it gets, and misbehaves on request."""

from __future__ import annotations

import itertools
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailSink(socketserver.ThreadingTCPServer):
    """`refuse` maps an address to the answer to its RCPT; `greeting` replaces the 220, after `greeting_delay`.

    `delay` passes between a mail and the answer to it, which is `taken`; for the next `drops` mails there is none and
    the line goes dead. Every `busy_each`th RCPT is answered with 451.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[EmailMessage] = []
        self.senders: list[str] = []
        self.refuse: dict[str, str] = {}
        self.greeting = "220 sink"
        self.greeting_delay = 0.0
        self.greeted = 0
        self.delay = 0.0
        self.taken = "250 taken"
        self.drops = 0
        self.busy_each = 0
        self._asked = itertools.count(1)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def answer_to(self, address: str) -> str:
        if self.busy_each and next(self._asked) % self.busy_each == 0:
            return "451 busy"
        return self.refuse.get(address, "250 ok")

    @property
    def mailer(self) -> dict:
        """An entry of Django's MAILERS."""
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 2}
        return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


class _Conversation(socketserver.StreamRequestHandler):
    server: MailSink

    def handle(self) -> None:
        self.server.greeted += 1
        time.sleep(self.server.greeting_delay)
        self._say(self.server.greeting)
        if not self.server.greeting.startswith("220"):
            return
        while line := self._hear():
            verb = line.decode().strip().upper()
            if verb.startswith("MAIL FROM:"):
                self.server.senders.append(line.decode().partition("<")[2].partition(">")[0])
                self._say("250 ok")
            elif verb.startswith("RCPT TO:"):
                address = line.decode().partition("<")[2].partition(">")[0]
                self._say(self.server.answer_to(address))
            elif verb == "DATA":
                self._say("354 go on")
                if not self._take():
                    return
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _hear(self) -> bytes:
        try:
            return self.rfile.readline()
        except OSError:  # killed at the other end
            return b""

    def _take(self) -> bool:
        """False when the line goes dead instead of an answer."""
        lines = []
        while (line := self._hear()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if not line:  # the sender died before it had said all
            return False
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        time.sleep(self.server.delay)
        if self.server.drops:
            self.server.drops -= 1
            return False
        return self._say(self.server.taken)

    def _say(self, line: str) -> bool:
        """False when there is nobody any more to say it to."""
        try:
            self.wfile.write(line.encode() + b"\r\n")
        except OSError:
            return False
        return True


@contextmanager
def mail_sink() -> Iterator[MailSink]:
    with MailSink() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
