"""Every page that has an address of its own: how it is called, in which words people look for it, and who may open it.

One table for two ways in: the command dialog (Ctrl K) finds all of them, `/beheer/` lays out those with a `desk` text.
What a room registers itself as something to do (ask, share, start) is not repeated here. A test asks of every address
that it stands in one of both, and that it is offered to exactly those who may open it.
"""

from knowledge_network.dashboards.places.begun import BEGUN
from knowledge_network.dashboards.places.desks import WORK
from knowledge_network.dashboards.places.everyone import FOUND_BY_ALL, OPEN, OWN
from knowledge_network.dashboards.places.place import Place
from knowledge_network.dashboards.places.upkeep import UPKEEP

DESKS = (*WORK, *UPKEEP, *BEGUN)
PLACES = (*OWN, *FOUND_BY_ALL, *OPEN, *DESKS)

__all__ = ["DESKS", "PLACES", "Place"]
