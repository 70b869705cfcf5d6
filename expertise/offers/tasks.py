"""What the planner wakes up. Safe to run twice and side by side."""

from expertise.offers.actions.dates import ask_visitors
from knowledge_network.notifications.outbox.planner import register_planner

register_planner("offer_dates", ask_visitors)
