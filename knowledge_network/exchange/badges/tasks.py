"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.exchange.badges.actions import end_lapsed_badges
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("badges", end_lapsed_badges)
