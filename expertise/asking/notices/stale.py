"""Which question a notice is about, and why a mail about it should not go out any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expertise.asking.enums import HelpState, MatchState
from expertise.asking.models import HelpFollowUp, HelpRequest, HelpRequestMatch

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def find_help_request(notice: Notice) -> HelpRequest | None:
    rows = HelpRequest.objects.select_related("asker")
    return rows.filter(public_id=notice.params.get("help_request", "")).first()


def find_match(notice: Notice) -> HelpRequestMatch | None:
    rows = HelpRequestMatch.objects.filter(help_request__public_id=notice.params.get("help_request", ""))
    return rows.filter(expert=notice.member_id).first()


def not_open(notice: Notice) -> str:
    help_request = find_help_request(notice)
    return "" if help_request is not None and help_request.state in HelpState.WAITING else "no longer open"


def not_asked(notice: Notice) -> str:
    """For who was asked in person."""
    if reason := not_open(notice):
        return reason
    match = find_match(notice)
    return "" if match is not None and match.state == MatchState.ASKED else "answered already"


def ended(notice: Notice) -> str:
    help_request = find_help_request(notice)
    return "" if help_request is not None and help_request.state in HelpState.UNFINISHED else "no longer open"


def not_to_check(notice: Notice) -> str:
    help_request = find_help_request(notice)
    waits = help_request is not None and help_request.may_be_published and help_request.published_at is None
    return "" if waits else "done already"


def find_follow_up(notice: Notice) -> HelpFollowUp | None:
    rows = HelpFollowUp.objects.select_related("help_request")
    return rows.filter(
        help_request__public_id=notice.params.get("help_request", ""), after=notice.params.get("after")
    ).first()


def followed_up(notice: Notice) -> str:
    row = find_follow_up(notice)
    return "" if row is not None and row.answered_at is None else "answered already"


def not_shared(notice: Notice) -> str:
    help_request = find_help_request(notice)
    return "" if help_request is not None and help_request.published_at is not None else "no longer shared"
