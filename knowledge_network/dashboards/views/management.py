"""/beheer/: what waits, and the way to every desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.desks import address
from knowledge_network.kit.http import require

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import MemberRequest


@dataclass(frozen=True)
class Page:
    """A page of the management, offered to who has `permission`."""

    label: str | Promise
    text: str | Promise
    icon: str
    url_name: str
    permission: str


PAGES = (
    Page(
        _("Settings of the network"),
        _("Name, region, look, mail, texts and terms. With history and undo."),
        "settings",
        "members:network_settings",
        "members.manage_network",
    ),
    Page(
        _("School holidays"),
        _("The official list, and days on which a board or school is closed besides."),
        "calendar",
        "school_year:holiday_list",
        "school_year.manage",
    ),
    Page(
        _("Groups"),
        _("All groups in one table: filter, change, export."),
        "table",
        "plg:manage_groups",
        "plg.manage_groups",
    ),
    Page(
        _("Members"),
        _("Appointments, suspensions, people who leave."),
        "users",
        "members:manage_members",
        "members.manage_members",
    ),
    Page(
        _("Requests to join"),
        _("Approve or turn down who wants to become a member."),
        "user-plus",
        "members:signup_list",
        "members.view_signup_queue",
    ),
    Page(
        _("Invitations"),
        _("Invite people by mail, one or many."),
        "mail",
        "members:invitation_list",
        "members.invite_member",
    ),
    Page(
        _("Import"),
        _("Members from a sheet, schools from DUO: with a trial run and undo."),
        "file-up",
        "members:import_list",
        "members.import_members",
    ),
    Page(
        _("Schools and boards"),
        _("The organisations of the network, from when until when."),
        "school",
        "members:organisation_table",
        "members.manage_organisations",
    ),
    Page(
        _("Numbers of schools"),
        _(
            "How many people work at each school on 1 October, and how many hours were agreed. Percentages rest on"
            " these."
        ),
        "chart-column",
        "figures:facts_list",
        "figures.enter_facts",
    ),
    Page(
        _("Expertise in view"),
        _("What the network knows by topic and board, and what is missing."),
        "waypoints",
        "expertise:gaps_board",
        "expertise.act_on_gap",
    ),
    Page(
        _("Topics"),
        _("The list of topics: names, other words, proposals."),
        "tag",
        "members:topic_manage",
        "members.manage_topics",
    ),
    Page(
        _("Mutual recognition"),
        _("Colleagues who recognised each other's expertise within a week."),
        "badge-check",
        "expertise:endorsement_pairs",
        "expertise.see_pairs",
    ),
    Page(
        _("Roles"),
        _("Who runs the network, in which scope and until when."),
        "user-cog",
        "members:role_list",
        "members.manage_roles",
    ),
    Page(
        _("Health of the platform"),
        _("Site, worker, mail, disk and back-up: what runs, what does not and what to do."),
        "monitor",
        "dashboards:health",
        "notifications.see_health",
    ),
    Page(
        _("Audit trail"),
        _("Who did what, for the privacy contact."),
        "scroll-text",
        "members:audit_trail",
        "members.view_audit_trail",
    ),
    Page(
        _("Data requests"),
        _("Copies and erasures that people asked for."),
        "shield",
        "members:data_requests",
        "members.view_data_requests",
    ),
)


def list_pages(member: Member) -> list[tuple[Page, str]]:
    """The pages that this member may open, with their address."""
    found = [(page, address(page.url_name)) for page in PAGES if member.has_perm(page.permission)]
    return [(page, url) for page, url in found if url]


@require_safe
def management(request: MemberRequest) -> HttpResponse:
    require(request, "dashboards.manage")
    context = {"desks": cockpit.find_desks(request.user), "pages": list_pages(request.user)}
    return render(request, "dashboards/management.html", context)
