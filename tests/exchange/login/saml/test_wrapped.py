"""A right signature by SAML, and around it or in it something that was not signed."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.test import Client
from lxml import etree

from tests.exchange.login.saml.conftest import assert_refused, know
from tests.exchange.login.saml.provider import begin_saml, send_back

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="the provider beside us signs by the clock of the machine"),
]

NS = {
    "p": "urn:oasis:names:tc:SAML:2.0:protocol",
    "a": "urn:oasis:names:tc:SAML:2.0:assertion",
    "s": "http://www.w3.org/2000/09/xmldsig#",
}


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
