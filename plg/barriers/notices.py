"""What people hear of a barrier: who can take it away, and those who brought it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register
from plg.barriers.enums import BarrierState
from plg.barriers.models import Barrier
from plg.barriers.queries import find_who_brought, find_who_speaks

if TYPE_CHECKING:
    import datetime as dt

    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice
    from plg.barriers.models import BarrierTurn


def _find_barrier(notice: Notice) -> Barrier | None:
    rows = Barrier.objects.visible_to(notice.member).with_words()
    return rows.filter(public_id=notice.params.get("barrier", "")).first()


def stale_when_answered(notice: Notice) -> str:
    barrier = _find_barrier(notice)
    if barrier is None:
        return "taken back"
    may = barrier.organisation_id in notice.member.directed_organisations | notice.member.led_organisations
    return "" if may and not barrier.is_answered else "answered or put to somebody else"


def stale_when_moved(notice: Notice) -> str:
    barrier = _find_barrier(notice)
    return "" if barrier is not None and barrier.state == notice.params.get("state") else "further by now"


def _put_text(params: dict[str, Any]) -> str:
    return _("A theme group ran into something that you can take away: «%(title)s».") % params


def _put_mail(notice: Notice) -> NoticeMail:
    barrier = _find_barrier(notice)
    return NoticeMail(
        subject=_("What stands in the way, and can you take it away?"),
        lines=[
            _("«%(group)s» worked on a question from practice and ran into this.") % notice.params,
            _("Your answer is read by every member of the network. «It stays, because …» is an answer too."),
        ],
        button=_("Read it and answer"),
        url=absolute_url(notice.url),
        quote=barrier.entry.title if barrier is not None else "",
    )


def _moved_text(params: dict[str, Any]) -> str:
    if params["state"] == BarrierState.ASKED:
        return _("Your barrier «%(title)s» was put to %(whom)s.") % params
    labels = {str(value): label for value, label in BarrierState.choices}
    return _("There is an answer about your barrier «%(title)s»: %(label)s.") % {
        **params,
        "label": labels.get(params["state"], ""),
    }


BARRIER_PUT = register(
    NoticeKind(
        name="plg.barrier_put",
        text=_put_text,
        why=gettext_lazy("You speak for the organisation that this was put to."),
        icon="ban",
        label=gettext_lazy("A barrier is put to my board, institute or school"),
        default=Channel.DAILY,
        mail=_put_mail,
        stale=stale_when_answered,
        section=Section.GROUPS,
    )
)
BARRIER_MOVED = register(
    NoticeKind(
        name="plg.barrier_moved",
        text=_moved_text,
        why=gettext_lazy("Your theme group named this barrier."),
        icon="ban",
        label=gettext_lazy("What becomes of a barrier that my theme group named"),
        default=Channel.DAILY,
        stale=stale_when_moved,
        section=Section.GROUPS,
    )
)


def tell_addressee(barrier: Barrier, turn: BarrierTurn, *, by: Member, at: dt.datetime) -> None:
    """Each time that it is put to an organisation of which somebody is a member."""
    if barrier.organisation is not None:
        _tell(BARRIER_PUT, barrier, turn, find_who_speaks(barrier.organisation), by=by, at=at)


def tell_who_brought(barrier: Barrier, turn: BarrierTurn, *, by: Member, at: dt.datetime) -> None:
    _tell(BARRIER_MOVED, barrier, turn, find_who_brought(barrier), by=by, at=at)


def _tell(
    kind: NoticeKind, barrier: Barrier, turn: BarrierTurn, people: list[Member], *, by: Member, at: dt.datetime
) -> None:
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{turn.pk}",
        url=barrier.get_absolute_url(),
        by=by,
        at=at,
        barrier=barrier.public_id,
        title=barrier.entry.title,
        group=barrier.entry.walk.group.name,
        state=str(turn.state),
        whom=barrier.organisation.name if barrier.organisation is not None else barrier.entry.get_addressee_display(),
    )
