"""How every form of the platform looks to eyes and to screen readers."""

import pytest
from django import forms
from django.utils.translation import override

from knowledge_network.kit.forms import AddressForm
from tests.pages import Page


class ExampleForm(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals op school.")
    about = forms.CharField(label="Over mij", required=False)
    agree = forms.BooleanField(label="Ik ga akkoord")
    choice = forms.ChoiceField(label="Wie?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput, initial="t")

    def clean(self):
        if self.data.get("name") == "dubbel":
            raise forms.ValidationError("Deze naam is er al.")


@pytest.fixture(autouse=True)
def _dutch():
    with override("nl"):
        yield


def test_every_field_has_a_label_and_only_optional_ones_say_so():
    html = str(ExampleForm())

    for name in ("name", "about", "agree"):
        assert f'<label for="id_{name}">' in html
    assert html.count("(niet verplicht)") == 1
    assert "<legend>Wie?" in html


def test_neither_a_filter_nor_a_single_question_says_that_it_may_stay_empty():
    class Filter(AddressForm):
        words = forms.CharField(label="Woorden", required=False)
        place = forms.CharField(label="Plaats", required=False)

    class Reason(forms.Form):
        reason = forms.CharField(label="Omdat …", required=False)
        seen = forms.CharField(widget=forms.HiddenInput, required=False)

    for form in (Filter(), Reason()):
        assert "niet verplicht" not in str(form)


def test_help_and_error_are_tied_to_their_field():
    html = str(ExampleForm({"name": ""}))
    page = Page(html)
    field = page.one("input[type=text][name=name]")

    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    assert field["aria-invalid"] == "true"
    assert page.one("#id_name_helptext")
    assert page.one("#id_name_error")


def test_the_summary_stands_first_takes_the_focus_and_links_to_every_wrong_field():
    html = str(ExampleForm({"name": ""}))
    first = Page(html).all(".error-summary, .field")[0]

    assert (first["class"], first["role"], first["tabindex"], first["autofocus"]) == (
        "error-summary",
        "alert",
        "-1",
        "",
    )
    targets = [link["href"] for link in first.all('a[href^="#"]')]
    assert len(targets) == 3
    for target in targets:
        assert Page(html).one(f".field {target}")


def test_an_error_of_the_whole_form_is_in_the_summary():
    html = str(ExampleForm({"name": "dubbel", "agree": "on", "choice": "a", "token": "t"}))

    assert "Deze naam is er al." in Page(html).one(".error-summary")


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in str(ExampleForm())


def test_what_was_typed_stays_after_an_error_and_is_escaped():
    html = str(ExampleForm({"name": '"><script>', "about": "blijft"}))

    assert 'value="blijft"' in html
    assert "<script>" not in html


def test_hidden_fields_come_along_without_a_label():
    html = str(ExampleForm())

    assert '<input type="hidden" name="token"' in html
    assert 'for="id_token"' not in html
