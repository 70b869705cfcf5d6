"""The signed address by which a guest who is the knowledgeable other reads plan and discussion, without an account."""

from __future__ import annotations

from django.core import signing

from lesson_study.cycles.models import KnowledgeableOther

SALT = "lesson_study.guest"


def make_token(expert: KnowledgeableOther) -> str:
    return signing.dumps(expert.public_id, salt=SALT)


def guest_from_token(token: str) -> KnowledgeableOther | None:
    """The guest of this token as long as they stand; None for a token that is false or of who was withdrawn."""
    try:
        public_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found: KnowledgeableOther | None = (
        KnowledgeableOther.objects.standing().select_related("cycle__group").filter(public_id=public_id).first()
    )
    return found
