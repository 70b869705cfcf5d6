"""The index says what the apps say, and nothing else."""

import pytest

from knowledge_network.search import actions, registry
from knowledge_network.search.models import SearchEntry
from knowledge_network.search.registry import Document, Searchable

pytestmark = pytest.mark.django_db

OBJECTS: dict[int, Document] = {}


def documents(pks=None):
    return [d for d in OBJECTS.values() if pks is None or int(d.object_key.partition(":")[0]) in pks]


def document(pk, title="Rekenen met breuken", audiences=("public",), words="", key=None):
    return Document(key or str(pk), title, "PLG", f"/dingen/{pk}/", words, audiences)


@pytest.fixture
def things(monkeypatch):
    monkeypatch.setattr(registry, "_searchables", {})
    registry.register(Searchable(kind="thing", label="Things", icon="box", documents=documents))
    OBJECTS.clear()
    return OBJECTS


def titles():
    return list(SearchEntry.objects.order_by("object_key").values_list("title", flat=True))


def test_refresh_adds_changes_and_drops_entries(things):
    things[1], things[2] = document(1), document(2, "Lezen")
    actions.refresh("thing", [1, 2])
    assert titles() == ["Rekenen met breuken", "Lezen"]
    things[1] = document(1, "Rekenen met kommagetallen")
    del things[2]
    actions.refresh("thing", [1, 2])
    assert titles() == ["Rekenen met kommagetallen"]


def test_refresh_leaves_other_objects_alone(things):
    things[1], things[2] = document(1), document(2, "Lezen")
    actions.refresh("thing", [1, 2])
    things.clear()
    actions.refresh("thing", [1])
    assert titles() == ["Lezen"]


def test_refresh_refuses_a_document_of_another_object(things):
    careless = Searchable(kind="thing", label="Things", icon="box", documents=lambda pks: [document(7)])
    registry._searchables["thing"] = careless
    with pytest.raises(ValueError, match="7"):
        actions.refresh("thing", [1])


def test_an_unchanged_object_is_not_written_again(things):
    things[1] = document(1, audiences=["members", "public"])
    actions.refresh("thing", [1])
    before = SearchEntry.objects.get().changed_at
    things[1] = document(1, audiences=["public", "members"])
    actions.rebuild("thing")
    assert SearchEntry.objects.get().changed_at == before


def test_remove_forgets_both_faces_of_an_object(things):
    things[1] = document(1)
    things[2] = document(1, key="1:anonymous", audiences=["anonymous"])
    actions.rebuild("thing")
    assert SearchEntry.objects.count() == 2
    actions.remove("thing", [1])
    assert not SearchEntry.objects.exists()


def test_rebuild_makes_the_index_equal_to_what_the_apps_say(things):
    things.update({pk: document(pk, f"Ding {pk}") for pk in range(1, 8)})
    SearchEntry.objects.create(kind="thing", object_key="99", title="Weg", url="/weg/", audiences=["public"])
    SearchEntry.objects.create(kind="gone", object_key="1", title="Weg", url="/weg/", audiences=["public"])
    actions.rebuild("thing")
    actions.drop_unknown_kinds()
    assert set(titles()) == {f"Ding {pk}" for pk in range(1, 8)}


def test_two_apps_cannot_take_the_same_kind(things):
    def others(pks=None):
        return []

    others.__module__ = "another.app"
    with pytest.raises(Exception, match="thing"):
        registry.register(Searchable(kind="thing", label="x", icon="x", documents=others))


def test_what_is_loaded_at_once_is_indexed_once_at_its_end(monkeypatch):
    written = []
    monkeypatch.setattr(actions, "_refresh", lambda kind, pks: written.append((kind, sorted(pks))))
    with actions.postponed():
        actions.refresh("member", [2])
        actions.refresh("group", [7])
        actions.refresh("member", [1, 2])
        assert written == []
    assert written == [("member", [1, 2]), ("group", [7])]
    actions.refresh("member", [3])
    assert written[-1] == ("member", [3])


def test_what_fails_halfway_indexes_nothing(monkeypatch):
    monkeypatch.setattr(actions, "_refresh", lambda kind, pks: pytest.fail("indexed"))

    def load():
        with actions.postponed():
            actions.refresh("member", [2])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        load()
