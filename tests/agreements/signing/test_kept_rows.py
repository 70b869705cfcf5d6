"""Keys of the seal, mandates that were confirmed and names behind the chain: SQL alone rewrites none of them."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from knowledge_network.agreements.signing.actions.mandates import propose_mandate
from knowledge_network.agreements.signing.enums import MandateState
from knowledge_network.agreements.signing.keys import rotate_pair
from knowledge_network.agreements.signing.models import Mandate, SealKey, Signature, SigningPerson
from knowledge_network.members.people.actions.merging import merge_members, undo_merge
from tests import factories as f
from tests.agreements.building import make_coordinator, make_director
from tests.agreements.rounds import opened_round, sign_all
from tests.emptying import empty

pytestmark = pytest.mark.django_db

KEYS = [
    "UPDATE agreements_sealkey SET certificate = 'x'",
    "UPDATE agreements_sealkey SET private_key = 'x'",
    "UPDATE agreements_sealkey SET created_at = '2020-01-01T00:00Z'",
    "UPDATE agreements_sealkey SET retired_at = NULL WHERE retired_at IS NOT NULL",
    "UPDATE agreements_sealkey SET retired_at = '2020-01-01T00:00Z' WHERE retired_at IS NOT NULL",
    "DELETE FROM agreements_sealkey",
]
MANDATES = [
    "UPDATE agreements_mandate SET function = 'x'",
    "UPDATE agreements_mandate SET party_id = (SELECT max(id) FROM agreements_party) + 1",
    "UPDATE agreements_mandate SET confirmed_at = '2020-01-01T00:00Z'",
    "UPDATE agreements_mandate SET confirmed_at = NULL, state = 'replaced'",
    "UPDATE agreements_mandate SET proposed_at = '2020-01-01T00:00Z'",
    "UPDATE agreements_mandate SET confirmed_how = 'scan'",
    "UPDATE agreements_mandate SET scan_sha256 = repeat('0', 64)",
    "UPDATE agreements_mandate SET scan = 'agreements/mandates/x.pdf'",
    "UPDATE agreements_mandate SET state = 'proposed'",
]
NAMES = [
    "UPDATE agreements_signingperson SET name = 'x'",
    "UPDATE agreements_signingperson SET function = 'x'",
    "UPDATE agreements_signingperson SET salt = 'x'",
]


def refused(sql):
    wrong = pytest.raises(IntegrityError, match=r"kept|never changes|stays over")
    with wrong, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", KEYS)
def test_a_key_of_the_seal_is_kept_and_a_retired_one_seals_no_more(sql):
    rotate_pair()
    rotate_pair()
    assert SealKey.objects.count() == 2
    refused(sql)


@pytest.mark.parametrize("sql", MANDATES + NAMES)
def test_a_confirmed_mandate_and_who_is_behind_a_step_stay_as_they_were(sql):
    opened_round(make_coordinator())
    refused(sql)


@pytest.mark.parametrize("state", sorted(set(MandateState.values) - MandateState.STANDING))
def test_a_mandate_that_is_over_stays_over(state):
    opened_round(make_coordinator())
    Mandate.objects.update(state=state)
    refused("UPDATE agreements_mandate SET state = 'confirmed'")


def test_what_is_only_proposed_may_still_change():
    agreement, _people = opened_round(make_coordinator())
    party = agreement.parties.first()
    director = make_director(party.organisation)
    mandate = propose_mandate(party=party, by=make_coordinator(), member=director, function="Directeur")
    Mandate.objects.filter(pk=mandate.pk).update(function="Directeur a.i.", state=MandateState.WITHDRAWN)
    mandate.refresh_from_db()
    assert mandate.function == "Directeur a.i."
    refused(f"UPDATE agreements_mandate SET state = 'confirmed' WHERE id = {mandate.pk}")


@pytest.mark.parametrize("model", ["SealKey", "Mandate", "SigningPerson"])
def test_none_of_them_is_emptied_at_once(model):
    sign_all(*opened_round(make_coordinator()))
    with pytest.raises(IntegrityError, match="is kept"):
        empty(apps.get_model("agreements", model))
    assert SealKey.objects.exists()
    assert Mandate.objects.exists()
    assert SigningPerson.objects.exists()


def test_two_accounts_of_who_signed_still_become_one_and_two_again():
    agreement, people = opened_round(make_coordinator())
    sign_all(agreement, people)
    signature = Signature.objects.select_related("mandate__member").order_by("pk")[0]
    ended, kept = signature.mandate.member, f.MemberFactory()
    merge = merge_members(kept=kept, ended=ended, by=make_coordinator())
    assert Mandate.objects.get(pk=signature.mandate_id).member == kept
    assert SigningPerson.objects.filter(member=kept).exists()
    undo_merge(merge=merge, by=make_coordinator())
    assert Mandate.objects.get(pk=signature.mandate_id).member == ended
