"""The door of one intervision: only who has a seat comes in."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.kit.http import get_permitted
from knowledge_network.members.people.requests import MemberRequest
from plg.intervision.models import IntervisionSession


def enter_session(request: MemberRequest, public_id: str, permission: str) -> IntervisionSession:
    """404 for who has no seat there, 403 without `permission`."""
    rows = IntervisionSession.objects.visible_to(request.user).select_related("group", "leader", "bringer")
    found: IntervisionSession = get_permitted(request, rows, permission, public_id=public_id)
    return found


def make_trail(session: IntervisionSession | None = None) -> list[tuple[str, str]]:
    trail = [(_("Intervision"), reverse("plg:intervision_list"))]
    return [*trail, (str(session), session.get_absolute_url())] if session is not None else trail
