"""Ready-made objects for tests. People are invented; addresses end in example.org."""

from __future__ import annotations

import datetime as dt

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from expertise.asking.models import HelpRequest
from expertise.claims.enums import EndorsementBasis, EvidenceKind
from expertise.claims.models import Availability, Endorsement, Evidence, ExpertiseClaim
from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.models import KnowledgeProduct, MethodCard
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.imports.enums import ImportKind, ImportState
from knowledge_network.members.imports.models import ImportRow, ImportRun
from knowledge_network.members.organisations.models import (
    Board,
    Partnership,
    PartnershipMembership,
    School,
    Site,
    TeacherEducation,
)
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.tables.models import SavedView
from knowledge_network.notifications.events.models import Notice
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupKind, GroupState
from plg.groups.models import Group, GroupInvitation, GroupMembership, JoinRequest
from plg.meetings.models import Meeting
from plg.space.models import GroupResult

PASSWORD = "een-lang-wachtwoord"


class PartnershipFactory(DjangoModelFactory):
    class Meta:
        model = Partnership
        django_get_or_create = ("name",)

    name = "Kennisnetwerk Proef"


class BoardFactory(DjangoModelFactory):
    class Meta:
        model = Board

    name = factory.Sequence(lambda n: f"Stichting Proef {n}")
    slug = factory.Sequence(lambda n: f"stichting-proef-{n}")
    bg_number = factory.Sequence(lambda n: f"{10000 + n}")


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    brin = factory.Sequence(lambda n: f"{n % 100:02d}{chr(65 + n // 100 % 26)}{chr(65 + n // 2600 % 26)}")
    name = factory.Sequence(lambda n: f"Basisschool {n}")
    board = factory.SubFactory(BoardFactory)


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    school = factory.SubFactory(SchoolFactory)
    name = factory.SelfAttribute("school.name")
    governing_board = factory.SelfAttribute("school.board")
    site_number = "00"
    site_code = factory.LazyAttribute(lambda o: o.school.brin + o.site_number)
    slug = factory.LazyAttribute(lambda o: f"school-{o.site_code.lower()}")
    place = "Enschede"
    municipality = "Enschede"


class TeacherEducationFactory(DjangoModelFactory):
    class Meta:
        model = TeacherEducation

    name = factory.Sequence(lambda n: f"Lerarenopleiding {n}")
    slug = factory.Sequence(lambda n: f"lerarenopleiding-{n}")


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = PartnershipMembership

    partnership = factory.SubFactory(PartnershipFactory)
    organisation = factory.SubFactory(BoardFactory)
    start = dt.date(2020, 8, 1)


class MemberFactory(DjangoModelFactory):
    """An active member with a confirmed address, a teacher at `site`. `site=None` gives no appointment."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    site = factory.SubFactory(SiteFactory)
    function = Function.TEACHER
    verified = True
    given_name = factory.Sequence(lambda n: f"Voornaam{n}")
    family_name = factory.Sequence(lambda n: f"Achternaam{n}")
    email = factory.Sequence(lambda n: f"lid{n}@example.org")
    # Noted once a day: already done, so that a test counts the queries of its page only.
    last_seen_on = factory.LazyFunction(timezone.localdate)
    password = "!"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        site = kwargs.pop("site", None)
        function = kwargs.pop("function", Function.TEACHER)
        verified = kwargs.pop("verified", True)
        member = super()._create(model_class, *args, **kwargs)
        EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=verified)
        if site is not None:
            AppointmentFactory(member=member, organisation=site, function=function, is_primary=True)
        return member


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    member = factory.SubFactory(MemberFactory, site=None)
    organisation = factory.SubFactory(SiteFactory)
    function = Function.TEACHER
    start = dt.date(2024, 8, 1)


class NetworkRoleFactory(DjangoModelFactory):
    class Meta:
        model = NetworkRole

    member = factory.SubFactory(MemberFactory)
    role = NetworkRoleKind.NETWORK_COORDINATOR
    start = dt.date(2024, 8, 1)


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"thema {n}")
    slug = factory.Sequence(lambda n: f"thema-{n}")


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    kind = GroupKind.PLG
    name = factory.Sequence(lambda n: f"Groep {n}")
    slug = factory.Sequence(lambda n: f"groep-{n}")
    state = GroupState.ACTIVE
    purpose = "Samen leren van elkaars lessen."
    question = "Hoe leren leerlingen redeneren?"
    contact_person = factory.SubFactory(MemberFactory)
    started_on = dt.date(2025, 9, 1)


class GroupMembershipFactory(DjangoModelFactory):
    class Meta:
        model = GroupMembership

    group = factory.SubFactory(GroupFactory)
    member = factory.SubFactory(MemberFactory)
    start = dt.date(2025, 9, 1)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    group = factory.SubFactory(GroupFactory)
    title = "Bijeenkomst"
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + dt.timedelta(hours=2))


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    member = factory.SubFactory(MemberFactory)
    kind = "topics.approved"
    params = {"topic": "begrijpend lezen"}
    url = "/themas/"
    key = factory.Sequence(lambda n: f"topics.approved:{n}")


class JoinRequestFactory(DjangoModelFactory):
    class Meta:
        model = JoinRequest

    group = factory.SubFactory(GroupFactory)
    member = factory.SubFactory(MemberFactory)


class GroupInvitationFactory(DjangoModelFactory):
    class Meta:
        model = GroupInvitation

    group = factory.SubFactory(GroupFactory)
    member = factory.SubFactory(MemberFactory)
    invited_by = factory.SubFactory(MemberFactory)


class GroupResultFactory(DjangoModelFactory):
    class Meta:
        model = GroupResult

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Opbrengst {n}")
    summary = "Een kijkwijzer voor rekengesprekken."


class SavedViewFactory(DjangoModelFactory):
    class Meta:
        model = SavedView

    member = factory.SubFactory(MemberFactory)
    table = "plg.groups"
    name = factory.Sequence(lambda n: f"Weergave {n}")
    query = "soort=plg"


class SignupRequestFactory(DjangoModelFactory):
    """A request with a confirmed address that waits for a decision."""

    class Meta:
        model = SignupRequest

    email = factory.Sequence(lambda n: f"aanvraag{n}@example.org")
    given_name = "Nieuwe"
    family_name = factory.Sequence(lambda n: f"Aanvrager{n}")
    organisation = factory.SubFactory(SiteFactory)
    function = Function.TEACHER
    state = SignupState.OPEN
    verified_at = factory.LazyFunction(timezone.now)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"genodigd{n}@example.org")
    given_name = "Genodigde"
    family_name = factory.Sequence(lambda n: f"Gast{n}")
    organisation = factory.SubFactory(SiteFactory)
    function = Function.TEACHER
    invited_by = factory.SubFactory(MemberFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=30))


class ImportRunFactory(DjangoModelFactory):
    """A list of people that was looked at: its second row lacks nearly everything."""

    class Meta:
        model = ImportRun
        skip_postgeneration_save = True

    kind = ImportKind.MEMBERS
    state = ImportState.PLANNED
    file_name = "leden.csv"
    options = factory.LazyFunction(lambda: {"method": "account", "day": "2026-08-01", "function": "teacher"})
    counts = factory.LazyFunction(lambda: {"read": 1, "error": 1})

    @factory.post_generation
    def rows_of_run(self, create, extracted, **kwargs):
        if create:
            values = {"row": {"email": "geen adres", "whole_name": "Iemand"}}
            ImportRow.objects.create(run=self, number=2, outcome="error", reason="Geen adres.", values=values)


class ExpertiseClaimFactory(DjangoModelFactory):
    """Self-declared; `state` is stored as given, so that a test can say which one it needs."""

    class Meta:
        model = ExpertiseClaim

    member = factory.SubFactory(MemberFactory)
    topic = factory.SubFactory(TopicFactory)
    description = "Ik denk mee over een les of een aanpak."


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    claim = factory.SubFactory(ExpertiseClaimFactory)
    kind = EvidenceKind.EXPERIENCE
    title = "Vijf jaar in groep 6"


class EndorsementFactory(DjangoModelFactory):
    class Meta:
        model = Endorsement

    claim = factory.SubFactory(ExpertiseClaimFactory)
    about = factory.SelfAttribute("claim.member")
    by = factory.SubFactory(MemberFactory)
    from_organisation = factory.LazyAttribute(lambda o: o.by.appointments.first().organisation)
    basis = EndorsementBasis.LESSON_VISIT
    text = "Ik zag in haar les hoe leerlingen elkaars redenering gebruikten."


class AvailabilityFactory(DjangoModelFactory):
    class Meta:
        model = Availability

    member = factory.SubFactory(MemberFactory)


class HelpRequestFactory(DjangoModelFactory):
    """An open question to the whole network."""

    class Meta:
        model = HelpRequest

    asker = factory.SubFactory(MemberFactory)
    title = factory.Sequence(lambda n: f"Hoe help ik leerlingen verder? ({n})")
    situation = "In mijn groep lezen ze vlot, maar vertellen kunnen ze het niet."


class KnowledgeProductFactory(DjangoModelFactory):
    """Published and open to everybody."""

    class Meta:
        model = KnowledgeProduct

    slug = factory.Sequence(lambda n: f"kijkwijzer-{n}")
    title = factory.Sequence(lambda n: f"Kijkwijzer {n}")
    summary = "Een kijkwijzer voor gesprekken over rekenen."
    kind = ProductKind.VIEWING_GUIDE
    status = ProductStatus.PUBLISHED
    published_on = dt.date(2026, 3, 2)
    contact_person = factory.SubFactory(MemberFactory)


class MethodCardFactory(DjangoModelFactory):
    class Meta:
        model = MethodCard

    slug = factory.Sequence(lambda n: f"methode-{n}")
    name = factory.Sequence(lambda n: f"Methode {n}")
    occasion = "Hoe kijken anderen naar mijn vraag?"
    features = "- Ieder stelt eerst een vraag."
