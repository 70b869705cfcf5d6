"""«Mijn overzicht»: what stands in the next weekly overview, on a page; looking changes nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import as_context, render_page
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.notifications.digests import registry
from knowledge_network.notifications.digests.composing import asks_something, choose_window, contents, draw_digest
from knowledge_network.notifications.digests.planning import previous
from knowledge_network.notifications.digests.weekly import WEEKLY
from knowledge_network.notifications.events.preferences import read_rhythms
from knowledge_network.notifications.outbox import rhythm


@require_safe
def digest_preview(request: MemberRequest) -> HttpResponse:
    """The overview as it would go out now, with the day and hour on which it does."""
    member, now = request.user, timezone.now()
    digest = registry.get(WEEKLY)
    window = choose_window(digest, previous([member.pk], WEEKLY).get(member.pk), now)
    filled = contents(digest, [member], {member.pk: window})[member.pk]
    context = {
        **as_context(draw_digest(digest, filled)),
        "rhythm": read_rhythms([member.pk]).get(member.pk, rhythm.DEFAULT),
        "is_sent": asks_something(digest, filled),
    }
    return render_page(request, "notifications/digests/digest_preview.html", context)
