"""What the planner wakes up. Safe to run twice and side by side."""

from expertise.showing.actions.days import ask_visitors
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("show_days", ask_visitors)
