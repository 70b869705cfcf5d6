"""The dossier as a file that programs read, as paper, and as one bundle with everything in it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge_network.exchange.badges.document import sign_badge
from knowledge_network.exchange.badges.enums import BadgeForm
from knowledge_network.exchange.dossier import documents
from knowledge_network.exchange.dossier.queries import Activity, Dossier, DossierYear, Entry
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.network import read_network
from knowledge_network.kit.pdf import make_pdf
from plg.records.presenters.certificates import draw_certificate
from plg.records.registry import Beside


def draw_dossier(dossier: Dossier) -> bytes:
    """As a tagged PDF, in the language of who reads."""
    network = read_network().title
    data = {
        "title": _("Professional record"),
        "lang": get_language() or "nl",
        "network": network,
        "holder": dossier.member.get_full_name(),
        "work": ", ".join(str(job.organisation) for job in dossier.member.current_appointments),
        "made": _("%(network)s, %(day)s") % {"network": network, "day": nice_date(dossier.made_on)},
        "total": _("%(hours)s hours") % {"hours": localize(dossier.hours.normalize())},
        "years": [_year_on_paper(year) for year in dossier.years],
        "beside": [
            {
                "heading": " · ".join(part for part in (str(one.heading), one.total) if part),
                "rows": [{"text": row.text, "about": f"{nice_date(row.day)} · {row.about}"} for row in one.lines],
            }
            for one in dossier.beside
        ],
        "words": {
            "total": _("Hours in meetings"),
            "activities": _("Meetings and hours"),
            "hours": _("Hours:"),
            "columns": [_("Date"), _("Meeting"), _("Role"), _("Attendance"), _("Hours")],
            "nothing": _("Nothing stands in this record yet."),
            "note": _(
                "Made by the holder and shared by nobody else. Hours are confirmed minutes and accredited preparation, "
                "rounded to quarter hours per meeting, eight a day at most. It is not a grade."
            ),
        },
    }
    return make_pdf(documents.DOSSIER, data)


def _year_on_paper(year: DossierYear) -> dict[str, Any]:
    return {
        "title": _("School year %(year)s") % {"year": year.label},
        "hours": localize(year.hours.normalize()),
        "lines": [_line_on_paper(activity) for activity in year.activities],
        "parts": [
            {
                "heading": str(part.label),
                "rows": [{"text": row.text, "about": row.about, "note": row.note} for row in entries],
            }
            for part, entries in year.parts
        ],
    }


def _line_on_paper(activity: Activity) -> list[str]:
    line = activity.line
    return [
        nice_date(line.day),
        f"{line.meeting.of_whom}: {line.meeting.title}",
        activity.role,
        line.label,
        localize(line.hours),
    ]


def write_dossier(dossier: Dossier) -> str:
    """As JSON: names of fields are English and stay as they are, days are ISO 8601, hours are decimals in text."""
    document = {
        "format": "knowledge-network-record",
        "version": 1,
        "network": read_network().title,
        "holder": dossier.member.get_full_name(),
        "made_on": dossier.made_on.isoformat(),
        "hours": str(dossier.hours),
        "school_years": [_year_as_data(year) for year in dossier.years],
        "beside": [_beside_as_data(one) for one in dossier.beside],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _year_as_data(year: DossierYear) -> dict[str, Any]:
    activities = [
        {
            "date": activity.line.day.isoformat(),
            "title": activity.line.meeting.title,
            "group": str(activity.line.meeting.of_whom),
            "role": activity.role,
            "attendance": activity.line.status,
            "hours": str(activity.line.hours),
        }
        for activity in year.activities
    ]
    parts = {part.value: [_entry_as_data(entry) for entry in entries] for part, entries in year.parts}
    return {"school_year": year.label, "hours": str(year.hours), "activities": activities, **parts}


def _entry_as_data(entry: Entry) -> dict[str, str]:
    told = {"date": entry.day.isoformat(), "title": entry.text, "about": entry.about, "note": entry.note}
    return {name: text for name, text in told.items() if text}


def _beside_as_data(beside: Beside) -> dict[str, Any]:
    lines = [{"date": line.day.isoformat(), "title": line.text, "about": line.about} for line in beside.lines]
    return {"heading": str(beside.heading), "total": beside.total, "lines": lines}


def bundle_dossier(dossier: Dossier) -> bytes:
    """A ZIP: the paper, the same as JSON, each certificate as it was given, and each badge in both forms."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dossier.pdf", draw_dossier(dossier))
        archive.writestr("dossier.json", write_dossier(dossier))
        for certificate in dossier.certificates:
            archive.writestr(f"certificaten/{certificate.code}.pdf", draw_certificate(certificate))
        for badge in dossier.badges:
            for form in BadgeForm:
                archive.writestr(f"badges/{badge.public_id}.{form.address}", sign_badge(badge, form))
    return target.getvalue()
