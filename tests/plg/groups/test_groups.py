"""Starting, changing and showing a group; walking through its states; what it shares."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.mails import compose_notice
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.search.models import SearchEntry
from plg.groups.actions.counts import recount
from plg.groups.actions.groups import create_group, hand_over_contact, update_group
from plg.groups.actions.lifecycle import StepBlockedError, change_state, undo_transition
from plg.groups.enums import GroupRole
from plg.groups.models import Group
from plg.space.actions.results import add_result, remove_result, restore_result
from plg.space.models import FileVersion, GroupAgreement, GroupFile
from tests import factories as f

pytestmark = pytest.mark.django_db


def log_in(client, member):
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


@pytest.fixture
def coordinator():
    return f.NetworkRoleFactory().member


def led_group(**fields) -> tuple[Group, object]:
    lead = f.MemberFactory()
    group = f.GroupFactory(contact_person=lead, **fields)
    f.GroupMembershipFactory(group=group, member=lead, role="lead")
    return group, lead


def agree(group: Group) -> None:
    parts = ("shared_outside", "stays_inside", "effort", "disagreement", "bringing_back")
    GroupAgreement.objects.create(group=group, **dict.fromkeys(parts, "Zo doen we dat."))


# Starting and changing ------------------------------------------------------------------------


def test_who_starts_a_group_leads_it_and_is_its_contact_person():
    member = f.MemberFactory()
    topic = f.TopicFactory()
    group = create_group(by=member, kind="plg", name="Rekenen met inzicht", purpose="Samen", topics=[topic])
    assert (group.slug, group.state, group.contact_person) == ("rekenen-met-inzicht", "draft", member)
    assert group.memberships.get().role == "lead"
    assert list(group.topics.all()) == [topic]
    assert (group.member_count, group.board_count) == (1, 1)
    assert AuditEvent.objects.filter(verb="plg.group_created", actor=member).count() == 1


@pytest.mark.parametrize("name", ["Nieuw", "«»", "Rekenen"])
def test_a_group_gets_an_address_of_its_own(name):
    f.GroupFactory(slug="rekenen")
    group = create_group(by=f.MemberFactory(), kind="plg", name=name, purpose="Samen")
    assert group.slug not in {"nieuw", "rekenen", ""}
    assert reverse("plg:group_detail", args=[group.slug])


def test_changing_a_group_is_recorded_without_its_words():
    group, lead = led_group()
    update_group(group=group, by=lead, changes={"purpose": "Iets heel geheims", "name": group.name})
    event = AuditEvent.objects.get(verb="plg.group_changed")
    assert event.data == {"fields": ["purpose"]}
    assert Group.objects.get(pk=group.pk).purpose == "Iets heel geheims"


def test_a_project_application_asks_assignment_budget_and_products(client):
    log_in(client, f.MemberFactory())
    url = reverse("plg:group_create", args=["project"])
    products = {"products-TOTAL_FORMS": "2", "products-INITIAL_FORMS": "0"}
    sent = {
        "name": "Leskisten",
        "purpose": "Lessen delen",
        "assignment": "Zes kisten",
        "budget": "4500",
        "funding_type": "additional",
        "openness": "open",
        "products-0-title": "Kist 1",
        "products-0-due_on": "2027-01-15",
        **products,
    }
    response = client.post(url, sent)
    group = Group.objects.get(name="Leskisten")
    assert response.url == reverse("plg:group_state", args=[group.slug])
    assert [d.title for d in group.deliverables.all()] == ["Kist 1"]
    assert group.budget == 4500
    refused = client.post(url, {**sent, "name": "", "products-0-due_on": "gisteren"})
    assert refused.status_code == 200
    assert "name" in refused.context["form"].errors
    assert "due_on" in refused.context["products"].errors[0]
    assert "Zes kisten" in refused.content.decode()


@pytest.mark.parametrize("kind", ["expert", "theme"])
def test_only_the_coordinator_starts_expert_and_theme_groups(client, coordinator, kind):
    url = reverse("plg:group_create", args=[kind])
    log_in(client, f.MemberFactory())
    assert client.get(url).status_code == 403
    log_in(client, coordinator)
    assert client.get(url).status_code == 200


def test_editing_keeps_what_the_form_does_not_hold(client):
    group, lead = led_group(question="Hoe dan?")
    log_in(client, lead)
    url = reverse("plg:group_edit", args=[group.slug])
    response = client.post(url, {"name": "Nieuwe naam", "purpose": "Doel", "question": "Waarom?", "openness": "closed"})
    assert response.status_code == 302
    changed = Group.objects.get(pk=group.pk)
    assert (changed.name, changed.question, changed.openness) == ("Nieuwe naam", "Waarom?", "closed")
    assert (changed.slug, changed.state, changed.contact_person) == (group.slug, "active", lead)


# The open page --------------------------------------------------------------------------------


def test_a_visitor_sees_only_who_chose_to_be_shown(client):
    group, _lead = led_group()
    shown = f.MemberFactory(given_name="Zichtbaar")
    hidden = f.MemberFactory(given_name="Verborgen")
    f.GroupMembershipFactory(group=group, member=shown, shown_publicly=True)
    f.GroupMembershipFactory(group=group, member=hidden)
    page = client.get(reverse("plg:group_detail", args=[group.slug])).content.decode()
    assert "Zichtbaar" in page
    assert "Verborgen" not in page


def test_a_visitor_sees_function_and_school_only_if_the_member_shows_them_to_everybody(client):
    group, _lead = led_group()
    closed = f.MemberFactory(site=f.SiteFactory(school__name="School Dicht"))
    opened = f.MemberFactory(
        site=f.SiteFactory(school__name="School Open"),
        name_visibility=Visibility.EVERYBODY,
        work_visibility=Visibility.EVERYBODY,
    )
    for member in (closed, opened):
        f.GroupMembershipFactory(group=group, member=member, shown_publicly=True)
    url = reverse("plg:group_detail", args=[group.slug])
    page = client.get(url).content.decode()
    assert "School Open" in page
    assert "School Dicht" not in page
    log_in(client, f.MemberFactory())
    assert "School Dicht" in client.get(url).content.decode()


def test_the_contact_person_always_stands_on_the_page_by_name_and_without_address(client):
    group, lead = led_group()
    page = client.get(reverse("plg:group_detail", args=[group.slug])).content.decode()
    assert lead.get_full_name() in page
    assert lead.email not in page


def test_the_open_page_shows_of_the_next_meeting_only_day_and_place(client):
    group, _lead = led_group()
    f.MeetingFactory(
        group=group,
        title="Geheim onderwerp",
        location="Kamer 12",
        link="https://example.org/geheim",
        host_site=f.SiteFactory(school__name="De Linde"),
    )
    page = client.get(reverse("plg:group_detail", args=[group.slug])).content.decode()
    assert "De Linde" in page
    assert "Geheim onderwerp" not in page
    assert "example.org/geheim" not in page


def test_a_draft_does_not_exist_for_outsiders(client, coordinator):
    group, lead = led_group(state="draft", started_on=None)
    url = reverse("plg:group_detail", args=[group.slug])
    assert client.get(url).status_code == 404
    log_in(client, f.MemberFactory())
    assert client.get(url).status_code == 404
    for insider in (lead, coordinator):
        log_in(client, insider)
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_group_costs_the_same_whatever_it_holds(client, django_assert_num_queries, count):
    group, _lead = led_group()
    for _ in range(count):
        group.topics.add(f.TopicFactory())
        f.GroupMembershipFactory(group=group, shown_publicly=True)
        add_result(group=group, by=None, title="Opbrengst", summary="Kort")
        f.MeetingFactory(group=group)
    member = f.MemberFactory(last_seen_on=timezone.localdate())
    f.GroupMembershipFactory(group=group, member=member)
    log_in(client, member)
    with django_assert_num_queries(7):
        response = client.get(reverse("plg:group_detail", args=[group.slug]))
    assert response.status_code == 200


def test_a_group_is_found_by_its_words_once_it_is_public(coordinator):
    group, lead = led_group(state="draft", started_on=None, name="Breuken")
    update_group(group=group, by=lead, changes={"purpose": "Over breuken"})
    entry = SearchEntry.objects.get(kind="group", object_key=str(group.pk))
    assert "public" not in entry.audiences
    agree(group)
    change_state(group=group, to="submitted", by=lead)
    change_state(group=group, to="active", by=coordinator)
    entry.refresh_from_db()
    assert entry.audiences == ["public"]


# States ---------------------------------------------------------------------------------------


def test_a_plg_walks_from_draft_to_archive(coordinator):
    group, lead = led_group(state="draft", started_on=None)
    agree(group)
    change_state(group=group, to="submitted", by=lead)
    assert Notice.objects.filter(member=coordinator, kind="plg.waits_for_decision").count() == 1
    change_state(group=group, to="active", by=coordinator)
    assert group.started_on == timezone.localdate()
    assert Notice.objects.filter(member=lead, kind="plg.decided").count() == 1
    assert Delivery.objects.filter(member=lead, kind="plg.decided").count() == 1
    change_state(group=group, to="finishing", by=lead)
    change_state(group=group, to="closed", by=lead, evaluation="Goed", no_result_reason="Te druk", file_decision="keep")
    assert group.closed_on == timezone.localdate()
    change_state(group=group, to="archived", by=coordinator)
    assert [t.to_state for t in group.transitions.order_by("pk")] == [
        "submitted", "active", "finishing", "closed", "archived",
    ]  # fmt: skip


def test_a_group_does_not_start_without_group_agreements(coordinator):
    group, _lead = led_group(state="submitted", started_on=None)
    with pytest.raises(StepBlockedError) as blocked:
        change_state(group=group, to="active", by=coordinator)
    assert [line.key for line in blocked.value.missing] == ["agreement"]
    assert Group.objects.get(pk=group.pk).state == "submitted"


def test_half_filled_group_agreements_do_not_count(coordinator):
    group, _lead = led_group(state="submitted", started_on=None)
    GroupAgreement.objects.create(group=group, shared_outside="Iets")
    with pytest.raises(StepBlockedError):
        change_state(group=group, to="active", by=coordinator)


def test_a_lead_cannot_approve_their_own_plan():
    group, lead = led_group(state="submitted", started_on=None)
    agree(group)
    with pytest.raises(PermissionDenied):
        change_state(group=group, to="active", by=lead)


def test_a_step_that_does_not_exist_is_refused(coordinator):
    group, _lead = led_group(state="draft", started_on=None)
    with pytest.raises(RefusedError):
        change_state(group=group, to="archived", by=coordinator)


def test_an_application_is_rejected_with_a_reason_that_the_applicant_reads(client, coordinator):
    group, lead = led_group(kind="project", state="application", started_on=None)
    log_in(client, coordinator)
    url = reverse("plg:group_step", args=[group.slug, "rejected"])
    assert client.post(url, {"reason": "  "}).status_code == 200
    assert Group.objects.get(pk=group.pk).state == "application"
    client.post(url, {"reason": "De begroting klopt niet."})
    group.refresh_from_db()
    assert (group.state, group.rejection_reason) == ("rejected", "De begroting klopt niet.")
    assert "De begroting klopt niet." in compose_notice(Delivery.objects.get(member=lead)).text
    change_state(group=group, to="draft", by=lead)
    assert group.rejection_reason == ""


def test_a_project_goes_into_maintenance_with_an_owner_and_a_date(client):
    group, lead = led_group(kind="project", state="finishing")
    add_result(group=group, by=lead, title="Waaier", summary="24 kaarten")
    log_in(client, lead)
    url = reverse("plg:group_step", args=[group.slug, "maintained"])
    soon = timezone.localdate() + dt.timedelta(days=200)
    refused = client.post(url, {"maintainer": lead.public_id, "review_on": "2020-01-01"})
    assert refused.status_code == 200
    assert Group.objects.get(pk=group.pk).state == "finishing"
    client.post(url, {"maintainer": lead.public_id, "review_on": soon.isoformat()})
    group.refresh_from_db()
    assert (group.state, group.maintainer, group.review_on) == ("maintained", lead, soon)


def test_an_expert_group_sleeps_with_a_reason_and_wakes_up(client):
    group, lead = led_group(kind="expert")
    with pytest.raises(RefusedError):
        change_state(group=group, to="dormant", by=lead)
    change_state(group=group, to="dormant", by=lead, reason="Geen tijd dit jaar")
    change_state(group=group, to="active", by=lead)
    assert group.state == "active"


def test_a_harmless_step_is_taken_back_by_who_took_it(client):
    group, lead = led_group()
    change_state(group=group, to="finishing", by=lead)
    other = f.MemberFactory()
    f.GroupMembershipFactory(group=group, member=other, role="lead")
    with pytest.raises(RefusedError):
        undo_transition(group=group, by=other)
    log_in(client, lead)
    client.post(reverse("plg:group_step_back", args=[group.slug]))
    group.refresh_from_db()
    assert group.state == "active"
    assert group.transitions.count() == 2


def test_a_decision_is_not_taken_back(coordinator):
    group, _lead = led_group(state="submitted", started_on=None)
    agree(group)
    change_state(group=group, to="active", by=coordinator)
    with pytest.raises(RefusedError):
        undo_transition(group=group, by=coordinator)


def test_after_ten_minutes_a_step_stays(time_machine):
    time_machine.move_to("2026-03-03 10:00:00+00:00", tick=False)
    group, lead = led_group()
    change_state(group=group, to="finishing", by=lead)
    time_machine.move_to("2026-03-03 10:11:00+00:00", tick=False)
    with pytest.raises(RefusedError):
        undo_transition(group=group, by=lead)


def test_the_checklist_names_what_is_missing_and_where_to_mend_it(client):
    group, lead = led_group(state="draft", question="", started_on=None)
    log_in(client, lead)
    with translation.override("nl"):
        page = client.get(reverse("plg:group_state", args=[group.slug]))
    assert [line.is_met for line in page.context["steps"][0].checks] == [False, True, True]
    assert reverse("plg:group_edit", args=[group.slug]) in page.content.decode()


# Contact person and results -------------------------------------------------------------------


def test_handing_over_tells_both_and_only_members_of_the_group_can_be_chosen():
    group, lead = led_group()
    successor = f.MemberFactory()
    with pytest.raises(RefusedError):
        hand_over_contact(group=group, by=lead, to=successor)
    f.GroupMembershipFactory(group=group, member=successor)
    coordinator = f.NetworkRoleFactory().member
    hand_over_contact(group=group, by=coordinator, to=successor)
    assert group.contact_person == successor
    assert set(Notice.objects.values_list("member", flat=True)) == {lead.pk, successor.pk}
    assert AuditEvent.objects.get(verb="plg.contact_handed_over").subject == successor


def test_a_result_says_it_in_at_most_150_words(client):
    group, lead = led_group()
    log_in(client, lead)
    url = reverse("plg:result_add", args=[group.slug])
    refused = client.post(url, {"title": "Kijkwijzer", "summary": "woord " * 151})
    assert "summary" in refused.context["form"].errors
    client.post(url, {"title": "Kijkwijzer", "summary": "woord " * 150})
    assert group.results.get().title == "Kijkwijzer"


def test_a_file_is_public_only_when_it_is_chosen_with_a_result(client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    group, lead = led_group()
    file = GroupFile.objects.create(group=group, title="Kijkwijzer", added_by=lead)
    FileVersion.objects.create(
        file=file,
        number=1,
        content=ContentFile(b"inhoud", "k.pdf"),
        file_name="k.pdf",
        media_type="application/pdf",
        size=6,
        sha256="0" * 64,
    )
    result = add_result(group=group, by=lead, title="Kijkwijzer", summary="Kort")
    url = reverse("plg:result_file", args=[group.slug, result.public_id])
    assert client.get(url).status_code == 404
    chosen = add_result(group=group, by=lead, title="Met bestand", summary="Kort", file=file)
    response = client.get(reverse("plg:result_file", args=[group.slug, chosen.public_id]))
    assert b"".join(response.streaming_content) == b"inhoud"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    version = file.versions.get()
    version.content.storage.delete(version.content.name)
    assert client.get(reverse("plg:result_file", args=[group.slug, chosen.public_id])).status_code == 404
    remove_result(result=chosen, by=lead)
    assert client.get(reverse("plg:result_file", args=[group.slug, chosen.public_id])).status_code == 404


def test_a_file_of_another_group_cannot_be_published():
    group, lead = led_group()
    strange = GroupFile.objects.create(group=f.GroupFactory(), title="Vreemd")
    with pytest.raises(RefusedError):
        add_result(group=group, by=lead, title="Mis", summary="Kort", file=strange)


def test_a_removed_result_is_gone_from_page_and_search_until_it_is_brought_back(client):
    group, lead = led_group()
    result = add_result(group=group, by=lead, title="Praatplaat", summary="Zeldzaamwoord")
    remove_result(result=result, by=lead)
    url = reverse("plg:group_detail", args=[group.slug])
    assert "Praatplaat" not in client.get(url).content.decode()
    assert "Zeldzaamwoord" not in SearchEntry.objects.get(object_key=str(group.pk), kind="group").words
    restore_result(result=result, by=lead)
    assert "Praatplaat" in client.get(url).content.decode()


def test_memberships_of_an_observer_do_not_count():
    group, _lead = led_group()
    f.GroupMembershipFactory(group=group, role=GroupRole.OBSERVER)
    recount(group)
    assert group.member_count == 1
