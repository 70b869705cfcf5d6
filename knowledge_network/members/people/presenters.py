"""People as pages show them: a row of a query in words, and no more of it than they let others see."""

from __future__ import annotations

from typing import Any

from knowledge_network.members.people.enums import Standing, Visibility
from knowledge_network.members.people.photos import photo_url
from knowledge_network.members.people.queries import FUNCTION_LABELS

# Codes of ISO 639 that people here speak, as each language calls itself.
LANGUAGE_NAMES = {
    "nl": "Nederlands",
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pl": "Polski",
    "tr": "Türkçe",
    "ar": "العربية",
    "uk": "Українська",
    "ru": "Русский",
    "fa": "فارسی",
    "ti": "Tigrinya",
    "so": "Soomaali",
    "syr": "Suryoyo (Aramees)",
    "ku": "Kurdî",
    "pt": "Português",
    "zh": "Zhongwen (Chinees)",
    "id": "Bahasa Indonesia",
    "nds": "Nedersaksisch (Twents)",
    "fy": "Frysk",
    "pap": "Papiamentu",
    "bzs": "Nederlandse Gebarentaal",
}


def card(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `directory_rows` as the template shows it to members."""
    public_id, given, family = row["public_id"], row["given_name"], row["family_name"]
    hidden = Visibility.NOBODY
    work = row["work"] if row["work_visibility"] != hidden else None
    photo = row["photo"] if row["photo_visibility"] != hidden else ""
    return {
        "url": f"/leden/{public_id}/",
        "name": " ".join(part for part in (given, row["infix"], family) if part),
        "initials": (given[:1] + family[:1]).upper(),
        "colour": sum(map(ord, public_id)) % 6,
        "photo": photo_url(public_id, photo, 96) if photo else "",
        "function": str(FUNCTION_LABELS.get(work["function"], "")) if work else "",
        "place": " · ".join(part for part in (work["school"], work["board"]) if part) if work else "",
        "topics": row["topic_names"] if row["topics_visibility"] != hidden else [],
    }


def shown_profile(member: Any, viewer: Any) -> dict[str, Any]:
    """What `viewer` may see of a member that came with `with_profile`."""
    photo = member.photo.name if member.photo and member.shows("photo", viewer) else ""
    return {
        "photo": photo_url(member.public_id, photo, 320) if photo else "",
        "email": member.email if member.shows("email", viewer) else "",
        "about": member.about if member.shows("about", viewer) else "",
        "work": [
            {**work, "function": FUNCTION_LABELS.get(work["function"], "")}
            for work in (member.work_now if member.shows("work", viewer) else [])
        ],
        "topics": member.topics_now if member.shows("topics", viewer) else [],
        "languages": [
            LANGUAGE_NAMES.get(code, code) for code in (member.languages if member.shows("languages", viewer) else [])
        ],
    }


def management_row(row: dict[str, Any]) -> dict[str, Any]:
    work = row["work"] or {}
    state, tone = _state_of(row)
    return {
        "url": f"/beheer/leden/{row['public_id']}/",
        "name": " ".join(part for part in (row["given_name"], row["infix"], row["family_name"]) if part),
        "email": row["email"],
        "function": str(FUNCTION_LABELS.get(work.get("function") or "", "")),
        "school": work.get("school") or "",
        "board": work.get("board") or "",
        "last_seen_on": row["last_seen_on"],
        "state": state,
        "tone": tone,
    }


def _state_of(row: dict[str, Any]) -> tuple[Any, str]:
    if row["left_at"]:
        return Standing.LEFT.label, ""
    if row["erasure_requested_at"]:
        return Standing.LEAVING.label, "wait"
    if row["suspended_at"]:
        return Standing.SUSPENDED.label, "bad"
    return (Standing.ACTIVE.label, "ok") if row["work"] else (Standing.WITHOUT_APPOINTMENT.label, "wait")
