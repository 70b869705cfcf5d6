"""The benchmark of every address measures what somebody may open, and tells what grows."""

import pytest

from benchmarks import addresses
from benchmarks.addresses import Cost, Grown, ask, misses, report
from tests.access.sharing import world, world_of_the_module

__all__ = ["world", "world_of_the_module"]


def grown(page: str, small: float, large: float, *, status: int = 200) -> Grown:
    return Grown(page, "coordinator", Cost(200, small, 5), Cost(status, large, 130))


def test_what_grows_and_is_not_known_is_a_miss():
    measured = [
        grown("a:flat", 20, 22),
        grown("a:small change", 2, 5),
        grown("a:dear", 20, 40),
        grown("a:known", 9, 90),
    ]
    assert misses(measured, {"a:known"}) == ["a:dear, coordinator: 20 → 40 ms = 2.0 ×"]
    assert misses([grown("a:gone", 20, 3, status=500)], set()) == ["a:gone, coordinator: answers 500"]


def test_the_report_begins_with_the_dearest():
    table = report([grown("a:flat", 20, 22), grown("a:dear", 20, 60), grown("a:known", 9, 50)], {"a:known"})
    assert table.startswith("Of 3 pages (an address and one of its readers) 1 cost at most 1.2 × as much")
    assert "2 cost" not in table
    assert "; 1 cost at most 40 ms of processor then, and 0 weigh at most 120 kB." in table
    assert table.splitlines()[4:] == [
        "| a:dear | coordinator | 20 | 60 | 3.0 **grows** | 130 |",
        "| a:known | coordinator | 9 | 50 | 5.6 known | 130 |",
        "| a:flat | coordinator | 20 | 22 | 1.1 | 130 |",
    ]


@pytest.mark.slow
@pytest.mark.django_db
def test_each_address_is_asked_by_two_who_may_open_it(world, monkeypatch):
    monkeypatch.setattr(addresses, "TIMES", 1)
    found = list(ask(world, "plg:group_"))
    readers = {page: [role for name, role, _cost in found if name == page] for page, _role, _cost in found}
    assert readers["plg:group_detail"] == ["coordinator", "group_member"]
    assert readers["plg:group_list"] == ["coordinator", "group_member"]
    assert {cost.status for _page, _role, cost in found} == {200}
    assert all(cost.cpu_ms > 0 and cost.weight > 0 for _page, _role, cost in found)
