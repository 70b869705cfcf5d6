"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.notifications.outbox.planner import register_planner
from plg.records.followups import plan_followups

register_planner("followups", plan_followups)
