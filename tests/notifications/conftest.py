"""A kind of notice for each urgency, that exists only in the test."""

from __future__ import annotations

import pytest

from knowledge_network.notifications.digests import bundles
from knowledge_network.notifications.events import registry
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency
from knowledge_network.notifications.outbox import kinds as outbox_kinds


@pytest.fixture
def make_kind(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(outbox_kinds, "_urgencies", dict(outbox_kinds._urgencies))
    monkeypatch.setattr(outbox_kinds, "_names", dict(outbox_kinds._names))

    def make(name: str = "test.thing", urgency: Urgency = Urgency.NORMAL, **fields) -> NoticeKind:
        given = {
            "text": lambda params: f"The text of {params.get('name', 'nobody')}",
            "why": "You are in this test.",
            "label": "Things of the test",
            "default": "now",
            "mail": lambda notice: NoticeMail("Own subject", ["Own line"], "Own button", "https://example.org/own/"),
        }
        return registry.register(NoticeKind(name=name, urgency=urgency, **{**given, **fields}))

    return make


@pytest.fixture
def plan_bundles():
    return bundles.plan_bundles
