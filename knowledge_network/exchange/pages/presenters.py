"""How each connection stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils import timezone

from knowledge_network.exchange.api.models import ApiKey
from knowledge_network.exchange.catalogue.queries import find_last_harvest, read_state
from knowledge_network.exchange.feeds.models import PublicMeeting
from knowledge_network.exchange.hooks.models import Webhook
from knowledge_network.exchange.hooks.presenters import HookRow, present_hook
from knowledge_network.exchange.intake.models import ForeignProduct, Intake
from knowledge_network.exchange.login.federations import Connection, list_connections
from knowledge_network.kit.cut import cut
from knowledge_network.kit.pagination import KeysetPage, paginate
from knowledge_network.kit.up_to import UpTo, count_capped

USED_WITHIN = dt.timedelta(days=30)
# From here on it does not matter how many there are, and counting them all would take longer in a larger network.
COUNTED_UP_TO = 50
HOOKS_SHOWN = 20


@dataclass(frozen=True)
class Tally:
    """How many there are, as far as they were counted."""

    count: int
    has_more: bool


@dataclass(frozen=True)
class Overview:
    """What is on, and what asks for attention; of keys only how many there are, never whose."""

    records: int
    records_gone: int
    last_harvest: dt.datetime | None
    harvested_as: str
    meetings: Tally
    keys: Tally
    keys_used: Tally
    hooks: list[HookRow]
    hook_page: KeysetPage
    failing: UpTo
    may_ask: bool
    taken_over: Tally
    last_intake: dt.datetime | None
    logins: list[Connection]


def build_overview(data: QueryDict) -> Overview:
    """`data` says from where on the systems that hear of changes are shown."""
    state, today, last = read_state(), timezone.localdate(), find_last_harvest()
    keys = ApiKey.objects.holding(today)
    page = paginate(Webhook.objects.all(), data, by=("name", "id"), size=HOOKS_SHOWN)
    intakes = Intake.objects.exclude(applied_at=None).order_by("-applied_at")
    return Overview(
        records=state.living,
        records_gone=state.deleted,
        last_harvest=last.asked_at if last else None,
        harvested_as=last.get_form_display() if last else "",
        # In no order: the first fifty that are found will do.
        meetings=count_some(PublicMeeting.objects.upcoming().order_by()),
        keys=count_some(keys.order_by("-expires_on")),
        keys_used=count_some(keys.filter(last_used_on__gte=today - USED_WITHIN).order_by("-last_used_on")),
        hooks=[present_hook(hook) for hook in page],
        hook_page=page,
        failing=count_capped(Webhook.objects.filter(trouble__gt="")),
        may_ask=settings.OUTGOING_REQUESTS,
        taken_over=count_some(ForeignProduct.objects.order_by("pk")),
        last_intake=intakes.values_list("applied_at", flat=True).first(),
        logins=list_connections(),
    )


def count_some[T: Model](rows: QuerySet[T]) -> Tally:
    found = cut(rows.values_list("pk", flat=True), COUNTED_UP_TO)
    return Tally(len(found), found.is_cut)
