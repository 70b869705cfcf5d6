"""What the planner wakes up, and what a restore asks for. Safe to run twice and side by side."""

from knowledge_network.members.privacy.register import Replay, register_replay
from knowledge_network.notifications.outbox.planner import register_planner
from plg.intervision.actions.texts import (
    INTERVISION,
    erase_due_texts,
    erase_texts_again,
    list_sessions_to_erase,
)

register_planner("intervision", erase_due_texts)
register_replay(INTERVISION, Replay(list_sessions_to_erase, erase_texts_again))
