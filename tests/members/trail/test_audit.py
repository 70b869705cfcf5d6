"""The logbook: readable, complete, for the privacy contact, and each member's own part for that member."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from expertise.asking.actions.requests import ask
from expertise.asking.enums import HelpAudience, HelpState
from expertise.asking.models import HelpRequest
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail import sentences as audit
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.cycles.enums import CoverState
from plg.groups.enums import GroupRole, GroupState
from tests.factories import GroupFactory, MemberFactory, NetworkRoleFactory
from tests.logbook import LabelInTheLogbook
from tests.pages import Page

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
URL = "/beheer/logboek/"


@pytest.fixture
def contact(client, db):
    member = NetworkRoleFactory(role="privacy_contact").member
    client.force_login(member, backend=BACKEND)
    return member


def recorded_verbs(project: Path) -> set[str]:
    """Every verb that an action of the project records, from the code itself."""
    calls = re.compile(r"\brecord\(\s*(.*?)[,)]", re.DOTALL)
    tells = re.compile(r"_tell\(\s*(.*?)[,)]", re.DOTALL)
    verbs = set()
    for folder in ("knowledge_network", "plg", "expertise", "lesson_study"):
        for path in (project / folder).rglob("*.py"):
            text = path.read_text()
            for call in [*calls.findall(text), *tells.findall(text)]:
                verbs |= set(re.findall(r'"([a-z]+\.[a-z_]+)"', call))
    return verbs


def test_every_verb_that_is_recorded_is_a_sentence(project):
    verbs = recorded_verbs(project)
    assert len(verbs) > 40
    assert verbs - set(audit.list_verbs()) == set()


def test_a_sentence_names_nothing_that_an_event_cannot_have():
    for verb in audit.list_verbs():
        event = AuditEvent(verb=verb, at=timezone.now(), data={})
        with translation.override("en"):
            assert audit.tell_event(event).text, verb


@pytest.mark.django_db
def test_an_event_reads_as_a_sentence():
    actor, subject = (
        MemberFactory(given_name="Ada", family_name="Aa"),
        MemberFactory(given_name="Bo", family_name="Bee"),
    )
    event = AuditEvent.objects.record("members.profile_changed", subject, by=actor, subject=subject, fields=["about"])
    with translation.override("nl"):
        assert audit.tell_event(event).text == "Ada Aa wijzigde het profiel van Bo Bee: over mij."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "data", "words"),
    [
        ("plg.member_added", {"role": GroupRole.FACILITATOR}, "(procesbegeleider)"),
        ("plg.role_changed", {"role": GroupRole.MEMBER}, ": lid."),
        ("plg.state_changed", {"state": GroupState.MAINTAINED}, "op in beheer."),
        ("members.appointment_added", {"function": Function.STUDENT_TEACHER}, "(aspirant-leraar)"),
        ("members.role_granted", {"role": NetworkRoleKind.LIAISON_OFFICER}, ": verbindingsofficier."),
        ("lesson_study.cover_answered", {"state": CoverState.OTHER_DAY}, ": andere dag voorgesteld."),
    ],
)
def test_a_code_reads_as_the_word_that_people_choose(verb, data, words):
    event = AuditEvent.objects.record(verb, GroupFactory(), by=None, subject=MemberFactory(), **data)
    with translation.override("nl"):
        text = audit.tell_event(AuditEvent.objects.select_related("actor", "subject").get(pk=event.pk)).text
    assert words in text
    assert str(next(iter(data.values()))) not in text.replace(words, "")


@pytest.mark.django_db
def test_a_former_member_has_no_name_in_the_logbook():
    member = MemberFactory(given_name="Weg", family_name="Gegaan")
    AuditEvent.objects.record("plg.group_created", GroupFactory(), by=member, kind="plg")
    erase_member(member=member)
    event = AuditEvent.objects.select_related("actor", "subject").get(verb="plg.group_created")
    with translation.override("nl"):
        line = audit.tell_event(event)
    assert "Gegaan" not in line.text
    assert "oud-lid" in line.text
    assert line.actor_url == ""


@pytest.mark.django_db
def test_in_ones_own_log_a_question_bears_its_title_for_who_sees_it_and_never_its_number(client):
    asker, helper = MemberFactory(), MemberFactory()
    mine = ask(by=asker, audience=HelpAudience.NETWORK, title="Hoe oefen ik dit?")
    draft = HelpRequest.objects.create(asker=helper, title="Nog niet verstuurd", state=HelpState.DRAFT)
    AuditEvent.objects.record("expertise.help_message", draft, by=None, subject=asker)
    client.force_login(asker, backend=BACKEND)
    page = Page(client.get(reverse("members:my_data")))
    assert "stelde een vraag («Hoe oefen ik dit?»)" in page.words
    assert "Nog niet verstuurd" not in page.words
    assert not [number for number in (mine.public_id, draft.public_id) if number in page.words]
    events = AuditEvent.objects.select_related("actor", "subject")
    assert mine.public_id in audit.tell_events(events.filter(verb="expertise.help_asked"))[0].text


def test_the_logbook_filters_by_who_about_whom_what_and_when(client, contact):
    ada, bo = (
        MemberFactory(given_name="Ada", family_name="Aaltink"),
        MemberFactory(given_name="Bo", family_name="Beverdam"),
    )
    old = AuditEvent.objects.record("members.left", bo, by=ada, subject=bo)
    AuditEvent.objects.filter(pk=old.pk).update(at=timezone.now() - dt.timedelta(days=100))
    AuditEvent.objects.record("members.photo_changed", ada, by=ada, subject=ada)
    AuditEvent.objects.record("plg.group_created", GroupFactory(), by=bo, kind="plg")

    def verbs(**data):
        return sorted(line.verb for line in client.get(URL, data).context["lines"])

    assert verbs() == ["members.left", "members.photo_changed", "plg.group_created"]
    assert verbs(wie="aaltink") == ["members.left", "members.photo_changed"]
    assert verbs(over="Beverdam") == ["members.left"]
    assert verbs(wat="plg") == ["plg.group_created"]
    recent = (timezone.localdate() - dt.timedelta(days=2)).isoformat()
    assert verbs(vanaf_dag=recent) == ["members.photo_changed", "plg.group_created"]
    assert verbs(tot_dag=recent) == ["members.left"]


@pytest.mark.parametrize("bad", ["0001-01-01", "9999-12-31", "gisteren", "2026-02-30", "-1"])
def test_strange_dates_are_no_error(client, contact, bad):
    assert client.get(URL, {"vanaf_dag": bad, "tot_dag": bad, "wat": bad, "wie": bad}).status_code == 200


def test_pages_of_the_logbook_follow_each_other_without_gap_or_double(client, contact):
    member = MemberFactory()
    for _number in range(120):
        AuditEvent.objects.record("members.photo_changed", member, by=member, subject=member)
    seen, cursor = 0, ""
    for _page in range(3):
        response = client.get(URL, {"vanaf": cursor} if cursor else {})
        seen += len(response.context["lines"])
        cursor = response.context["page"].next_cursor
    assert (seen, cursor) == (120, "")


@pytest.mark.parametrize("event_count", [1, 3])
def test_the_logbook_costs_three_queries_whatever_its_length(client, contact, event_count, django_assert_num_queries):
    for _number in range(event_count):
        member = MemberFactory()
        AuditEvent.objects.record("members.photo_changed", member, by=MemberFactory(), subject=member)
    client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL)


def test_taking_a_copy_of_the_logbook_stands_in_the_logbook(client, contact):
    member = MemberFactory(given_name="=cmd", family_name="Formule")
    AuditEvent.objects.record("members.photo_changed", member, by=member, subject=member)
    response = client.post("/beheer/logboek/downloaden/", {"over": "formule"})
    text = b"".join(response.streaming_content).decode()
    assert "members.photo_changed" in text
    assert "'=cmd" in text
    assert AuditEvent.objects.get(verb="members.audit_exported").data == {"count": 1}


@pytest.mark.django_db
def test_a_member_reads_what_was_done_to_their_own_data_and_nothing_of_others(client):
    me, other = MemberFactory(), MemberFactory(given_name="Geheime", family_name="Ander")
    AuditEvent.objects.record(
        "members.photo_removed", me, by=MemberFactory(given_name="Co", family_name="Oor"), subject=me
    )
    AuditEvent.objects.record("members.left", other, by=other, subject=other)
    client.force_login(me, backend=BACKEND)
    page = client.get("/mijn/gegevens/").content.decode()
    assert "Co Oor" in page
    assert "Geheime Ander" not in page


@pytest.mark.django_db
def test_an_event_with_a_label_in_it_is_refused_in_every_test():
    group = GroupFactory()
    AuditEvent.objects.record("plg.role_changed", group, by=None, role=GroupRole.FACILITATOR, fields=["title"])
    for label in (str(GroupRole.FACILITATOR.label), [str(GroupRole.FACILITATOR.label)]):
        with pytest.raises(LabelInTheLogbook, match="record its code"):
            AuditEvent.objects.record("plg.role_changed", group, by=None, role=label)
