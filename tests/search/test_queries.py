"""Who finds what, in which order, and never what is not theirs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.search import actions, queries, registry
from knowledge_network.search.registry import Document, Searchable, Shortcut
from tests.factories import MemberFactory, NetworkRoleFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


@pytest.fixture
def index(monkeypatch):
    """Fill an index of two kinds: `index(group=[("title", "words", ["public"]), …], person=[…])`."""
    monkeypatch.setattr(registry, "_searchables", {})
    monkeypatch.setattr(registry, "_audience_providers", [])
    monkeypatch.setattr(registry, "_shortcuts", {})

    def fill(**kinds):
        for kind, rows in kinds.items():
            documents = [
                Document(str(pk), title, "subtitle", f"/{kind}/{pk}/", words, audiences)
                for pk, (title, words, audiences) in enumerate(rows, start=1)
            ]

            def some(pks=None, documents=documents):
                return [d for d in documents if pks is None or int(d.object_key) in pks]

            registry.register(Searchable(kind=kind, label=kind, icon="box", documents=some))
            actions.rebuild(kind)

    return fill


def titles(reader, text, **options):
    return [hit.title for hit in queries.search(reader, text, **options).hits]


def test_a_word_in_the_title_weighs_more_than_one_in_the_text(index):
    index(group=[("Lezen", "rekenen", ["public"]), ("Rekenen", "lezen", ["public"])])
    assert titles(VISITOR, "rekenen") == ["Rekenen", "Lezen"]


@pytest.mark.parametrize("typed", ["breuk", "Breuken", "BREUKEN", "breu", "rekenen breuken", "met breuken rekenen"])
def test_inflections_beginnings_and_order_do_not_matter(index, typed):
    index(group=[("Rekenen met breuken", "", ["public"]), ("Wereldoriëntatie", "", ["public"])])
    assert titles(VISITOR, typed) == ["Rekenen met breuken"]


@pytest.mark.parametrize("typed", ["wereldorientatie", "Wereldoriëntatie", "wereldorjentatie", "oriëntatie"])
def test_accents_typing_errors_and_the_middle_of_a_title_are_forgiven(index, typed):
    index(group=[("Rekenen met breuken", "", ["public"]), ("Wereldoriëntatie", "", ["public"])])
    assert titles(VISITOR, typed) == ["Wereldoriëntatie"]


def test_quotes_and_a_minus_are_understood(index):
    index(group=[("Lezen in de kleuterklas", "", ["public"]), ("Lezen in de bovenbouw", "", ["public"])])
    assert titles(VISITOR, "lezen -kleuterklas") == ["Lezen in de bovenbouw"]
    assert titles(VISITOR, '"de kleuterklas"') == ["Lezen in de kleuterklas"]


def test_hits_and_counts_hold_only_what_the_reader_may_find(index):
    member, other = MemberFactory(), MemberFactory()
    coordinator = NetworkRoleFactory().member
    index(
        group=[("Lezen openbaar", "", ["public"]), ("Lezen leden", "", ["members"])],
        person=[
            ("Lezen van mij", "", [f"member:{member.public_id}"]),
            ("Lezen van beheer", "", ["coordinators"]),
            ("Lezen van groep", "", ["group:lezen"]),
            ("Lezen van buiten", "", ["anonymous"]),
        ],
    )

    def found(reader):
        results = queries.search(reader, "lezen")
        assert results.total == len(results.hits)
        return {hit.title.removeprefix("Lezen ") for hit in results.hits}

    assert found(VISITOR) == {"openbaar", "van buiten"}
    assert found(member) == {"openbaar", "leden", "van mij"}
    assert found(other) == {"openbaar", "leden"}
    assert found(coordinator) == {"openbaar", "leden", "van beheer"}
    registry.register_audiences(lambda reader: ["group:lezen"] if reader == other else [])
    assert found(other) == {"openbaar", "leden", "van groep"}
    assert found(member) == {"openbaar", "leden", "van mij"}


def test_likeness_never_shows_what_is_not_the_readers(index):
    index(group=[("Wereldoriëntatie", "", ["members"])])
    assert titles(VISITOR, "wereldorjentatie") == []
    assert titles(MemberFactory(), "wereldorjentatie") == ["Wereldoriëntatie"]


def test_counts_are_of_all_kinds_while_the_hits_are_of_one(index):
    index(group=[("Lezen", "", ["public"])] * 3, person=[("Lezen", "", ["public"])] * 2)
    results = queries.search(VISITOR, "lezen", kind="person")
    assert results.counts == {"group": 3, "person": 2}
    assert [hit.kind for hit in results.hits] == ["person", "person"]


def test_the_dialog_shows_a_few_of_each_kind(index):
    index(group=[(f"Lezen {n}", "", ["public"]) for n in range(9)], person=[("Lezen", "", ["public"])])
    results = queries.search(VISITOR, "lezen", per_kind=queries.PER_KIND)
    assert {s.kind: len(hits) for s, hits in results.grouped} == {"group": 5, "person": 1}


def test_pages_follow_each_other_without_gap_or_double(index):
    index(group=[(f"Lezen {n}", "", ["public"]) for n in range(45)])
    pages = [titles(VISITOR, "lezen", page=page) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [20, 20, 5, 0]
    assert len({title for page in pages for title in page}) == 45
    assert queries.search(VISITOR, "lezen", page=4).total == 45


def test_a_crowd_of_one_kind_does_not_hide_another(index, monkeypatch):
    monkeypatch.setattr(queries, "CANDIDATES", 4)
    monkeypatch.setattr(queries, "FEW", 0)  # else the list of what looks alike would add four others
    index(person=[("Lezen", "", ["public"])] * 9, group=[("Lezen", "", ["public"])])
    assert queries.search(VISITOR, "lezen").counts == {"person": 4, "group": 1}


@pytest.mark.parametrize("text", ["", "   ", "!!!", "&|:*", "'", "%", "\\"])
def test_a_question_without_words_finds_nothing(index, text):
    index(group=[("Lezen_100%", "", ["public"])])
    assert queries.search(VISITOR, text).total == 0


@given(text=st.text(max_size=300).filter(lambda t: "\0" not in t and t.isprintable()))
def test_no_text_breaks_the_search(index, text):
    index(group=[("Lezen", "", ["public"])])
    assert queries.search(VISITOR, text).total <= 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_search_costs_one_query_and_one_for_all_audience_providers(index, django_assert_num_queries, item_count):
    index(group=[("Lezen", "", ["members"])] * item_count)
    member = MemberFactory()
    assert member.roles == frozenset()
    registry.vocabulary.get()
    with django_assert_num_queries(1):
        assert queries.search(member, "lezen").total == item_count


def test_marked_words_are_escaped():
    marked = queries.mark_words("<b>Lezen</b> & schrijven", {"lezen"})
    assert marked == "&lt;b&gt;<mark>Lezen</mark>&lt;/b&gt; &amp; schrijven"


def test_marked_words_ignore_accents():
    assert queries.mark_words("Oriëntatie op taal", {"orient"}) == "<mark>Oriëntatie</mark> op taal"


def test_shortcuts_are_those_that_the_reader_may_use(index):
    registry.register_shortcut(Shortcut("a", "Start een PLG", "plus", "healthz", words="groep beginnen"))
    registry.register_shortcut(Shortcut("b", "Thema's beheren", "tag", "healthz", permission="members.manage_topics"))
    registry.register_shortcut(Shortcut("c", "Over het netwerk", "info", "healthz", needs_member=False))

    def names(reader, text=""):
        return [shortcut.name for shortcut in queries.shortcuts(reader, text)]

    assert names(VISITOR) == ["c"]
    assert names(MemberFactory()) == ["a", "c"]
    assert names(NetworkRoleFactory().member) == ["a", "b", "c"]
    assert names(MemberFactory(), "groep") == ["a"]


def test_a_shortcut_to_a_page_that_does_not_exist_here_is_not_offered(index):
    registry.register_shortcut(Shortcut("a", "Nergens", "plus", "no_such_page"))
    assert queries.shortcuts(MemberFactory()) == []
