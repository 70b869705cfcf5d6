"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.agreements.texts.reminders import plan_lives
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("agreements", plan_lives)
