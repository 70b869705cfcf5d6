"""Whatever can hold something about a person is declared, and the declarations name what exists."""

import pytest
from django.db import models

from knowledge_network.kit.privacy import WORK, OnErasure, PersonalField, PersonalModel
from knowledge_network.members.privacy import registry

OURS = registry.our_models()


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_field_that_could_be_personal_is_declared(model):
    assert registry.declaration(model) is not None, f"{model._meta.label} declares no `privacy`"
    assert registry.undeclared_fields(model) == set()


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_a_declaration_names_existing_fields_once(model):
    privacy = registry.declaration(model)
    known = {field.name for field in registry.local_fields(model)}
    named = [*privacy.fields, *privacy.impersonal, *privacy.with_row]
    assert set(named) <= known
    assert len(named) == len(set(named))
    assert all(isinstance(personal, PersonalField) for personal in privacy.fields.values())


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_foreign_key_to_a_member_is_personal_never_impersonal(model):
    privacy = registry.declaration(model)
    pointers = {field.name for field in registry.local_fields(model) if registry.points_at_member(field)}
    assert pointers <= set(privacy.fields)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_a_row_that_goes_with_its_member_has_a_way_to_that_member(model):
    privacy = registry.declaration(model)
    goes = {name for name, personal in privacy.fields.items() if personal.on_erasure == OnErasure.DELETE}
    copies_of_others = model._meta.label == "search.SearchEntry"
    assert not goes or privacy.subjects or privacy.mentions or copies_of_others


def test_the_check_notices_a_new_text_field():
    class Diary(models.Model):
        secret = models.TextField()
        mood = models.CharField(max_length=3, choices=[("up", "up")])

        class Meta:
            app_label = "diary_of_the_test"

    assert registry.undeclared_fields(Diary) == {"secret"}


def test_of_what_belongs_to_a_member_every_field_is_asked():
    """Not only texts: since when somebody is ill stands in a date, how well they did in a number."""

    class Leave(models.Model):
        member = models.ForeignKey("members.Member", models.CASCADE, related_name="+")
        ill_since = models.DateField()
        days = models.IntegerField()
        kind = models.CharField(max_length=3, choices=[("ill", "ill")])
        organisation = models.ForeignKey("members.Organisation", models.CASCADE, related_name="+")

        privacy = PersonalModel(subjects=("member",), fields={"member": WORK.delete()}, with_row=("kind",))

        class Meta:
            app_label = "leave_of_the_test"

    assert registry.undeclared_fields(Leave) == {"ill_since", "days", "organisation"}


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_only_a_row_about_a_member_has_fields_that_go_with_it(model):
    privacy = registry.declaration(model)
    fields = {field.name: field for field in registry.local_fields(model)}
    assert privacy.subjects or not privacy.with_row
    assert not [name for name in privacy.with_row if registry.could_be_personal(fields[name])]


def test_every_use_says_what_it_is_for_and_until_when():
    for model, privacy in registry.declared_models():
        for personal in privacy.fields.values():
            use = personal.processing
            assert str(use.name), model
            assert str(use.purpose), model
            assert str(use.retention), model
            assert use.basis.label, model
