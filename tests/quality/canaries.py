"""The tokens of the canary crawl: what is planted where, and who may read it."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone

from expertise.asking.enums import FollowUpAfter, FollowUpUsed, HelpAudience, HelpOutcome, HelpState
from expertise.asking.models import HelpRequest, HelpRequestMatch, HelpRequestMessage
from expertise.claims.enums import EndorsementBasis, EvidenceKind
from expertise.claims.models import Endorsement, Evidence
from expertise.finding.models import SearchMiss
from expertise.products.enums import ProductAccess
from knowledge_network.dashboards.contact import send_contact_message
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.search.actions import refresh
from lesson_study.classroom.models import PupilInterview
from plg.groups.models import GroupInvitation, JoinRequest
from plg.records.models import ActionItem, Attendance, Decision, Minutes, MinutesRemark, ReturnToSchool
from plg.space.models import Conversation, FileVersion, GroupAgreement, GroupFile, Post, PostRevision
from tests import factories as f
from tests.access.rooms import told
from tests.access.table import ROLES, STRANGERS
from tests.access.world import World
from tests.factories import KnowledgeProductFactory

TOKEN = r"kanarie-[a-z-]+-einde"
MEMBERS = frozenset(ROLES) - frozenset(STRANGERS)
INSIDE = frozenset({"group_member", "group_lead"})
LEAD = frozenset({"group_lead"})
COORDINATORS = frozenset({"coordinator"})
NOBODY: frozenset[str] = frozenset()

ALLOWED: dict[str, frozenset[str]] = {}
SHOWN: dict[str, frozenset[str]] = {}


def token(name: str, roles: frozenset[str], *, also: frozenset[str] = NOBODY) -> str:
    """A word that the crawl recognises: `roles` read it somewhere, `also` may read it where it is not shown now."""
    word = f"kanarie-{name}-einde"
    ALLOWED[word], SHOWN[word] = roles | also, roles
    return word


def plant(world: World) -> None:
    """Put a token into every private field of the world."""
    ALLOWED.clear()
    SHOWN.clear()
    _plant_profile(world)
    _plant_admission(world)
    _plant_group(world)
    _plant_meetings(world)
    _plant_post(world)
    _plant_products(world)
    _plant_expertise(world)
    _plant_gaps(world)
    _plant_questions(world)
    for plant_of_room in told("plant"):
        plant_of_room(world)
    _plant_lesson_notes(world)


def _plant_profile(world: World) -> None:
    member = world.member  # the group member
    member.about = token("over-mij-alleen-ik", frozenset({"group_member"}))
    member.about_visibility = Visibility.NOBODY
    member.save()
    member.email = f"{token('adres', frozenset({'group_member', 'coordinator'}))}@example.org"
    member.save()
    # Where the two differ, the page of addresses makes a row of the member's own.
    member.emailaddress_set.update(email=member.email)
    lead = world.people["group_lead"]
    lead.about = token("over-mij-leden", MEMBERS)
    lead.about_visibility = Visibility.MEMBERS
    lead.save()
    suspended = world.people["suspended"]
    suspended.suspension_reason = token("schorsing", COORDINATORS)
    suspended.save()
    draft = world.draft
    draft.purpose = token("concept-doel", frozenset({"group_lead", "coordinator"}))
    draft.save()


def _plant_admission(world: World) -> None:
    asked = SignupRequest.objects.create(
        email="nieuw@example.org",
        given_name="Nieuw",
        family_name="Mens",
        organisation=world.site,
        function="teacher",
        motivation=token("motivatie", frozenset({"coordinator", "leader_own"})),
        state="open",
        verified_at=timezone.now(),
    )
    Invitation.objects.create(
        email="gast@example.org",
        given_name="Gast",
        family_name="Mens",
        organisation=world.site,
        function="teacher",
        message=token("uitnodiging", NOBODY),  # only in the mail and behind its signed link
        expires_at=timezone.now() + timezone.timedelta(days=9),
    )
    AuditEvent.objects.create(
        verb="members.appointment_added",
        actor=world.people["coordinator"],
        subject=world.member,
        object_type="members.appointment",
        object_key=asked.public_id,
        object_label=token("logboek", frozenset({"privacy_contact", "coordinator", "group_member"})),
        data={"function": "teacher"},
    )


def _plant_group(world: World) -> None:
    group, lead = world.group, world.people["group_lead"]
    talk = Conversation.objects.create(group=group, title="Gesprek " + token("gesprek-titel", INSIDE), started_by=lead)
    post = Post.objects.create(conversation=talk, author=lead, text=token("bericht", INSIDE), edited_at=timezone.now())
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
    # A coordinator plans meetings for groups, the link included.
    world.meeting.link = f"https://example.org/{token('link-naar-overleg', INSIDE | COORDINATORS)}"
    world.meeting.save()
    JoinRequest.objects.create(
        group=group,
        member=world.people["other_board"],
        message=token("verzoek", frozenset({"group_lead", "coordinator"}), also=frozenset({"other_board"})),
    )
    GroupInvitation.objects.create(
        group=group,
        member=world.people["same_board"],
        message=token("groepsuitnodiging", frozenset({"same_board"}), also=frozenset({"group_lead", "coordinator"})),
    )


def _plant_meetings(world: World) -> None:
    """What was said at a meeting, who was there, and what went back to school."""
    lead, member = world.people["group_lead"], world.people["group_member"]
    past, coming = world.past_meeting, world.meeting
    minutes = past.minutes
    minutes.opening = token("verslag-opening", INSIDE)
    minutes.save()
    item = past.agenda_items.get()
    item.report, item.explanation = token("verslag-tekst", INSIDE), token("agenda-toelichting", INSIDE)
    item.save()
    past.decisions.update(text=token("afspraak-in-verslag", INSIDE))
    past.action_items.update(title=token("actiepunt", INSIDE))
    MinutesRemark.objects.create(minutes=minutes, text=token("correctie", INSIDE), written_by=lead)
    past.depth, past.depth_note = 3, token("diepgang", INSIDE)
    past.save()
    draft = f.MeetingFactory(group=world.group, starts_at=timezone.now() - timezone.timedelta(days=3))
    Minutes.objects.create(meeting=draft, version=1, opening=token("verslag-in-concept", LEAD), written_by=lead)
    Decision.objects.create(meeting=draft, text=token("afspraak-in-concept", LEAD))
    ActionItem.objects.create(group=world.group, meeting=draft, title=token("actiepunt-in-concept", LEAD))
    contested = Attendance.objects.get(invitation=world.contested)
    contested.contest_text = token("bezwaar", LEAD)
    contested.save()
    coming.invitations.filter(member=member).update(note=token("afzegging", INSIDE))
    ReturnToSchool.objects.filter(pk=world.returned.pk).update(what=token("meegenomen-gedeeld", INSIDE))
    ReturnToSchool.objects.create(
        member=member,
        meeting=past,
        group=world.group,
        what=token("meegenomen-alleen-ik", frozenset({"group_member"})),
        audience="class",
        happened_on=timezone.localdate(),
        follow_up="applied",
        follow_up_note=token("vervolg", frozenset({"group_member"})),
        shared_with_group=False,
    )


def _plant_post(world: World) -> None:
    """Notices, mail and the rows of an import."""
    world.notice.params = {"topic": token("melding", frozenset({"group_member"}))}
    world.notice.save()
    send_contact_message(
        name="Een bezoeker",
        email="bezoeker@example.org",
        topic=token("contact-onderwerp", COORDINATORS),
        message=token("contact-bericht", NOBODY),
    )
    Delivery.objects.create(
        key="kanarie",
        kind="plg.invitation",
        address="genodigd@example.org",
        subject=token("mail-onderwerp", COORDINATORS),
        text=token("mail-tekst", NOBODY),
        html=token("mail-opmaak", NOBODY),
        state=DeliveryState.FAILED,
        reason="550",
    )
    row = world.import_run.rows.get()
    row.label = token("rij-van-import", COORDINATORS)
    row.reason = token("reden-van-rij", COORDINATORS)
    row.values = {"row": {"email": "geen adres", "whole_name": token("waarde-van-rij", COORDINATORS)}}
    row.save()
    view = world.saved_view
    view.name = token("eigen-weergave", COORDINATORS)
    view.save()


def _plant_products(world: World) -> None:
    """A draft for its makers, what a reader wrote for who may change it, and what is for members only."""
    makers = frozenset({"group_lead", "coordinator"})
    draft = world.draft_product
    draft.title = "Product " + token("concept-product", makers | {"group_member"})
    draft.save()
    draft.reviews.create(
        by=world.people["other_board"], round=0, verdict="change", note=token("notitie-van-lezer", makers)
    )
    sent_in = world.review_product
    sent_in.title = "Product " + token("ingestuurd-product", makers | {"other_board"})
    sent_in.save()
    closed = KnowledgeProductFactory(
        title="Product " + token("besloten-product", MEMBERS),
        result=token("besloten-opbrengst", MEMBERS),
        access=ProductAccess.NETWORK,
        contact_person=world.people["group_lead"],
    )
    closed.versions.create(
        number=1,
        file_name="notitie.txt",
        media_type="text/plain",
        size=40,
        sha256="0" * 64,
        content=ContentFile(token("besloten-productbestand", MEMBERS).encode(), name="notitie.txt"),
        note=token("besloten-versie", MEMBERS),
    )
    closed.uses.create(member=world.people["same_board"], note=token("gebruik-van-besloten", MEMBERS))
    removed = KnowledgeProductFactory(
        title=token("verwijderd-product", NOBODY), removed_at=timezone.now(), contact_person=world.people["group_lead"]
    )
    refresh("product", [draft.pk, sent_in.pk, closed.pk, removed.pk])


def _plant_expertise(world: World) -> None:
    """What the lead of the group says they know; one of the two claims is theirs alone."""
    owner = frozenset({"group_lead"})
    for claim, name, readers in ((world.claim, "leden", MEMBERS), (world.hidden_claim, "verborgen", owner)):
        claim.description = token(f"expertise-{name}", readers)
        claim.save()
        Evidence.objects.create(claim=claim, kind=EvidenceKind.TRAINING, title=token(f"bewijs-{name}", readers))
    endorsement = world.endorsement
    endorsement.text = f"Dit zag ik in haar les gebeuren: {token('erkenning', MEMBERS)}"
    endorsement.save()
    Endorsement.objects.create(
        claim=world.claim,
        about=world.claim.member,
        by=world.people["other_board"],
        basis=EndorsementBasis.LESSON_VISIT,
        text=f"Dit zag ik ook, maar ik nam het terug: {token('ingetrokken-erkenning', NOBODY)}",
        withdrawn_at=timezone.now(),
    )


def _plant_gaps(world: World) -> None:
    """What was looked for in vain and what was done about it: for who runs the network."""
    world.gap_step.note = token("stap-voor-thema", COORDINATORS)
    world.gap_step.save()
    SearchMiss.objects.create(words=token("vergeefs-gezocht", COORDINATORS), topic=world.claimed_topic)


def _plant_questions(world: World) -> None:
    """What is asked of everybody, of one colleague and of a group; what is said about it is for who takes part."""
    people = world.people
    _ask(world, "netwerk", MEMBERS, "same_board", expert="group_lead")
    _ask(world, "een-collega", frozenset({"same_board", "other_board"}) | COORDINATORS, "same_board", "other_board")
    to_group = _ask(world, "expertgroep", frozenset({"leader_own", "other_board"}) | COORDINATORS, "leader_own")
    HelpRequestMatch.objects.create(help_request=to_group, group=world.review_product.review_group, state="asked")
    refused = _ask(world, "kan-niet", frozenset({"same_board", "leader_other"}) | COORDINATORS, "same_board")
    HelpRequestMatch.objects.create(
        help_request=refused,
        expert=people["leader_other"],
        state="declined",
        reason=token("reden-van-nee", frozenset({"same_board"}) | COORDINATORS, also=frozenset({"leader_other"})),
    )
    _ask(world, "teruggetrokken", frozenset({"same_board"}) | COORDINATORS, "same_board", state=HelpState.WITHDRAWN)
    draft = _ask(world, "concept", NOBODY, "same_board", state=HelpState.DRAFT)
    ALLOWED["kanarie-vraag-concept-einde"] = ALLOWED["kanarie-situatie-concept-einde"] = frozenset({"same_board"})
    ended = _closed(world)
    refresh("help_request", list(HelpRequest.objects.values_list("pk", flat=True)))
    refresh("help_answer", [draft.pk, ended.pk])


def _ask(
    world: World, name: str, readers: frozenset[str], asker: str, expert: str = "", *, state: str = HelpState.TALKING
) -> HelpRequest:
    """A question of `asker`, and what `expert` said about it to who takes part."""
    audience = (
        HelpAudience.NETWORK
        if readers == MEMBERS
        else HelpAudience.GROUP
        if name == "expertgroep"
        else HelpAudience.EXPERT
    )
    help_request = f.HelpRequestFactory(
        asker=world.people[asker],
        title="Vraag " + token(f"vraag-{name}", readers),
        situation=token(f"situatie-{name}", readers),
        audience=audience,
        addressed_group=world.review_product.review_group if audience == HelpAudience.GROUP else None,
        state=state,
    )
    if expert:
        person = world.people[expert]
        HelpRequestMatch.objects.create(help_request=help_request, expert=person, state="accepted")
        said = token(f"gesprek-{name}", frozenset({asker, expert}) | COORDINATORS)
        HelpRequestMessage.objects.create(help_request=help_request, author=person, text=said)
    return help_request


def _closed(world: World) -> HelpRequest:
    """Closed, with an answer that the coordinator has yet to check, and what came of it."""
    circle = frozenset({"same_board", "group_lead"}) | COORDINATORS
    help_request = _ask(world, "afgesloten", MEMBERS, "same_board", "group_lead", state=HelpState.CLOSED)
    help_request.outcome, help_request.closed_at, help_request.may_be_published = HelpOutcome.YES, timezone.now(), True
    help_request.what_was_done = token("wat-deed-je-ermee", circle)
    help_request.published_title = token("titel-nog-niet-gedeeld", COORDINATORS)
    help_request.published_answer = token("antwoord-nog-niet-gedeeld", COORDINATORS)
    help_request.save()
    note = token("gebruikt-op-school", frozenset({"same_board"}) | COORDINATORS)
    help_request.follow_ups.create(
        after=FollowUpAfter.SIX_WEEKS, used=FollowUpUsed.YES, note=note, answered_at=timezone.now()
    )
    shared = f.HelpRequestFactory(
        asker=world.people["same_board"],
        audience="expert",
        state=HelpState.CLOSED,
        may_be_published=True,
        published_at=timezone.now(),
        published_title="Antwoord " + token("gedeeld-antwoord-titel", MEMBERS),
        published_answer=token("gedeeld-antwoord", MEMBERS),
        title="Vraag " + token("vraag-achter-antwoord", frozenset({"same_board"}) | COORDINATORS),
    )
    refresh("help_answer", [shared.pk])
    return help_request


def _plant_lesson_notes(world: World) -> None:
    """What was seen and said in a lesson: the team alone, not who leads its group, not a coordinator."""
    team = frozenset({"group_member"})
    note = world.lesson_note
    note.text = token("waarneming", team)
    note.save()
    pupil = world.lesson.cycle.case_pupils.get(code="A")
    PupilInterview.objects.create(lesson=world.lesson, case_pupil=pupil, liked=token("leerlinggesprek", team))
    world.lesson.class_label = token("klas-van-de-les", team)
    world.lesson.save()
