"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.agreements.signing.reminders import plan_signing
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("signing", plan_signing)
