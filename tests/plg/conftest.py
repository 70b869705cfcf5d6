"""Fixtures of all tests of groups."""

from tests.plg.space.helpers import inside

__all__ = ["inside"]
