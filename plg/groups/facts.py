"""What `plg.groups.checking` needs to know of groups, read in few queries. Rooms above register what they know.

register_results(result_days)        # group → the days on which it shared something
register_agreed(groups_that_agreed)  # which groups wrote their agreements
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.people.models import Appointment
from knowledge_network.members.people.models.member import match_active
from knowledge_network.school_year.calendar import school_year_start
from plg.groups import checking, lifecycle, outputs
from plg.groups.checking import Facts
from plg.groups.enums import GroupRole
from plg.groups.models import Deliverable, Group, GroupMembership, GroupTopic

NEW_FOR_DAYS = 183

ResultDays = Callable[[Collection[int]], dict[int, list[dt.date]]]
Agreed = Callable[[Collection[int]], set[int]]

_results: list[ResultDays] = []
_agreed: list[Agreed] = []


def register_results(provider: ResultDays) -> None:
    if provider not in _results:
        _results.append(provider)


def register_agreed(provider: Agreed) -> None:
    if provider not in _agreed:
        _agreed.append(provider)


def collect_facts(group: Group, today: dt.date) -> Facts:
    """What `plg.groups.checking` needs to know of one group."""
    return collect_group_facts([group], today)[group.pk]


def collect_group_facts(groups: list[Group], today: dt.date) -> dict[int, Facts]:
    """`collect_facts` for each of `groups` in six queries and one per app above, whatever their number."""
    keys = [group.pk for group in groups]
    people: dict[int, list[tuple[int, str, dt.date]]] = {key: [] for key in keys}
    counted = GroupMembership.objects.filter(match_active(today), group__in=keys).participating()
    for key, member, role, start in counted.values_list("group_id", "member_id", "role", "start"):
        people[key].append((member, role, start))
    work = _work_of({member for rows in people.values() for member, _role, _start in rows}, today)
    collected = {
        "results": _results_by_group(keys),
        "deliverables": _collect(Deliverable.objects.filter(group__in=keys), "delivered_on"),
        "topics": _collect(GroupTopic.objects.filter(content_object__in=keys), "tag_id", key="content_object_id"),
    }
    agreed = {key for provider in _agreed for key in provider(keys)}
    found = {}
    for group in groups:
        mine = {name: rows.get(group.pk, []) for name, rows in collected.items()}
        jobs = [job for member, _role, _start in people[group.pk] for job in work.get(member, [])]
        found[group.pk] = _facts(group, today, people[group.pk], jobs, has_agreement=group.pk in agreed, **mine)
    return found


Work = tuple[str, int, str, int | None]  # function, organisation, its kind, its board


def _work_of(members: set[int], today: dt.date) -> dict[int, list[Work]]:
    rows = Appointment.objects.valid_on(today).filter(member__in=members)
    fields = ("function", "organisation_id", "organisation__kind", "organisation__governing_board_id")
    work: dict[int, list[Work]] = {}
    for member, *job in rows.values_list("member_id", *fields):
        work.setdefault(member, []).append(tuple(job))
    return work


def _results_by_group(groups: list[int]) -> dict[int, list[dt.date]]:
    """When each group shared something, in its own space or with what apps above keep of it (`plg.groups.outputs`)."""
    found: dict[int, list[dt.date]] = {}
    for provider in (*_results, outputs.days_by_group):
        for group, days in provider(groups).items():
            found[group] = found.get(group, []) + days
    return found


def _collect(rows: QuerySet[Any], field: str, key: str = "group_id") -> dict[int, list[Any]]:
    collected: dict[int, list[Any]] = {}
    for group, value in rows.values_list(key, field):
        collected.setdefault(group, []).append(value)
    return collected


def _facts(
    group: Group,
    today: dt.date,
    people: list[tuple[int, str, dt.date]],
    jobs: list[Work],
    *,
    results: list[dt.date],
    deliverables: list[dt.date | None],
    topics: list[int],
    has_agreement: bool,
) -> Facts:
    return Facts(
        kind=group.kind,
        state=group.state,
        today=today,
        question=group.question,
        assignment=group.assignment,
        has_budget=group.budget is not None,
        funding_type=group.funding_type,
        deliverables=len(deliverables),
        open_deliverables=deliverables.count(None),
        topics=len(topics),
        has_lead=any(role == GroupRole.LEAD for _member, role, _start in people),
        has_contact=group.contact_person is not None and group.contact_person.is_present,
        members=len(people),
        boards=_count_boards(jobs),
        schools=len({organisation for _f, organisation, kind, _b in jobs if kind == OrganisationKind.SITE}),
        functions=frozenset(function for function, _o, _k, _b in jobs),
        new_members=sum(1 for _member, _role, start in people if (today - start).days < NEW_FOR_DAYS),
        has_agreement=has_agreement,
        results=len(results),
        results_this_year=sum(1 for day in results if day >= school_year_start(today)),
        no_result_reason=group.no_result_reason,
        evaluation=group.evaluation,
        file_decision=group.file_decision,
        has_maintainer=group.maintainer_id is not None,
        review_on=group.review_on,
        started_on=group.started_on,
        ends_on=group.ends_on,
    )


def _count_boards(jobs: list[Work]) -> int:
    """Who works at a school counts for its board, who works at an institute for none."""
    boards = {organisation if kind == OrganisationKind.BOARD else board for _f, organisation, kind, board in jobs}
    return len(boards - {None})


# Many groups at once --------------------------------------------------------------------------


def able_to_step(groups: list[Group], to: str, today: dt.date) -> tuple[list[Group], list[tuple[Group, str]]]:
    """Which of `groups` may go to state `to` now, and for the others why not."""
    able: list[Group] = []
    skipped: list[tuple[Group, str]] = []
    possible = []
    for group in groups:
        step = lifecycle.find_step(group.kind, group.state, to)
        if step is None:
            skipped.append(
                (group, _("this step does not fit the state «%(state)s»") % {"state": group.get_state_display()})
            )
        elif step.needs_form:
            skipped.append((group, _("this step asks for more; take it on the page of the group")))
        else:
            possible.append((group, step))
    facts = collect_group_facts([group for group, _step in possible], today)
    for group, step in possible:
        if missing := checking.missing(step, facts[group.pk]):
            skipped.append((group, checking.join_names(missing)))
        else:
            able.append(group)
    return able, skipped
