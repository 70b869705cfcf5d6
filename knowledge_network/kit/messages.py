"""Messages after an action, with «undo» instead of a question beforehand."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

UNDO = "undo:"


def offer_undo(request: HttpRequest, text: str, undo_url: str) -> None:
    """Say what happened and offer for ten seconds to take it back: a POST to `undo_url`."""
    messages.success(request, text, extra_tags=UNDO + undo_url)


def read_undo_url(message: Message) -> str:
    """The address to which the undo button of `message` posts, or nothing."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
