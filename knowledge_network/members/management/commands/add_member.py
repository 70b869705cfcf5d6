"""Make the first accounts of an installation, or give a role to somebody who is there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.admission.actions.accounts import create_member
from knowledge_network.members.people.actions.roles import grant_role
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole


class Command(BaseCommand):
    help = "Add a member whose address you know to be theirs, with network roles; they log in with a code by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("given_name", nargs="?", default="")
        parser.add_argument("family_name", nargs="?", default="")
        roles = [code for code in NetworkRoleKind.values if code != NetworkRoleKind.PROGRAMME_LEADER]
        parser.add_argument("--role", action="append", default=[], choices=roles, help="may be given more than once")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.active().filter(email__iexact=options["email"]).first()
        if member is None:
            if not options["given_name"]:
                raise CommandError("Nobody has this address yet: say the given name and the family name as well.")
            names = {"given_name": options["given_name"], "family_name": options["family_name"]}
            member = create_member(by=None, email=options["email"], **names)
        held = set(NetworkRole.objects.current().filter(member=member).values_list("role", flat=True))
        for role in set(options["role"]) - held:
            grant_role(member=member, role=role, by=None)
        self.stdout.write(f"{member.get_full_name()} logs in at {absolute_url(reverse('account_request_login_code'))}")
