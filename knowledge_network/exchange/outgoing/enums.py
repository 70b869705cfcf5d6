"""Why a question to another server came to nothing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

SAYS = "%(detail)s"


class Trouble(models.TextChoices):
    """Kept as its code, with what belongs to it, and told in the language of who reads it."""

    NO_ADDRESS = "no_address", _("This is no address.")
    NOT_SAFE = "not_safe", _("Only addresses that begin with https:// can be used.")
    OFF = "off", _("This site asks no other servers. Who runs it can switch that on.")
    NO_SERVER = "no_server", _("There is no server at this address.")
    PRIVATE = "private", _("This address lies inside a private network.")
    TOO_LARGE = "too_large", _("The answer is larger than we read.")
    TOO_SLOW = "too_slow", _("The answer takes too long.")
    CERTIFICATE = "certificate", _("The certificate of this server is not right.")
    NO_ANSWER = "no_answer", _("This server does not answer now.")
    STATUS = "status", _("The other side answered with %(detail)s.")
    # Of a catalogue that is harvested.
    REFUSED = "refused", _("This catalogue says: %(detail)s")
    CIRCLE = "circle", _("This catalogue gives the same part again and again.")
    NO_CATALOGUE = "no_catalogue", _("This is not a catalogue that can be harvested (OAI-PMH).")
    # Here.
    BROKEN_OFF = "broken_off", _("Reading was broken off. Try again.")
    OURS = "ours", _("Something went wrong here. Try again later.")

    def tell(self, detail: str = "") -> str:
        return str(self.label).replace(SAYS, detail)

    def write(self, detail: str = "") -> str:
        """As a column keeps it."""
        return f"{self.value} {detail}".strip()

    @classmethod
    def read(cls, kept: str) -> str:
        """In words; empty when there was none."""
        code, _blank, detail = kept.partition(" ")
        return cls(code).tell(detail) if code in cls.values else kept
