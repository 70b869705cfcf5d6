"""What happens to films when somebody leaves a group or the network."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from knowledge_network.members import signals
from knowledge_network.members.people.models import Member
from lesson_study.video.actions.consents import forget_in_films, leave_films
from lesson_study.video.actions.sessions import free_places
from plg.groups.models import Group
from plg.groups.signals import left_group


@receiver(left_group, dispatch_uid="lesson_study.video_left_group")
def free_places_of_leaver(sender: Any, *, member: Member, group: Group | None, **kwargs: Any) -> None:
    free_places(member=member, group=group)


@receiver(signals.member_left, dispatch_uid="lesson_study.video_member_left")
def hide_films_of_leaver(sender: Any, *, member: Member, **kwargs: Any) -> None:
    leave_films(member=member)


@receiver(signals.member_erased, dispatch_uid="lesson_study.video_member_erased")
def erase_films_of_member(sender: Any, *, member: Member, **kwargs: Any) -> None:
    forget_in_films(member=member)
