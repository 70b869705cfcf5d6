"""What is planned here and what can be ended, made known at start. Overviews make way for the mail of the day."""

from __future__ import annotations

from knowledge_network.notifications.digests import weekly  # noqa: F401 the overview registers itself
from knowledge_network.notifications.digests.bundles import plan_bundles
from knowledge_network.notifications.digests.planning import plan_digests
from knowledge_network.notifications.digests.registry import list_offered
from knowledge_network.notifications.events.forms import register_overviews
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("bundles", plan_bundles)
register_planner("digests", plan_digests)
register_overviews(list_offered)
