"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.insight.surveys.reminders import plan_waves
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("scans", plan_waves)
