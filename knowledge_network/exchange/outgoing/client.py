"""Asking servers of others at addresses that people typed: the only way out of the house for those.

Off unless the operator sets OUTGOING_REQUESTS. A name is resolved once and that very address is connected to, so that
nothing can point elsewhere in between; only addresses of the public internet, only https, no redirect is followed, and
an answer ends at a number of seconds and bytes.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

from knowledge_network.exchange.outgoing.enums import Trouble

SECONDS = 10.0
LARGEST_ANSWER = 64 * 1024
AT_A_TIME = 16 * 1024
HTTPS_PORT = 443
# Global by their number, and a way into something private: NAT64, 6to4, Teredo.
LEADS_INSIDE = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "2002::/16", "2001::/32"))


class OutgoingError(Exception):
    """Why nothing was asked, or nothing came back; `str` is in words for who looks after the connection."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble, detail)
        self.trouble, self.detail = trouble, detail

    def __str__(self) -> str:
        return self.trouble.tell(self.detail)

    @property
    def kept(self) -> str:
        """As a column keeps it."""
        return self.trouble.write(self.detail)


@dataclass(frozen=True)
class Answer:
    """What came back. `content` is cut off at the limit that was asked for only by an OutgoingError."""

    status: int
    content: bytes

    @property
    def is_fine(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Target:
    """An address that may be asked: where it points was looked up once."""

    host: str
    ip: str
    path: str


def check_address(url: str) -> tuple[str, str]:
    """The host and path of an address that could be asked, without looking it up; OutgoingError in words."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise OutgoingError(Trouble.NO_ADDRESS) from None
    if parts.scheme != "https" or port not in {None, HTTPS_PORT}:
        raise OutgoingError(Trouble.NOT_SAFE)
    if not host or parts.username is not None or parts.password is not None:
        raise OutgoingError(Trouble.NO_ADDRESS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or not path.isprintable() or " " in path:
        raise OutgoingError(Trouble.NO_ADDRESS)
    return host, path


def aim(url: str) -> Target:
    """Look the host up, once; every address that it has must be one of the public internet."""
    if not settings.OUTGOING_REQUESTS:
        raise OutgoingError(Trouble.OFF)
    host, path = check_address(url)
    try:
        addresses = look_up(host)
    except (OSError, UnicodeError):
        raise OutgoingError(Trouble.NO_SERVER) from None
    if not addresses or not all(is_public(address) for address in addresses):
        raise OutgoingError(Trouble.PRIVATE)
    return Target(host, addresses[0], path)


def look_up(host: str) -> list[str]:
    """Every address that a name has now."""
    return [str(row[4][0]) for row in socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif any(ip in net for net in LEADS_INSIDE):
            return False
    return ip.is_global and not ip.is_multicast


def ask(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    most: int = LARGEST_ANSWER,
) -> Answer:
    """One question; OutgoingError when it cannot be asked or the answer is too slow or too large. No redirects."""
    target = aim(url)
    until = time.monotonic() + SECONDS
    connection = connect(target)
    try:
        connection.request(
            method, target.path, body=body, headers={"User-Agent": "knowledge-network", **(headers or {})}
        )
        response = connection.getresponse()
        content = b""
        while part := response.read(AT_A_TIME):
            content += part
            if len(content) > most:
                raise OutgoingError(Trouble.TOO_LARGE)
            if time.monotonic() > until:
                raise OutgoingError(Trouble.TOO_SLOW)
    except TimeoutError:
        raise OutgoingError(Trouble.TOO_SLOW) from None
    except ssl.SSLError:
        raise OutgoingError(Trouble.CERTIFICATE) from None
    except (OSError, HTTPException, ValueError):
        raise OutgoingError(Trouble.NO_ANSWER) from None
    finally:
        connection.close()
    return Answer(response.status, content)


def connect(target: Target) -> HTTPConnection:
    """To the address that was looked up, under the name that was asked for."""
    return _PinnedConnection(target)


class _PinnedConnection(HTTPSConnection):
    def __init__(self, target: Target) -> None:
        self._ip = target.ip
        self._pinned = ssl.create_default_context()
        super().__init__(target.host, HTTPS_PORT, timeout=SECONDS, context=self._pinned)

    def connect(self) -> None:
        plain = socket.create_connection((self._ip, self.port), self.timeout)
        self.sock = self._pinned.wrap_socket(plain, server_hostname=self.host)
