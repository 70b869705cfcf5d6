"""Writing and reading agreements, page by page."""

import datetime as dt

import pytest
from django.urls import reverse

from knowledge_network.agreements.texts.actions.drafts import change_article, draft_next_version
from knowledge_network.agreements.texts.enums import PartyRole
from knowledge_network.agreements.texts.models import Article, ArticleComment, CollaborationAgreement
from knowledge_network.agreements.texts.presenters import differences, linked
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.actions import refresh
from tests import factories as f
from tests.agreements.building import make_coordinator, make_director, make_draft, put_in_force, what_it_sends

pytestmark = pytest.mark.django_db


def url(name, agreement, *args):
    return reverse(f"agreements:{name}", args=[agreement.public_id, *args])


@pytest.fixture
def coordinator(client):
    member = make_coordinator()
    client.force_login(member)
    return member


def test_an_empty_network_says_what_this_is_and_what_to_do(client, coordinator):
    assert reverse("agreements:agreement_start") in client.get(reverse("agreements:agreement_list")).text
    client.force_login(f.MemberFactory())
    assert reverse("agreements:agreement_start") not in client.get(reverse("agreements:agreement_list")).text


def test_a_coordinator_starts_from_the_template(client, coordinator):
    the_partnership()
    told = {"template": "kennisnetwerk", "title": "Samen", "effective_from": "2027-08-01", "effective_to": "2027-01-01"}
    assert "effective_to" in client.post(reverse("agreements:agreement_start"), told).context["form"].errors
    client.post(reverse("agreements:agreement_start"), {**told, "effective_to": "2031-07-31"})
    made = CollaborationAgreement.objects.get()
    assert made.articles.count() == 3
    answer = client.post(reverse("agreements:agreement_start"), {**told, "effective_to": "2031-07-31"})
    assert answer.status_code == 409, "one text at a time"


def test_references_are_links_to_what_is_there_and_nothing_is_markup():
    text = "Zie artikel 2 lid 1 & artikel 9. <script>"
    assert linked(text, {"artikel-2-lid-1"}) == (
        'Zie <a href="#artikel-2-lid-1">artikel 2 lid 1</a> &amp; artikel 9. &lt;script&gt;'
    )


def test_an_article_is_written_moved_and_taken_out(client, coordinator):
    draft = make_draft(by=coordinator)
    client.post(url("article_add", draft), {"after": "0", "title": "Begrippen", "text": "1. Hierna."})
    assert draft.articles.get(number=1).title == "Begrippen"
    article = draft.articles.get(number=1)
    client.post(url("article_move", draft, article.public_id), {"number": "4"})
    assert draft.articles.get(number=4).title == "Begrippen"
    page = client.get(url("article_remove", draft, draft.articles.get(number=2).public_id))
    assert [row.number for row in page.context["referring"]] == [3]
    client.post(url("article_remove", draft, article.public_id))
    assert draft.articles.count() == 3


def test_who_writes_alone_is_never_told_of_a_colleague(client, coordinator):
    """As a browser sends it: each end of a line as two signs, in what is typed and in what stood there."""
    draft = make_draft(by=coordinator)
    client.post(url("article_add", draft), {"after": "0", "title": "Begrippen", "text": "1. Hierna.\r\n2. En dan."})
    article = draft.articles.get(number=1)
    assert article.text == "1. Hierna.\n2. En dan."
    # Nor in an article that was stored with the ends of lines of a browser.
    Article.objects.filter(pk=article.pk).update(text="1. Hierna.\r\n2. En dan.")
    address = url("article_change", draft, article.public_id)
    read = client.get(address).context["form"].initial
    sent = {**what_it_sends(client.get(address)), "base": read["base"].replace("\r\n", "\n").replace("\n", "\r\n")}
    answer = client.post(address, sent | {"text": "1. Hierna.\r\n2. En daarna."})
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.text == "1. Hierna.\n2. En daarna."


def test_texts_of_two_writers_are_laid_together_or_shown_beside_each_other(client, coordinator):
    draft = make_draft(by=coordinator)
    article = draft.articles.get(number=1)
    address = url("article_change", draft, article.public_id)
    read = client.get(address).context["form"].initial
    colleague = make_coordinator()
    theirs = article.text.replace("0,2 fte", "0,3 fte")
    change_article(article=article, by=colleague, title=article.title, text=theirs, base=article.text)
    mine = read["text"].replace("Samen opleiden", "Samen Opleiden")
    client.post(address, {**read, "text": mine})
    article.refresh_from_db()
    assert "0,3 fte" in article.text
    assert "Samen Opleiden" in article.text
    clash = client.post(address, {**read, "text": read["text"].replace("0,2 fte", "0,4 fte")})
    assert clash.status_code == 409
    assert "0,4 fte" in clash.text
    assert "0,3 fte" in clash.context["theirs"]
    client.post(address, {**read, "text": "1. Samen opgelost.", "base": clash.context["theirs"]})
    article.refresh_from_db()
    assert article.text == "1. Samen opgelost."


def test_a_director_remarks_and_who_writes_hears_it_and_deals_with_it(client, coordinator):
    draft = make_draft(by=coordinator)
    director = make_director(draft.parties.filter(role=PartyRole.BOARD).first().organisation)
    article = draft.articles.get(number=1)
    client.force_login(director)
    client.post(url("article_discuss", draft, article.public_id), {"text": "Kan dit korter?"})
    remark = ArticleComment.objects.get()
    assert Notice.objects.filter(member=coordinator, kind="agreements.remark").exists()
    assert client.post(url("remark_resolve", draft, article.public_id, remark.public_id)).status_code == 403
    client.force_login(coordinator)
    client.post(url("remark_resolve", draft, article.public_id, remark.public_id))
    remark.refresh_from_db()
    assert remark.resolved_at is not None


def test_a_next_version_shows_what_changes(client, coordinator):
    agreement = put_in_force(make_draft(by=coordinator, effective_to=dt.date(2027, 7, 31)))
    client.post(url("agreement_next", agreement))
    made = CollaborationAgreement.objects.get(version=2)
    article = made.articles.get(number=2)
    change_article(
        article=article, by=coordinator, title=article.title, text=article.text + " Meer.", base=article.text
    )
    found = {row.heading: row.changes for row in differences(agreement, made)}
    assert [bool(changes) for changes in found.values()] == [False, True, False]
    assert "<ins>" in client.get(url("agreement_compare", made)).text


def test_an_article_with_another_title_is_the_same_article(coordinator):
    agreement = put_in_force(make_draft(by=coordinator))
    made = draft_next_version(agreement=agreement, by=coordinator)
    made.articles.filter(number=1).update(title="Wie het programma leidt")
    made.articles.filter(number=2).update(title="Kennis delen")
    first, second, third = differences(agreement, made)
    assert [row.kind for row in (first, second, third)] == ["gewijzigd", "gewijzigd", "hetzelfde"]
    assert "Wie het programma leidt" in str(first.changes)


def test_two_articles_of_one_title_are_both_compared(coordinator):
    agreement = make_draft(by=coordinator)
    agreement.articles.update(title="Slot")
    made = draft_next_version(agreement=put_in_force(agreement), by=coordinator)
    made.articles.get(number=2).delete()
    assert [row.kind for row in differences(agreement, made)] == ["hetzelfde", "hetzelfde", "verwijderd"]


def test_a_director_remarks_from_the_text_of_a_draft(client, coordinator):
    agreement = make_draft(by=coordinator)
    director = make_director(agreement.parties.filter(role="board").first().organisation)
    article = agreement.articles.first()
    address = url("article_discuss", agreement, article.public_id)
    client.force_login(director)
    assert address in client.get(agreement.get_absolute_url()).text
    client.post(address, {"text": "Twee keer per jaar is te veel."})
    assert "1 open opmerking" in client.get(agreement.get_absolute_url()).text
    put_in_force(agreement)
    assert address not in client.get(agreement.get_absolute_url()).text


@pytest.mark.parametrize("versions", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, coordinator, django_assert_num_queries, versions):
    agreement = put_in_force(make_draft(by=coordinator))
    for _number in range(versions - 1):
        agreement = put_in_force(draft_next_version(agreement=agreement, by=coordinator))
    with django_assert_num_queries(3):
        client.get(reverse("agreements:agreement_list"))


@pytest.mark.parametrize("boards", [1, 3])
def test_an_agreement_costs_the_same_whatever_its_parties(client, coordinator, django_assert_num_queries, boards):
    agreement = put_in_force(make_draft(by=coordinator, boards=boards))
    with django_assert_num_queries(11):
        client.get(agreement.get_absolute_url())


@pytest.mark.parametrize("articles", [1, 3])
def test_the_desk_of_a_draft_costs_the_same_whatever_its_articles(
    client, coordinator, django_assert_num_queries, articles
):
    draft = make_draft(by=coordinator)
    draft.articles.filter(number__gt=articles).delete()
    with django_assert_num_queries(7):
        client.get(url("agreement_write", draft))


def test_every_member_finds_what_was_put_up_and_nobody_a_draft(client, coordinator):
    draft = make_draft(by=coordinator, title="Zoekbaar verbond")
    refresh("agreement", [draft.pk])
    client.force_login(f.MemberFactory())
    search = reverse("search:search")
    assert draft.get_absolute_url() not in client.get(search, {"q": "verbond"}).text
    put_in_force(draft)
    refresh("agreement", [draft.pk])
    assert draft.get_absolute_url() in client.get(search, {"q": "verbond"}).text


def test_a_change_begins_with_the_article_that_it_changes(client, coordinator):
    agreement = put_in_force(make_draft(by=coordinator))
    client.force_login(coordinator)
    article = agreement.articles.get(number=2)
    address = f"{url('agreement_amend', agreement)}?artikel={article.public_id}"
    assert address in client.get(agreement.get_absolute_url()).text
    assert article.text.split("\n")[0] in client.get(address).text


def test_who_writes_the_first_agreement_is_led_to_the_partners(client, coordinator):
    """In a network that has none yet there is nothing to choose."""
    draft = make_draft(by=coordinator, boards=0)
    client.force_login(coordinator)
    page = client.get(reverse("agreements:agreement_write", args=[draft.public_id])).content.decode()
    assert reverse("members:network_partners") in page
