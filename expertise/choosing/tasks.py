"""What the planner wakes up. Safe to run twice and side by side."""

from expertise.choosing.reminders import plan_choosing
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("choosing", plan_choosing)
