"""Captions as people type them, «0:02 0:05 Goedemorgen, allemaal», one a line, and as a player reads them (WebVTT)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError

LINE = re.compile(r"^(?P<start>\S+)\s+(?P<end>\S+)\s+(?P<text>.+)$")
CLOCK = re.compile(r"^(?:(\d{1,2}):)?([0-5]?\d)(?:[.,](\d))?$")
LONGEST = 84  # two lines of a caption
MOST = 200


@dataclass(frozen=True)
class Caption:
    """`start` and `end` in seconds of the fragment."""

    start: float
    end: float
    text: str


def read_clock(words: str) -> float | None:
    """«1:05», «65» and «0:02,5» as seconds; None for what is no time."""
    whole = words.strip()
    if whole.isdecimal() and len(whole) <= 4:
        return float(whole)
    found = CLOCK.match(whole)
    if found is None:
        return None
    minutes, seconds, tenths = (int(part or 0) for part in found.groups())
    return minutes * 60 + seconds + tenths / 10


def write_clock(seconds: float) -> str:
    """«1:05»."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def read_captions(text: str) -> list[Caption]:
    """In the order of the film. RefusedError names the line that cannot be read."""
    found: list[Caption] = []
    for number, line in enumerate(filter(None, (line.strip() for line in text.splitlines())), 1):
        match = LINE.match(line)
        start, end = (read_clock(match[part]) for part in ("start", "end")) if match else (None, None)
        if match is None or start is None or end is None or not start < end:
            raise RefusedError(
                _("Line %(number)s: write from when, until when and the words, as in «0:02 0:05 Good morning».")
                % {"number": number}
            )
        if len(match["text"]) > LONGEST:
            raise RefusedError(_("Line %(number)s is too long to read: make two of it.") % {"number": number})
        found.append(Caption(start, end, match["text"]))
    if len(found) > MOST:
        raise RefusedError(_("These are more than two hundred captions: that is too much for four minutes."))
    return sorted(found, key=lambda one: (one.start, one.end))


def write_webvtt(captions: list[Caption]) -> str:
    """What stands in it is text: nothing of it is read as a tag."""
    lines = ["WEBVTT", ""]
    for one in captions:
        words = one.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        lines += [f"{_stamp(one.start)} --> {_stamp(one.end)}", words, ""]
    return "\n".join(lines)


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
