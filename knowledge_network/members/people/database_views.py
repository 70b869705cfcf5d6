"""What the SQL of other parts may read of people and their work, as members of the network see it."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from knowledge_network.kit.database_views import View, register
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Appointment, Member

register(
    # Who is in the network now. What somebody hides from members is empty here.
    View(
        "members_present",
        Member.objects.active,
        {
            "member_id": "id",
            "public_id": "public_id",
            "given_name": "given_name",
            "infix": "infix",
            "family_name": "family_name",
            "sort_name": "sort_name",
            "photo": Case(
                When(photo_visibility=Visibility.NOBODY, then=Value("")),
                default=Cast(F("photo"), CharField()),
            ),
            "shows_work": ~Q(work_visibility=Visibility.NOBODY),
        },
    ),
    # Every appointment; which of them hold on a day, the reader of the view says by `start` and `end` (exclusive).
    View(
        "members_work",
        Appointment.objects.all,
        {
            "appointment_id": "id",
            "member_id": "member_id",
            "organisation_id": "organisation_id",
            "function": "function",
            "is_primary": "is_primary",
            "start": "start",
            "end": "end",
            "workplace": "organisation__name",
            "town": F("organisation__place"),
            "place": Coalesce(NullIf(F("organisation__site__municipality"), Value("")), F("organisation__place")),
            "board_id": "organisation__governing_board_id",
            "board_name": "organisation__governing_board__name",
            # The board, or the institute itself, for which somebody counts.
            "counts_for_id": Coalesce(F("organisation__governing_board_id"), F("organisation_id")),
        },
    ),
)
