"""What the mails about questions say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from expertise.asking.enums import FollowUpUsed
from expertise.asking.links import follow_up_address
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.asking.names import public_name
from expertise.asking.notices.stale import find_follow_up, find_help_request, find_match
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.registry import NoticeMail

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from knowledge_network.notifications.events.models import Notice


def why_you(match: HelpRequestMatch | None, help_request: HelpRequest) -> str:
    """Why this expert; that somebody works elsewhere is not said where it would tell who asks."""
    why = match.why if match is not None else {}
    if not why.get("topic"):
        return _("You were asked by name.")
    if why.get("other_board") and not help_request.is_anonymous:
        return _("It is about «%(topic)s», which you know about, and you work for another board.") % why
    return _("It is about «%(topic)s», which you know about.") % why


def mail_asked(notice: Notice) -> NoticeMail:
    help_request, match = find_help_request(notice), find_match(notice)
    words = {"title": notice.params["title"]}
    lines = [_("A colleague asks: «%(title)s»") % words]
    if help_request is not None:
        if not help_request.is_anonymous:
            lines = [_("%(name)s asks: «%(title)s»") % {**words, "name": public_name(help_request)}]
        lines.append(why_you(match, help_request))
    if match is not None and match.answer_by:
        lines.append(
            _("Can you help? Say yes or no before or on %(day)s. After that we ask somebody else.")
            % {"day": nice_date(match.answer_by)}
        )
    page = absolute_url(notice.url)
    return NoticeMail(
        subject=_("Question that fits your expertise: %(title)s") % words,
        lines=lines,
        button=_("Read it and help"),
        url=page,
        links=((_("I cannot help now"), f"{page}#reageren"),),
    )


type Words = str | _StrPromise


def mail_to_asker(subject: Words, sentence: Words, button: Words) -> Callable[[Notice], NoticeMail]:
    def mail(notice: Notice) -> NoticeMail:
        return NoticeMail(
            subject=str(subject) % notice.params,
            lines=[str(sentence) % notice.params],
            button=str(button),
            url=absolute_url(notice.url),
        )

    return mail


def mail_follow_up(notice: Notice) -> NoticeMail:
    row = find_follow_up(notice)
    url = absolute_url(notice.url)
    links: tuple[tuple[str, str], ...] = ()
    button = _("Tell what came of it")
    if row is not None:
        choices = [(str(used.label).capitalize(), follow_up_address(row, used)) for used in FollowUpUsed]
        (button, url), *rest = choices
        links = tuple(rest)
    return NoticeMail(
        subject=_("Used at your school? %(title)s") % notice.params,
        lines=[
            _("A while ago your question «%(title)s» was answered.") % notice.params,
            _("Did you use the answer at your school? One click and one press will do."),
        ],
        button=button,
        url=url,
        links=links,
    )
