"""Many rows are changed a part at a time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge_network.kit.batches import do_in_batches
from knowledge_network.notifications.outbox.models import Delivery
from tests.notifications.senders import put_in_outbox

pytestmark = pytest.mark.django_db


def test_all_of_them_and_no_others_go_each_part_by_itself():
    put_in_outbox(7)
    kept = Delivery.objects.get(key="k:3")
    rows = Delivery.objects.exclude(pk=kept.pk)
    with CaptureQueriesContext(connection) as queries:
        assert do_in_batches(rows, lambda part: part.delete()[0], size=2) == 6
    assert list(Delivery.objects.all()) == [kept]
    assert sum("DELETE" in one["sql"] for one in queries) == 3


def test_what_breaks_half_way_keeps_what_was_done():
    put_in_outbox(6)
    parts = []

    def work(part):
        parts.append(part.update(subject="x"))
        if len(parts) == 2:
            raise RuntimeError
        return parts[-1]

    with pytest.raises(RuntimeError):
        do_in_batches(Delivery.objects.all(), work, size=2)
    assert Delivery.objects.filter(subject="x").count() == 2


def test_a_row_that_still_holds_after_the_work_is_not_taken_up_twice():
    """As when a text is emptied that was empty for another reason: it ends."""
    put_in_outbox(3)
    assert do_in_batches(Delivery.objects.all(), lambda part: part.count(), size=1) == 3
