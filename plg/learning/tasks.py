"""What the planner wakes up. Safe to run twice and side by side."""

from knowledge_network.notifications.outbox.planner import register_planner
from plg.learning.actions import drop_old_lines

register_planner("learning", drop_old_lines)
