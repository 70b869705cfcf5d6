"""Whether a mail comes from where it says: what our own mail server found (`Authentication-Results`, RFC 8601).

Only the topmost header that bears the name of our server counts, for a server puts its own on top. It must take away
what comes in under its name (RFC 8601, 5), which Postfix with OpenDMARC and Rspamd do.
"""

from __future__ import annotations

import re
from email.message import Message
from email.utils import getaddresses

from django.conf import settings

_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_PROPERTY = re.compile(r"([a-z]+(?:\.[a-z0-9_-]+)?)\s*=\s*([^\s;]+)", re.IGNORECASE)
# What stands between quotes a stranger chose: the sender of a mail may be «"; dmarc=pass "@elders.example».
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_OTHER_SIGN = re.compile(r"[^a-z0-9._@-]", re.IGNORECASE)
PASSED = "pass"


def read_sender(message: Message) -> str:
    """The one address in From, in lower case; empty when there is none, or more than one."""
    headers = [str(value) for value in message.get_all("From", [])]
    addresses = [address for _name, address in getaddresses(headers) if address]
    return addresses[0].strip().lower() if len(headers) == 1 and len(addresses) == 1 else ""


def is_authenticated(message: Message) -> bool:
    """Whether our server found that this mail is from the domain in its From, by DMARC, DKIM or SPF in line with it."""
    domain = read_sender(message).rpartition("@")[2]
    return bool(domain) and any(_speaks_for(found, domain) for found in _read_results(message))


def _read_results(message: Message) -> list[dict[str, str]]:
    """What our server found, a dictionary of each method: `{"dkim": "pass", "header.d": "school.example"}`."""
    own = settings.MAIL_IN_AUTHSERV_ID.lower()
    for header in message.get_all("Authentication-Results", []):
        text = _without_comments(_QUOTED.sub(_make_one_word, " ".join(str(header).split())))
        server, _semicolon, rest = text.partition(";")
        if own and server.strip().partition(" ")[0].lower() == own:
            return [
                {name.lower(): value.lower() for name, value in _PROPERTY.findall(part)} for part in rest.split(";")
            ]
    return []


def _make_one_word(quoted: re.Match[str]) -> str:
    return _OTHER_SIGN.sub("_", quoted.group()[1:-1])


def _without_comments(text: str) -> str:
    """Comments may stand in comments: each round takes the innermost out."""
    for _depth in range(5):
        text, before = _COMMENT.sub(" ", text), text
        if text == before:
            break
    return text


def _speaks_for(found: dict[str, str], domain: str) -> bool:
    if found.get("dmarc") == PASSED:
        return _fits(found.get("header.from", ""), domain)
    if found.get("dkim") == PASSED:
        return _fits(found.get("header.d", "") or found.get("header.i", "").rpartition("@")[2], domain)
    if found.get("spf") == PASSED:
        sender = found.get("smtp.mailfrom", "")
        return _fits(sender.rpartition("@")[2] or sender, domain)
    return False


def _fits(found: str, domain: str) -> bool:
    """The same domain, or the one above it, as DMARC asks of DKIM and SPF; never only «nl» or «example»."""
    return found == domain or ("." in found and domain.endswith(f".{found}"))
