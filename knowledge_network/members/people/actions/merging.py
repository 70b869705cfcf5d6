"""Two accounts of one person become one; for a day it can be undone."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.moving import Outcome, put_back
from knowledge_network.members import signals
from knowledge_network.members.people import emails
from knowledge_network.members.people.merging import is_of_nobody_erased, move_rows
from knowledge_network.members.people.models import Member, MemberMerge
from knowledge_network.members.people.sessions import end_sessions
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search


class CannotMergeError(RefusedError):
    """Why these two accounts stay apart, in words for the person who tries."""


def check_merge(*, kept: Member, ended: Member) -> None:
    """CannotMergeError unless both are accounts of today without a role in the network."""
    if kept.pk == ended.pk:
        raise CannotMergeError(_("An account cannot be merged with itself."))
    for member in (kept, ended):
        if member.left_at or member.suspended_at or member.erasure_requested_at:
            raise CannotMergeError(_("%(name)s has no account that is in use.") % {"name": member})
        if member.network_roles.exclude(end__lte=timezone.localdate()).exists() or member.role_proposals.exists():
            raise CannotMergeError(_("%(name)s has a role in the network. End that role first.") % {"name": member})


def preview_merge(*, kept: Member, ended: Member) -> Outcome:
    """What a merge would do; nothing is changed."""
    check_merge(kept=kept, ended=ended)
    with transaction.atomic():
        outcome = move_rows(kept=kept, ended=ended)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def merge_members(*, kept: Member, ended: Member, by: Member) -> MemberMerge:
    """All that `ended` has goes over to `kept`; its log-ins close, and both addresses are told."""
    locked = {member.pk: member for member in Member.objects.select_for_update().filter(pk__in=[kept.pk, ended.pk])}
    kept, ended = locked[kept.pk], locked[ended.pk]
    check_merge(kept=kept, ended=ended)
    outcome = move_rows(kept=kept, ended=ended)
    ended.left_at = timezone.now()
    ended.save(update_fields=["left_at"])
    end_sessions(ended)
    merge = MemberMerge.objects.create(kept=kept, ended=ended, merged_by=by, **outcome.as_json())
    AuditEvent.objects.record("members.merged", kept, by=by, subject=kept, ended=ended.public_id)
    emails.say_merged(merge)
    _tell(kept, ended)
    return merge


@transaction.atomic
def undo_merge(*, merge: MemberMerge, by: Member) -> MemberMerge:
    """Within a day: rows go back and the other account can be used again; sessions do not come back."""
    merge = MemberMerge.objects.select_for_update(of=("self",)).select_related("kept", "ended").get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    if not merge.can_be_undone:
        raise CannotMergeError(_("A merge can be undone for 24 hours."))
    kept, ended = merge.kept, merge.ended
    ended.left_at = None
    ended.save(update_fields=["left_at"])
    put_back(moved=merge.moved, dropped=merge.dropped, may_return=is_of_nobody_erased)
    merge.undone_at, merge.moved, merge.dropped = timezone.now(), [], []
    merge.save(update_fields=["undone_at", "moved", "dropped"])
    AuditEvent.objects.record("members.merge_undone", kept, by=by, subject=kept, ended=ended.public_id)
    _tell(kept, ended)
    return merge


def _tell(*members: Member) -> None:
    search.refresh("member", [member.pk for member in members])
    for member in members:
        signals.member_changed.send(sender=Member, member=member)


@transaction.atomic
def forget_merges() -> int:
    """What can no longer be undone needs no copy of rows; how many."""
    return MemberMerge.forget_rows()
