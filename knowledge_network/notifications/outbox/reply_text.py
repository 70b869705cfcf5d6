"""The words that somebody wrote in answer to a mail of ours: without the mail itself, a signature or a disclaimer."""

from __future__ import annotations

import re
from email.message import Message
from html import unescape

import nh3
from mailparser_reply.parser import EmailMessage

# What stands on top of a mail that can be answered: what is below it was written by us. Not translated: it is looked
# for in what comes back, and whoever reads it may have chosen another language since.
MARK = "##-"
READ_AT_MOST = 50_000
LANGUAGES = ["nl", "en", "de", "fr"]
LONGEST = 12_000
_RUNS = (
    (re.compile(r"[^\S\n]{2,}"), " "),
    (re.compile(r"([^\w\s])\1{9,}"), r"\1\1\1\1\1\1\1\1\1"),
    (re.compile(r"\n(?:[ \t]*\n){2,}"), "\n\n"),
)
_LONG_LINE = re.compile(r"[^\n]{300,}")
_ASIDE = re.compile("\ue000(\\d+)\ue001")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_QUOTED = re.compile(r"<blockquote\b.*", re.IGNORECASE | re.DOTALL)
# What mail programs put above what they quote, where the mark cut off the rest; perhaps broken over lines.
_INTRODUCTION = re.compile(
    r"\n>?[ \t]*(?:op|on|am|le)\b[^\n]*(?:\n[^\n]*){0,2}?\b(?:schreef|geschreven|wrote|schrieb|écrit)\b"
    r"[^\n]*(?:\n[^\n]*){0,2}?:\s*$",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\n[ \t]*(?:(?:verstuurd|verzonden) vanaf|sent from|gesendet von|envoyé de"
    r"|download(?:en)? outlook|outlook voor (?:ios|android))\b[^\n]*\s*$",
    re.IGNORECASE,
)


def is_automatic(message: Message) -> bool:
    """An answer of a machine, or a mail to many: nobody wrote it in answer to us."""
    if str(message.get("Auto-Submitted", "no")).strip().lower() != "no":
        return True
    if message.get_content_type() == "multipart/report" or str(message.get("Return-Path", "")).strip() == "<>":
        return True
    if str(message.get("Precedence", "")).strip().lower() in {"bulk", "junk", "list", "auto_reply"}:
        return True
    return any(name in message for name in ("X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe"))


def read_reply(message: Message) -> str:
    """What was written, as plain text; empty when nothing was."""
    text = _plain_text(message)[:READ_AT_MOST].replace("\r\n", "\n").replace("\xa0", " ")
    above, mark, _below = text.partition(MARK)
    if mark:
        # The line of the mark itself, and the sign before it where it stands in a quotation.
        text = above.rpartition("\n")[0]
    text, long_lines = _set_aside(_short(text))
    found = EmailMessage(text=text, languages=[*LANGUAGES], keep_hyphen_lists=True).read().replies
    words = _ASIDE.sub(lambda place: long_lines[int(place[1])], found[0].body if found else text)
    kept = "\n".join(line for line in words.split("\n") if not line.startswith(">")).strip()
    for cut in (_INTRODUCTION, _PHONE):
        kept = cut.sub("", f"\n{kept}").strip()
    return kept


def _short(text: str) -> str:
    """Without runs that say nothing, and no longer than a post may be: patterns over long ones take minutes."""
    for run, put in _RUNS:
        text = run.sub(put, text)
    return text[:LONGEST]


def _set_aside(text: str) -> tuple[str, list[str]]:
    """The text with a sign in place of each long line, and those lines: none of them introduces a quotation."""
    long_lines: list[str] = []

    def put_away(line: re.Match[str]) -> str:
        long_lines.append(line[0])
        return f"\ue000{len(long_lines) - 1}\ue001"

    return _LONG_LINE.sub(put_away, text.replace("\ue000", "")), long_lines


def _plain_text(message: Message) -> str:
    """The first plain text that is no file, else the words of the first HTML."""
    html = ""
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            return _decode(part)
        if part.get_content_type() == "text/html" and not html:
            html = _decode(part)
    words = nh3.clean(_BREAK.sub("\n", _QUOTED.sub("", html)), tags=set())
    return unescape(words)


def _decode(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    content = content[: 4 * READ_AT_MOST]
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")
