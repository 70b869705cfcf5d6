"""Writing the agenda of a meeting, with what stayed open of earlier ones beside it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge_network.kit.http import sent
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.actions import meetings as actions
from plg.meetings.entrance import Room, enter_meeting, render_room
from plg.meetings.forms.meetings import AgendaForm
from plg.meetings.models import Meeting
from plg.records.queries.minutes import open_from_earlier


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """The subjects of the meeting, in one form; what stayed open of earlier meetings comes back by itself."""
    room = enter_meeting(request, public_id, "plg.run_meeting")
    if request.method == "POST" and request.POST.get("copy"):
        return _copy_last_agenda(request, room)
    form = AgendaForm(sent(request)[0], meeting=room.meeting)
    if form.is_valid():
        actions.write_agenda(meeting=room.meeting, by=request.user, items=form.items(), shown=form.shown)
        messages.success(request, _("The agenda is saved."))
        more = request.POST.get("more")
        return HttpResponseRedirect(room.url("agenda_edit" if more else "meeting_detail"))
    total = sum(item.minutes or 0 for item in room.meeting.agenda_items.all())
    context = {
        "form": form,
        "open_actions": open_from_earlier(room.meeting),
        "total_minutes": total,
        "too_long": total > room.meeting.minutes_long,
        "can_copy": earlier_with_agenda(room.meeting) is not None,
    }
    return render_room(request, room, "plg/pages/agenda_edit.html", context, status=422 if form.is_bound else 200)


def earlier_with_agenda(meeting: Meeting) -> Meeting | None:
    """The last meeting before this one of the same group (or network) that had an agenda."""
    rows = Meeting.objects.filter(group=meeting.group_id, partnership=meeting.partnership_id).of_whole_groups()
    rows = rows.filter(starts_at__lt=meeting.starts_at, agenda_items__isnull=False)
    return rows.order_by("-starts_at").first()


def _copy_last_agenda(request: MemberRequest, room: Room) -> HttpResponse:
    source = earlier_with_agenda(room.meeting)
    if source is None:
        messages.info(request, _("There is no earlier agenda to copy."))
    else:
        actions.copy_agenda(source=source, meeting=room.meeting)
        messages.success(request, _("The subjects of last time stand on the agenda. Change what you like."))
    return HttpResponseRedirect(room.url("agenda_edit"))
