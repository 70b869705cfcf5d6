"""Talk inside a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import GROUP_WORK, PARTICIPATION, PersonalModel
from plg.groups.models import Group, GroupMembership

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member

SEARCH_CONFIG = "dutch_unaccent"


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, member: Member) -> Self:
        """What is said in the groups that `member` is in today; nobody else reads it, whatever their role."""
        mine = GroupMembership.objects.current().filter(member=member)
        return self.present().filter(group__in=mine.values("group"))

    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-is_pinned", "-last_post_at", "-pk")

    def with_reading_of(self, membership: GroupMembership) -> Self:
        """`read_until` (up to when this member has read) and `is_unread`: somebody else posted after that."""
        reading = ConversationReading.objects.filter(conversation=OuterRef("pk"), member=membership.member_id)
        everything = Value(membership.read_everything_until, output_field=models.DateTimeField())
        read_until = Greatest(Coalesce(Subquery(reading.values("read_until")[:1]), everything), everything)
        unread = Q(last_post_at__gt=F("read_until")) & (
            Q(last_post_by__isnull=True) | ~Q(last_post_by=membership.member_id)
        )
        return self.annotate(read_until=read_until).annotate(
            is_unread=models.ExpressionWrapper(unread, output_field=models.BooleanField())
        )

    def matching(self, words: str) -> Self:
        return self.annotate(found=SearchVector("title", config=SEARCH_CONFIG)).filter(
            found=SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
        )


class Conversation(models.Model):
    """A subject that the group talks about: an opening post and its replies."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="conversations")
    title = models.CharField(_("subject"), max_length=150)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    # Stored by the action that posts.
    post_count = models.PositiveIntegerField(default=0, editable=False)
    last_post_at = models.DateTimeField(_("last post"), default=timezone.now)
    last_post_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = NetworkManager.from_queryset(ConversationQuerySet)()

    privacy = PersonalModel(
        subjects=("started_by",),
        fields={"started_by": GROUP_WORK.keep(), "last_post_by": GROUP_WORK.keep(), "title": GROUP_WORK.keep()},
        impersonal=("public_id",),
        with_row=("group", "started_at", "is_pinned", "closed_at", "removed_at", "post_count", "last_post_at"),
    )

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes = [
            models.Index(
                fields=["group", "-is_pinned", "-last_post_at"],
                name="plg_conversation_newest",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ConversationReading(models.Model):
    """How far a member has read in a conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="readings")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_until = models.DateTimeField(_("read until"))

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("member",),
        fields={"member": PARTICIPATION.delete()},
        with_row=("conversation", "read_until"),
    )

    class Meta:
        verbose_name = _("reading of a conversation")
        verbose_name_plural = _("readings of conversations")
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="plg_conversation_read_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.conversation_id}"


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(conversation__in=Conversation.objects.visible_to(member))

    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def matching(self, words: str) -> Self:
        """Posts that hold these words, in any of their forms; meant for the posts of one group."""
        return self.annotate(found=SearchVector("text", config=SEARCH_CONFIG)).filter(
            found=SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
        )


class Post(models.Model):
    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="posts")
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("by"),
    )
    text = models.TextField(_("text"), max_length=10_000)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("removed by"),
    )
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        blank=True,
        verbose_name=_("mentions"),
    )
    # Of the group, and shown with the post; what is taken out of the files is no longer shown here.
    files = models.ManyToManyField("plg.GroupFile", related_name="posts", blank=True, verbose_name=_("files"))
    # Since when the chair asks who read it: members press by choice, and everybody sees who did.
    asks_read_at = models.DateTimeField(_("asks who read it since"), null=True, blank=True)
    # One post per filled-in form, however often it is sent.
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = NetworkManager.from_queryset(PostQuerySet)()

    privacy = PersonalModel(
        subjects=("author",),
        fields={
            "author": GROUP_WORK.keep(),
            "text": GROUP_WORK.keep(),
            "removed_by": GROUP_WORK.keep(),
            "mentions": GROUP_WORK.blank(),
        },
        impersonal=("public_id", "idempotency_key"),
        with_row=("conversation", "reply_to", "posted_at", "edited_at", "removed_at", "files", "asks_read_at"),
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [models.Index(fields=["conversation", "posted_at", "id"], name="plg_post_in_order")]

    def __str__(self) -> str:
        # Never the text: this name stands in the audit trail.
        return self.public_id


class PostRevision(models.Model):
    """The text of a post as it was before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("post__author",),
        fields={"text": GROUP_WORK.delete(), "replaced_by": GROUP_WORK.keep()},
        with_row=("post", "written_at", "replaced_at"),
    )

    class Meta:
        verbose_name = _("earlier version of a post")
        verbose_name_plural = _("earlier versions of posts")
        indexes = [models.Index(fields=["post", "-replaced_at"], name="plg_post_revision_newest")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.written_at:%Y-%m-%d}"
