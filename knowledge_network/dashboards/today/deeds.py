"""What is done in the cockpit without leaving it, and taking it back: each deed goes to the room that it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking.actions import matching
from expertise.asking.queries.board import list_for_desk as list_questions
from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.signing.models import Signature
from knowledge_network.dashboards import notices
from knowledge_network.dashboards.enums import Deed, Sort
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.admission.actions import signups
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.desk import actions as desk
from knowledge_network.members.people.blockers import BlockedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.vocabulary.actions import approve_topic
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.outbox import upkeep
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.topics.models import Topic
from plg.groups.actions.contact import find_reach
from plg.groups.actions.lifecycle import change_state
from plg.groups.enums import GroupState
from plg.groups.lifecycle import COORDINATOR, list_steps
from plg.groups.models import Group
from plg.meetings.models import Meeting
from plg.meetings.queries import list_for_desk as list_meetings

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Outcome:
    """What to say of it, and whether it can be taken back."""

    said: str
    can_undo: bool = True


type Find = Callable[[Member], QuerySet[Any]]

# Where the things are of which the cockpit speaks: the field that is their key, and those that this reader may see.
GROUPS: tuple[str, Find] = ("slug", lambda _member: Group.objects.all())
MEETINGS: tuple[str, Find] = ("public_id", lambda _member: list_meetings())
THINGS: dict[str, tuple[str, Find]] = {
    Sort.SIGNUP: ("public_id", SignupRequest.objects.visible_to),
    Sort.MAIL: ("public_id", lambda _member: Delivery.objects.all()),
    Sort.TOPIC: ("slug", lambda _member: Topic.objects.proposed()),
    **dict.fromkeys((Sort.DECIDE, Sort.JOINING, Sort.DORMANT, Sort.ENDS), GROUPS),
    **dict.fromkeys((Sort.ATTENDANCE, Sort.MINUTES), MEETINGS),
    Sort.QUESTION: ("public_id", list_questions),
    Sort.PRODUCT: ("slug", lambda _member: KnowledgeProduct.objects.all()),
    Sort.OBLIGATION: ("public_id", Obligation.objects.visible_to),
    Sort.SIGNATURE: ("public_id", lambda _member: Signature.objects.all()),
}


def find_thing(item: str, by: Member) -> Any:
    """What `item` («sort:key») names; 404 for what is not there."""
    sort, _colon, key = item.partition(":")
    if sort == Sort.CLASH:
        pair = list(list_meetings().filter(public_id__in=key.split(":")))
        if len(pair) != 2:
            raise Http404
        return pair[0]
    if sort not in THINGS:
        raise Http404
    field, find = THINGS[sort]
    try:
        found = find(by).filter(**{field: key}).first()
    except ValidationError as error:  # no number of a mail
        raise Http404 from error
    if found is None:
        raise Http404
    return found


# Doing ------------------------------------------------------------------------------------------


@transaction.atomic
def perform(*, item: str, deed: str, by: Member, to: Member | None = None, until: dt.date | None = None) -> Outcome:
    """Do it. RefusedError, in words for who tries, when it cannot be done now."""
    thing = find_thing(item, by)
    if deed == Deed.ASSIGN:
        return _assign(item, thing, to, by)
    if deed == Deed.LATER:
        desk.set_item_aside(item=item, until=until or _tomorrow(), by=by)
        return Outcome(_("«%(name)s» is back on %(day)s.") % _words(thing, day=nice_date(until or _tomorrow())))
    if deed == Deed.DONE:
        desk.finish_item(item=item, by=by)
        return Outcome(_("«%(name)s» is ticked off.") % _words(thing))
    if deed == Deed.TAKE_UP:
        desk.take_item_up(item=item, by=by)
        return Outcome(_("«%(name)s» waits again.") % _words(thing), can_undo=False)
    sort = item.partition(":")[0]
    if (sort, deed) not in OWN_DEEDS:
        raise Http404
    return OWN_DEEDS[sort, deed](item, thing, by)


def _tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


def _words(thing: Any, **more: str) -> dict[str, str]:
    return {"name": call_it(thing), **more}


def call_it(thing: Any) -> str:
    """How people call it."""
    if isinstance(thing, Delivery):
        return thing.address
    if isinstance(thing, Signature):
        return thing.party.name_as_signed
    return thing.get_full_name() if hasattr(thing, "get_full_name") else str(getattr(thing, "title", "") or thing)


def _assign(item: str, thing: Any, to: Member | None, by: Member) -> Outcome:
    if to is not None and not to.is_coordinator:
        raise Http404
    desk.assign_item(item=item, to=to, by=by)
    if to is None:
        return Outcome(_("«%(name)s» is for everybody again.") % _words(thing), can_undo=False)
    notify(
        notices.DESK_ASSIGNED,
        to=[to],
        key=_assigned_key(item),
        url=reverse("dashboards:start", query={"deel": "van-mij"}),
        by=by,
        who=by.get_full_name(),
        what=call_it(thing),
    )
    return Outcome(_("%(who)s sees to «%(name)s».") % _words(thing, who=to.get_full_name()))


def _assigned_key(item: str) -> str:
    return f"dashboards.desk_assigned:{item}:{timezone.localdate()}"


def _approve_signup(_item: str, signup_request: SignupRequest, by: Member) -> Outcome:
    try:
        member = signups.approve_signup(signup_request=signup_request, by=by)
    except AdmissionError as error:
        raise RefusedError(str(error)) from error
    return Outcome(_("%(name)s is a member now and gets a mail in a few minutes.") % _words(member))


def _approve_topic(_item: str, topic: Topic, by: Member) -> Outcome:
    approve_topic(topic=topic, by=by)
    return Outcome(_("The topic «%(name)s» is taken up.") % _words(topic), can_undo=False)


def _approve_group(_item: str, group: Group, by: Member) -> Outcome:
    """The step by which a coordinator says yes; what is missing stands in the refusal."""
    steps = [step for step in list_steps(group.kind, group.state) if step.who == COORDINATOR and step.main]
    if group.state not in GroupState.UNDECIDED or not steps:
        raise RefusedError(_("The group is in another state now. Look again."))
    change_state(group=group, to=steps[0].to, by=by)
    said = _("«%(name)s» is now: %(state)s.") % _words(group, state=str(group.get_state_display()))
    return Outcome(said, can_undo=False)


def _send_again(item: str, delivery: Delivery, by: Member) -> Outcome:
    if upkeep.resend(delivery=delivery, by=by) is None:
        raise RefusedError(_("This mail cannot be sent again: what it said is no longer kept."))
    desk.finish_item(item=item, by=by)
    return Outcome(_("The mail to %(name)s is sent once more.") % _words(delivery), can_undo=False)


def _remind_leaders(item: str, thing: Any, by: Member) -> Outcome:
    """Who leads the group hears under the bell and by mail what waits; once a day."""
    group, url = (thing, thing.get_absolute_url()) if isinstance(thing, Group) else _group_of(thing)
    people = find_reach([group]).people if group is not None else []
    if group is None or not people:
        raise RefusedError(_("There is nobody to remind: the group has no leader in the network now."))
    notify(
        notices.LEADERS_REMINDED,
        to=people,
        key=_reminded_key(item),
        url=url,
        by=by,
        group_key=group.slug,
        sort=item.partition(":")[0],
        what=call_it(thing),
    )
    desk.set_item_aside(item=item, until=timezone.localdate() + REMINDED_FOR, by=by)
    names = ", ".join(person.get_full_name() for person in people if person.pk != by.pk)
    return Outcome(_("%(who)s gets a reminder of «%(name)s».") % _words(thing, who=names or by.get_full_name()))


def _group_of(meeting: Meeting) -> tuple[Group | None, str]:
    return meeting.group, reverse("plg:meeting_detail", args=[meeting.public_id])


# Who was reminded has a week before it stands on the desk again.
REMINDED_FOR = dt.timedelta(days=7)


def _reminded_key(item: str) -> str:
    return f"dashboards.leaders_reminded:{item}:{timezone.localdate()}"


def _remind_experts(item: str, help_request: Any, by: Member) -> Outcome:
    count = matching.remind(help_requests=[help_request.pk], by=by)
    if not count:
        raise RefusedError(_("Nobody was asked by name who is still silent. Ask somebody."))
    desk.set_item_aside(item=item, until=timezone.localdate() + REMINDED_FOR, by=by)
    return Outcome(_("Who was asked for «%(name)s» is asked again.") % _words(help_request), can_undo=False)


type Handle = Callable[[str, Any, Member], Outcome]
REMINDED_BY_LEADERS = (Sort.ATTENDANCE, Sort.MINUTES, Sort.JOINING, Sort.ENDS, Sort.DORMANT)
OWN_DEEDS: dict[tuple[str, str], Handle] = {
    (Sort.SIGNUP, Deed.APPROVE): _approve_signup,
    (Sort.TOPIC, Deed.APPROVE): _approve_topic,
    (Sort.DECIDE, Deed.APPROVE): _approve_group,
    (Sort.MAIL, Deed.SEND_AGAIN): _send_again,
    (Sort.QUESTION, Deed.REMIND): _remind_experts,
    **{(sort, Deed.REMIND): _remind_leaders for sort in REMINDED_BY_LEADERS},
}


# Taking back ------------------------------------------------------------------------------------


@transaction.atomic
def take_back(*, item: str, deed: str, by: Member) -> str:
    """As it was; what to say of it. RefusedError when it is too late."""
    sort = item.partition(":")[0]
    thing = find_thing(item, by)
    if (sort, deed) == (Sort.SIGNUP, Deed.APPROVE):
        try:
            signups.take_decision_back(signup_request=thing, by=by)
        except (AdmissionError, BlockedError) as error:
            raise RefusedError(str(error)) from error
        return _("The request of %(name)s waits again; no mail was sent.") % _words(thing)
    if deed == Deed.ASSIGN:
        desk.assign_item(item=item, to=None, by=by)
        forget_notices(keys=[_assigned_key(item)])
    elif deed == Deed.REMIND and sort in REMINDED_BY_LEADERS:
        forget_notices(keys=[_reminded_key(item)])
        desk.take_item_up(item=item, by=by)
    elif deed in {Deed.LATER, Deed.DONE}:
        desk.take_item_up(item=item, by=by)
    else:
        raise PermissionDenied
    return _("«%(name)s» waits again.") % _words(thing)


def find_team(members: Iterable[Member], by: Member) -> list[Member]:
    """Those to whom something can be given, oneself first."""
    return sorted(members, key=lambda member: (member.pk != by.pk, member.sort_name))
