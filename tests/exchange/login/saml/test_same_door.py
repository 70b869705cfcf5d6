"""Logging in by SAML, tried with a provider of another house: the same door as OpenID Connect."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.exchange.login.saml_federations import name_attribute
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f
from tests.exchange.login.conftest import in_here
from tests.exchange.login.saml.conftest import know
from tests.exchange.login.saml.provider import begin_saml, log_in_by_saml

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="the provider beside us signs by the clock of the machine"),
]

BIND = "exchange:identity_bind"
MINE = "exchange:my_identities"


def test_it_is_off_unless_it_is_set_up():
    for name in ("exchange:saml_metadata", "exchange:saml_finish"):
        assert Client().get(reverse(name, args=["surfconext"])).status_code == 404
    assert Client().post(reverse("exchange:saml_return", args=["surfconext"]), {"SAMLResponse": "x"}).status_code == 404


def test_what_is_asked_is_read_by_a_provider_of_another_house(provider):
    client = Client()
    asked = [provider.read(begin_saml(client, next="https://elders.example/")) for _ in range(2)]
    assert asked[0].id != asked[1].id
    assert asked[0].issuer.text.endswith("/inloggen/school/surfconext/saml/")
    assert asked[0].assertion_consumer_service_url.endswith("/inloggen/school/surfconext/saml/terug/")
    assert asked[0].name_id_policy.format.endswith("persistent")
    assert "SURFconext" in client.get(reverse("account_login")).text


def test_somebody_unknown_becomes_no_member_and_a_missing_address_is_told_in_plain_words(provider):
    client = Client()
    assert log_in_by_saml(client, provider, "new")["Location"] == reverse(BIND)
    assert (Member.objects.count(), SocialAccount.objects.count()) == (0, 0)
    page = client.get(reverse(BIND)).text
    assert "Log één keer in" in page
    assert "gaf je e-mailadres niet door" in page
    assert get_user(client).is_anonymous


def test_the_address_that_a_federation_tells_ties_to_nobody(provider, member):
    client = Client()
    assert log_in_by_saml(client, provider, "thief", attributes={"mail": [member.email]})["Location"] == reverse(BIND)
    assert get_user(client).is_anonymous
    client.post(reverse(BIND))
    assert not SocialAccount.objects.exists()


def test_who_logs_in_here_connects_and_next_time_comes_in_with_it_and_little_is_kept(provider, member):
    told = {
        "mail": ["jorn@saxion.nl"], "displayName": ["Kanarie"], "eduPersonEntitlement": ["geheim"],
        "schacHomeOrganization": ["saxion.nl"], "eduPersonAffiliation": ["Employee", "geheim"],
    }  # fmt: skip
    client = Client()
    in_here(client, member)
    log_in_by_saml(client, provider, attributes=told)
    client.post(reverse(BIND))
    account = SocialAccount.objects.get()
    assert (account.user_id, account.provider, account.uid) == (member.pk, "surfconext", "saml:abc")
    assert AuditEvent.objects.filter(verb="exchange.identity_bound", actor=member).count() == 1
    fresh = Client()
    assert log_in_by_saml(fresh, provider, attributes=told, next=reverse(MINE))["Location"] == reverse(MINE)
    assert get_user(fresh).pk == member.pk
    assert "saxion.nl" in fresh.get(reverse(MINE)).text
    assert SocialAccount.objects.get().extra_data == {"organisation": "saxion.nl", "affiliations": ["employee"]}
    assert not SocialToken.objects.exists()
    erase_member(member=member, by=member)
    assert not SocialAccount.objects.exists()


def test_a_number_of_one_way_is_not_taken_for_a_number_of_the_other(provider, member):
    SocialAccount.objects.create(user=member, provider="surfconext", uid="abc")
    client = Client()
    assert log_in_by_saml(client, provider, "abc")["Location"] == reverse(BIND)
    assert get_user(client).is_anonymous


def test_a_log_in_by_a_federation_is_not_enough_to_connect(provider, member):
    in_here(Client(), member)
    know(member)
    client = Client()
    log_in_by_saml(client, provider)
    assert get_user(client).pk == member.pk
    log_in_by_saml(client, provider, "other")
    assert reverse("account_reauthenticate") in client.post(reverse(BIND))["Location"]


def test_a_second_lock_stays_a_second_lock(provider, member):
    know(member)
    Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})
    client = Client()
    assert reverse("mfa_authenticate") in log_in_by_saml(client, provider)["Location"]
    assert get_user(client).is_anonymous


def test_whoever_is_suspended_does_not_come_in_and_a_foreign_identity_is_not_taken_over(provider, member):
    other = f.MemberFactory()
    know(other)
    client = Client()
    in_here(client, member)
    assert "ander-account" in log_in_by_saml(client, provider)["Location"]
    assert get_user(client).pk == member.pk
    Member.objects.filter(pk=other.pk).update(suspended_at=timezone.now())
    fresh = Client()
    assert "gesloten" in log_in_by_saml(fresh, provider)["Location"]
    assert get_user(fresh).is_anonymous


def test_a_pupil_is_refused_and_a_teacher_of_a_school_is_named_by_its_brin(provider):
    f.SchoolFactory(brin="08ZZ", name="De Wilg")
    pupil = {"uid": ["x@wilg"], "eduPersonAffiliation": ["student"], "nlEduPersonHomeOrganizationId": ["08ZZ"]}
    client = Client()
    assert "leerling" in log_in_by_saml(client, provider, "n", "entree", attributes=pupil)["Location"]
    teacher = pupil | {"eduPersonAffiliation": ["employee"]}
    assert log_in_by_saml(client, provider, "n", "entree", attributes=teacher)["Location"] == reverse(BIND)
    assert "De Wilg" in client.get(reverse(BIND)).text
    assert client.session["federation_pending"]["uid"] == "saml:x@wilg"
    student = {"eduPersonAffiliation": ["student"], "schacHomeOrganization": ["saxion.nl"]}
    client = Client()
    assert log_in_by_saml(client, provider, "s", attributes=student)["Location"] == reverse(BIND)
    assert "aspirant-leraar" in client.get(reverse(BIND)).text


def test_a_name_of_an_institute_is_no_number_of_the_federation(provider):
    client = Client()
    log_in_by_saml(client, provider, "lasting", attributes={"uid": ["jansen@saxion.nl"]})
    assert client.session["federation_pending"]["uid"] == "saml:lasting"


def test_the_same_is_known_by_each_of_its_names():
    for name in ("urn:mace:dir:attribute-def:eduPersonAffiliation", "urn:oid:1.3.6.1.4.1.5923.1.1.1.1"):
        assert name_attribute(name) == "eduPersonAffiliation"
    for name in ("urn:mace:terena.org:attribute-def:schacHomeOrganization", "urn:oid:1.3.6.1.4.1.25178.1.2.9"):
        assert name_attribute(name) == "schac_home_organization"
    assert name_attribute("nlEduPersonHomeOrganizationId") == "nlEduPersonHomeOrganizationId"
