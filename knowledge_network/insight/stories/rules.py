"""Everybody tells, who told it changes it, who runs the network can take it out of view. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.insight.stories.enums import StoryVisibility
from knowledge_network.members.rules import is_coordinator

if TYPE_CHECKING:
    from knowledge_network.insight.stories.models import ValueStory
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def told_it(member: Reader, story: ValueStory | None) -> bool:
    return story is not None and member.is_authenticated and story.author_id == member.pk


@rules.predicate
def is_read_widely(member: Reader, story: ValueStory | None) -> bool:
    return story is not None and story.visibility in StoryVisibility.WIDE


rules.add_perm("insight.tell_story", rules.is_authenticated)
rules.add_perm("insight.view_story", rules.always_allow)
rules.add_perm("insight.change_story", told_it)
# A name of a pupil, or something that hurts: out of sight first, then a talk.
rules.add_perm("insight.hide_story", is_coordinator & is_read_widely & ~told_it)
