"""What a member is told about a search they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from expertise.finding.models import SavedSearch
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def _text(params: dict[str, Any]) -> str:
    if not params["more"]:
        return gettext("%(name)s is new in your search «%(search)s».") % params
    return ngettext(
        "%(name)s and %(more)d other are new in your search «%(search)s».",
        "%(name)s and %(more)d others are new in your search «%(search)s».",
        params["more"],
    ) % {**params, "more": int(params["more"])}


def _mail(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=gettext("Somebody new in «%(search)s»") % notice.params,
        lines=[_text(notice.params)],
        button=gettext("See who it is"),
        url=absolute_url(notice.url),
    )


def _not_wanted(notice: Notice) -> str:
    kept = SavedSearch.objects.filter(public_id=notice.params.get("saved", ""), tells=True)
    return "" if kept.exists() else "search removed or silent"


SOMEBODY_NEW = register(
    NoticeKind(
        name="expertise.somebody_new",
        text=_text,
        why=_("You keep this search and asked to be told."),
        icon="bookmark-check",
        label=_("Somebody new fits a search that I keep"),
        default=Channel.WEEKLY,
        mail=_mail,
        stale=_not_wanted,
    )
)
