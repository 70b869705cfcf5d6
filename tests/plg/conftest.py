"""Fixtures of all tests of groups."""

from tests.plg.space import inside

__all__ = ["inside"]
