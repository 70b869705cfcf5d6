"""What is measured in two sizes is asked by turns, each thing of the small network just before the large one."""

import threading
from queue import Queue

import pytest
from django.core.cache import cache, caches

from benchmarks import two_sizes


class End:
    """One end of a pipe between two threads, as that between two processes."""

    def __init__(self, to: Queue, of: Queue) -> None:
        self.send, self.recv = to.put, of.get


def test_each_is_asked_here_and_then_there(monkeypatch):
    told = []
    monkeypatch.setattr(two_sizes, "keep_apart", lambda: told.append("kept apart"))
    monkeypatch.setattr(two_sizes, "connect_to", lambda database: told.append(f"connected to {database}"))

    def ask(size):
        for page in ("a", "b"):
            told.append(f"{page} of the {size}")
            yield page, size

    there, back = Queue(), Queue()
    ours, theirs = End(there, back), End(back, there)
    arguments = (theirs, "network_large", lambda: told.append("enlarged"), lambda: ask("large"))
    other = threading.Thread(target=two_sizes._answer, args=arguments)
    other.start()
    assert ours.recv() == two_sizes.NEXT
    pairs = list(two_sizes._by_turns(ours, ask("small")))
    ours.send(two_sizes.DONE)
    other.join(10)

    assert not other.is_alive()
    assert pairs == [(("a", "small"), ("a", "large")), (("b", "small"), ("b", "large"))]
    assert told[:3] == ["kept apart", "connected to network_large", "enlarged"]
    assert told[3:] == ["a of the small", "a of the large", "b of the small", "b of the large"]


class Torn:
    """The end of a pipe of which the other process died."""

    def send(self, _word):
        raise BrokenPipeError

    def recv(self):
        raise EOFError


def test_that_the_other_process_died_is_said():
    with pytest.raises(RuntimeError, match="ended before its time"):
        list(two_sizes._by_turns(Torn(), iter(["a page"])))


def test_what_one_keeps_in_the_cache_is_not_read_by_the_other(settings):
    cache.set("figure", "small")
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": "network"}}
    cache.set("figure", "small")
    two_sizes.keep_apart()
    try:
        assert cache.get("figure") is None
        assert settings.CACHES["default"]["KEY_PREFIX"] == "network_large"
    finally:
        del caches["default"]
