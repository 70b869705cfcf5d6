"""Claims: adding in a minute, who sees what, confirming, hiding, archiving, and what a profile shows."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from urllib.parse import urlsplit

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from expertise.claims.actions import aging, claims
from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility, EvidenceGround, EvidenceKind
from expertise.claims.links import confirm_address
from expertise.claims.models import Evidence, ExpertiseClaim
from expertise.claims.notices import CONFIRM_CLAIMS
from expertise.claims.suggestions import find_topics, list_suggestions
from expertise.products.enums import ProductAccess
from knowledge_network.members.privacy.export import build_export
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from plg.meetings.models import MeetingInvitation
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
MINE = "/mijn/expertise/"
ADD = "/mijn/expertise/toevoegen/"


def sign_in(client, member=None):
    member = member or f.MemberFactory()
    client.force_login(member, backend=BACKEND)
    return member


def page_of(claim):
    return f"/expertise/{claim.public_id}/"


def sent(**changes):
    return {"topic": "begrijpend lezen", "level": ClaimLevel.USER, "visibility": ClaimVisibility.NETWORK, **changes}


# Adding -----------------------------------------------------------------------------------------


def test_a_topic_and_one_sentence_make_a_claim_that_others_see(client):
    topic = f.TopicFactory(name="begrijpend lezen")
    member = sign_in(client)
    assert client.post(ADD, sent(description="Hardop denken.")).status_code == 302
    claim = ExpertiseClaim.objects.get()
    assert (claim.member, claim.topic, claim.state) == (member, topic, ClaimState.DECLARED)
    sign_in(client)
    assert "Hardop denken." in client.get(page_of(claim)).content.decode()


def test_another_word_for_a_topic_is_understood(client):
    topic = f.TopicFactory(name="meertaligheid/NT2", synonyms=["tweede taal"])
    sign_in(client)
    client.post(ADD, sent(topic="Tweede  taal"))
    assert ExpertiseClaim.objects.get().topic == topic


def test_while_typing_topics_are_offered_by_name_and_synonym(client):
    f.TopicFactory(name="meertaligheid/NT2", synonyms=["tweede taal"])
    sign_in(client)
    page = client.get("/mijn/expertise/themas/", {"topic": "tweede"}, headers={"hx-request": "true"}).content.decode()
    assert '<option value="meertaligheid/NT2">' in page


def test_a_word_that_nobody_knows_can_be_proposed_and_nothing_that_was_written_is_lost(client):
    member = sign_in(client)
    data = sent(topic="buitenonderwijs", description="Rekenen in het bos.")
    refused = client.post(ADD, data)
    assert refused.status_code == 422
    assert "Rekenen in het bos." in refused.content.decode()
    assert 'name="propose"' in refused.content.decode()
    assert not Topic.objects.filter(name="buitenonderwijs").exists()
    client.post(ADD, {**data, "propose": "1"})
    topic = Topic.objects.get(name="buitenonderwijs")
    assert (topic.state, topic.proposed_by) == (TopicState.PROPOSED, member)
    claim = ExpertiseClaim.objects.get()
    assert (claim.topic, claim.state, claim.description) == (topic, ClaimState.DRAFT, "Rekenen in het bos.")
    sign_in(client)
    assert client.get(page_of(claim)).status_code == 404


def test_the_same_topic_twice_is_refused_in_words(client):
    topic = f.TopicFactory(name="begrijpend lezen")
    f.ExpertiseClaimFactory(member=sign_in(client), topic=topic)
    response = client.post(ADD, sent())
    assert response.status_code == 422
    assert ExpertiseClaim.objects.count() == 1


def test_a_topic_that_was_archived_comes_back_as_one_claim(client):
    topic = f.TopicFactory(name="begrijpend lezen")
    claim = f.ExpertiseClaimFactory(member=sign_in(client), topic=topic)
    claims.archive_claim(claim=claim, by=claim.member)
    client.post(ADD, sent(description="Opnieuw."))
    claim = ExpertiseClaim.objects.get()
    assert (claim.state, claim.description, claim.archived_at) == (ClaimState.DECLARED, "Opnieuw.", None)


# Suggestions --------------------------------------------------------------------------------------


def meeting_about(topic, **values):
    meeting = f.MeetingFactory(**values)
    meeting.topics.add(topic)
    return meeting


def test_who_led_meetings_about_a_topic_is_asked_whether_to_add_it(client):
    member, topic = sign_in(client), f.TopicFactory(name="breuken")
    group = f.GroupFactory()
    group.topics.add(topic)
    f.GroupMembershipFactory(group=group, member=member, role="lead", start=dt.date(2024, 1, 1))
    other = f.TopicFactory(name="lezen")
    for days in (10, 20):
        meeting_about(topic, group=group, starts_at=timezone.now() - dt.timedelta(days=days))
    meeting_about(topic, group=group, starts_at=timezone.now() + dt.timedelta(days=9))
    meeting_about(topic, group=group, starts_at=timezone.now() - dt.timedelta(days=5), status="cancelled")
    meeting_about(topic, group=group, starts_at=timezone.make_aware(dt.datetime(2023, 12, 1, 15)))
    # Of the group, and about nothing: the group's topic is not what every meeting was about.
    f.MeetingFactory(group=group, starts_at=timezone.now() - dt.timedelta(days=30))
    f.ExpertiseClaimFactory(member=member, topic=other)
    meeting_about(other, group=group, starts_at=timezone.now() - dt.timedelta(days=40))
    [suggestion] = list_suggestions(member)
    assert suggestion.slug == topic.slug
    assert re.search(r"\b2\b", suggestion.why), suggestion.why
    assert f"?thema={topic.slug}" in client.get(MINE).content.decode()
    assert 'value="breuken"' in client.get(ADD, {"thema": topic.slug}).content.decode()
    f.ExpertiseClaimFactory(member=member, topic=topic)
    assert list_suggestions(member) == []


def test_meetings_that_somebody_else_led_are_not_ones_own(client):
    member, topic = f.MemberFactory(), f.TopicFactory()
    group = f.GroupFactory()
    group.topics.add(topic)
    f.GroupMembershipFactory(group=group, role="lead")
    f.GroupMembershipFactory(group=group, member=member)
    meeting_about(topic, group=group, starts_at=timezone.now() - dt.timedelta(days=10))
    [suggestion] = list_suggestions(member)
    assert group.name in suggestion.why


def test_leading_a_group_whose_meetings_were_about_nothing_is_taking_part(client):
    member, topic = f.MemberFactory(), f.TopicFactory()
    group = f.GroupFactory()
    group.topics.add(topic)
    f.GroupMembershipFactory(group=group, member=member, role="lead", start=dt.date(2024, 1, 1))
    f.MeetingFactory(group=group, starts_at=timezone.now() - dt.timedelta(days=10))
    [suggestion] = list_suggestions(member)
    assert group.name in suggestion.why


def test_a_pasted_text_gives_topics_by_name_and_synonym_and_is_kept_nowhere(client):
    reading = f.TopicFactory(name="begrijpend lezen")
    language = f.TopicFactory(name="meertaligheid/NT2", synonyms=["tweede taal"])
    f.TopicFactory(name="rekenen")
    assert find_topics("Ik gaf les in de TWEEDE taal en begrijpend lezen; rekenenden niet.") == [language, reading]
    sign_in(client)
    text = "kanarietekst over begrijpend lezen"
    response = client.post("/mijn/expertise/uit-tekst/", {"text": text})
    assert f"?thema={reading.slug}" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert not AuditEvent.objects.filter(data__icontains="kanarietekst").exists()
    assert "kanarietekst" not in str(dict(client.session))


# Who sees what --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visibility", "name_visibility", "stranger", "member"),
    [
        (ClaimVisibility.EVERYBODY, "everybody", 200, 200),
        (ClaimVisibility.EVERYBODY, "members", 404, 200),
        (ClaimVisibility.NETWORK, "everybody", 404, 200),
        (ClaimVisibility.HIDDEN, "everybody", 404, 404),
    ],
)
def test_a_claim_is_seen_by_whom_its_member_chose(client, visibility, name_visibility, stranger, member):
    owner = f.MemberFactory(name_visibility=name_visibility)
    claim = f.ExpertiseClaimFactory(member=owner, visibility=visibility)
    assert client.get(page_of(claim)).status_code == stranger
    sign_in(client)
    assert client.get(page_of(claim)).status_code == member
    sign_in(client, owner)
    assert client.get(page_of(claim)).status_code == 200


@pytest.mark.parametrize("gone", ["suspended_at", "left_at", "erasure_requested_at"])
def test_a_claim_of_somebody_who_is_not_in_the_network_does_not_exist(client, gone):
    claim = f.ExpertiseClaimFactory(member=f.MemberFactory(**{gone: timezone.now()}))
    sign_in(client)
    assert client.get(page_of(claim)).status_code == 404


def test_hiding_and_showing_are_one_press(client):
    claim = f.ExpertiseClaimFactory(member=sign_in(client))
    client.post(f"{page_of(claim)}tonen/", {"hidden": "on"})
    claim.refresh_from_db()
    assert not claim.is_shown
    client.post(f"{page_of(claim)}tonen/")
    claim.refresh_from_db()
    assert claim.is_shown


def test_a_draft_is_shown_with_one_press(client):
    member = sign_in(client)
    claim = claims.add_claim(member=member, by=member, topic=f.TopicFactory(), is_draft=True)
    client.post(f"{page_of(claim)}tonen/")
    claim.refresh_from_db()
    assert (claim.state, claim.is_draft) == (ClaimState.DECLARED, False)


# Confirming and archiving -----------------------------------------------------------------------------


def waiting(member, **values):
    return f.ExpertiseClaimFactory(
        member=member,
        state=ClaimState.TO_CONFIRM,
        last_confirmed_on=timezone.localdate() - relativedelta(months=25),
        reminded_on=timezone.localdate(),
        **values,
    )


def token_of(member):
    return confirm_address(member).rstrip("/").rsplit("/", 1)[-1]


def test_the_link_in_the_mail_confirms_with_one_press_and_without_logging_in(client):
    member = f.MemberFactory()
    claim, other = waiting(member), waiting(member)
    url = reverse("expertise:claim_confirm_from_mail", args=[token_of(member)])
    page = client.get(url).content.decode()
    assert page.count("checked") == 2
    claim.refresh_from_db()
    assert claim.state == ClaimState.TO_CONFIRM, "looking changes nothing"
    client.post(url, {"claims": [claim.public_id]})
    claim.refresh_from_db()
    other.refresh_from_db()
    assert (claim.state, other.state) == (ClaimState.DECLARED, ClaimState.TO_CONFIRM)


def test_a_link_of_one_member_does_not_confirm_for_another(client):
    mine, theirs = waiting(f.MemberFactory()), waiting(f.MemberFactory())
    url = reverse("expertise:claim_confirm_from_mail", args=[token_of(mine.member)])
    client.post(url, {"claims": [theirs.public_id]})
    theirs.refresh_from_db()
    assert theirs.state == ClaimState.TO_CONFIRM


def test_the_question_after_two_years_goes_by_mail_with_that_link(client):
    member = f.MemberFactory()
    f.ExpertiseClaimFactory(member=member, last_confirmed_on=timezone.localdate() - relativedelta(months=24))
    aging.age_claims(timezone.now())
    assert Delivery.objects.filter(kind="expertise.confirm", member=member).count() == 1
    made = CONFIRM_CLAIMS.mail(Notice.objects.get(kind="expertise.confirm"))
    assert client.get(urlsplit(made.url).path).status_code == 200


def test_archiving_can_be_taken_back(client):
    claim = f.ExpertiseClaimFactory(member=sign_in(client))
    client.post(f"{page_of(claim)}archiveren/")
    claim.refresh_from_db()
    assert claim.state == ClaimState.ARCHIVED
    assert f"{page_of(claim)}terugzetten/" in client.get(MINE).content.decode()
    client.post(f"{page_of(claim)}terugzetten/")
    claim.refresh_from_db()
    assert claim.state == ClaimState.DECLARED


def test_erasing_asks_for_the_typed_name_and_only_of_what_is_archived(client):
    claim = f.ExpertiseClaimFactory(member=sign_in(client))
    url = f"{page_of(claim)}wissen/"
    client.post(url, {"name": claim.topic.name})
    assert ExpertiseClaim.objects.exists(), "not archived"
    claims.archive_claim(claim=claim, by=claim.member)
    client.post(url, {"name": "iets anders"})
    assert ExpertiseClaim.objects.exists()
    client.post(url, {"name": claim.topic.name.upper()})
    assert not ExpertiseClaim.objects.exists()


def test_what_rests_for_two_years_is_forgotten():
    claim = f.ExpertiseClaimFactory()
    claims.archive_claim(claim=claim, by=claim.member)
    assert aging.forget_old(timezone.now() + relativedelta(months=23)) == 0
    assert aging.forget_old(timezone.now() + relativedelta(months=24, days=2)) == 1
    assert not ExpertiseClaim.objects.exists()


# Evidence ---------------------------------------------------------------------------------------------


def test_evidence_makes_a_claim_substantiated_and_can_be_taken_away_and_put_back(client):
    claim = f.ExpertiseClaimFactory(member=sign_in(client))
    data = {"kind": EvidenceKind.TRAINING, "title": "Cursus taal, 2024", "ground": EvidenceGround.PRACTICE}
    client.post(f"{page_of(claim)}bewijs/", data)
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBSTANTIATED
    row = Evidence.objects.get()
    client.post(f"{page_of(claim)}bewijs/{row.public_id}/weghalen/")
    claim.refresh_from_db()
    assert claim.state == ClaimState.DECLARED
    client.post(f"{page_of(claim)}bewijs/terugzetten/")
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBSTANTIATED
    assert Evidence.objects.get().title == "Cursus taal, 2024"


def test_a_product_of_ones_own_is_linked_for_who_may_see_it(client):
    claim = f.ExpertiseClaimFactory(member=sign_in(client))
    product = f.KnowledgeProductFactory(contact_person=claim.member, access=ProductAccess.NETWORK)
    other = f.KnowledgeProductFactory()
    url = f"{page_of(claim)}bewijs/"
    page = client.get(url).content.decode()
    assert f"product:{product.slug}" in page
    assert f"product:{other.slug}" not in page
    client.post(url, {"kind": "product", "object": f"product:{product.slug}", "ground": EvidenceGround.PRACTICE})
    assert Evidence.objects.get().product == product
    assert f"/kennisbank/{product.slug}/" in client.get(page_of(claim)).content.decode()
    ExpertiseClaim.objects.update(visibility=ClaimVisibility.EVERYBODY)
    type(claim.member).objects.update(name_visibility="everybody")
    client.logout()
    assert f"/kennisbank/{product.slug}/" not in client.get(page_of(claim)).content.decode()


def test_somebody_elses_product_is_no_choice(client):
    claim = f.ExpertiseClaimFactory(member=sign_in(client))
    other = f.KnowledgeProductFactory()
    data = {"kind": "product", "object": f"product:{other.slug}", "ground": EvidenceGround.PRACTICE}
    assert client.post(f"{page_of(claim)}bewijs/", data).status_code == 422


def test_evidence_of_a_closed_meeting_never_tells_what_it_was_about(client):
    member = sign_in(client)
    claim = f.ExpertiseClaimFactory(member=member)
    meeting = f.MeetingFactory(title="Geheime agenda", starts_at=timezone.now() - dt.timedelta(days=3))
    attended(meeting, member)
    client.post(
        f"{page_of(claim)}bewijs/",
        {"kind": EvidenceKind.EXPERIENCE, "object": f"meeting:{meeting.public_id}", "ground": EvidenceGround.PRACTICE},
    )
    assert Evidence.objects.get().meeting == meeting
    sign_in(client)
    page = client.get(page_of(claim)).content.decode()
    assert "Geheime agenda" not in page
    assert meeting.public_id not in page
    assert meeting.group.name in page


def attended(meeting, *members):
    for member in members:
        invitation = MeetingInvitation.objects.create(meeting=meeting, member=member, answer="yes")
        Attendance.objects.create(invitation=invitation, status=AttendanceStatus.PRESENT)


# Cost and order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_claim_costs_the_same_whatever_stands_with_it(client, django_assert_num_queries, count):
    claim = f.ExpertiseClaimFactory()
    for _number in range(count):
        f.EvidenceFactory(claim=claim, product=f.KnowledgeProductFactory())
        f.EndorsementFactory(claim=claim, meeting=f.MeetingFactory())
    sign_in(client)
    client.get(page_of(claim))
    with django_assert_num_queries(7):
        client.get(page_of(claim))


@pytest.mark.parametrize("count", [1, 3])
def test_my_expertise_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    member = sign_in(client)
    for _number in range(count):
        f.EvidenceFactory(claim=f.ExpertiseClaimFactory(member=member))
        f.EndorsementFactory(by=member)
    client.get(MINE)
    with django_assert_num_queries(13):
        client.get(MINE)


def test_no_page_counts_or_ranks_endorsements(client):
    """By the name of the topic on a profile, by date on the page of a claim; never a number of either."""
    owner = f.MemberFactory()
    loved = f.ExpertiseClaimFactory(member=owner, topic=f.TopicFactory(name="zelfstandig werken"))
    bare = f.ExpertiseClaimFactory(member=owner, topic=f.TopicFactory(name="automatiseren"))
    for number in range(7):
        f.EndorsementFactory(claim=loved, text=f"Dit zag ik in haar les, en het hielp mijn groep echt verder {number}.")
    sign_in(client)
    profile = Page(client.get(f"/leden/{owner.public_id}/")).one("main")
    claims = [link["href"] for link in profile.all("a") if link["href"] in {page_of(bare), page_of(loved)}]
    assert claims == [page_of(bare), page_of(loved)]
    for page in (profile, Page(client.get(page_of(loved))).one("main")):
        assert not re.search(r"\b7\b\s*(erkenning|collega|keer)", page.words)
        assert "★" not in page
        assert page.all("meter") == []


def test_the_profile_of_somebody_shows_what_the_reader_may_see(client):
    owner = f.MemberFactory(name_visibility="everybody")
    shown = f.ExpertiseClaimFactory(member=owner)
    open_to_all = f.ExpertiseClaimFactory(member=owner, visibility=ClaimVisibility.EVERYBODY)
    hidden = f.ExpertiseClaimFactory(member=owner, visibility=ClaimVisibility.HIDDEN)
    draft = f.ExpertiseClaimFactory(member=owner, is_draft=True, state=ClaimState.DRAFT)
    page = client.get(f"/leden/{owner.public_id}/").content.decode()
    assert page_of(open_to_all) in page
    assert page_of(shown) not in page
    sign_in(client)
    page = client.get(f"/leden/{owner.public_id}/").content.decode()
    assert page_of(shown) in page
    assert page_of(hidden) not in page
    assert page_of(draft) not in page


def test_ones_own_data_hold_claims_evidence_endorsements_and_availability():
    claim = f.ExpertiseClaimFactory(description="Mijn eigen woorden")
    f.EvidenceFactory(claim=claim, title="Mijn eigen bewijs")
    f.EndorsementFactory(claim=claim, text="Over mij geschreven, door een collega die het zag gebeuren.")
    f.EndorsementFactory(by=claim.member, text="Door mij geschreven, over een collega van wie ik het zag.")
    f.AvailabilityFactory(member=claim.member, travel_km=17)
    with zipfile.ZipFile(build_export(claim.member)) as archive:
        data = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
    kinds = {table["kind"] for table in json.loads(data)["data"]}
    assert {"expertise.expertiseclaim", "expertise.evidence", "expertise.endorsement", "expertise.availability"} <= {
        kind.lower() for kind in kinds
    }
    for words in ("Mijn eigen woorden", "Mijn eigen bewijs", "Over mij geschreven", "Door mij geschreven"):
        assert words in data
