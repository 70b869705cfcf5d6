"""What the catalogue tells goes on to systems that want to hear it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from knowledge_network.exchange.catalogue.signals import Change, catalogue_changed
from knowledge_network.exchange.hooks.actions.messages import plan_messages
from knowledge_network.exchange.hooks.enums import HookEvent


@receiver(catalogue_changed, dispatch_uid="exchange.hooks.catalogue")
def tell_systems(
    sender: object, *, shown: list[Change], changed: list[Change], gone: list[Change], at: dt.datetime, **kwargs: Any
) -> None:
    plan_messages(event=HookEvent.PRODUCT_SHOWN, changes=shown, at=at)
    plan_messages(event=HookEvent.PRODUCT_CHANGED, changes=changed, at=at)
    plan_messages(event=HookEvent.PRODUCT_GONE, changes=gone, at=at)
