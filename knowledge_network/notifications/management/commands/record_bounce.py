"""Count a bounce: a mail server pipes the message it got back into this command."""

import sys
from email import message_from_binary_file, policy
from typing import Any

from django.core.management.base import BaseCommand

from knowledge_network.notifications.outbox import record_bounce


class Command(BaseCommand):
    help = "Read a delivery status notification (RFC 3464) from standard input and count the addresses that failed."

    def handle(self, *args: Any, **options: Any) -> None:
        message = message_from_binary_file(sys.stdin.buffer, policy=policy.compat32)
        failed = record_bounce(message)
        self.stdout.write(f"Counted: {len(failed)}")
