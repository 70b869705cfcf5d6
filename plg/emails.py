"""Mails about groups: each in the language of its receiver, planned in the outbox, never sent here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from knowledge_network.kit.emails import absolute_url, render_mail
from knowledge_network.notifications.outbox import plan_mail

if TYPE_CHECKING:
    from knowledge_network.members.models import Member
    from plg.models import Group, GroupInvitation, JoinRequest


def group_address(group: Group) -> str:
    from django.urls import reverse

    return reverse("plg:group_detail", args=[group.slug])


def _plan(*, to: Member, key: str, kind: str, reply_to: str = "", **context: Any) -> None:
    """Plan one mail from the shared template; `context` holds subject, lines, quote, button, url and why."""
    with translation.override(to.language):
        made = {name: value() if callable(value) else value for name, value in context.items()}
        filled = {"quote": "", "greeting": _("Hello %(name)s,") % {"name": to.get_short_name()}, **made}
        subject, text, html = render_mail("mail/group_note", filled, to.language)
    plan_mail(
        key=f"{key}:{to.public_id}",
        kind=kind,
        address=to.email,
        member=to,
        subject=subject,
        text=text,
        html=html,
        language=to.language,
        reply_to=reply_to,
    )


def mail_join_requested(request: JoinRequest, to: list[Member]) -> None:
    from django.urls import reverse

    names = {"name": request.member.get_full_name(), "group": request.group.name}
    for lead in to:
        _plan(
            to=lead,
            key=f"plg.join_requested:{request.public_id}",
            kind="plg.join_requested",
            subject=lambda: _("%(name)s asks to join «%(group)s»") % names,
            lines=lambda: [_("%(name)s would like to join «%(group)s». You decide.") % names],
            quote=request.message,
            button=lambda: _("Look at the request"),
            url=absolute_url(reverse("plg:group_members", args=[request.group.slug])),
            why=lambda: _("You get this mail because you lead this group."),
        )


def mail_join_decided(request: JoinRequest) -> None:
    names = {"group": request.group.name}
    accepted = request.state == request.State.ACCEPTED
    _plan(
        to=request.member,
        key=f"plg.join_decided:{request.public_id}",
        kind="plg.join_decided",
        subject=lambda: (
            (_("Welcome to «%(group)s»") if accepted else _("About your request to join «%(group)s»")) % names
        ),
        lines=lambda: [
            _("You are in. We are glad that you join «%(group)s».") % names
            if accepted
            else _("You cannot join «%(group)s» now. This is why:") % names
        ],
        quote="" if accepted else request.reason,
        button=lambda: _("Go to the group") if accepted else _("Look at other groups"),
        url=absolute_url(group_address(request.group)) if accepted else absolute_url("/groepen/"),
        why=lambda: _("You get this mail because you asked to join this group."),
    )


def mail_invitation(invitation: GroupInvitation) -> None:
    from django.urls import reverse

    inviter = invitation.invited_by
    names = {"group": invitation.group.name}
    _plan(
        to=invitation.member,
        key=f"plg.invited:{invitation.public_id}",
        kind="plg.invited",
        subject=lambda: _("Invitation to «%(group)s»") % names,
        lines=lambda: [
            _("%(name)s invites you to «%(group)s».")
            % {**names, "name": inviter.get_full_name() if inviter else _("The network")},
            invitation.group.purpose,
        ],
        quote=invitation.message,
        button=lambda: _("Look at the invitation"),
        url=absolute_url(reverse("plg:group_invitation", args=[invitation.public_id])),
        why=lambda: _("You get this mail because a colleague invited you to a group."),
    )


def mail_contact_message(*, group: Group, name: str, address: str, message: str, key: str) -> None:
    """What somebody wrote to the contact person; an answer goes straight to the writer."""
    contact: Any = group.contact_person
    words = {"name": name, "group": group.name, "address": address}
    _plan(
        to=contact,
        key=f"plg.contact:{key}",
        kind="plg.contact",
        reply_to=address,
        subject=lambda: _("Question about «%(group)s» from %(name)s") % words,
        lines=lambda: [
            _("%(name)s (%(address)s) sent you a message about «%(group)s».") % words,
            _("Reply to this mail and your answer goes to %(name)s. They do not see your address before that.") % words,
        ],
        quote=message,
        button=lambda: _("Go to the group"),
        url=absolute_url(group_address(group)),
        why=lambda: _("You get this mail because you are the contact person of this group."),
    )


def mail_to_lead(*, member: Member, subject: str, message: str, key: str) -> None:
    _plan(
        to=member,
        key=f"plg.to_leads:{key}",
        kind="plg.to_leads",
        subject=subject,
        lines=lambda: [_("The coordinator of the network wrote to you as leader of a group:")],
        quote=message,
        button=lambda: _("Go to my groups"),
        url=absolute_url("/groepen/"),
        why=lambda: _("You get this mail because you lead a group."),
    )


def mail_decision(*, group: Group, to: list[Member], state: str, reason: str, key: str) -> None:
    """The coordinator decided on a plan or an application."""
    from plg.models import Group as GroupModel

    for member in to:
        _plan(
            to=member,
            key=f"plg.decided:{key}",
            kind="plg.decided",
            subject=lambda: _("«%(group)s»: the coordinator decided") % {"group": group.name},
            lines=lambda: [
                _("«%(group)s» is now: %(state)s.")
                % {"group": group.name, "state": dict(GroupModel.State.choices)[state]}
            ],
            quote=reason,
            button=lambda: _("Look at the next step"),
            url=absolute_url(group_address(group) + "status/"),
            why=lambda: _("You get this mail because you lead this group."),
        )
