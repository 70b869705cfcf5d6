"""A kind of notice for each urgency, that exists only in the test."""

from __future__ import annotations

import pytest

from knowledge_network.notifications.digests import bundles
from knowledge_network.notifications.events import mails, registry
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency
from knowledge_network.notifications.outbox import kinds as outbox_kinds


@pytest.fixture
def make_kind(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(outbox_kinds, "_composers", dict(outbox_kinds._composers))
    monkeypatch.setattr(outbox_kinds, "_sent", dict(outbox_kinds._sent))

    def make(name: str = "test.thing", urgency: Urgency = Urgency.NORMAL, **fields) -> NoticeKind:
        given = {
            "text": lambda params: f"The text of {params.get('name', 'nobody')}",
            "why": "You are in this test.",
            "label": "Things of the test",
            "default": "now",
            "mail": lambda notice: NoticeMail("Own subject", ["Own line"], "Own button", "https://example.org/own/"),
        }
        kind = registry.register(NoticeKind(name=name, urgency=urgency, **{**given, **fields}))
        outbox_kinds.register_composer(name, mails.compose_notice)
        outbox_kinds.register_sent(name, mails.mark_mailed)
        return kind

    return make


@pytest.fixture
def plan_bundles():
    return bundles.plan_bundles
