"""Asking to join, deciding on it, and inviting."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import formset_factory
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm
from knowledge_network.kit.guarded_forms import GuardedForm
from knowledge_network.kit.text import check_person_name, folded
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import SignupRequest
from knowledge_network.members.admission.names import Person, read_people
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function

MOST_INVITATIONS = 200


class OrganisationInput(forms.TextInput):
    """A text field with the browser's own list of suggestions: searchable, and usable without JavaScript."""

    template_name = "members/admission/_organisation_input.html"

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"list": f"{name}-list", "autocomplete": "off"}
        context["organisations"] = self.choices()  # type: ignore[attr-defined]
        return context


class OrganisationField(forms.CharField):
    """One of the organisations that take part, typed or chosen as «name, place»."""

    widget = OrganisationInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("School or organisation"))
        kwargs.setdefault("help_text", _("Type a part of the name and choose from the list."))
        super().__init__(max_length=250, **kwargs)
        self.widget.choices = self.choices  # type: ignore[attr-defined]

    def choices(self) -> list[str]:
        return sorted(label_organisations())

    def clean(self, value: str | None) -> Organisation | None:
        text = super().clean(value)
        if not text:
            return None
        return choose_organisation(text, label_organisations())

    def prepare_value(self, value: object) -> object:
        if isinstance(value, Organisation):
            return describe_organisation(value)
        return value


def label_organisations() -> dict[str, Organisation]:
    """Those that take part now, by the words in which people choose one. One query."""
    found = Organisation.objects.participating().current().only("pk", "name", "place", "kind", "slug")
    return {describe_organisation(organisation): organisation for organisation in found}


def choose_organisation(text: str, by_label: dict[str, Organisation]) -> Organisation:
    """The one that somebody means; ValidationError when it is none or more than one."""
    wanted = folded(" ".join(text.split()))
    exact = [o for label, o in by_label.items() if folded(label) == wanted or folded(o.name) == wanted]
    likely = exact or [o for label, o in by_label.items() if wanted in folded(label)]
    if len(likely) == 1:
        return likely[0]
    if likely:
        names = "; ".join(sorted(describe_organisation(o) for o in likely)[:4])
        raise ValidationError(gettext("Which one do you mean? For instance: %(names)s.") % {"names": names})
    raise ValidationError(gettext("We do not know this one. Choose a school or organisation from the list."))


def describe_organisation(organisation: Organisation) -> str:
    return f"{organisation.name}, {organisation.place}" if organisation.place else organisation.name


class SignupForm(GuardedForm):
    """What somebody says who wants to join. Says nothing about whether the address is known."""

    given_name = forms.CharField(
        label=_("Given name"),
        validators=[check_person_name],
        max_length=60,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    infix = forms.CharField(
        label=_("Infix"),
        validators=[check_person_name],
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "additional-name"}),
    )
    family_name = forms.CharField(
        label=_("Family name"),
        validators=[check_person_name],
        max_length=80,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Preferably your address at school. We send a link to it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = OrganisationField()
    function = forms.ChoiceField(label=_("Function"), choices=[("", _("Choose…")), *Function.choices])
    motivation = forms.CharField(
        label=_("Why would you like to join?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One or two sentences help to decide sooner."),
    )


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("This goes to the person who asked, in a mail. Be clear and friendly."),
    )


class SignupFilterForm(AddressForm):
    """Which requests the queue shows."""

    address_names: ClassVar = {"state": "staat"}
    EVERYTHING = "alle"

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Waiting")),
            (SignupState.APPROVED, _("Approved")),
            (SignupState.REJECTED, _("Rejected")),
            (EVERYTHING, _("All")),
        ],
    )
    q = forms.CharField(label=_("Name, school or address"), required=False, max_length=100)

    @property
    def chosen_count(self) -> int:
        """Of what folds away on a phone."""
        return int(bool(self.values["state"]))

    def apply(self, requests: QuerySet[SignupRequest]) -> QuerySet[SignupRequest]:
        if not self.is_valid():
            return requests.filter(state=SignupState.OPEN)
        state, text = self.cleaned_data["state"], self.cleaned_data["q"].strip()
        if state != self.EVERYTHING:
            requests = requests.filter(state=state or SignupState.OPEN)
        for word in text.split()[:5]:
            lookups = ("given_name", "family_name", "email", "organisation__name")
            fits = (Q(**{f"{lookup}__icontains": word}) for lookup in lookups)
            requests = requests.filter(reduce(or_, fits))
        return requests


class InvitationForm(forms.Form):
    """One person, or many: school and function are for whom nothing else is said."""

    people = forms.CharField(
        label=_("Whom do you invite?"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "Paste what you have: a row of a mail program (Anna van der Berg &lt;anna@school.nl&gt;; …), one person or"
            " address on each line, or a column of a sheet."
        ),
        max_length=20_000,
    )
    organisation = OrganisationField()
    function = forms.ChoiceField(label=_("Function"), choices=Function.choices, initial=Function.TEACHER)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=[("nl", "Nederlands"), ("en", "English")])
    message = forms.CharField(
        label=_("Personal message"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands in the mail, above the button."),
    )

    def clean_people(self) -> list[Person]:
        people, wrong = read_people(self.cleaned_data["people"])
        if len(people) > MOST_INVITATIONS:
            raise ValidationError(
                ngettext("At most %(count)d at a time.", "At most %(count)d at a time.", MOST_INVITATIONS)
                % {"count": MOST_INVITATIONS}
            )
        if wrong:
            shown = "; ".join(wrong[:3])
            raise ValidationError(gettext("We do not see an e-mail address here: %(lines)s") % {"lines": shown})
        return people


class InvitedPersonForm(forms.Form):
    """One of many who are invited together, with a school and function of their own."""

    email = forms.EmailField(widget=forms.HiddenInput, max_length=254)
    given_name = forms.CharField(label=_("Given name"), validators=[check_person_name], max_length=60)
    infix = forms.CharField(label=_("Infix"), validators=[check_person_name], max_length=20, required=False)
    family_name = forms.CharField(label=_("Family name"), validators=[check_person_name], max_length=80, required=False)
    organisation = forms.CharField(label=_("School or organisation"), max_length=250)
    function = forms.ChoiceField(label=_("Function"), choices=Function.choices)

    def __init__(self, *args: Any, known: dict[str, Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["organisation"].widget.attrs |= {"list": "organisations", "autocomplete": "off"}
        for field in self.fields.values():
            field.widget.attrs["class"] = "input small"

    def clean_organisation(self) -> Organisation:
        return choose_organisation(self.cleaned_data["organisation"], self.known)


InvitedPeople = formset_factory(
    InvitedPersonForm, extra=0, max_num=MOST_INVITATIONS, absolute_max=MOST_INVITATIONS, validate_max=True
)
