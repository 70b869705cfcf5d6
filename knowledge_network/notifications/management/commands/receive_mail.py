"""Take in a mail: from standard input for one recipient, or as a server that speaks LMTP."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from knowledge_network.notifications.outbox.enums import Receipt
from knowledge_network.notifications.outbox.lmtp import serve
from knowledge_network.notifications.outbox.receiving import LARGEST, receive_mail

# What mail servers understand (sysexits.h): no such user, too much, and «keep it and try again».
EXITS = {Receipt.UNKNOWN: os.EX_NOUSER, Receipt.TOO_LARGE: os.EX_DATAERR}


class Command(BaseCommand):
    help = "Take in a mail from standard input for RECIPIENT, or serve LMTP (docs/delivery.md)."
    # A mail server that pipes a mail in waits for an answer, not for a look at all settings.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("recipient", nargs="?", help="the address that the mail was sent to")
        parser.add_argument("--lmtp", metavar="LISTEN", help="host:port or the path of a socket")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lmtp"]:
            with suppress(KeyboardInterrupt):
                asyncio.run(serve(options["lmtp"]))
            return
        if not options["recipient"]:
            msg = "Say for which address: manage.py receive_mail bounces+…@network.example.org"
            raise CommandError(msg)
        raw = sys.stdin.buffer.read(LARGEST + 1)
        try:
            receipt = receive_mail(raw, recipient=options["recipient"])
        except DatabaseError:
            self.stderr.write("The database does not answer; try again later.")
            sys.exit(os.EX_TEMPFAIL)
        self.stdout.write(receipt.value)
        if receipt in EXITS:
            sys.exit(EXITS[receipt])
