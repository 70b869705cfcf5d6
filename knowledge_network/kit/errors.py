"""How an action says no in words that its reader can do something with."""

from __future__ import annotations

from django.utils.functional import Promise


class RefusedError(Exception):
    """The rules of groups do not allow this; the text is for the person who asked."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
