"""What is asked about people: who looks along, leads, checks, and who can be recognised."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from knowledge_network.kit.forms import ModelMultipleChoiceField
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.forms.picking import PersonField
from knowledge_network.members.people.models import Member
from lesson_study.video.forms.session import IN_ROW


class PeopleForm(StoredForm):
    viewers = ModelMultipleChoiceField(
        label=gettext_lazy("Who looks along"),
        queryset=Member.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        template_name=IN_ROW,
        required=False,
        help_text=gettext_lazy("Only they see the session. Ten people at most work best."),
    )
    another = PersonField(
        Member.objects.none(),
        label=gettext_lazy("Somebody else of the school"),
        required=False,
        help_text=gettext_lazy("Type a part of the name. Who is added here stands above the next time."),
    )
    leader = PersonField(
        Member.objects.none(),
        label=gettext_lazy("Who leads the talk"),
        required=False,
        help_text=gettext_lazy("Type a part of the name. Do you do that together? Then leave it empty."),
    )
    checker = PersonField(
        Member.objects.none(),
        label=gettext_lazy("Who checks the consents, beside you"),
        required=False,
        help_text=gettext_lazy("Somebody of your school. When parents take consent back, you look together."),
    )

    def __init__(
        self, *args: Any, people: QuerySet[Member], to_tick: QuerySet[Member], owner: Member | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if owner is not None:
            to_tick = to_tick.exclude(pk=owner.pk)
        others = people.exclude(pk=owner.pk) if owner is not None else people
        for name, rows in (("viewers", to_tick), ("another", others), ("leader", people), ("checker", others)):
            field: Any = self.fields[name]
            field.queryset = rows

    def read_viewers(self) -> list[Member]:
        """Who is ticked, and who was named besides."""
        another = self.cleaned_data["another"]
        return [*self.cleaned_data["viewers"], *([another] if another is not None else [])]


class AdultForm(forms.Form):
    member = PersonField(Member.objects.none(), label=gettext_lazy("Which colleague can be recognised too?"))

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = people
