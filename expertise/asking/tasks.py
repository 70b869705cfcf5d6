"""What the planner wakes up. Safe to run twice and side by side."""

from expertise.asking.timers import plan_help
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("help", plan_help)
