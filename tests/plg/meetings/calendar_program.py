"""What a calendar program makes of our files, read by vobject, which shares no code with what writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import vobject


def read(data: bytes | str) -> Any:
    """The one calendar in `data`."""
    text = data.decode() if isinstance(data, bytes) else data
    (calendar,) = vobject.readComponents(text)
    return calendar


def events(data: bytes | str) -> list[Any]:
    return list(read(data).contents.get("vevent", []))


class Program:
    """Keeps the events that mails bring, as RFC 5546 says: by UID, never an older SEQUENCE, gone on CANCEL."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self.sequences: dict[str, int] = {}

    @property
    def agenda(self) -> dict[str, dt.datetime]:
        """UID → the start on the clock of Amsterdam."""
        return {uid: event.dtstart.value.replace(tzinfo=None) for uid, event in self.known.items()}

    def take(self, mail: Any) -> None:
        for part in mail.message().walk():
            if part.get_content_type() == "text/calendar":
                self._apply(part.get_payload(decode=True), part.get_param("method"))

    def _apply(self, data: bytes, method: str | None) -> None:
        calendar = read(data)
        assert calendar.method.value == method, "the header and the file say different things"
        (event,) = calendar.vevent_list
        uid, sequence = event.uid.value, int(event.sequence.value)
        if sequence < self.sequences.get(uid, -1):
            return
        self.sequences[uid] = sequence
        if method == "CANCEL":
            self.known.pop(uid, None)
        else:
            self.known[uid] = event
