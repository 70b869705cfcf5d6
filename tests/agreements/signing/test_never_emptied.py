"""What was put up for signing is not emptied at once either: triggers of rows do not hear TRUNCATE."""

import pytest
from django.apps import apps
from django.db import IntegrityError

from knowledge_network.agreements.texts.models import Article
from tests.agreements.building import make_coordinator, make_draft
from tests.agreements.rounds import opened_round
from tests.emptying import empty

pytestmark = pytest.mark.django_db
SIGNED = ("CollaborationAgreement", "Article", "Party", "Signature", "Signatory", "Amendment", "SigningEvent")


@pytest.mark.parametrize("model", SIGNED)
def test_what_is_put_up_for_signing_is_never_emptied(model):
    agreement, _people = opened_round(make_coordinator())
    with pytest.raises(IntegrityError, match="is kept"):
        empty(apps.get_model("agreements", model))
    assert Article.objects.filter(agreement=agreement).exists()


def test_nor_when_something_else_is_emptied_that_it_points_at():
    agreement, _people = opened_round(make_coordinator())
    with pytest.raises(IntegrityError, match="is kept"):
        empty(apps.get_model("members", "Organisation"))
    assert agreement.parties.exists()


def test_drafts_may_go():
    draft = make_draft(by=make_coordinator())
    empty(Article)
    assert not draft.articles.exists()
