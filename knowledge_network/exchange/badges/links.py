"""How a badge is reached by a request, and where one came from."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.exchange.badges.models import Badge
from knowledge_network.kit.http import get_permitted


def find_badge(request: HttpRequest, public_id: str, permission: str = "exchange.view_badge") -> Badge:
    rows = Badge.objects.visible_to(request.user)
    rows = rows.select_related("badge_class", "claim__topic", "member", "decided_by", "status_bit")
    return get_permitted(request, rows, permission, public_id=public_id)


def make_trail(badge: Badge | None = None) -> list[tuple[str, str]]:
    trail = [(_("My badges"), reverse("exchange:my_badges"))]
    return [*trail, (badge.title, badge.get_absolute_url())] if badge is not None else trail
