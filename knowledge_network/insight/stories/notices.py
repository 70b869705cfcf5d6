"""Who hears of a story: once, who is in its group when they may read it, and who told it when it went out of view."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.stories.enums import StoryVisibility
from knowledge_network.insight.stories.models import ValueStory
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register
from plg.groups.models import GroupMembership

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice


def stale_when_hidden(notice: Notice) -> str:
    rows = ValueStory.objects.visible_to(notice.member)
    return "" if rows.filter(public_id=notice.params.get("story", "")).exists() else "not to be read any more"


def _hidden(notice: Notice) -> NoticeMail:
    lines: list[Any] = [
        _("Your value story «%(title)s» is out of view. Only you can read it now, and nothing is lost.")
        % notice.params,
        _("Why: %(reason)s") % notice.params,
        _("Change what is asked, and share it again when you like."),
    ]
    return NoticeMail(
        subject=_("Your value story is out of view"),
        lines=lines,
        button=_("Look at your story"),
        url=absolute_url(notice.url),
    )


STORY_TOLD = register(
    NoticeKind(
        name="insight.story_told",
        text=lambda p: _("%(name)s told what learning together brought: «%(title)s».") % p,
        label=gettext_lazy("Somebody in my group tells a value story"),
        why=gettext_lazy("You are in this group."),
        icon="sprout",
        section=Section.GROUPS,
        default=Channel.WEEKLY.value,
        stale=stale_when_hidden,
    )
)
STORY_HIDDEN = register(
    NoticeKind(
        name="insight.story_hidden",
        text=lambda p: _("Your value story «%(title)s» is out of view. Why: %(reason)s") % p,
        label=gettext_lazy("Who runs the network took a story of mine out of view"),
        why=gettext_lazy("You told this story."),
        icon="eye-off",
        section=Section.OTHER,
        default=Channel.NOW.value,
        mail=_hidden,
    )
)


def _key(story: ValueStory) -> str:
    return f"{STORY_TOLD.name}:{story.public_id}"


def tell_of_story(story: ValueStory, *, by: Member, at: dt.datetime) -> None:
    """Who is in its group, when they may read it; of a story without a group nobody in particular."""
    if story.group is None or story.visibility not in StoryVisibility.SHARED:
        return
    rows = GroupMembership.objects.current().of_present().filter(group=story.group).select_related("member")
    notify(
        STORY_TOLD,
        to=[row.member for row in rows],
        key=_key(story),
        url=story.get_absolute_url(),
        by=by,
        group_key=story.group.slug,
        at=at,
        story=story.public_id,
        title=story.title,
        name=by.get_full_name(),
    )


def forget_story(story: ValueStory) -> None:
    """It is not to be read any more: whoever did not look yet hears nothing of it."""
    forget_notices(keys=[_key(story)])


def tell_hidden(story: ValueStory, *, by: Member, reason: str, at: dt.datetime) -> None:
    notify(
        STORY_HIDDEN,
        to=[story.author],
        key=f"{STORY_HIDDEN.name}:{story.public_id}:{at:%Y%m%d%H%M%S}",
        url=story.get_absolute_url(),
        by=by,
        at=at,
        title=story.title,
        reason=reason,
    )
