"""Answering an invitation, and inviting guests."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm, Cleaned
from knowledge_network.kit.text import check_person_name
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.search import name_filter
from plg.meetings.enums import Presence, RsvpAnswer

ANSWERS = [
    (RsvpAnswer.YES.value, _("I am coming")),
    (RsvpAnswer.MAYBE.value, _("Maybe")),
    (RsvpAnswer.NO.value, _("I am not coming")),
]
MOST_GUESTS = 50


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Are you coming?"), choices=ANSWERS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note to who leads the meeting"), required=False, max_length=300, widget=forms.TextInput
    )


class PageAnswerForm(AnswerForm):
    """On a page one press says both that somebody comes and how."""

    presence = forms.ChoiceField(choices=Presence.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = False

    def clean(self) -> Cleaned:
        data = self.cleaned_data
        if data.get("presence"):
            data["answer"] = RsvpAnswer.YES.value
        if not data.get("answer") and not self.errors:
            self.add_error("answer", _("Choose whether you come."))
        return data


WAITING = "wacht"
# As they stand in the address: each a tab above the table.
ANSWER_TABS = {
    "ja": (RsvpAnswer.YES, _("Comes")),
    "misschien": (RsvpAnswer.MAYBE, _("Maybe")),
    "geen": (RsvpAnswer.NONE, _("No answer")),
    "nee": (RsvpAnswer.NO, _("Does not come")),
}


class PeopleFilter(AddressForm):
    """Which of the people who are invited: by a piece of their name or school, and by what they answered."""

    address_names: ClassVar = {"answer": "antwoord"}

    q = forms.CharField(label=_("Name or school"), required=False, max_length=100)
    answer = forms.ChoiceField(required=False, choices=[("", "")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tabs = [(code, "") for code in (WAITING, *ANSWER_TABS)]
        self.fields["answer"].choices = [("", ""), *tabs]  # type: ignore[attr-defined]

    def apply(self, people: QuerySet[Any]) -> QuerySet[Any]:
        """`people` come from `list_people`."""
        asked = self.values
        if asked["answer"] == WAITING:
            people = people.filter(waiting_since__isnull=False)
        elif asked["answer"]:
            people = people.filter(answer=ANSWER_TABS[asked["answer"]][0], waiting_since__isnull=True)
        if words := asked["q"]:
            named = Q(guest_name__icontains=words) | Q(sort_school__icontains=words)
            members = name_filter(words)
            if members:
                named |= Q(member__in=Member.objects.filter(members).order_by().values("pk"))
            people = people.filter(named)
        return people


class GuestForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, validators=[check_person_name])
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    organisation = forms.CharField(
        label=_("Where do they work?"), max_length=120, validators=[check_person_name], required=False
    )


class GuestsForm(forms.Form):
    """Several guests at once: «name; address; organisation» on each line."""

    lines = forms.CharField(
        label=_("Or several at once"),
        help_text=_("One on each line: name; e-mail address; organisation."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_lines(self) -> list[Cleaned]:
        found, wrong = [], []
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_GUESTS:
            raise ValidationError(_("Invite fifty guests at once at most."))
        for line in lines:
            parts = [part.strip() for part in line.replace("\t", ";").split(";")]
            name, email = parts[0][:120], parts[1] if len(parts) > 1 else ""
            try:
                validate_email(email)
            except ValidationError:
                wrong.append(line[:80])
                continue
            if not name:
                wrong.append(line[:80])
                continue
            found.append({"name": name, "email": email, "organisation": (parts[2] if len(parts) > 2 else "")[:120]})
        if wrong:
            raise ValidationError(_("Not clear: %(lines)s") % {"lines": " · ".join(wrong)})
        return found
