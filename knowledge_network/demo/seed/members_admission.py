"""What a coordinator finds on Monday: people who ask to join, an invitation under way and a topic to decide on."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from knowledge_network.demo.seed.group_texts import MOTIVATIONS
from knowledge_network.demo.seed.members_people import Cast
from knowledge_network.demo.seed.plg_groups import seed_requests
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.admission.actions.invitations import invite_member
from knowledge_network.members.admission.actions.signups import confirm_signup, request_membership
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function
from knowledge_network.members.vocabulary.actions import propose_topic
from knowledge_network.notifications.events.models import Notice

APPLICANTS = (
    ("Marit", "", "Zandhuurne", Function.TEACHER, 9),
    ("Stijn", "van", "Brekkelo", Function.STUDENT_TEACHER, 4),
    ("Hatice", "", "Lindemeule", Function.WORKPLACE_MENTOR, 1),
)
READ_AFTER = dt.timedelta(days=14)


def seed_waiting(cast: Cast, reference: dt.date) -> None:
    leader = cast.login("schoolleider").current_appointments[0]
    places = [leader.organisation, *Organisation.objects.filter(pk__in=cast.site_ids[1:3])]
    for (given, infix, family, function, days), motivation, place in zip(APPLICANTS, MOTIVATIONS, places, strict=True):
        email = f"{given.lower()}@demo.example"
        request_membership(
            email=email,
            given_name=given,
            infix=infix,
            family_name=family,
            organisation=place,
            function=function,
            motivation=motivation,
        )
        asked = dt.datetime.combine(reference - dt.timedelta(days=days), dt.time(20, 15), ZoneInfo("Europe/Amsterdam"))
        signup_request = SignupRequest.objects.get(email=email)
        signup_request.requested_at = asked
        signup_request.save(update_fields=["requested_at"])
        confirm_signup(signup_request=signup_request, at=asked + dt.timedelta(minutes=4))
    invite_member(
        by=cast.login("coordinator"),
        email="wietske@demo.example",
        given_name="Wietske",
        family_name="Holtmeule",
        organisation=places[1],
        function=Function.TEACHER,
        message="Fijn dat je mee wilt doen aan Lezen om te weten!",
    )
    propose_topic(
        by=cast.login("leraar"),
        name="rijke teksten",
        reason="We zoeken steeds mensen die goede informatieve teksten kennen.",
    )
    Notice.objects.filter(created_at__lt=timezone.now() - READ_AFTER).update(read_at=timezone.now())


def _load(network: DemoNetwork) -> None:
    seed_requests(network.groups, network.cast, network.source, network.reference)
    seed_waiting(network.cast, network.reference)


SEED = Seed("What waits for somebody", _load, after=("expertise_gaps", "plg_groups"))
