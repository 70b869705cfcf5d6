"""Logging in by SAML, tried with a provider of another house: the same door as OpenID Connect, and what is refused."""

from __future__ import annotations

import base64
import datetime as dt
import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from saml2.saml import (
    NAMEID_FORMAT_TRANSIENT,
    AudienceRestriction,
    AuthnStatement,
    SubjectConfirmation,
)
from saml2.samlp import STATUS_REQUEST_DENIED, STATUS_RESPONDER
from saml2.xmldsig import DIGEST_SHA1, SIG_RSA_SHA1, SIG_RSA_SHA224

from knowledge_network.exchange.login import saml
from knowledge_network.exchange.login.saml_federations import name_attribute
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f
from tests.exchange.login.conftest import in_here
from tests.exchange.login.saml_provider import SamlProvider, begin_saml, log_in_by_saml, send_back, write_key
from tests.insight.helpers import coordinator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="the provider beside us signs by the clock of the machine"),
]

BIND = "exchange:identity_bind"
MINE = "exchange:my_identities"
NS = {
    "p": "urn:oasis:names:tc:SAML:2.0:protocol",
    "a": "urn:oasis:names:tc:SAML:2.0:assertion",
    "s": "http://www.w3.org/2000/09/xmldsig#",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    return SamlProvider(tmp_path_factory.mktemp("idp"))


@pytest.fixture
def provider(running, settings):
    settings.SAML_FEDERATIONS = dict.fromkeys(("surfconext", "entree"), str(running.metadata))
    return running


@pytest.fixture
def member():
    return f.MemberFactory(given_name="Jorn", family_name="Beltmate", email="jorn@example.org")


def know(member, who="abc", federation="surfconext"):
    return SocialAccount.objects.create(user=member, provider=federation, uid=f"saml:{who}")


def assert_refused(client, response):
    assert "mislukt" in response["Location"], response["Location"]
    assert get_user(client).is_anonymous
    assert not SocialAccount.objects.exclude(uid="saml:abc").exists()


# The same door ------------------------------------------------------------------------------------


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


# What is refused ----------------------------------------------------------------------------------


def set_audience(*audiences):
    def change(_response, assertion):
        restriction = assertion.conditions.audience_restriction[0]
        restriction.audience = [type(restriction.audience[0])(text=text) for text in audiences]
        if not audiences:
            assertion.conditions.audience_restriction = [AudienceRestriction()]
            assertion.conditions.audience_restriction.clear()

    return change


def set_moments(begin_minutes, end_minutes):
    def change(_response, assertion):
        now = dt.datetime.now(dt.UTC)
        begin, end = (
            (now + dt.timedelta(minutes=m)).strftime("%Y-%m-%dT%H:%M:%SZ") for m in (begin_minutes, end_minutes)
        )
        assertion.conditions.not_before, assertion.conditions.not_on_or_after = begin, end
        assertion.subject.subject_confirmation[0].subject_confirmation_data.not_on_or_after = end

    return change


def set_confirmation(**values):
    def change(_response, assertion):
        for name, value in values.items():
            setattr(assertion.subject.subject_confirmation[0].subject_confirmation_data, name, value)

    return change


def set_name(**values):
    def change(_response, assertion):
        for name, value in values.items():
            setattr(assertion.subject.name_id, name, value)

    return change


def set_issuer(response, assertion):
    response.issuer.text = assertion.issuer.text = "https://elders.example/metadata"


def add_confirmation(_response, assertion):
    assertion.subject.subject_confirmation.append(SubjectConfirmation(method="urn:oasis:names:tc:SAML:2.0:cm:bearer"))


def forget_question(response, _assertion):
    response.in_response_to = None


def add_statement(_response, assertion):
    assertion.authn_statement.append(AuthnStatement(authn_instant=assertion.issue_instant))


@pytest.mark.parametrize(
    "made",
    [
        pytest.param({"signed": ""}, id="unsigned"),
        pytest.param({"signed": "response"}, id="only the envelope signed"),
        pytest.param({"sign_alg": SIG_RSA_SHA1}, id="rsa-sha1"),
        pytest.param({"sign_alg": SIG_RSA_SHA224}, id="a way of signing that nobody uses"),
        pytest.param({"digest_alg": DIGEST_SHA1}, id="digest sha1"),
        pytest.param({"change": set_audience("https://elders.example/")}, id="another audience"),
        pytest.param({"change": set_audience()}, id="no audience"),
        pytest.param({"change": set_moments(-60, -10)}, id="over"),
        pytest.param({"change": set_moments(10, 60)}, id="not yet"),
        pytest.param({"change": set_confirmation(recipient="https://elders.example/terug/")}, id="another recipient"),
        pytest.param({"change": set_confirmation(recipient=None)}, id="no recipient"),
        pytest.param({"change": set_confirmation(in_response_to="ONELOGIN_x")}, id="answers another question"),
        pytest.param({"change": set_confirmation(in_response_to=None)}, id="answers no question"),
        pytest.param({"change": set_confirmation(not_on_or_after=None)}, id="without end"),
        pytest.param({"change": add_confirmation}, id="two confirmations"),
        pytest.param({"change": add_statement}, id="two statements"),
        pytest.param({"change": forget_question}, id="nobody asked"),
        pytest.param({"change": set_issuer}, id="another issuer"),
        pytest.param({"change": set_name(format=NAMEID_FORMAT_TRANSIENT)}, id="a number of one day"),
        pytest.param({"change": set_name(text="a" * 300)}, id="too long"),
        pytest.param({"change": set_name(text="")}, id="no number"),
    ],
)
def test_an_answer_that_is_not_right_is_refused(provider, member, made):
    know(member)
    client = Client()
    assert_refused(client, log_in_by_saml(client, provider, **made))


def test_another_key_and_a_changed_word_are_refused(provider, member, tmp_path):
    know(member)
    client = Client()
    stranger = SamlProvider(tmp_path, "stranger")
    assert_refused(client, log_in_by_saml(client, stranger))
    client = Client()
    right = provider.answer(begin_saml(client), "eve")
    assert_refused(client, send_back(client, right.replace(">eve<", ">abc<")))


def test_an_answer_counts_once_and_in_the_browser_that_asked(provider, member):
    know(member)
    client = Client()
    xml = provider.answer(begin_saml(client))
    other = Client()
    assert_refused(other, send_back(other, xml))
    begin_saml(other)
    assert_refused(other, send_back(other, xml))
    send_back(client, xml)
    assert get_user(client).pk == member.pk
    client.post(reverse("account_logout"))
    assert_refused(client, send_back(client, xml))


def test_an_answer_that_waits_is_read_once(provider, member):
    know(member)
    client = Client()
    send_back(client, provider.answer(begin_saml(client)))
    client.post(reverse("account_logout"))
    assert_refused(client, client.get(reverse("exchange:saml_finish", args=["surfconext"])))
    bare = Client()
    assert_refused(bare, bare.get(reverse("exchange:saml_finish", args=["surfconext"])))


def test_an_answer_of_one_federation_is_none_of_another(provider, member):
    know(member, federation="entree")
    client = Client()
    xml = provider.answer(begin_saml(client, "surfconext"))
    assert_refused(client, send_back(client, xml, "entree"))


def take_apart(xml):
    """The envelope, its signed assertion, and a copy of that which says to be somebody else, unsigned."""
    root = etree.fromstring(xml.encode())
    signed = root.find("a:Assertion", NS)
    evil = etree.fromstring(etree.tostring(signed))
    evil.remove(evil.find("s:Signature", NS))
    evil.find("a:Subject/a:NameID", NS).text = "abc"
    return root, signed, evil


def wrap_before(root, signed, evil):
    evil.set("ID", "evil")
    signed.addprevious(evil)


def wrap_after(root, signed, evil):
    evil.set("ID", "evil")
    signed.addnext(evil)


def wrap_in_extensions(root, signed, evil):
    evil.set("ID", "evil")
    extensions = etree.SubElement(root, f"{{{NS['p']}}}Extensions")
    root.find("a:Issuer", NS).addnext(extensions)
    signed.addprevious(evil)
    extensions.append(signed)


def wrap_in_signature(root, signed, evil):
    """The signed one hides in an object of its own signature, which the other one took over."""
    evil.set("ID", "evil")
    signature = signed.find("s:Signature", NS)
    evil.insert(1, signature)
    signed.addprevious(evil)
    etree.SubElement(signature, f"{{{NS['s']}}}Object").append(signed)


def wrap_in_advice(root, signed, evil):
    evil.set("ID", "evil")
    signature = signed.find("s:Signature", NS)
    signed.addprevious(evil)
    evil.insert(1, signature)
    advice = etree.Element(f"{{{NS['a']}}}Advice")
    evil.find("a:Conditions", NS).addnext(advice)
    advice.append(signed)


def wrap_with_same_number(root, signed, evil):
    signed.addprevious(evil)


def wrap_in_envelope(root, signed, evil):
    """Another answer around the whole."""
    evil.set("ID", "evil")
    inner = etree.fromstring(etree.tostring(root))
    root.replace(signed, evil)
    extensions = etree.Element(f"{{{NS['p']}}}Extensions")
    root.find("a:Issuer", NS).addnext(extensions)
    extensions.append(inner)


@pytest.mark.parametrize(
    "wrap",
    [
        wrap_before,
        wrap_after,
        wrap_in_extensions,
        wrap_in_signature,
        wrap_in_advice,
        wrap_with_same_number,
        wrap_in_envelope,
    ],
)
def test_a_right_signature_around_something_else_is_refused(provider, member, wrap):
    """Eve has a right answer about herself, and writes one about somebody else around it."""
    know(member)
    client = Client()
    root, signed, evil = take_apart(provider.answer(begin_saml(client), "eve"))
    wrap(root, signed, evil)
    assert_refused(client, send_back(client, etree.tostring(root)))


def test_a_remark_in_a_number_does_not_cut_it(provider, member):
    """Remarks are not signed: who is called «abc.eve» would become «abc» where reading stops at the remark."""
    know(member)
    client = Client()
    xml = provider.answer(begin_saml(client), "abc.eve").replace(">abc.eve<", ">abc<!-- -->.eve<")
    response = send_back(client, xml)
    assert get_user(client).is_anonymous
    pending = client.session.get("federation_pending")
    assert "mislukt" in response["Location"] or pending["uid"] == "saml:abc.eve"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE r SYSTEM "http://elders.example/x.dtd">',
        '<!DOCTYPE r [<!ENTITY x "abc">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
    ],
    ids=["elsewhere", "entity", "file", "laughs"],
)
def test_a_document_type_is_refused(provider, member, head):
    know(member)
    client = Client()
    xml = provider.answer(begin_saml(client))
    body = xml.partition("?>")[2]
    assert_refused(client, send_back(client, head + body))
    assert_refused(client, send_back(client, head + body.replace(">abc<", ">&x;<")))


@pytest.mark.parametrize(
    "answer",
    ["", "x", "%%%", base64.b64encode(b"<").decode(), base64.b64encode(b"<a/>").decode(), "A" * 300_000],
    ids=["empty", "x", "no-base64", "no-xml", "other-xml", "huge"],
)
def test_nonsense_is_a_page_and_no_fault_of_ours(provider, answer):
    client = Client()
    response = client.post(reverse("exchange:saml_return", args=["surfconext"]), {"SAMLResponse": answer})
    if response["Location"].endswith("/klaar/"):
        response = client.get(response["Location"])
    assert_refused(client, response)


def test_who_stops_halfway_is_told_so(provider):
    client = Client()

    def stop(response, _assertion):
        response.status.status_code.value = STATUS_RESPONDER
        response.status.status_code.status_code = type(response.status.status_code)(value=STATUS_REQUEST_DENIED)
        response.assertion.clear()

    xml = provider.answer(begin_saml(client), change=stop, signed="")
    assert "gestopt" in send_back(client, xml)["Location"]


# What the operator set up -------------------------------------------------------------------------


def test_without_the_package_the_rest_works_and_the_page_says_what_is_missing(provider, monkeypatch):
    monkeypatch.setattr(saml, "has_library", lambda: False)
    assert Client().get(reverse("exchange:federation_login", args=["surfconext"])).status_code == 404
    assert Client().get(reverse("exchange:saml_metadata", args=["surfconext"])).status_code == 404
    assert "SURFconext" not in Client().get(reverse("account_login")).text
    client = Client()
    client.force_login(coordinator())
    assert "python3-saml" in client.get(reverse("exchange:connections")).text


def test_metadata_that_cannot_be_used_switch_it_off_and_the_page_says_so(provider, settings, tmp_path):
    right = provider.metadata.read_text()
    inner = right[right.index("<ns0:EntityDescriptor") :] if "<ns0:EntityDescriptor" in right else right
    path = tmp_path / "metadata.xml"
    settings.SAML_FEDERATIONS = {"surfconext": str(path)}
    client = Client()
    client.force_login(coordinator())
    for number, text in enumerate(
        [
            "",
            "geen xml",
            f"<list>{inner}{inner}</list>",
            right.replace("https://idp.example.org/sso", "http://idp.example.org/sso"),
            '<!DOCTYPE r [<!ENTITY x "abc">]>' + inner,
        ]
    ):
        path.write_text(text)
        # Two writings within one tick of the disk's clock look like one.
        bump(path, number)
        assert saml.find_trouble("surfconext") == saml.SamlTrouble.NO_METADATA, text[:80]
    assert "metadata" in client.get(reverse("exchange:connections")).text
    path.write_text(right)
    bump(path, 9)
    assert saml.find_trouble("surfconext") is None
    path.unlink()
    assert saml.find_trouble("surfconext") == saml.SamlTrouble.NO_METADATA


def bump(path: Path, number: int) -> None:
    os.utime(path, (1_800_000_000 + number, 1_800_000_000 + number))


def test_a_new_certificate_counts_as_soon_as_the_file_has_it(provider, settings, member, tmp_path):
    know(member)
    path = tmp_path / "metadata.xml"
    path.write_bytes(provider.metadata.read_bytes())
    bump(path, 1)
    settings.SAML_FEDERATIONS = {"surfconext": str(path)}
    client = Client()
    log_in_by_saml(client, provider)
    assert get_user(client).pk == member.pk
    path.write_bytes(SamlProvider(tmp_path, "anew").metadata.read_bytes())
    bump(path, 2)
    client = Client()
    assert_refused(client, log_in_by_saml(client, provider))


def test_with_a_key_what_we_ask_is_signed(provider, settings, tmp_path):
    settings.SAML_KEY_FILE, settings.SAML_CERTIFICATE_FILE = write_key(tmp_path, "wij")
    location = begin_saml(Client())
    assert "SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256" in location
    assert "&Signature=" in location
    page = Client().get(reverse("exchange:saml_metadata", args=["surfconext"])).text
    assert Path(settings.SAML_CERTIFICATE_FILE).read_text().split("\n")[1] in page
    assert 'AuthnRequestsSigned="true"' in page
