"""Signed addresses: where a guest reads plan and discussion, and where a school leader answers without logging in."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.models import Member
from lesson_study.cycles.models import CoverRequest, KnowledgeableOther

SALT = "lesson_study.guest"
COVER_SALT = "lesson_study.cover"


def make_token(expert: KnowledgeableOther) -> str:
    return signing.dumps(expert.public_id, salt=SALT)


def guest_address(expert: KnowledgeableOther) -> str:
    """The full address of the page of a guest."""
    return absolute_url(reverse("lesson_study:guest", args=[make_token(expert)]))


def guest_from_token(token: str) -> KnowledgeableOther | None:
    """The guest of this token as long as they stand; None for a token that is false or of who was withdrawn."""
    try:
        public_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found: KnowledgeableOther | None = (
        KnowledgeableOther.objects.standing()
        .select_related("cycle__group")
        .filter(public_id=public_id, member__isnull=True)
        .first()
    )
    return found


def reader_from_token(token: str) -> KnowledgeableOther | None:
    """The same, for plan and discussion: who has no account reads what the team makes until the study is over."""
    guest = guest_from_token(token)
    return None if guest is None or guest.cycle.is_over else guest


def cover_address(request: CoverRequest) -> str:
    """Where who is signed in answers."""
    return reverse("lesson_study:cover_answer", args=[request.public_id])


def cover_token(request: CoverRequest, leader: Member) -> str:
    return signing.dumps([request.public_id, leader.public_id], salt=COVER_SALT)


def cover_mail_address(request: CoverRequest, leader: Member) -> str:
    """The full address in the mail to `leader`; it says who answers."""
    return absolute_url(reverse("lesson_study:cover_from_mail", args=[cover_token(request, leader)]))


def cover_from_token(token: str) -> tuple[CoverRequest, Member] | None:
    """The request and who answers it, as long as they are there and still the one to ask."""
    try:
        request_id, leader_id = signing.loads(token, salt=COVER_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    leader = Member.objects.active().with_access().filter(public_id=leader_id).first()
    if leader is None:
        return None
    rows = CoverRequest.objects.to_answer_by(leader).select_related("day__cycle__group", "day__site", "member")
    request = rows.filter(public_id=request_id).first()
    return None if request is None else (request, leader)
