"""What members are told about their expertise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expertise.claims.enums import ClaimState
from expertise.claims.links import confirm_address
from expertise.claims.models import Endorsement, ExpertiseClaim
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def _confirm_text(params: dict[str, Any]) -> str:
    if not params["more"]:
        return _("Is it still right that you can help with «%(topic)s»?") % params
    return ngettext(
        "Is it still right that you can help with «%(topic)s» and %(more)d other topic?",
        "Is it still right that you can help with «%(topic)s» and %(more)d other topics?",
        params["more"],
    ) % {**params, "more": int(params["more"])}


def _confirm_mail(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("Is your expertise still right?"),
        lines=[
            _confirm_text(notice.params),
            _("You told so two years ago. One tap is enough; what is no longer right you take away."),
        ],
        button=_("Look and confirm"),
        url=confirm_address(notice.member),
    )


def _nothing_to_confirm(notice: Notice) -> str:
    waits = ExpertiseClaim.objects.filter(member=notice.member_id, state=ClaimState.TO_CONFIRM)
    return "" if waits.exists() else "done already"


def _endorsed_mail(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("%(name)s recognises your expertise: %(topic)s") % notice.params,
        lines=[
            _("%(name)s wrote what you helped with, in «%(topic)s». It stands with your expertise now.") % notice.params
        ],
        button=_("Read it"),
        url=absolute_url(notice.url),
    )


def _endorsement_gone(notice: Notice) -> str:
    standing = Endorsement.objects.standing().filter(public_id=notice.params.get("endorsement", ""))
    return "" if standing.exists() else "taken back"


ENDORSED = register(
    NoticeKind(
        name="expertise.endorsed",
        text=lambda p: _("%(name)s recognises what you know about «%(topic)s».") % p,
        why=gettext_lazy("This is about your expertise."),
        icon="badge-check",
        label=gettext_lazy("Somebody recognises my expertise"),
        section=Section.OTHER,
        default=Channel.DAILY.value,
        mail=_endorsed_mail,
        stale=_endorsement_gone,
    )
)
CONFIRM_CLAIMS = register(
    NoticeKind(
        name="expertise.confirm",
        text=_confirm_text,
        why=gettext_lazy("You told the network two years ago what you can help with."),
        icon="circle-help",
        label=gettext_lazy("Is my expertise still right?"),
        section=Section.OTHER,
        default=Channel.NOW.value,
        urgency=Urgency.PROMPT,
        mail=_confirm_mail,
        stale=_nothing_to_confirm,
    )
)
CLAIMS_ARCHIVED = register(
    NoticeKind(
        name="expertise.archived",
        text=lambda p: _("«%(topic)s» is not shown any more: it was not confirmed. You can put it back.") % p,
        why=gettext_lazy("This is about your expertise."),
        icon="archive",
        label=gettext_lazy("My expertise is archived"),
        section=Section.OTHER,
    )
)
