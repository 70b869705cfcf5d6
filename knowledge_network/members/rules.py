"""Who may do what with members and organisations. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

if TYPE_CHECKING:
    from knowledge_network.members.admission.models import SignupRequest
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def is_coordinator(member: Reader) -> bool:
    return member.is_authenticated and member.is_coordinator


@rules.predicate
def is_platform_admin(member: Reader) -> bool:
    return member.is_authenticated and member.is_platform_admin


@rules.predicate
def is_privacy_contact(member: Reader) -> bool:
    return member.is_authenticated and member.is_privacy_contact


@rules.predicate
def is_liaison_officer(member: Reader) -> bool:
    return member.is_authenticated and member.is_liaison_officer


@rules.predicate
def is_school_leader(member: Reader) -> bool:
    return member.is_authenticated and member.is_school_leader


@rules.predicate
def is_self(member: Reader, other: Member | None) -> bool:
    return other is not None and member.pk == other.pk


@rules.predicate
def leads_organisation_of(member: Member, signup_request: SignupRequest | None) -> bool:
    """The school leader of the organisation that somebody asks to join."""
    return signup_request is not None and signup_request.organisation_id in member.led_organisations


rules.add_perm("members.view_directory", rules.is_authenticated)
rules.add_perm("members.view_member", rules.always_allow)
rules.add_perm("members.change_member", is_self)
rules.add_perm("members.message_member", rules.is_authenticated & ~is_self)
rules.add_perm("members.manage_members", is_coordinator)
rules.add_perm("members.view_signup_queue", is_coordinator | is_school_leader)
rules.add_perm("members.decide_signup", is_coordinator | leads_organisation_of)
rules.add_perm("members.invite_member", is_coordinator)
rules.add_perm("members.import_members", is_coordinator)
rules.add_perm("members.import_organisations", is_coordinator)
rules.add_perm("members.manage_organisations", is_coordinator)
rules.add_perm("members.manage_roles", is_coordinator | is_platform_admin)
rules.add_perm("members.manage_network", is_coordinator | is_platform_admin)
rules.add_perm("members.manage_topics", is_coordinator)
rules.add_perm("members.view_audit_trail", is_privacy_contact)
rules.add_perm("members.view_data_requests", is_privacy_contact)
