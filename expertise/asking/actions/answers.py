"""From a closed question to an answer that everybody may find, without names; and what came of it later."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking import notices, signals
from expertise.asking.actions.also import list_givers, tell_also_asking, tell_followers
from expertise.asking.actions.matching import index, lock, record
from expertise.asking.actions.requests import list_helpers, tell_all
from expertise.asking.enums import HelpState
from expertise.asking.models import HelpFollowUp, HelpRequest
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.text import folded
from knowledge_network.members.people.models import Member


@transaction.atomic
def publish(
    *, help_request: HelpRequest, by: Member, title: str, text: str, at: dt.datetime | None = None, tell: bool = True
) -> HelpRequest:
    """Put the checked text where every member finds it. RefusedError when a name stands in it, or nobody agreed."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if help_request.state != HelpState.CLOSED or not help_request.may_be_published:
        raise RefusedError(_("Who asked did not say that the answer may be shared."))
    if found := find_names(f"{title}\n{text}", list_people(help_request)):
        raise RefusedError(_("A name stands in the text: %(names)s. Take it out first.") % {"names": ", ".join(found)})
    is_news = help_request.published_at is None
    help_request.published_title, help_request.published_answer = title[:150], text
    help_request.published_at = help_request.published_at or now
    help_request.save(update_fields=["published_title", "published_answer", "published_at"])
    index(help_request)
    record("expertise.help_published", help_request, by=by)
    if tell:
        people = [help_request.asker, *list_helpers(help_request)]
        tell_all(notices.HELP_PUBLISHED, [p for p in people if p.pk != by.pk], help_request, "published", now)
        if is_news:
            _tell_who_waits(help_request, by, now)
    if is_news:
        signals.help_published.send(HelpRequest, help_request=help_request, by=by, at=now)
    return help_request


def _tell_who_waits(help_request: HelpRequest, by: Member, now: dt.datetime) -> None:
    """Who has the question too, and who follows what it is about."""
    url = notices.address_of_answer(help_request)
    tell_also_asking(notices.HELP_SHARED_WITH_YOU, help_request, url=url, what="shared_with_you", now=now)
    waiting = set(help_request.also_asked.values_list("member_id", flat=True))
    tell_followers(
        notices.ANSWER_ON_TOPIC,
        help_request,
        url=url,
        title=help_request.published_title,
        without=waiting | list_givers(help_request) | {help_request.asker_id, by.pk},
        now=now,
    )


@transaction.atomic
def unpublish(*, help_request: HelpRequest, by: Member) -> None:
    """Take it out again; the text stays for who checks."""
    help_request = lock(help_request)
    if help_request.published_at is None:
        return
    help_request.published_at = None
    help_request.save(update_fields=["published_at"])
    index(help_request)
    record("expertise.help_unpublished", help_request, by=by)


def list_people(help_request: HelpRequest) -> list[Member]:
    """Everybody who asked, was asked or wrote. One query."""
    experts = help_request.matches.filter(expert__isnull=False).values("expert")
    writers = help_request.messages.filter(author__isnull=False).values("author")
    rows = Member.objects.filter(pk__in=experts) | Member.objects.filter(pk__in=writers)
    return [*rows.distinct().order_by("pk"), help_request.asker]


def find_names(text: str, people: list[Member]) -> list[str]:
    """The given and family names of `people` that stand in `text` as words of their own."""
    words = set(re.findall(r"[\w'-]+", folded(text)))
    plain = f" {' '.join(re.findall(r'\w+', folded(text)))} "
    found = []
    for person in people:
        for name in (person.given_name, person.family_name):
            key = " ".join(re.findall(r"\w+", folded(name)))
            if len(key) > 2 and (key in words or f" {key} " in plain) and name not in found:
                found.append(name)
    return found


@transaction.atomic
def answer_follow_up(*, row: HelpFollowUp, used: str, note: str = "", at: dt.datetime | None = None) -> None:
    """What came of the answer at the school of who asked; telling again replaces what was told, or changes nothing."""
    now = at or timezone.now()
    held = HelpFollowUp.objects.select_for_update().get(pk=row.pk)
    if held.answered_at is not None and (held.used, held.note) == (used, note[:500]):
        return
    HelpFollowUp.objects.filter(pk=row.pk).update(used=used, note=note[:500], answered_at=now)
    record("expertise.help_followed_up", row.help_request, by=row.help_request.asker)
