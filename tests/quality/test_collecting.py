"""What stands in memory when all tests were collected is not looked through again."""

import gc


def test_what_was_collected_is_not_looked_through_again_and_new_garbage_is():
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000
    circle: list[object] = []
    circle.append(circle)
    number = id(circle)
    assert any(id(one) == number for one in gc.get_objects())
    del circle
    assert gc.collect() > 0
