"""Mail of the demo goes nowhere: each mail becomes one file, and the visitor reads it at /demo/mail/."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as StandardMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"\d{19}-[0-9a-f]{8}\Z")
MOST_SHOWN = 100


class FolderBackend(BaseEmailBackend):
    """Writes one .eml file per mail into settings.DEMO_MAIL_FOLDER; the name sorts by time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DEMO_MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.time_ns():019d}-{secrets.token_hex(4)}"
            unfinished = folder / f".{name}"
            unfinished.write_bytes(message.message().as_bytes(policy=policy.SMTP))
            unfinished.rename(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class DemoMail:
    """A mail as the demo shows it; `key` is the file's name."""

    key: str
    message: StandardMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def sent_at(self) -> datetime:
        return parsedate_to_datetime(str(self.message["Date"]))

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    def _body(self, kind: str) -> str:
        part: Any = self.message.get_body((kind,))
        return part.get_content() if part is not None else ""


def newest(to: str = "") -> list[DemoMail]:
    """The newest mails, those to one address when `to` is given."""
    found = []
    for path in sorted(Path(settings.DEMO_MAIL_FOLDER).glob("[0-9]*.eml"), reverse=True):
        mail = read(path.stem)
        if mail is not None and to.lower() in mail.to.lower():
            found.append(mail)
        if len(found) == MOST_SHOWN:
            break
    return found


def read(key: str) -> DemoMail | None:
    """One mail; None for anything that is not the name of a mail here."""
    path = Path(settings.DEMO_MAIL_FOLDER) / f"{key}.eml"
    if not NAME.match(key) or not path.is_file():
        return None
    return DemoMail(key, message_from_bytes(path.read_bytes(), policy=policy.default))
