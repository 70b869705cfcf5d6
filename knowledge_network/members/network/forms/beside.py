"""What is filled in while setting up beside the fields of the partnership: people, boards, topics, a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import Cleaned, ModelMultipleChoiceField
from knowledge_network.kit.text import check_person_name
from knowledge_network.members.network.models import LONGEST_TEXT
from knowledge_network.members.organisations.models import Board
from knowledge_network.members.people.models import Member
from knowledge_network.members.vocabulary.starter import StarterSet


class PersonForm(forms.Form):
    """Who somebody is, and where mail reaches them."""

    given_name = forms.CharField(label=_("Given name"), max_length=60, validators=[check_person_name])
    infix = forms.CharField(
        label=_("Infix"),
        max_length=20,
        required=False,
        help_text=_("For instance «van der»."),
        validators=[check_person_name],
    )
    family_name = forms.CharField(label=_("Family name"), max_length=80, validators=[check_person_name])
    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if Member.objects.filter(email__iexact=email, left_at__isnull=True).exists():
            raise ValidationError(gettext("Somebody with this e-mail address is a member already."))
        return email


class BeginForm(PersonForm):
    """The first coordinator. A password, for mail may not work yet."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. You add a second lock in the next step."),
    )

    def clean(self) -> Cleaned:
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            names = {name: cleaned.get(name, "") for name in ("given_name", "family_name", "email")}
            try:
                validate_password(password, Member(**names))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class PartnersForm(forms.Form):
    """Boards that take part from today; their schools come along."""

    boards = ModelMultipleChoiceField(
        label=_("Boards"), queryset=Board.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards: Any = self.fields["boards"]
        boards.queryset = Board.objects.current()


class StarterForm(forms.Form):
    """Which lists of topics to begin with."""

    sets = forms.MultipleChoiceField(
        label=_("Lists to begin with"), choices=StarterSet.choices, widget=forms.CheckboxSelectMultiple
    )


class TextForm(forms.Form):
    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("You may use Markdown. Empty: the words of the platform stand there."),
    )
