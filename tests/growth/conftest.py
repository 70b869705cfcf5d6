"""The small network, to be made large."""

from tests.access.sharing import world, world_of_the_module

__all__ = ["world", "world_of_the_module"]
