"""Who is writing where in a plan just now. Kept for seconds in the cache; nobody is locked out by it."""

from __future__ import annotations

import time

from django.core.cache import cache

from knowledge_network.members.people.models import Member
from lesson_study.plan.models import LessonPlan

SECONDS = 20
# Name, colour of the avatar, the cell («row:column:letter») and when.
Seen = tuple[str, int, str, float]


def note_presence(plan: LessonPlan, member: Member, place: str) -> dict[str, dict[str, str | int]]:
    """That `member` is at `place` (nothing: only looks); who else is here, by public id."""
    key, now = f"lesson-plan-presence:{plan.pk}", time.time()
    seen: dict[str, Seen] = cache.get(key) or {}
    others = {who: entry for who, entry in seen.items() if now - entry[3] < SECONDS and who != member.public_id}
    mine: Seen = (member.given_name, member.avatar_colour, place, now)
    cache.set(key, others | {member.public_id: mine}, SECONDS)
    return {who: {"name": name, "colour": colour, "place": where} for who, (name, colour, where, _at) in others.items()}
