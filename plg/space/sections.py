"""What the closed space adds to a group for the steps that it may take."""

from __future__ import annotations

from plg.groups.facts import register_agreed, register_results
from plg.space.queries import groups_that_agreed, result_days

register_agreed(groups_that_agreed)
register_results(result_days)
