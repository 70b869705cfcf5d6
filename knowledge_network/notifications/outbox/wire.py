"""A mail as it leaves: headers that stay on one line, and an invitation where calendar programs look for it."""

from __future__ import annotations

from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import default
from typing import Any

from django.core.mail import EmailMultiAlternatives

# RFC 5322: no line is longer, the end of the line not counted.
LONGEST_LINE = 998


class UnbrokenHeader(UnstructuredHeader, BaseHeader):
    """A header that is never folded: a long word would become an encoded word, which mail programs do not read there.

    RFC 8058 asks for one `<https://…>` in List-Unsubscribe; a Message-ID is compared letter by letter.
    """

    def fold(self: Any, *, policy: Any) -> str:
        line = f"{self.name}: {self}"
        if len(line) > LONGEST_LINE or not line.isascii() or "\n" in line or "\r" in line:
            msg = f"This cannot be one line of a mail: {line[:80]!r}"
            raise ValueError(msg)
        separator: str = policy.linesep
        return line + separator


_headers = HeaderRegistry()
for _name in ("list-unsubscribe", "list-unsubscribe-post", "message-id", "in-reply-to", "references"):
    _headers.map_to_type(_name, UnbrokenHeader)


class WireMail(EmailMultiAlternatives):
    """What the outbox hands to the mail server.

    `calendars` are (content, method) of invitations. Each stands beside the text as an alternative, which is how
    Outlook, Gmail and Apple know an invitation; the bytes go as they are, with CRLF (RFC 5545).
    """

    def __init__(self, *args: Any, calendars: tuple[tuple[bytes, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendars = calendars

    def message(self, *, policy: Any = default) -> Any:
        return super().message(policy=policy.clone(header_factory=_headers))

    def _add_bodies(self, msg: EmailMessage) -> None:
        super()._add_bodies(msg)  # type: ignore[misc]  # Django's stubs leave out its own hook
        for content, method in self.calendars:
            params = {"method": method, "charset": "utf-8"}
            msg.add_alternative(content, maintype="text", subtype="calendar", cte="base64", params=params)
