"""One of many is named by typing: exactly who is meant is taken, and nobody is listed beforehand."""

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from expertise.products.forms.picking import ProductField
from expertise.products.models import KnowledgeProduct
from knowledge_network.members.people.forms.picking import PersonField
from knowledge_network.members.people.models import Member
from tests import factories as f
from tests.browser import assert_no_axe_violations

pytestmark = pytest.mark.django_db


class Named(forms.Form):
    person = PersonField(Member.objects.none(), label="Wie")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Member.objects.active()


def clean(text):
    form = Named({"person": text})
    return form.cleaned_data["person"] if form.is_valid() else form.errors["person"][0]


@pytest.fixture
def two():
    """Two people of one name, at two schools."""
    schools = [f.SiteFactory(name=name) for name in ("De Esch", "De Brook")]
    return [f.MemberFactory(given_name="Anna", family_name="Bos", site=school) for school in schools]


@pytest.mark.parametrize("text", ["Zoë Öztürk", "ozturk", "Öztürk, Zoë", "  zoe   oz ", "Zoë Öztürk, De Esch"])
def test_who_alone_fits_is_taken_whatever_was_typed(text):
    zoe = f.MemberFactory(given_name="Zoë", family_name="Öztürk", site=f.SiteFactory(name="De Esch"))
    f.MemberFactory(given_name="Anna", family_name="Bos")
    assert clean(text) == zoe


def test_two_of_one_name_are_told_apart_by_their_school(two):
    said = clean("anna bos")
    assert said.startswith("Welke bedoel je? Bijvoorbeeld: Anna Bos, De ")
    assert {"De Brook", "De Esch"} == {part.split(", ")[1].rstrip(".") for part in said.split("; ")}
    assert clean("Anna Bos, De Esch") == two[0]


def test_two_of_one_name_and_school_are_told_apart_by_what_they_are_known_by(two):
    twin = f.MemberFactory(given_name="Anna", family_name="Bos", site=two[0].appointments.get().organisation)
    said = clean("Anna Bos, De Esch")
    assert f"Anna Bos, De Esch ({twin.public_id})" in said
    assert clean(f"Anna Bos, De Esch ({twin.public_id})") == twin


@pytest.mark.parametrize("text", ["Nergens", ",", "%", "anna@bos"])
def test_what_fits_nobody_is_said(two, text):
    assert clean(text) == f"We vinden niets bij «{text}»."


def test_who_is_left_out_by_the_rows_is_not_found(two):
    two[0].suspended_at = timezone.now()
    two[0].save()
    assert clean("anna bos") == two[1]


def test_what_stands_there_is_shown_by_name_and_changes_nothing(two):
    form = Named({"person": "Anna Bos, De Esch"}, initial={"person": two[0].pk})
    assert form["person"].value() == "Anna Bos, De Esch"
    assert 'value="Anna Bos, De Esch"' in str(Named(initial={"person": two[0].pk})["person"])
    assert not form.has_changed()


def test_products_of_one_title_are_told_apart():
    first, second = (
        f.KnowledgeProductFactory(title="Kijkwijzer rekenen"),
        f.KnowledgeProductFactory(title="Kijkwijzer rekenen"),
    )
    field = ProductField(KnowledgeProduct.objects.all())
    with pytest.raises(forms.ValidationError, match=rf"Kijkwijzer rekenen \({first.public_id}\)"):
        field.clean("kijkwijzer")
    assert field.clean(f"Kijkwijzer rekenen ({second.public_id})") == second


def test_suggestions_name_members_and_published_products_only(client):
    reader = f.MemberFactory()
    client.force_login(reader, backend="knowledge_network.members.accounts.backends.MemberBackend")
    f.MemberFactory(given_name="Anna", family_name="Bos", site=f.SiteFactory(name="De Esch"))
    f.MemberFactory(given_name="Anna", family_name="Boswijk", suspended_at=timezone.now())
    f.KnowledgeProductFactory(title="Bosles", status="draft")
    assert client.get(reverse("members:member_suggest"), {"q": "bos"}).json() == {
        "rows": [{"name": "Anna Bos", "insert": "Anna Bos, De Esch", "note": "De Esch"}]
    }
    assert client.get(reverse("expertise:product_suggest"), {"q": "bosles"}).json() == {"rows": []}
    assert client.get(reverse("members:member_suggest")).json() == {"rows": []}


@pytest.mark.django_db(transaction=True)
def test_a_name_is_chosen_by_keys_from_what_is_offered(visit, sign_in_browser):
    sign_in_browser(f.NetworkRoleFactory().member)
    f.MemberFactory(given_name="Anna", family_name="Bos", site=f.SiteFactory(name="De Esch"))
    page = visit(reverse("expertise:offer_add"))
    field = page.get_by_label("Contactpersoon", exact=True)
    field.fill("")
    field.press_sequentially("anna b")
    offered = page.locator("named-field [role=option]")
    expect(offered).to_have_text(["Anna Bos De Esch"])
    assert_no_axe_violations(page)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Anna Bos, De Esch")
    expect(offered).to_have_count(0)
    assert page.url.endswith(reverse("expertise:offer_add"))
