"""The small network for the tests of this folder."""

from tests.access.sharing import world, world_of_the_module

__all__ = ["world", "world_of_the_module"]
