import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from knowledge_network.agreements.texts.actions.drafts import (
    add_article,
    add_party,
    change_article,
    describe_agreement,
    discard_draft,
    draft_agreement,
    draft_next_version,
    move_article,
    remove_article,
    remove_party,
)
from knowledge_network.agreements.texts.actions.life import give_notice
from knowledge_network.agreements.texts.clauses import find_broken
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyRole
from knowledge_network.agreements.texts.models import Article, CollaborationAgreement, Party
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from tests import factories as f
from tests.agreements.building import DOCUMENT, make_coordinator, make_director, make_draft, put_in_force

pytestmark = pytest.mark.django_db


def texts(agreement):
    return dict(agreement.articles.values_list("number", "text"))


def test_who_takes_part_today_is_party_under_todays_name():
    agreement = make_draft()
    parties = {party.name_as_signed: party for party in agreement.parties.all()}
    assert sorted(parties) == ["Bestuur 1", "Bestuur 2", "Hogeschool"]
    assert parties["Bestuur 1"].role == PartyRole.BOARD
    assert len(parties["Bestuur 1"].number_as_signed) == 5
    assert parties["Hogeschool"].role == PartyRole.INSTITUTE


def test_an_organisation_that_left_is_no_party():
    partnership = f.PartnershipFactory()
    gone = f.BoardFactory()
    f.ParticipationFactory(
        partnership=partnership, organisation=gone, start=dt.date(2019, 8, 1), end=dt.date(2024, 8, 1)
    )
    agreement = draft_agreement(partnership=partnership, by=make_coordinator(), title="Afspraken")
    assert not agreement.parties.exists()


def test_one_text_is_written_at_a_time():
    agreement = make_draft()
    with pytest.raises(RefusedError):
        draft_agreement(partnership=agreement.partnership, by=make_coordinator(), title="Nog een")


def test_a_new_version_starts_with_the_articles_and_the_present_names():
    agreement = put_in_force(make_draft(effective_from=dt.date(2023, 8, 1), effective_to=dt.date(2027, 7, 31)))
    party = agreement.parties.first()
    party.organisation.name = "Bestuur Een Nieuw"
    party.organisation.save()
    made = draft_next_version(agreement=agreement, by=make_coordinator())
    assert (made.version, made.predecessor, made.is_draft) == (2, agreement, True)
    assert made.effective_from == dt.date(2027, 8, 1)
    assert texts(made) == texts(agreement)
    assert "Bestuur Een Nieuw" in {row.name_as_signed for row in made.parties.all()}
    assert "Bestuur 1" in {row.name_as_signed for row in agreement.parties.all()}, "as it was signed"


def test_merged_boards_are_one_party_of_the_next_version():
    agreement = put_in_force(make_draft())
    first, second = (party.organisation for party in agreement.parties.filter(role=PartyRole.BOARD))
    first.valid_to, first.successor = dt.date(2026, 8, 1), second
    first.save()
    made = draft_next_version(agreement=agreement, by=make_coordinator())
    assert [row.organisation_id for row in made.parties.filter(role=PartyRole.BOARD)] == [second.pk]


@pytest.mark.parametrize(("first", "stays"), [(dt.date(2027, 8, 1), False), (dt.date(2027, 7, 1), True), (None, False)])
def test_who_gave_notice_is_no_party_of_a_version_that_begins_after_its_last_day(first, stays):
    last = first - dt.timedelta(days=1) if first else None
    agreement = put_in_force(make_draft(effective_from=dt.date(2023, 8, 1), effective_to=last))
    party, by = agreement.parties.get(role=PartyRole.INSTITUTE), make_coordinator()
    give_notice(party=party, by=by, on=dt.date(2026, 11, 20))
    made = draft_next_version(agreement=agreement, by=by)
    assert made.effective_from == first
    assert made.parties.filter(organisation=party.organisation).exists() is stays
    assert made.parties.count() == 2 + stays


def test_who_gave_notice_while_the_next_version_was_up_for_signing_is_no_party_of_the_one_after():
    agreement = put_in_force(make_draft(effective_from=dt.date(2023, 8, 1), effective_to=dt.date(2027, 7, 31)))
    by, party = make_coordinator(), agreement.parties.get(role=PartyRole.INSTITUTE)
    taken_back = draft_next_version(agreement=agreement, by=by)
    give_notice(party=party, by=by, on=dt.date(2026, 11, 20))
    taken_back.status, taken_back.document_sha256 = AgreementStatus.WITHDRAWN, DOCUMENT
    taken_back.predecessor = None
    taken_back.save()
    made = draft_next_version(agreement=taken_back, by=by)
    assert not made.parties.filter(organisation=party.organisation).exists()


def test_articles_keep_their_references_when_one_comes_between():
    agreement = make_draft()
    add_article(agreement=agreement, by=make_coordinator(), title="Begrippen", text="1. Hierna.", after=0)
    assert sorted(texts(agreement)) == [1, 2, 3, 4]
    assert "artikel 3 lid 1" in texts(agreement)[4]
    assert find_broken(texts(agreement).items()) == []


@pytest.mark.parametrize(("number", "order"), [(1, ["Kennis delen", "Programmaleiding"]), (99, ["Programmaleiding"])])
def test_a_moved_article_takes_its_place_and_references_follow(number, order):
    agreement = make_draft()
    article = agreement.articles.get(number=3)
    move_article(article=article, by=make_coordinator(), number=number)
    titles = list(agreement.articles.values_list("title", flat=True))
    assert titles[: len(order)] == order
    assert find_broken(texts(agreement).items()) == []


def test_a_reference_to_what_was_removed_is_broken_and_points_at_nothing_else():
    agreement = make_draft()
    remove_article(article=agreement.articles.get(number=2), by=make_coordinator())
    assert sorted(texts(agreement)) == [1, 2]
    ((place, reference),) = find_broken(texts(agreement).items())
    assert place == 2
    assert reference.article not in texts(agreement)


def test_two_writers_of_one_article_keep_both_their_words():
    agreement = make_draft()
    article = agreement.articles.get(number=1)
    read = article.text
    one, two = make_coordinator(), make_coordinator()
    first = read.replace("minstens 0,2 fte", "minstens 0,3 fte")
    second = read.replace("Samen opleiden", "Samen Opleiden en Professionaliseren")
    assert change_article(article=article, by=one, title=article.title, text=first, base=read).is_saved
    saved = change_article(article=article, by=two, title=article.title, text=second, base=read)
    assert saved.is_saved
    assert saved.laid_together
    assert "0,3 fte" in saved.article.text
    assert "Samen Opleiden en Professionaliseren" in saved.article.text


def test_two_writers_of_the_same_words_choose():
    agreement = make_draft()
    article = agreement.articles.get(number=1)
    read = article.text
    change_article(
        article=article, by=make_coordinator(), title=article.title, text=read.replace("0,2", "0,3"), base=read
    )
    saved = change_article(
        article=article, by=make_coordinator(), title=article.title, text=read.replace("0,2", "0,4"), base=read
    )
    assert not saved.is_saved
    assert "0,4" in saved.mine
    assert "0,3" in saved.theirs
    assert "0,3" in texts(agreement)[1]


def test_writing_nothing_new_leaves_no_trace():
    article = make_draft().articles.get(number=1)
    before = AuditEvent.objects.count()
    change_article(
        article=article,
        by=make_coordinator(),
        title=article.title,
        chapter=article.chapter,
        text=article.text,
        base=article.text,
    )
    assert AuditEvent.objects.count() == before


def test_a_party_is_added_once_and_removed():
    agreement = make_draft()
    board = f.BoardFactory()
    party = add_party(agreement=agreement, by=make_coordinator(), organisation=board)
    with pytest.raises(RefusedError):
        add_party(agreement=agreement, by=make_coordinator(), organisation=board)
    remove_party(party=party, by=make_coordinator())
    assert not agreement.parties.filter(organisation=board).exists()


def test_a_draft_can_be_described_and_thrown_away():
    agreement = make_draft()
    describe_agreement(agreement=agreement, by=make_coordinator(), title="Nieuwe naam")
    assert CollaborationAgreement.objects.get().title == "Nieuwe naam"
    discard_draft(agreement=agreement, by=make_coordinator())
    assert not CollaborationAgreement.objects.exists()


# What is put up for signing does not change ---------------------------------------------------

CHANGES = [
    lambda a: describe_agreement(agreement=a, by=make_coordinator(), title="Anders"),
    lambda a: add_article(agreement=a, by=make_coordinator(), title="Nieuw", text="x"),
    lambda a: remove_article(article=a.articles.first(), by=make_coordinator()),
    lambda a: move_article(article=a.articles.first(), by=make_coordinator(), number=2),
    lambda a: change_article(
        article=a.articles.first(), by=make_coordinator(), title="x", text="y", base=a.articles.first().text
    ),
    lambda a: remove_party(party=a.parties.first(), by=make_coordinator()),
    lambda a: add_party(agreement=a, by=make_coordinator(), organisation=f.BoardFactory()),
    lambda a: discard_draft(agreement=a, by=make_coordinator()),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_signed_text_is_refused_every_change(change):
    agreement = put_in_force(make_draft())
    with pytest.raises(RefusedError):
        change(agreement)


BY_THE_ORM = [
    lambda a: a.articles.update(text="anders"),
    lambda a: a.articles.first().delete(),
    lambda a: Article.objects.create(agreement=a, number=9, title="x", text="y"),
    lambda a: a.parties.update(name_as_signed="anders"),
    lambda a: Party.objects.filter(agreement=a).delete(),
    lambda a: CollaborationAgreement.objects.filter(pk=a.pk).update(title="anders"),
    lambda a: CollaborationAgreement.objects.filter(pk=a.pk).update(effective_to=dt.date(2040, 1, 1)),
    lambda a: CollaborationAgreement.objects.filter(pk=a.pk).update(document_sha256="cd" * 32),
    lambda a: CollaborationAgreement.objects.filter(pk=a.pk).update(status="draft"),
    lambda a: a.delete(),
]


@pytest.mark.parametrize("change", BY_THE_ORM)
def test_the_database_itself_keeps_what_was_signed(change):
    agreement = put_in_force(make_draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        change(agreement)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE agreements_article SET text = 'x'",
        "DELETE FROM agreements_article",
        "UPDATE agreements_party SET number_as_signed = '00000'",
        "UPDATE agreements_collaborationagreement SET preamble = 'x'",
        "DELETE FROM agreements_collaborationagreement",
    ],
)
def test_so_does_it_against_plain_sql(sql):
    put_in_force(make_draft())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_may_still_be_noted_is_noted():
    agreement = put_in_force(make_draft())
    party = agreement.parties.first()
    party.explanation = "Wij zijn een kleine partner."
    party.save()
    agreement.status_reason = "klaar"
    agreement.save()


# Who sees it ----------------------------------------------------------------------------------


def test_a_draft_is_for_who_writes_it_and_for_directors_of_its_parties():
    agreement = make_draft()
    director = make_director(agreement.parties.filter(role=PartyRole.BOARD).first().organisation)
    stranger = make_director(f.BoardFactory())
    shown = CollaborationAgreement.objects.visible_to
    assert shown(make_coordinator()).get() == agreement
    assert shown(director).get() == agreement
    assert not shown(stranger).exists()
    assert not shown(f.MemberFactory()).exists()
    put_in_force(agreement)
    assert shown(stranger).get() == agreement
