"""Mails about groups: what a person wrote is planned at once; what is a notice too is made from it when it is sent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.kit.emails import absolute_url, render_mail
from knowledge_network.notifications.events.registry import NoticeMail
from knowledge_network.notifications.outbox import plan_mail
from knowledge_network.notifications.outbox.kinds import register_name
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupInvitation, JoinRequest

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice


def group_address(group: Group) -> str:
    return reverse("plg:group_detail", args=[group.slug])


def _plan(
    *, to: Member, key: str, kind: str, reply_to: str = "", due_at: dt.datetime | None = None, **context: Any
) -> None:
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
        at=due_at,
    )


def mail_contact_message(*, group: Group, name: str, address: str, message: str, key: str) -> None:
    """What somebody wrote to the contact person; an answer goes straight to the writer."""
    contact = group.contact_person
    if contact is None:
        return
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


def mail_to_lead(*, member: Member, subject: str, message: str, key: str, due_at: dt.datetime) -> None:
    _plan(
        to=member,
        due_at=due_at,
        key=f"plg.to_leads:{key}",
        kind="plg.to_leads",
        subject=subject,
        lines=lambda: [_("The coordinator of the network wrote to you as leader of a group:")],
        quote=message,
        button=lambda: _("Go to my groups"),
        url=absolute_url(reverse("plg:group_list")),
        why=lambda: _("You get this mail because you lead a group."),
    )


# Mails about what also stands under the bell: made when they are sent, from the notice ------------


def find_join_request(notice: Notice) -> JoinRequest | None:
    return JoinRequest.objects.select_related("group").filter(public_id=notice.params.get("request", "")).first()


def find_invitation(notice: Notice) -> GroupInvitation | None:
    rows = GroupInvitation.objects.select_related("group")
    return rows.filter(public_id=notice.params.get("invitation", "")).first()


def join_requested(notice: Notice) -> NoticeMail:
    join_request = find_join_request(notice)
    return NoticeMail(
        subject=_("%(name)s asks to join «%(group)s»") % notice.params,
        lines=[_("%(name)s would like to join «%(group)s». You decide.") % notice.params],
        quote=join_request.message if join_request else "",
        button=_("Look at the request"),
        url=absolute_url(notice.url),
    )


def reading_along_asked(notice: Notice) -> NoticeMail:
    join_request = find_join_request(notice)
    words = {**notice.params, "days": notice.params["count"]}
    asked = ngettext(
        "%(name)s runs the network and would like to read along in «%(group)s» for %(days)s day. You decide.",
        "%(name)s runs the network and would like to read along in «%(group)s» for %(days)s days. You decide.",
        words["days"],
    )
    return NoticeMail(
        subject=_("%(name)s asks to read along in «%(group)s»") % notice.params,
        lines=[
            asked % words,
            _(
                "Conversations, minutes and files of your group stay closed until you say yes. Everybody in it"
                " hears it."
            ),
        ],
        quote=join_request.message if join_request else "",
        button=_("Look at the request"),
        url=absolute_url(notice.url),
    )


def join_accepted(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("Welcome to «%(group)s»") % notice.params,
        lines=[_("You are in. We are glad that you join «%(group)s».") % notice.params],
        button=_("Go to the group"),
        url=absolute_url(notice.url),
    )


def join_declined(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("About your request to join «%(group)s»") % notice.params,
        lines=[_("You cannot join «%(group)s» now. This is why:") % notice.params],
        quote=str(notice.params["reason"]),
        button=_("Look at other groups"),
        url=absolute_url(reverse("plg:group_list")),
    )


def invited(notice: Notice) -> NoticeMail:
    invitation = find_invitation(notice)
    lines = [_("%(name)s invites you to «%(group)s».") % notice.params]
    return NoticeMail(
        subject=_("Invitation to «%(group)s»") % notice.params,
        lines=[*lines, invitation.group.purpose] if invitation and invitation.group.purpose else lines,
        quote=invitation.message if invitation else "",
        button=_("Look at the invitation"),
        url=absolute_url(notice.url),
    )


def decided(notice: Notice) -> NoticeMail:
    """The coordinator decided on a plan or an application."""

    words = {"group": notice.params["group"], "state": dict(GroupState.choices)[notice.params["state"]]}
    return NoticeMail(
        subject=_("«%(group)s»: the coordinator decided") % words,
        lines=[_("«%(group)s» is now: %(state)s.") % words],
        quote=str(notice.params.get("reason", "")),
        button=_("Look at the next step"),
        url=absolute_url(notice.url),
    )


register_name("plg.contact", lambda: _("message to the contact person of a group"))
register_name("plg.to_leads", lambda: _("message to those who lead groups"))
