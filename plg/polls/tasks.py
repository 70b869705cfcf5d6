"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.notifications.outbox.planner import register_planner
from plg.polls.reminders import plan_polls

register_planner("polls", plan_polls)
