"""LMTP (RFC 2033): a mail server hands over mail here, with an answer for each recipient."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from aiosmtpd.lmtp import LMTP
from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections

from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.receiving import LARGEST, receive_mail
from knowledge_network.notifications.outbox.references import read_mailbox

ANSWERS = {
    Receipt.UNKNOWN: "550 5.1.1 No such mailbox",
    Receipt.TOO_LARGE: "552 5.3.4 Message too large",
}
TAKEN = "250 2.0.0 Taken"
LATER = "451 4.3.0 Try again later"
# A connection that says nothing for so long is closed, in seconds.
PATIENCE = 60


class Handler:
    """What aiosmtpd asks at each step. Names and arguments are its own."""

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if "+" in address and read_mailbox(address) is None:
            return ANSWERS[Receipt.UNKNOWN]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        # LMTP answers for each recipient; aiosmtpd sends what is returned as it is.
        answers = [await _take(envelope.content, address) for address in envelope.rcpt_tos]
        return "\r\n".join(answers)


async def _take(content: bytes, address: str) -> str:
    try:
        return await sync_to_async(_receive)(content, address)
    except DatabaseError:
        return LATER


def _receive(content: bytes, address: str) -> str:
    close_old_connections()
    return ANSWERS.get(receive_mail(content, recipient=address), TAKEN)


async def serve(listen: str, *, started: asyncio.Event | None = None, bound: list[int] | None = None) -> None:
    """Serve until cancelled at «host:port» or at the path of a socket; with port 0 the one it got is put in `bound`."""
    loop = asyncio.get_running_loop()

    def conversation() -> LMTP:
        return LMTP(Handler(), data_size_limit=LARGEST, enable_SMTPUTF8=True, timeout=PATIENCE, loop=loop)

    if "/" in listen:
        path = Path(listen)
        path.unlink(missing_ok=True)
        server: asyncio.Server = await loop.create_unix_server(conversation, path=listen)
    else:
        host, _colon, port = listen.rpartition(":")
        server = await loop.create_server(conversation, host=host or "127.0.0.1", port=int(port))
        if bound is not None:
            bound.append(server.sockets[0].getsockname()[1])
    if started is not None:
        started.set()
    async with server:
        await server.serve_forever()
