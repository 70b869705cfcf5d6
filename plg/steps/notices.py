"""What a theme group hears when it goes on to another of its ten steps, or back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register
from plg.steps.enums import ThemeStep
from plg.steps.models import ThemeWalk

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice
    from plg.steps.models import StepMove


def _text(params: dict[str, Any]) -> str:
    labels = {str(value): label for value, label in ThemeStep.choices}
    words = {"group": params["group"], "number": params["number"], "step": labels.get(str(params["number"]), "")}
    return _("«%(group)s» is at step %(number)s now: %(step)s.") % words


def _mail(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("Your theme group is at another step"),
        lines=[_text(notice.params)],
        button=_("See what is missing for the next one"),
        url=absolute_url(notice.url),
    )


def stale_step(notice: Notice) -> str:
    now = ThemeWalk.objects.filter(group__slug=notice.group_key).values_list("step", flat=True).first()
    return "" if now is not None and str(now) == str(notice.params.get("number")) else "at another step by now"


STEP_TAKEN = register(
    NoticeKind(
        name="plg.theme_step_taken",
        text=_text,
        why=gettext_lazy("You are in this theme group."),
        icon="milestone",
        label=gettext_lazy("My theme group goes on to another step"),
        default=Channel.WEEKLY,
        mail=_mail,
        stale=stale_step,
        section=Section.GROUPS,
    )
)


def tell_of_step(move: StepMove, *, by: Member, url: str) -> None:
    """The group, but for who pressed; once for each step that it took."""
    group = move.walk.group
    people = [row.member for row in group.memberships.current().of_present().select_related("member")]
    notify(
        STEP_TAKEN,
        to=people,
        key=f"{STEP_TAKEN.name}:{move.pk}",
        url=url,
        by=by,
        group_key=group.slug,
        at=move.at,
        group=group.name,
        number=move.to_step,
    )
