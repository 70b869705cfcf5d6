"""Beginning a network: the address that works once, the first coordinator, the steps."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit import network as kit_network
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.admission.actions.accounts import create_member
from knowledge_network.members.network import emails
from knowledge_network.members.network.actions.settings import lock_network
from knowledge_network.members.network.models import SetupAddress, StepState
from knowledge_network.members.network.queries import has_coordinator
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.people.actions.roles import find_confirmers, give_role, grant_role
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge_network.members.organisations.models import Organisation

# Who begins runs the network and the platform; for personal data somebody else can be named later.
FIRST_ROLES = (
    NetworkRoleKind.NETWORK_COORDINATOR,
    NetworkRoleKind.PLATFORM_ADMIN,
    NetworkRoleKind.PRIVACY_CONTACT,
)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_setup_address() -> str:
    """A new token; earlier ones stop working. RefusedError once somebody runs the network."""
    lock_network()
    if has_coordinator():
        raise RefusedError(_("The network has a coordinator already, who logs in and goes on at «Beheer»."))
    SetupAddress.objects.filter(used_at__isnull=True).delete()
    token = secrets.token_urlsafe(24)
    SetupAddress.objects.create(token_hash=_hash(token))
    return token


def find_setup_address(token: str) -> SetupAddress | None:
    """The open address of this token, or nothing when it is false, used or older than a day."""
    if has_coordinator():
        return None
    return SetupAddress.objects.open().filter(token_hash=_hash(token)).first()


@transaction.atomic
def begin_network(
    *, token: str | None, email: str, given_name: str, infix: str, family_name: str, password: str = ""
) -> Member:
    """Make the first coordinator. With a token, that is used up; without one an operator does it from a file."""
    lock_network()
    if has_coordinator():
        raise RefusedError(_("The network has a coordinator already, who logs in and goes on at «Beheer»."))
    if token is not None:
        address = SetupAddress.objects.open().select_for_update().filter(token_hash=_hash(token)).first()
        if address is None:
            raise RefusedError(_("This address does not work any more."))
        address.used_at = timezone.now()
        address.save(update_fields=["used_at"])
    member = create_member(by=None, email=email, given_name=given_name, infix=infix, family_name=family_name)
    if password:
        member.set_password(password)
        member.save(update_fields=["password"])
    for role in FIRST_ROLES:
        grant_role(member=member, role=role, by=None)
    AuditEvent.objects.record("members.network_begun", by=None, subject=member)
    kit_network.facts.forget()
    return member


@transaction.atomic
def finish_step(*, step: str, by: Member | None) -> None:
    network = lock_network()
    state = {"done_at": timezone.now(), "skipped_at": None}
    _row, _made = StepState.objects.update_or_create(partnership=network, step=step, defaults=state)
    AuditEvent.objects.record("members.network_step_done", by=by, step=step)
    kit_network.facts.forget()


@transaction.atomic
def leave_step(*, step: str, by: Member) -> None:
    """Go on without it; the checklist keeps saying that it is missing. What was done stays done."""
    network = lock_network()
    _row, made = StepState.objects.get_or_create(
        partnership=network, step=step, defaults={"skipped_at": timezone.now()}
    )
    if made:
        AuditEvent.objects.record("members.network_step_left", by=by, step=step)
    kit_network.facts.forget()


def takes_two(*, by: Member) -> bool:
    """Somebody else is there who could confirm a coordinator whom `by` wants."""
    return find_confirmers(by=by, member=by, role=NetworkRoleKind.NETWORK_COORDINATOR).exists()


@transaction.atomic
def invite_second(*, by: Member, email: str, given_name: str, infix: str, family_name: str) -> Member:
    """A colleague becomes coordinator too and gets a mail; that one person chose is written down.

    RefusedError where somebody could confirm it: then two people give the role, and nobody is told before.
    """
    lock_network()
    if takes_two(by=by):
        raise RefusedError(_("There is a second coordinator already. Now two people give this role, at «Roles»."))
    member = create_member(by=by, email=email, given_name=given_name, infix=infix, family_name=family_name)
    give_role(member=member, role=NetworkRoleKind.NETWORK_COORDINATOR, by=by)
    emails.welcome_second(member, inviter=by.get_full_name())
    return member


@transaction.atomic
def bring_in_partners(*, organisations: Iterable[Organisation], by: Member | None) -> int:
    """Let boards take part, with their schools; those that do already are left as they are. How many are new."""
    count = 0
    for organisation in organisations:
        if not organisation.partnership_memberships.filter(end__isnull=True).exists():
            take_part(organisation=organisation, by=by)
            count += 1
    return count


@transaction.atomic
def send_test_mail(*, by: Member) -> None:
    """A mail to oneself, through the same outbox as every other."""
    emails.send_test(by)
    AuditEvent.objects.record("members.network_test_mail", by=by)
