"""What follows when a group changes a barrier in its steps."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils.translation import gettext as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.search import actions as search
from plg.barriers.actions import KIND
from plg.barriers.models import Barrier
from plg.steps import signals
from plg.steps.models import StepEntry


@receiver(signals.entry_leaves, dispatch_uid="plg.barrier_stays_as_it_was_read")
def keep_what_was_put(sender: object, *, entry: StepEntry, is_removed: bool, **kwargs: object) -> None:
    """Who was asked answers to the words that they read: those stay. One that nobody was asked goes with its entry."""
    barrier = Barrier.objects.filter(entry=entry).first()
    if barrier is None:
        return
    if is_removed and barrier.is_open:
        search.remove(KIND, [barrier.pk])
    elif not barrier.is_open:
        raise RefusedError(_("This barrier was put to who can take it away, in these words. They stay as they are."))


@receiver(signals.entry_changed, dispatch_uid="plg.barrier_in_other_words")
def index_anew(sender: object, *, entry: StepEntry, **kwargs: object) -> None:
    keys = list(Barrier.objects.filter(entry=entry).values_list("pk", flat=True))
    if keys:
        search.refresh(KIND, keys)
