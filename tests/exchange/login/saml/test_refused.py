"""Answers by SAML that are not right: none of them lets anybody in."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from saml2.saml import NAMEID_FORMAT_TRANSIENT, AudienceRestriction, AuthnStatement, SubjectConfirmation
from saml2.samlp import STATUS_REQUEST_DENIED, STATUS_RESPONDER
from saml2.xmldsig import DIGEST_SHA1, SIG_RSA_SHA1, SIG_RSA_SHA224

from tests.exchange.login.saml.conftest import assert_refused, know
from tests.exchange.login.saml.provider import SamlProvider, begin_saml, log_in_by_saml, send_back

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="the provider beside us signs by the clock of the machine"),
]


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
