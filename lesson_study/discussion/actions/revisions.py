"""At most three changes to the plan, each with what was seen; then the next version."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.together import lay_over, list_lengths
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from lesson_study.classroom.models import Observation
from lesson_study.discussion import notices
from lesson_study.discussion.actions.discussions import lock_discussion, record
from lesson_study.discussion.enums import MOST_REVISIONS, Step
from lesson_study.discussion.models import Discussion, EvidenceLink, Revision
from lesson_study.plan.actions.plans import start_next_version
from lesson_study.plan.models import LessonPlan

FIELDS = ("row_key", "before", "after", "reason")


@transaction.atomic
def add_revision(
    *, discussion: Discussion, by: Member, after: str, reason: str, before: str = "", row_key: uuid.UUID | None = None
) -> Revision:
    """A change, from its step on. The fourth is refused: with more one does not know what helped."""
    locked = _at_revision(discussion)
    taken = set(locked.revisions.values_list("position", flat=True))
    free = [number for number in range(1, MOST_REVISIONS + 1) if number not in taken]
    if not free:
        raise RefusedError(_("Three changes at most: with more you do not know what helped."))
    made = Revision.objects.create(
        discussion=locked, position=free[0], before=before, after=after, reason=reason, row_key=row_key
    )
    if locked.no_revision_reason:
        locked.no_revision_reason = ""
        locked.save(update_fields=["no_revision_reason"])
    record("revision_added", locked.lesson.cycle, by)
    return made


@transaction.atomic
def change_revision(
    *, revision: Revision, by: Member, seen: Mapping[str, str] | None = None, **values: Any
) -> tuple[str, ...]:
    """Other words; with what somebody else wrote since the writer had `seen` them. Returns where two wrote at once."""
    locked = _at_revision(revision.discussion)
    stored = Revision.objects.get(pk=revision.pk)
    _check_not_applied(stored)
    known = dict(seen or {})
    if known.pop("row", None) == str(values.get("row_key") or ""):
        values.pop("row_key", None)
    chosen = {name: values[name] for name in FIELDS if name in values}
    laid = lay_over(stored, chosen, known, list_lengths(stored))
    if laid.values:
        for name, value in laid.values.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(laid.values))
        record("revision_changed", locked.lesson.cycle, by)
    return laid.met


@transaction.atomic
def remove_revision(*, revision: Revision, by: Member) -> None:
    locked = _at_revision(revision.discussion)
    _check_not_applied(Revision.objects.get(pk=revision.pk))
    Revision.objects.filter(pk=revision.pk).delete()
    record("revision_removed", locked.lesson.cycle, by)


@transaction.atomic
def link_evidence(*, revision: Revision, observation: Observation, by: Member, is_linked: bool) -> None:
    """Whether `observation`, of the same lesson, stands behind `revision`. Asked twice it is the same."""
    locked = lock_discussion(revision.discussion)
    if observation.lesson_id != locked.lesson_id:
        raise RefusedError(_("Choose a note of this lesson."))
    links = EvidenceLink.objects.filter(revision=revision, observation=observation)
    if is_linked and not links.exists():
        EvidenceLink.objects.create(revision=revision, observation=observation, match=observation.match)
    elif not is_linked:
        links.delete()
    record("evidence_linked", locked.lesson.cycle, by)


@transaction.atomic
def change_nothing(
    *, discussion: Discussion, by: Member, reason: str, seen: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """«No change, because …»; not beside changes. An empty reason takes it back.

    With what somebody else wrote since the writer had `seen` the reason; not empty where two wrote at once.
    """
    locked = _at_revision(discussion)
    if reason and locked.revisions.exists():
        raise RefusedError(_("There is a change already. Take it away first."))
    known = {"no_revision_reason": seen["reason"]} if seen else {}
    laid = lay_over(locked, {"no_revision_reason": reason}, known, list_lengths(locked))
    if laid.values:
        locked.no_revision_reason = laid.values["no_revision_reason"]
        locked.save(update_fields=["no_revision_reason"])
        record("revision_not_needed", locked.lesson.cycle, by)
    return laid.met


@transaction.atomic
def make_next_version(*, discussion: Discussion, by: Member, at: dt.datetime | None = None) -> LessonPlan:
    """The plan once more, with the changes noted beside it; the team is told that it can be worked out."""
    now = at or timezone.now()
    locked = _at_revision(discussion)
    revisions = list(locked.revisions.filter(applied_at=None).order_by("position"))
    if not revisions:
        raise RefusedError(_("There is no change to make a next version of."))
    if locked.current_step == Step.REVISION and not locked.is_finished:
        raise RefusedError(_("Finish the step of the changes first. Then make the next version."))
    plan = start_next_version(plan=locked.lesson.plan, by=by)
    log = [plan.change_log] if plan.change_log else []
    log += [describe(revision) for revision in revisions]
    plan.change_log = "\n".join(log)[:3000]
    plan.save(update_fields=["change_log"])
    locked.revisions.filter(applied_at=None).update(applied_at=now)
    cycle = locked.lesson.cycle
    record("version_made_of_changes", cycle, by, version=plan.version)
    notify(
        notices.VERSION_READY,
        to=[person.member for person in cycle.team.present().select_related("member")],
        key=f"lesson_study.version:{plan.pk}",
        url=reverse("lesson_study:discussion", args=[cycle.public_id]),
        by=by,
        group_key=cycle.group.slug,
        at=now,
        title=cycle.title,
        version=plan.version,
    )
    return plan


def describe(revision: Revision) -> str:
    """A change in one line, as the next version keeps it."""
    before, after = (text.rstrip(" .") for text in (revision.before, revision.after))
    words = {"number": revision.position, "after": after, "before": before, "reason": revision.reason}
    if revision.before:
        return gettext("%(number)s. From «%(before)s» to «%(after)s». Why: %(reason)s") % words
    return gettext("%(number)s. %(after)s. Why: %(reason)s") % words


def _at_revision(discussion: Discussion) -> Discussion:
    locked = lock_discussion(discussion)
    if not locked.has_reached(Step.REVISION) or Step.REVISION not in locked.steps:
        raise RefusedError(_("First the pupils, then the plan: changes come at step 7."))
    return locked


def _check_not_applied(revision: Revision) -> None:
    if revision.applied_at is not None:
        raise RefusedError(_("This change stands in the next version already. Change it there."))
