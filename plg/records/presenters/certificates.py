"""A certificate on paper."""

from __future__ import annotations

import segno
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import localize
from django.utils.translation import gettext as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.network import read_network
from knowledge_network.kit.pdf import make_pdf
from plg.records import documents
from plg.records.hours import as_hours
from plg.records.models import Certificate


def draw_certificate(certificate: Certificate) -> bytes:
    """The PDF, in the language in which the certificate was issued."""
    with translation.override(certificate.language):
        address = absolute_url(reverse("plg:certificate_check", args=[certificate.code]))
        hours = localize(as_hours(certificate.quarters).normalize())
        data = {
            "title": _("Certificate of participation"),
            "lang": certificate.language,
            "issuer": certificate.issuer,
            "holder": certificate.holder,
            "activity": certificate.activity,
            "outcomes": certificate.outcomes,
            "address": address,
            "code": certificate.code,
            "qr": segno.make(address, error="m").svg_inline(scale=1, title=None),
            "facts": [
                [_("Period"), f"{nice_date(certificate.first_day)} – {nice_date(certificate.last_day)}"],
                [_("Hours"), f"{hours} {_('clock hours')}"],
                [
                    _("Meetings"),
                    _("%(attended)s of %(meetings)s")
                    % {"attended": certificate.attended, "meetings": certificate.meetings},
                ],
                [_("Issued"), nice_date(timezone.localdate(certificate.issued_at))],
            ],
            "words": {
                "heading": _("Certificate of participation"),
                "states": _("%(network)s states that") % {"network": read_network().title},
                "took_part": _("took part in"),
                "facts": _("What it was"),
                "outcomes": _("Learning outcomes"),
                "verify": _("Check this certificate at"),
                "code": _("Code:"),
                "qr": _("QR code that leads to the page where you can check this certificate"),
                "note": _(
                    "This certificate shows participation. It is not a grade and says nothing about performance."
                ),
            },
        }
        return make_pdf(documents.CERTIFICATE, data)
