"""Fixtures of the tests of intervision."""

from tests.plg.intervision.playing import circle

__all__ = ["circle"]
