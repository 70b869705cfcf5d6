"""Two coordinators take over at the same moment what stands in both of their lists."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.intake.models import ForeignProduct
from tests.exchange.intake.test_intake import apply, found, offer
from tests.insight.helpers import coordinator

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.real_clock(reason="several threads begin at once"),
]
LISTS = 4


def test_what_stands_in_lists_that_are_taken_over_at_once_becomes_one_product():
    by = coordinator()
    lists = [offer(*(found(number) for number in range(1, 6)), by=by) for _ in range(LISTS)]
    together = Barrier(LISTS)

    def take_over(intake):
        try:
            together.wait(10)
            return apply(intake, by)
        finally:
            connection.close()

    with ThreadPoolExecutor(LISTS) as threads:
        assert sorted(threads.map(take_over, lists)) == [0, 0, 0, 5]
    assert KnowledgeProduct.objects.count() == ForeignProduct.objects.count() == 5
