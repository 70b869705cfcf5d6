"""What is due by itself: noting what is late, and reminding who answers for it.

| when | who hears it |
|---|---|
| 30 days before, 7 days before | the owner, and who leads the programme |
| the day after, then every week | the same, until it is met or lapses |

Each reminder goes out once: which one was the last stands with the obligation, in the same transaction as the notices,
and a notice has a key of its own besides. After a stand-still only the newest goes out.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from knowledge_network.agreements.obligations.actions.checking import note_late
from knowledge_network.agreements.obligations.actions.work import tell_unowned
from knowledge_network.agreements.obligations.calendar import MONTH_BEFORE, choose_reminder
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.notices import OBLIGATION_DUE, collect_words
from knowledge_network.agreements.obligations.queries import find_directors, programme_leaders
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify


def plan_reminders(now: dt.datetime) -> int:
    """Two queries when nothing is due. Repeating changes nothing more."""
    today = timezone.localdate(now)
    return note_late(today=today) + _remind(now, today)


def _remind(now: dt.datetime, today: dt.date) -> int:
    rows = Obligation.objects.still_open().filter(due_on__lte=today + dt.timedelta(days=MONTH_BEFORE))
    due = [
        (obligation, name)
        for obligation in rows.select_related("rule__article", "owner", "party").order_by("due_on", "pk")
        if (name := choose_reminder(obligation.due_on, today)) != obligation.reminded
    ]
    if not due:
        return 0
    leaders = programme_leaders()
    for obligation, name in due:
        _tell(obligation, name, leaders, now=now, today=today)
        obligation.reminded = name
        obligation.save(update_fields=["reminded"])
    return len(due)


def _tell(obligation: Obligation, name: str, leaders: list[Member], *, now: dt.datetime, today: dt.date) -> None:
    people = {member.pk: member for member in leaders}
    owner = obligation.owner
    if owner is not None and owner.is_present:
        people[owner.pk] = owner
    party = obligation.party
    if party is not None:
        if party.ended_on is not None and party.ended_on < obligation.due_on:
            tell_unowned(obligation, key=f"party:{party.pk}")
        else:
            people |= {member.pk: member for member in find_directors(party.organisation_id)}
    notify(
        OBLIGATION_DUE,
        to=people.values(),
        key=f"agreements.obligation_due:{obligation.public_id}:{obligation.due_on:%Y%m%d}:{name}",
        url=obligation.get_absolute_url(),
        at=now,
        days_left=(obligation.due_on - today).days,
        owner=owner.get_full_name() if owner is not None else "",
        **collect_words(obligation),
    )
