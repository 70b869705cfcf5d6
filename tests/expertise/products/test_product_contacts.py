"""Never a public card with a dead contact; asking somebody; and what is known of the people around a product."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expertise.products.actions.contacts import mend_contacts, set_contact
from expertise.products.actions.uses import note_use
from expertise.products.digest import new_products
from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct, ProductContact, ProductUse
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.actions import leaving, suspension
from knowledge_network.members.people.blockers import BlockedError, find_blockers
from knowledge_network.members.privacy import actions as privacy
from knowledge_network.notifications.digests import Window
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def client_of(member):
    client = Client()
    client.force_login(member, backend=BACKEND)
    return client


def product_of(contact, **values):
    made = f.KnowledgeProductFactory(contact_person=None, **values)
    set_contact(product=made, to=contact, by=contact)
    return made


def contact_of(product):
    return KnowledgeProduct.objects.get(pk=product.pk).contact_person


@pytest.fixture
def coordinator():
    return f.NetworkRoleFactory().member


# Handing over ---------------------------------------------------------------------------------


def test_who_answers_for_a_product_hands_it_over_before_leaving():
    member = f.MemberFactory()
    product = product_of(member, title="Kijkwijzer")
    found = find_blockers(member)
    assert "Kijkwijzer" in str(found[0].text)
    assert found[0].url == reverse("expertise:product_contact_change", args=[product.slug])
    with pytest.raises(BlockedError):
        privacy.request_erasure(member=member, by=member)
    set_contact(product=product, to=f.MemberFactory(), by=member)
    assert find_blockers(member) == []


def test_a_draft_keeps_nobody_here():
    member = f.MemberFactory()
    product_of(member, status=ProductStatus.DRAFT, published_on=None)
    assert find_blockers(member) == []


def test_many_products_are_told_in_a_few_lines():
    member = f.MemberFactory()
    for _number in range(9):
        product_of(member)
    assert len(find_blockers(member)) == 6


def test_who_is_suspended_is_succeeded_by_the_contact_person_of_the_group(coordinator):
    member, successor = f.MemberFactory(), f.MemberFactory()
    product = product_of(member, group=f.GroupFactory(contact_person=successor))
    suspension.suspend_member(member=member, by=coordinator, reason="Op eigen verzoek")
    assert contact_of(product) == successor
    rows = ProductContact.objects.filter(product=product).order_by("pk")
    assert [(row.member, row.end is None) for row in rows] == [(member, False), (successor, True)]
    assert Notice.objects.filter(kind="expertise.product_contact", member=successor).exists()


def test_without_a_group_a_coordinator_answers(coordinator):
    member = f.MemberFactory()
    product = product_of(member)
    suspension.suspend_member(member=member, by=coordinator, reason="Op eigen verzoek")
    assert contact_of(product) == coordinator


def test_what_slipped_through_is_mended_by_the_planner(coordinator):
    product = f.KnowledgeProductFactory(contact_person=None)
    gone = f.KnowledgeProductFactory(contact_person=f.MemberFactory(suspended_at=timezone.now()))
    draft = f.KnowledgeProductFactory(contact_person=None, status=ProductStatus.DRAFT, published_on=None)
    assert mend_contacts() == 2
    assert mend_contacts() == 0
    assert contact_of(product) == contact_of(gone) == coordinator
    assert contact_of(draft) is None


def test_somebody_who_is_away_cannot_become_the_contact_person():
    with pytest.raises(RefusedError):
        set_contact(
            product=f.KnowledgeProductFactory(), to=f.MemberFactory(suspended_at=timezone.now()), by=f.MemberFactory()
        )


def test_a_product_is_handed_over_by_name_and_history_tells_since_when():
    member, colleague = f.MemberFactory(), f.MemberFactory(given_name="Opvolger", family_name="Wolfhagen")
    product = product_of(member)
    client, url = client_of(member), reverse("expertise:product_contact_change", args=[product.slug])
    assert "Opvolger Wolfhagen" in client.get(url, {"zoek": "wolfh"}).content.decode()
    client.post(url, {"member": colleague.public_id})
    assert contact_of(product) == colleague
    assert client.post(url, {"member": "bestaatniet"}).status_code in {403, 404}


# Asking ---------------------------------------------------------------------------------------


def test_a_question_goes_by_mail_and_no_address_is_shown(monkeypatch):
    contact, asker = f.MemberFactory(), f.MemberFactory()
    product = product_of(contact, title="Kijkwijzer")
    monkeypatch.setattr("knowledge_network.kit.guarded_forms.ContactForm.looks_automatic", lambda form: False)
    client, url = client_of(asker), reverse("expertise:product_contact", args=[product.slug])
    assert contact.email not in client.get(url).content.decode()
    client.post(url, {"message": "Mag ik dit in groep 4 gebruiken?"})
    mail = Delivery.objects.get(kind="expertise.product_contact")
    assert (mail.address, mail.reply_to) == (contact.email, asker.email)
    assert "Mag ik dit in groep 4 gebruiken?" in mail.text
    assert not Notice.objects.filter(params__icontains="groep 4").exists()


def test_a_machine_sends_nothing_and_a_stranger_gives_an_address():
    product = product_of(f.MemberFactory())
    url = reverse("expertise:product_contact", args=[product.slug])
    Client().post(url, {"name": "Bot", "email": "bot@example.org", "message": "Hallo", "website": "https://spam"})
    assert not Delivery.objects.filter(kind="expertise.product_contact").exists()
    assert "email" in Client().post(url, {"message": "Hallo"}).context["form"].errors


# Uses -----------------------------------------------------------------------------------------


def test_a_use_is_noted_once_changed_taken_away_and_put_back():
    member = f.MemberFactory()
    product = product_of(f.MemberFactory())
    client, url = client_of(member), reverse("expertise:product_use", args=[product.slug])
    assert client.get(url).context["form"]["shows_name"].value() is False, "a name is only shown when one says so"
    place = member.appointments.first().organisation.slug
    client.post(url, {"used_on": "2026-03-03", "note": "Ging goed", "organisation": place})
    client.post(url, {"used_on": "2026-03-04", "note": "Ging beter", "organisation": place})
    use = ProductUse.objects.get()
    assert (use.note, use.shows_name) == ("Ging beter", False)
    assert Notice.objects.filter(kind="expertise.product_used").count() == 1
    client.post(reverse("expertise:product_use_remove", args=[product.slug]))
    assert not ProductUse.objects.exists()
    client.post(reverse("expertise:product_use_restore", args=[product.slug]))
    assert ProductUse.objects.get().note == "Ging beter"
    assert client.post(reverse("expertise:product_use_restore", args=[product.slug])).status_code == 404


def test_the_contact_person_does_not_read_who_used_it_without_a_name():
    contact, member = f.MemberFactory(), f.MemberFactory(given_name="Verborgen")
    product = product_of(contact)
    note_use(product=product, by=member, organisation=None, note="Werkte", shows_name=False)
    told = Notice.objects.get(kind="expertise.product_used", member=contact)
    assert told.actor is None
    assert "Verborgen" not in str(told.params)


@pytest.mark.parametrize("day", ["2999-01-01", "0001-01-01", "31-02-2026"])
def test_a_use_lies_in_the_past(day):
    product = product_of(f.MemberFactory())
    page = client_of(f.MemberFactory()).post(
        reverse("expertise:product_use", args=[product.slug]), {"used_on": day, "note": "x"}
    )
    assert "used_on" in page.context["form"].errors


def test_where_it_was_used_is_ones_own_work():
    elsewhere = f.SiteFactory()
    page = client_of(f.MemberFactory()).post(
        reverse("expertise:product_use", args=[product_of(f.MemberFactory()).slug]),
        {"used_on": "2026-03-03", "organisation": elsewhere.slug},
    )
    assert "organisation" in page.context["form"].errors


# Being forgotten ------------------------------------------------------------------------------


def test_erasure_takes_the_name_off_makers_and_the_notes_away(coordinator):
    member = f.MemberFactory(given_name="Vergeten", family_name="Mens")
    product = product_of(f.MemberFactory(), makers="Vergeten Mens, Iemand Anders")
    note_use(product=product, by=member, organisation=None, note="Mijn notitie")
    privacy.erase_member(member=member, by=coordinator)
    product.refresh_from_db()
    assert product.makers == "Iemand Anders"
    assert not ProductUse.objects.exists()


def test_who_only_leaves_stays_named_as_maker(coordinator):
    member = f.MemberFactory(given_name="Vertrekkende", family_name="Maker")
    product = product_of(f.MemberFactory(), makers="Vertrekkende Maker")
    leaving.leave_network(member=member, by=coordinator)
    product.refresh_from_db()
    assert product.makers == "Vertrekkende Maker"


# The overview ---------------------------------------------------------------------------------


def test_the_overview_tells_three_new_products_one_of_another_board(django_assert_num_queries):
    reader = f.MemberFactory()
    own_site = reader.appointments.first().organisation
    today = timezone.localdate()
    near = [f.MemberFactory(site=own_site) for _number in range(3)]
    for colleague in near:
        product_of(colleague, title="Dichtbij", published_on=today)
    far = f.MemberFactory()
    group = f.GroupFactory(contact_person=far)
    f.GroupMembershipFactory(group=group, member=far)
    product_of(far, title="Van ver", group=group, published_on=today - timezone.timedelta(days=2))
    product_of(f.MemberFactory(), title="Oud", published_on=today - timezone.timedelta(days=30))
    product_of(reader, title="Van mijzelf", published_on=today)
    now = timezone.now()
    windows = {reader.pk: Window(since=now - timezone.timedelta(days=7), until=now)}
    with django_assert_num_queries(3):
        items = new_products([reader], windows)[reader.pk]
    assert len(items) == 3
    assert "Van ver" in {item.text for item in items}
    assert {"Oud", "Van mijzelf"} & {item.text for item in items} == set()
