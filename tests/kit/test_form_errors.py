"""The summary above a form speaks of what stands on the page, also after somebody changed what they could not see."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError

from knowledge_network.kit.form_errors import ErrorLine, error_lines, say_errors

OUT_OF_DATE = "Deze pagina is verouderd, of er is iets in veranderd. Laad de pagina opnieuw en probeer het nog eens."


class Form(forms.Form):
    title = forms.CharField(label="Titel")
    vote_x7 = forms.ChoiceField(choices=[("ja", "Ja")], widget=forms.RadioSelect)
    version_no = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    member = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Kies iemand."})

    def clean_member(self) -> str:
        if self.cleaned_data["member"] == "weg":
            raise ValidationError("Dit lid is vertrokken.")
        return str(self.cleaned_data["member"])


def lines(**data: str) -> list[ErrorLine]:
    return error_lines(Form({"title": "Iets", "vote_x7": "ja", "version_no": "1", "member": "an", **data}))


def test_a_good_form_has_nothing_to_say():
    assert lines() == []


def test_a_field_is_called_by_its_label():
    assert lines(title="") == [ErrorLine("Dit veld is verplicht.", "id_title", "Titel")]


def test_a_field_without_a_label_is_not_called_by_its_name():
    (line,) = lines(vote_x7="nee")
    assert line.label == ""
    assert "ote" not in line.text


@pytest.mark.parametrize("value", ["", "-1", "onzin"])
def test_what_nobody_filled_in_is_not_asked_for(value):
    assert lines(version_no=value) == [ErrorLine(OUT_OF_DATE)]


def test_two_hidden_fields_say_it_once_and_the_words_of_a_form_are_kept():
    assert lines(version_no="", member="\0") == [ErrorLine(OUT_OF_DATE)]
    assert lines(member="") == [ErrorLine("Kies iemand.")]
    assert lines(member="weg") == [ErrorLine("Dit lid is vertrokken.")]


def test_in_one_line_each_field_is_named_too():
    form = Form({"title": "", "vote_x7": "ja", "version_no": "1", "member": ""})
    assert say_errors(form) == "Titel: Dit veld is verplicht. Kies iemand."
