"""What the agenda does when something happens to topics, and when the board is confirmed."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.dispatch import receiver

from expertise.agenda.models import AgendaWish
from expertise.agenda.queries import forget_agenda
from expertise.questions.models import CoPCycle
from expertise.questions.signals import round_confirmed
from knowledge_network.kit.moving import Outcome
from knowledge_network.members import signals
from knowledge_network.topics.models import Topic


@receiver(signals.topics_merging, dispatch_uid="expertise.wishes_of_topics_merging")
def yield_places_in_top_three(sender: object, *, topic: Topic, into: Topic, outcome: Outcome, **kwargs: object) -> None:
    """A theme has three places: a wish of the other one goes along without the place that is taken there."""
    taken = AgendaWish.objects.filter(theme=into, cycle=OuterRef("cycle"), top=OuterRef("top"))
    there = AgendaWish.objects.filter(Exists(taken), theme=topic, top__isnull=False)
    outcome.note(AgendaWish.objects.filter(pk__in=list(there.values_list("pk", flat=True))), "top", after=None)


@receiver(round_confirmed, dispatch_uid="expertise.count_agenda_anew")
def count_agenda_anew(sender: object, *, cycle: CoPCycle, **kwargs: object) -> None:
    transaction.on_commit(partial(forget_agenda, cycle.pk))
