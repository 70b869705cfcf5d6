"""The mail that a long list can be fetched."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse

from knowledge_network.kit.emails import absolute_url, plan_rendered

if TYPE_CHECKING:
    from knowledge_network.members.tables.models import PreparedSheet


def tell_sheet_is_ready(sheet: PreparedSheet, *, until: dt.date) -> None:
    member = sheet.member
    plan_rendered(
        "mail/sheet_ready",
        kind="members.sheet",
        key=f"sheet-ready:{sheet.public_id}",
        member=member,
        address=member.email,
        language=member.language,
        context={
            "member": member,
            "name": sheet.name,
            "date": until,
            "action_url": absolute_url(reverse("members:sheet_detail", args=[sheet.public_id])),
        },
    )
