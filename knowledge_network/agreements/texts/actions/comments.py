"""Remarks beside articles while a draft is being written."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from knowledge_network.agreements.texts import notices
from knowledge_network.agreements.texts.actions.drafts import hold_draft
from knowledge_network.agreements.texts.models import Article, ArticleComment
from knowledge_network.members.people.models import Member


@transaction.atomic
def add_comment(*, article: Article, by: Member, text: str) -> ArticleComment:
    hold_draft(article.agreement)
    comment: ArticleComment = ArticleComment.objects.create(article=article, author=by, text=text.strip())
    notices.tell_remark(comment, by=by)
    return comment


@transaction.atomic
def resolve_comment(*, comment: ArticleComment, by: Member) -> None:
    """Say that a remark was dealt with, or take that back."""
    hold_draft(comment.article.agreement)
    comment.resolved_at = None if comment.resolved_at else timezone.now()
    comment.save(update_fields=["resolved_at"])
