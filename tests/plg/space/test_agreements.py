"""The agreements of a group: versions, acceptances, differences."""

from __future__ import annotations

import pytest

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from plg.space.actions import agreements as actions
from plg.space.actions.agreements import FIELDS
from plg.space.models import GroupAgreement, GroupAgreementAcceptance
from tests import factories as f
from tests.pages import Page

SECRET = "kanarie-in-de-afspraken"


def texts(**changes):
    return {name: f"tekst over {name} {SECRET}" for name in FIELDS} | changes


@pytest.fixture
def agreement(inside):
    return actions.write_agreement(group=inside.group, by=inside.lead, **texts())


def asked(member):
    return Notice.objects.filter(member=member, kind="plg.agreement_to_accept").count()


def test_who_writes_accepts_and_the_others_are_asked(inside):
    response = inside.post("lead", "agreement_write", based_on=0, **texts())
    assert response["Location"] == inside.url("agreement_detail")
    agreement = GroupAgreement.objects.get()
    assert list(agreement.acceptances.values_list("member", flat=True)) == [inside.lead.pk]
    assert (asked(inside.member), asked(inside.observer), asked(inside.lead)) == (1, 0, 0)


def test_the_five_fields_are_all_needed_and_nothing_typed_is_lost(inside):
    response = inside.post("lead", "agreement_write", based_on=0, **texts(effort=""))
    assert response.status_code == 200
    assert "error-summary" in response.text
    assert response.text.count(SECRET) == 4
    assert not GroupAgreement.objects.exists()


def test_the_first_version_starts_from_the_three_questions_about_disagreement(inside):
    page = inside.get("lead", "agreement_write").text
    assert "Is dit vraagstuk een conflict waard?" in page


@pytest.mark.parametrize("who", ["member", "observer"])
def test_only_who_leads_or_keeps_minutes_writes(inside, who):
    assert inside.get(who, "agreement_write").status_code == 403
    assert inside.post(who, "agreement_write", based_on=0, **texts()).status_code == 403


def test_a_member_accepts_with_one_press_and_may_take_it_back(inside, agreement):
    client = inside.client("member")
    page = client.post(inside.url("agreement_accept"), {"version": 1}, follow=True)
    assert GroupAgreementAcceptance.objects.filter(member=inside.member).count() == 1
    assert inside.url("agreement_withdraw") in page.text
    client.post(inside.url("agreement_accept"), {"version": 1})
    assert GroupAgreementAcceptance.objects.filter(member=inside.member).count() == 1
    client.post(inside.url("agreement_withdraw"))
    assert not GroupAgreementAcceptance.objects.filter(member=inside.member).exists()


def test_an_observer_reads_and_does_not_accept(inside, agreement):
    assert SECRET in inside.get("observer", "agreement_detail").text
    assert inside.post("observer", "agreement_accept", version=1).status_code == 403


def test_the_page_says_who_accepted_and_who_not_yet(inside, agreement):
    card = Page(inside.get("lead", "agreement_detail")).one('[aria-labelledby="accepted-title"]')
    accepted, waiting = card.all("ul")
    assert "Fenna Twickelstra" in accepted
    assert "Jorn Beltmate" in waiting
    assert "Ilse Hagreis" not in waiting


def test_a_change_is_a_new_version_that_is_accepted_anew(inside, agreement):
    actions.accept_agreement(agreement=agreement, by=inside.member)
    inside.post("lead", "agreement_write", based_on=1, **texts(effort="Zes dagdelen"))
    newest = actions.newest_agreement(inside.group)
    assert newest.version == 2
    assert not newest.acceptances.filter(member=inside.member).exists()
    assert asked(inside.member) == 1
    page = inside.get("member", "agreement_detail").text
    assert "<ins>Zes" in page
    assert "<del>" in page
    former = inside.get("member", "agreement_detail", versie="1").text
    assert "Zes dagdelen" not in former
    assert SECRET in former


def test_the_overview_asks_who_has_not_accepted_yet(inside, agreement):
    assert "accept-banner" in inside.get("member", "space_home").text
    assert "accept-banner" not in inside.get("lead", "space_home").text
    assert "accept-banner" not in inside.get("observer", "space_home").text


def test_the_same_texts_make_no_version(inside, agreement):
    assert actions.write_agreement(group=inside.group, by=inside.lead, based_on=1, **texts()) == agreement
    assert GroupAgreement.objects.count() == 1


def test_nobody_writes_over_what_a_colleague_just_saved(inside, agreement):
    actions.write_agreement(group=inside.group, by=inside.lead, **texts(effort="van de collega"))
    response = inside.post("lead", "agreement_write", based_on=1, **texts(effort="van mij"))
    assert response.status_code == 409
    assert "van mij" in response.text
    assert "van de collega" in response.text
    assert GroupAgreement.objects.count() == 2


def test_one_accepts_only_what_one_has_read(inside, agreement):
    actions.write_agreement(group=inside.group, by=inside.lead, **texts(effort="anders"))
    inside.post("member", "agreement_accept", version=1)
    assert not GroupAgreementAcceptance.objects.filter(member=inside.member).exists()
    with pytest.raises(RefusedError):
        actions.accept_agreement(agreement=agreement, by=inside.member)


@pytest.mark.parametrize("number", ["", "0", "7", "x", "-1", "9" * 40, "²"])
def test_a_version_that_does_not_exist_cannot_be_accepted(inside, agreement, number):
    assert inside.post("member", "agreement_accept", version=number).status_code == 404


@pytest.mark.parametrize("number", ["", "0", "7", "x", "9" * 40])
def test_a_version_that_does_not_exist_shows_the_newest(inside, agreement, number):
    assert SECRET in inside.get("member", "agreement_detail", versie=number).text


def test_what_is_agreed_stands_in_no_notice_and_no_trail(inside, agreement):
    for rows in (Notice.objects.values(), AuditEvent.objects.values()):
        assert rows
        assert SECRET not in str(list(rows))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_the_number_of_people_and_versions(
    inside, django_assert_num_queries, item_count
):
    for number in range(item_count):
        writer = f.GroupMembershipFactory(group=inside.group).member
        actions.write_agreement(group=inside.group, by=writer, **texts(effort=str(number)))
    client = inside.client("member")
    with django_assert_num_queries(8):
        client.get(inside.url("agreement_detail"))
