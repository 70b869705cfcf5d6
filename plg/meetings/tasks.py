"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.notifications.outbox.planner import register_planner
from plg.meetings.reminders import plan_reminders

register_planner("reminders", plan_reminders)
