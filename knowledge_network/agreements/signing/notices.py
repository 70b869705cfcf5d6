"""What people are told about signing. Every mail carries the head of the chain: so many mailboxes are witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.agreements.signing.enums import MandateState, SignatureState
from knowledge_network.agreements.signing.models import Mandate, Signature, SigningEvent
from knowledge_network.agreements.texts.models import CollaborationAgreement
from knowledge_network.agreements.texts.notices import FOR_PARTIES, find_agreement
from knowledge_network.kit.dates import nice_datetime
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Audience, Channel
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def find_head(agreement: CollaborationAgreement) -> SigningEvent | None:
    """The last link of its chain now."""
    return SigningEvent.objects.filter(agreement=agreement).order_by("-number").first()


def head_lines(agreement: CollaborationAgreement | None) -> list[str]:
    """The witness in a mail: number, moment and fingerprint of the last link. Nothing before the first."""
    head = find_head(agreement) if agreement is not None else None
    if head is None:
        return []
    words = {"number": head.number, "at": nice_datetime(head.at), "sha256": head.sha256}
    return [
        _("Keep this mail: it is a witness. Step %(number)s of the signing (%(at)s) has this fingerprint: %(sha256)s")
        % words
    ]


def say_head(notice: Notice) -> str:
    """The same below its line in the mail of the day."""
    return " ".join(head_lines(find_agreement(notice)))


def _mail(subject: str, lines: list[str], button: str, *, notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=subject,
        lines=[*lines, *head_lines(find_agreement(notice))],
        button=button,
        url=absolute_url(notice.url),
    )


# Why a mail should not go out any more ----------------------------------------------------------


def stale_for_answered(notice: Notice) -> str:
    rows = Signature.objects.select_related("party__agreement")
    row = rows.filter(public_id=notice.params.get("signature", "")).first()
    if row is not None and not row.party.agreement.is_being_signed:
        return "the round is closed"
    return "" if row is not None and row.state in SignatureState.OPEN else "answered already"


def stale_for_confirmed(notice: Notice) -> str:
    row = Mandate.objects.filter(public_id=notice.params.get("mandate", "")).first()
    return "" if row is not None and row.state == MandateState.PROPOSED else "answered already"


# The mails --------------------------------------------------------------------------------------


def _asked(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("You sign «%(title)s» for %(party)s") % words,
        [
            _("The agreement of the partners is ready. You sign it as %(function)s for %(party)s.") % words,
            _("Read the document first. Then you log in again and sign. Or say why you do not sign."),
            _("The document has this fingerprint (SHA-256): %(sha256)s") % words,
        ],
        _("Read and sign"),
        notice=notice,
    )


def _reminded(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("Not signed yet: «%(title)s» for %(party)s") % words,
        [_("The other parties wait for you. You sign as %(function)s for %(party)s.") % words],
        _("Read and sign"),
        notice=notice,
    )


def _to_confirm(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("Who signs «%(title)s» for %(party)s?") % words,
        [
            _("%(name)s was proposed to sign for %(party)s, as %(function)s.") % words,
            _("You direct %(party)s. Is this right? Then log in again and confirm it.") % words,
        ],
        _("Look at the proposal"),
        notice=notice,
    )


def _lapsed(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("Nobody signs «%(title)s» for %(party)s any more") % words,
        [
            _("%(name)s does not work for %(party)s any more, so the mandate to sign lapsed.") % words,
            _("Propose somebody else, and have it confirmed."),
        ],
        _("Look at the signing"),
        notice=notice,
    )


def _refused(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("%(party)s does not sign «%(title)s»") % words,
        [_("This is the reason: %(reason)s") % words, _("The signing stays open. Talk about it together.")],
        _("Look at the signing"),
        notice=notice,
    )


def _withdrawn(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("Nobody signs «%(title)s» any more") % words,
        [
            _("This is the reason: %(reason)s") % words,
            _("Whoever signed already is bound by nothing. What was in force before still is."),
        ],
        _("Look at the agreement"),
        notice=notice,
    )


def _in_force(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("Signed: «%(title)s»") % words,
        [
            _("The agreement of the partners is signed and sealed."),
            _("The sealed document has this fingerprint (SHA-256): %(sha256)s") % words,
        ],
        _("Get the signed document"),
        notice=notice,
    )


def _signed(notice: Notice) -> NoticeMail:
    return _mail(
        _("%(party)s signed «%(title)s»") % notice.params,
        [_("%(done)s of %(total)s parties signed by now.") % notice.params],
        _("Look at the signing"),
        notice=notice,
    )


def _head(notice: Notice) -> NoticeMail:
    words = notice.params
    return _mail(
        _("Witness of «%(title)s»: keep this mail") % words,
        [
            _("Four times a year each party gets the last fingerprint of what was signed."),
            _("With this mail you can show later that nothing was changed behind your back."),
        ],
        _("Look at the agreement"),
        notice=notice,
    )


def kind(name: str, text: Any, label: Any, **fields: Any) -> NoticeKind:
    defaults = {"why": FOR_PARTIES, "icon": "pencil", "default": Channel.NOW.value, "below": say_head}
    return register(NoticeKind(name=f"agreements.{name}", text=text, label=label, **{**defaults, **fields}))


SIGN_ASKED = kind(
    "sign_asked",
    lambda p: _("You sign «%(title)s» for %(party)s. Read the document first.") % p,
    gettext_lazy("I am asked to sign an agreement"),
    why=gettext_lazy("You sign for this party."),
    urgency=Urgency.PROMPT,
    mail=_asked,
    stale=stale_for_answered,
    choosable=False,
)
SIGN_REMINDER = kind(
    "sign_reminder",
    lambda p: _("You did not sign «%(title)s» for %(party)s yet.") % p,
    gettext_lazy("When I did not sign yet"),
    why=gettext_lazy("You sign for this party."),
    icon="clock",
    mail=_reminded,
    stale=stale_for_answered,
    audience=Audience.PARTNERS,
)
MANDATE_TO_CONFIRM = kind(
    "mandate_to_confirm",
    lambda p: _("May %(name)s sign «%(title)s» for %(party)s? Confirm it.") % p,
    gettext_lazy("Somebody is proposed to sign for my organisation"),
    why=gettext_lazy("You direct this party."),
    icon="user-check",
    mail=_to_confirm,
    stale=stale_for_confirmed,
    audience=Audience.PARTNERS,
)
MANDATE_LAPSED = kind(
    "mandate_lapsed",
    lambda p: _("%(name)s does not work for %(party)s any more. Propose who signs «%(title)s» instead.") % p,
    gettext_lazy("Who was to sign for a party does not work there any more"),
    why=gettext_lazy("You run the network."),
    icon="circle-alert",
    mail=_lapsed,
    audience=Audience.PARTNERS,
)
PARTY_SIGNED = kind(
    "party_signed",
    lambda p: _("%(party)s signed «%(title)s»: %(done)s of %(total)s.") % p,
    gettext_lazy("A party signs the agreement"),
    why=gettext_lazy("You run the network."),
    icon="check",
    default=Channel.DAILY.value,
    mail=_signed,
    audience=Audience.COORDINATORS,
)
SIGN_REFUSED = kind(
    "sign_refused",
    lambda p: _("%(party)s does not sign «%(title)s»: %(reason)s") % p,
    gettext_lazy("A party does not sign the agreement"),
    icon="circle-alert",
    urgency=Urgency.PROMPT,
    mail=_refused,
    audience=Audience.PARTNERS,
)
ROUND_WITHDRAWN = kind(
    "round_withdrawn",
    lambda p: _("«%(title)s» is no longer up for signing: %(reason)s") % p,
    gettext_lazy("An agreement is taken back from signing"),
    icon="ban",
    urgency=Urgency.PROMPT,
    mail=_withdrawn,
    audience=Audience.PARTNERS,
)
IN_FORCE = kind(
    "in_force",
    lambda p: _("«%(title)s» is signed and sealed.") % p,
    gettext_lazy("The agreement of the partners is signed"),
    icon="shield-check",
    mail=_in_force,
    audience=Audience.PARTNERS,
)
CHAIN_HEAD = kind(
    "chain_head",
    lambda p: _("The last fingerprint of «%(title)s» is in your mail of this quarter.") % p,
    gettext_lazy("Four times a year: the fingerprint of what was signed"),
    icon="link",
    mail=_head,
    audience=Audience.PARTNERS,
)
