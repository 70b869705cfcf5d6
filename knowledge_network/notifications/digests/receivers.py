"""What is planned here at start. The mail of the day goes first, for overviews make way for it."""

from __future__ import annotations

from knowledge_network.notifications.digests import weekly  # noqa: F401 the overview registers itself
from knowledge_network.notifications.digests.bundles import plan_bundles
from knowledge_network.notifications.digests.planning import plan_digests
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("bundles", plan_bundles)
register_planner("digests", plan_digests)
