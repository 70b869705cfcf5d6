"""Overviews: what you can do, in one mail at a moment of your own.

`registry` knows which overviews there are and which sections they have; `planning` plans one per member and slot;
`composing` makes it when it is sent, and for the page that shows the next one.
"""

from knowledge_network.notifications.digests.composing import register_digest
from knowledge_network.notifications.digests.registry import (
    Digest,
    Item,
    Place,
    Section,
    Window,
    register_section,
)

__all__ = ["Digest", "Item", "Place", "Section", "Window", "register_digest", "register_section"]
