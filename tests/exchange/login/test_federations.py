"""Logging in with a school or institute, tried with a provider of another house: who gets in, and who does not."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from joserfc import jwt as jose
from joserfc.jwk import OctKey, RSAKey

from knowledge_network.exchange.login.facts import Claims, find_place, is_pupil, trim_claims
from knowledge_network.exchange.login.federations import FederationTokens
from knowledge_network.members.people.models import Member
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f
from tests.exchange.login.conftest import asked, begin, go_back, in_here, log_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_clock(reason="the provider beside us signs by the clock of the machine"),
]

BIND = "exchange:identity_bind"
MINE = "exchange:my_identities"


@pytest.fixture
def member():
    return f.MemberFactory(given_name="Jorn", family_name="Beltmate", email="jorn@example.org")


def bind(client, provider, member, sub="abc", federation="surfconext"):
    in_here(client, member)
    log_in(client, provider, sub, federation)
    return client.post(reverse(BIND))


def test_it_is_off_unless_it_is_set_up():
    assert Client().get(reverse("exchange:federation_login", args=["surfconext"])).status_code == 404
    assert "SURFconext" not in Client().get(reverse("account_login")).text


def test_what_is_sent_has_a_nonce_and_pkce_and_nothing_of_the_address(provider):
    sent = [
        asked(begin(Client(), auth_params="prompt=none&nonce=x", scope="admin", next="https://elders.example/"))
        for _ in range(2)
    ]
    assert sent[0]["code_challenge_method"] == "S256"
    assert set(sent[0]["scope"].split()) == {"openid", "profile", "email"}
    assert len(sent[0]["nonce"]) > 30
    assert "prompt" not in sent[0]
    for name in ("nonce", "state", "code_challenge"):
        assert sent[0][name] != sent[1][name]
    assert "SURFconext" in Client().get(reverse("account_login")).text


def test_somebody_unknown_becomes_no_member_and_is_told_how_to_connect(provider):
    provider.tell("new", email="nieuw@example.org", given_name="Nieuw")
    client = Client()
    response = log_in(client, provider, "new")
    assert response["Location"] == reverse(BIND)
    assert (Member.objects.count(), SocialAccount.objects.count()) == (0, 0)
    assert "Log één keer in" in client.get(reverse(BIND)).text
    assert "niet door" not in client.get(reverse(BIND)).text
    assert get_user(client).is_anonymous


def test_the_address_that_a_federation_tells_ties_to_nobody(provider, member):
    provider.tell("thief", email=member.email, email_verified=True)
    client = Client()
    assert log_in(client, provider, "thief")["Location"] == reverse(BIND)
    assert get_user(client).is_anonymous
    client.post(reverse(BIND))
    assert not SocialAccount.objects.exists()


def test_who_logs_in_here_connects_and_next_time_comes_in_with_it(provider, member):
    provider.tell("abc", schac_home_organization="saxion.nl", eduperson_affiliation=["employee"], email="x@saxion.nl")
    client = Client()
    bind(client, provider, member)
    account = SocialAccount.objects.get()
    assert (account.user_id, account.provider, account.uid) == (member.pk, "surfconext", "abc")
    assert AuditEvent.objects.filter(verb="exchange.identity_bound", actor=member).count() == 1
    fresh = Client()
    log_in(fresh, provider, "abc", next=reverse(MINE))
    assert get_user(fresh).pk == member.pk
    assert "saxion.nl" in fresh.get(reverse(MINE)).text


def test_what_is_kept_is_trimmed_and_no_token_is_stored(provider, member):
    provider.tell(
        "abc", email="jorn@saxion.nl", given_name="Kanarie", name="Kanarie", eduperson_entitlement=["geheim"],
        schac_home_organization="saxion.nl", eduperson_affiliation=["Employee", "geheim"],
    )  # fmt: skip
    bind(Client(), provider, member)
    log_in(Client(), provider, "abc")
    kept = {"organisation": "saxion.nl", "affiliations": ["employee"]}
    assert SocialAccount.objects.get().extra_data == kept
    assert not SocialToken.objects.exists()


def test_a_log_in_of_long_ago_or_by_a_federation_is_not_enough_to_connect(provider, member):
    client = Client()
    in_here(client, member)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 3600
    session.save()
    log_in(client, provider, "abc")
    assert reverse("account_reauthenticate") in client.post(reverse(BIND))["Location"]
    assert not SocialAccount.objects.exists()
    SocialAccount.objects.create(user=member, provider="entree", uid="one")
    other = Client()
    log_in(other, provider, "one", "entree")
    assert get_user(other).pk == member.pk
    log_in(other, provider, "two")
    assert reverse("account_reauthenticate") in other.post(reverse(BIND))["Location"]


def test_a_second_lock_stays_a_second_lock(provider, member):
    SocialAccount.objects.create(user=member, provider="surfconext", uid="abc")
    Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})
    client = Client()
    assert reverse("mfa_authenticate") in log_in(client, provider, "abc")["Location"]
    assert get_user(client).is_anonymous


def test_whoever_is_suspended_does_not_come_in_by_another_door(provider, member):
    SocialAccount.objects.create(user=member, provider="surfconext", uid="abc")
    Member.objects.filter(pk=member.pk).update(suspended_at=timezone.now())
    client = Client()
    assert "gesloten" in log_in(client, provider, "abc")["Location"]
    assert get_user(client).is_anonymous


def test_a_pupil_is_refused_and_a_student_teacher_is_not(provider):
    provider.tell("pupil", eduPersonAffiliation="student", nlEduPersonHomeOrganizationId="08ZZ")
    provider.tell("both", eduPersonAffiliation=["student", "employee"])
    provider.tell("student", eduperson_affiliation=["student"], schac_home_organization="saxion.nl")
    client = Client()
    refused = log_in(client, provider, "pupil", "entree")
    assert "leerling" in refused["Location"]
    assert "voor wie op een school" in client.get(refused["Location"]).text
    assert log_in(Client(), provider, "both", "entree")["Location"] == reverse(BIND)
    client = Client()
    assert log_in(client, provider, "student")["Location"] == reverse(BIND)
    assert "aspirant-leraar" in client.get(reverse(BIND)).text


def test_a_school_that_tells_no_address_is_named_and_no_address_is_asked(provider):
    school = f.SchoolFactory(brin="08ZZ", name="De Wilg")
    provider.tell("teacher", eduPersonAffiliation="employee", nlEduPersonHomeOrganizationId="08ZZ")
    client = Client()
    log_in(client, provider, "teacher", "entree")
    page = client.get(reverse(BIND))
    assert page.context["place"].pk == school.pk
    assert "gaf je e-mailadres niet door" in page.text
    assert "De Wilg" in page.text


def test_an_identity_of_somebody_else_is_not_taken_over(provider, member):
    other = f.MemberFactory()
    SocialAccount.objects.create(user=other, provider="surfconext", uid="abc")
    client = Client()
    in_here(client, member)
    assert "ander-account" in log_in(client, provider, "abc")["Location"]
    assert get_user(client).pk == member.pk
    assert SocialAccount.objects.get().user_id == other.pk


def test_two_identities_of_one_person_and_parting_with_one(provider, member):
    client = Client()
    bind(client, provider, member, "abc")
    bind(client, provider, member, "uid@school", "entree")
    assert SocialAccount.objects.filter(user=member).count() == 2
    page = client.get(reverse(MINE)).text
    assert "uid@school" not in page
    line = client.get(reverse(MINE)).context["lines"][0]
    address = reverse("exchange:identity_unbind", args=[line.name])
    stranger = Client()
    stranger.force_login(f.MemberFactory())
    assert stranger.post(address).status_code == 404
    client.post(address)
    assert [row.uid for row in SocialAccount.objects.all()] == ["uid@school"]


def test_an_answer_counts_once_and_in_the_browser_that_asked(provider, member):
    SocialAccount.objects.create(user=member, provider="surfconext", uid="abc")
    client = Client()
    back = provider.authorize("abc", begin(client))
    assert "mislukt" in go_back(Client(), back)["Location"]
    go_back(client, back)
    assert get_user(client).pk == member.pk
    client.post(reverse("account_logout"))
    assert "mislukt" in go_back(client, back)["Location"]
    assert get_user(client).is_anonymous


def test_another_nonce_than_we_sent_is_refused(provider, member, monkeypatch):
    SocialAccount.objects.create(user=member, provider="surfconext", uid="abc")
    decode = FederationTokens._decode_id_token
    monkeypatch.setattr(FederationTokens, "_decode_id_token", lambda *a: decode(*a) | {"nonce": "van een ander"})
    client = Client()
    assert "mislukt" in log_in(client, provider, "abc")["Location"]
    assert get_user(client).is_anonymous


def test_userinfo_of_somebody_else_is_refused(provider, member, monkeypatch):
    SocialAccount.objects.create(user=member, provider="surfconext", uid="abc")
    monkeypatch.setattr(FederationTokens, "_fetch_user_info", lambda *a: {"sub": "abc"})
    client = Client()
    assert "mislukt" in log_in(client, provider, "somebody-else")["Location"]
    assert get_user(client).is_anonymous


def test_who_stops_halfway_is_told_so(provider):
    client = Client()
    state = asked(begin(client))["state"]
    page = reverse("exchange:federation_return", args=["surfconext"])
    response = client.get(page, {"state": state, "error": "access_denied"})
    assert "gestopt" in response["Location"]


def test_a_federation_that_cannot_be_reached_is_a_page_and_no_fault_of_ours(provider, settings):
    client = Client()
    state = asked(begin(client))["state"]
    for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        app["settings"]["server_url"] = "http://localhost:1"
    login = reverse("exchange:federation_login", args=["surfconext"])
    back = reverse("exchange:federation_return", args=["surfconext"])
    for response in (client.get(login), client.get(back, {"state": state, "code": "x"})):
        assert "mislukt" in response["Location"]


def test_erasure_and_the_copy_know_the_identity(provider, member):
    bind(Client(), provider, member)
    erase_member(member=member, by=member)
    assert not SocialAccount.objects.exists()


# Tokens -------------------------------------------------------------------------------------------

KEY, OTHER = RSAKey.generate_key(2048, {"kid": "k"}), RSAKey.generate_key(2048, {"kid": "k"})
ISSUER = "https://federatie.example"


class App:
    client_id = "wij"


@pytest.fixture
def tokens(monkeypatch):
    public = {"keys": [KEY.as_dict(private=False) | {"alg": "RS256"}]}

    def fetch(credential, keys_url, lookup):
        head = jwtkit.jwt.get_unverified_header(credential)
        key = lookup(public, head["kid"])
        if not key:
            raise OAuth2Error("kid")
        return head["alg"], key

    monkeypatch.setattr(jwtkit, "fetch_key", fetch)
    made = FederationTokens.__new__(FederationTokens)
    made._openid_config = {"jwks_uri": "https://federatie.example/jwks", "issuer": ISSUER}
    # As after the code was exchanged over TLS, where allauth looks at no signature.
    made.did_fetch_access_token = True
    return made


def token(key=KEY, algorithm="RS256", kid="k", **claims):
    now = int(time.time())
    body = {"iss": ISSUER, "aud": "wij", "sub": "abc", "iat": now, "exp": now + 300, **claims}
    return jose.encode({"alg": algorithm, "kid": kid}, body, key, algorithms=[algorithm])


def test_a_right_token_is_read(tokens):
    assert tokens._decode_id_token(App, token())["sub"] == "abc"


@pytest.mark.parametrize(
    "make",
    [
        lambda: token(aud="een ander"),
        lambda: token(iss="https://elders.example"),
        lambda: token(exp=int(time.time()) - 60),
        lambda: token(key=OTHER),
        lambda: token(kid="onbekend"),
        lambda: token(key=OctKey.import_key("geheim" * 8), algorithm="HS256"),
        lambda: token(algorithm="RS512"),
        lambda: ".".join([*token().split(".")[:2], ""]),
        lambda: "eyJhbGciOiJub25lIiwia2lkIjoiayJ9." + token().split(".")[1] + ".",
        lambda: "x",
    ],
    ids=["audience", "issuer", "over", "other-key", "kid", "hs256", "rs512", "cut", "none", "nonsense"],
)
def test_any_other_is_refused(tokens, make):
    with pytest.raises(OAuth2Error):
        tokens._decode_id_token(App, make())


def test_a_token_with_a_number_of_its_own_counts_once(tokens):
    numbered = token(jti=f"j{time.time()}")
    tokens._decode_id_token(App, numbered)
    with pytest.raises(OAuth2Error):
        tokens._decode_id_token(App, numbered)


# What a federation says ---------------------------------------------------------------------------


def test_a_brin_of_four_or_six_characters_is_a_school_or_its_location():
    school = f.SchoolFactory(brin="08ZZ")
    site = f.SiteFactory(school=school, site_number="01", site_code="08ZZ01")
    assert find_place(Claims("08ZZ")).pk == school.pk
    assert find_place(Claims("08zz01")).pk == site.pk
    assert find_place(Claims("08ZZ07")).pk == school.pk
    for code in ("", "saxion.nl", "99XX", "08ZZ0", "٠٨ZZ"):
        assert find_place(Claims(code)) is None


def test_whatever_a_federation_sends_is_read_or_left():
    odd = {"eduperson_affiliation": {"a": 1}, "schac_home_organization": 7, "email": ["x"]}
    assert trim_claims(odd) == Claims(has_address=True)
    assert trim_claims({"eduPersonAffiliation": ["x" * 300, None, "STAFF"]}).affiliations == ("staff",)
    assert is_pupil("entree", Claims(affiliations=("student",)))
    assert not is_pupil("surfconext", Claims(affiliations=("student",)))
    assert not is_pupil("entree", Claims(affiliations=("staff", "student")))


def test_what_waits_is_over_after_half_an_hour(provider):
    client = Client()
    log_in(client, provider, "abc")
    session = client.session
    session["federation_pending"]["at"] -= int(dt.timedelta(minutes=31).total_seconds())
    session.save()
    assert client.get(reverse(BIND))["Location"] == reverse("account_login")
