"""The tokens of the canary crawl: what is planted where, and who may read it."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone

from knowledge_network.members.models import AuditEvent, Invitation, SignupRequest, Visibility
from knowledge_network.topics.models import Topic
from plg.models import (
    Conversation,
    FileVersion,
    GroupAgreement,
    GroupFile,
    GroupInvitation,
    JoinRequest,
    Post,
    PostRevision,
)
from tests.access.table import ROLES, STRANGERS
from tests.access.world import World

TOKEN = r"kanarie-[a-z-]+-einde"
MEMBERS = frozenset(ROLES) - frozenset(STRANGERS)
INSIDE = frozenset({"group_member", "group_lead"})
COORDINATORS = frozenset({"coordinator"})
NOBODY: frozenset[str] = frozenset()

ALLOWED: dict[str, frozenset[str]] = {}


def token(name: str, roles: frozenset[str]) -> str:
    """A word that the crawl recognises; `roles` may read it."""
    word = f"kanarie-{name}-einde"
    ALLOWED[word] = roles
    return word


def plant(world: World) -> None:
    """Put a token into every private field of the world."""
    ALLOWED.clear()
    _plant_profile(world)
    _plant_admission(world)
    _plant_group(world)


def _plant_profile(world: World) -> None:
    member = world.member  # the group member
    member.about = token("over-mij-alleen-ik", frozenset({"group_member"}))
    member.about_visibility = Visibility.NOBODY
    member.save()
    hidden_topic = Topic.objects.create(
        name=token("thema-van-niemand", frozenset(ROLES)), slug="kanarie-thema"
    )  # the topic is public vocabulary; that this member has it is not: see below
    member.ask_me_about.add(hidden_topic)
    member.topics_visibility = Visibility.NOBODY
    member.email = f"{token('adres', frozenset({'group_member', 'coordinator'}))}@example.org"
    member.save()
    lead = world.people["group_lead"]
    lead.about = token("over-mij-leden", MEMBERS)
    lead.about_visibility = Visibility.MEMBERS
    lead.suspension_reason = token("schorsing", COORDINATORS)
    lead.save()
    draft = world.draft
    draft.purpose = token("concept-doel", frozenset({"group_lead", "coordinator"}))
    draft.save()


def _plant_admission(world: World) -> None:
    asked = SignupRequest.objects.create(
        email="nieuw@example.org",
        given_name="Nieuw",
        family_name="Mens",
        organisation=world.site,
        function="leraar",
        motivation=token("motivatie", frozenset({"coordinator", "leader_own"})),
        state="open",
        verified_at=timezone.now(),
    )
    Invitation.objects.create(
        email="gast@example.org",
        given_name="Gast",
        family_name="Mens",
        organisation=world.site,
        function="leraar",
        message=token("uitnodiging", COORDINATORS),
        expires_at=timezone.now() + timezone.timedelta(days=9),
    )
    AuditEvent.objects.create(
        verb="members.signup_requested",
        object_type="members.signuprequest",
        object_key=asked.public_id,
        object_label=token("logboek", frozenset({"privacy_contact"})),
    )


def _plant_group(world: World) -> None:
    group, lead = world.group, world.people["group_lead"]
    talk = Conversation.objects.create(group=group, title="Gesprek " + token("gesprek-titel", INSIDE), started_by=lead)
    post = Post.objects.create(conversation=talk, author=lead, text=token("bericht", INSIDE))
    PostRevision.objects.create(post=post, text=token("eerdere-tekst", INSIDE), written_at=timezone.now())
    Conversation.objects.filter(pk=talk.pk).update(post_count=1)
    stored = GroupFile.objects.create(group=group, title="Bestand " + token("bestand-titel", INSIDE), added_by=lead)
    FileVersion.objects.create(
        file=stored,
        number=1,
        file_name="notitie.txt",
        media_type="text/plain",
        size=40,
        sha256="0" * 64,
        content=ContentFile(token("bestand-inhoud", INSIDE).encode(), name="notitie.txt"),
        note=token("versie-toelichting", INSIDE),
        added_by=lead,
    )
    GroupAgreement.objects.create(
        group=group,
        version=2,
        shared_outside="Lessen.",
        stays_inside=token("afspraak", INSIDE),
        effort="Een dagdeel.",
        disagreement="Samen.",
        bringing_back="Ieder.",
        written_by=lead,
    )
    world.meeting.link = f"https://example.org/{token('link-naar-overleg', INSIDE)}"
    world.meeting.save()
    JoinRequest.objects.create(
        group=group,
        member=world.people["other_board"],
        message=token("verzoek", frozenset({"other_board", "group_lead", "coordinator"})),
    )
    GroupInvitation.objects.create(
        group=group,
        member=world.people["same_board"],
        message=token("groepsuitnodiging", frozenset({"same_board", "group_lead", "coordinator"})),
    )
