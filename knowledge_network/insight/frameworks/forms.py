"""What is asked: a framework and its criteria, who looks, where one stands, whom to talk with, what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.products.models import KnowledgeProduct
from knowledge_network.insight.frameworks.enums import FrameworkScope
from knowledge_network.insight.frameworks.models import LONGEST_LEVEL, Criterion, Framework, Look, LookItem
from knowledge_network.insight.frameworks.queries import find_stories
from knowledge_network.insight.stories.models import ValueStory
from knowledge_network.insight.stories.queries import find_groups, find_insights, find_products, find_returns
from knowledge_network.kit.forms import Cleaned, DateInput, OneOfTheseField, check_year
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.forms.picking import PersonField
from knowledge_network.members.people.models import Member
from lesson_study.discussion.models import Insight
from plg.groups.models import Group
from plg.records.models import ReturnToSchool

MOST_LEVELS = 5
LONGEST_NAME = 40
EVIDENCE = ("product", "insight", "returned", "story")


class FrameworkForm(StoredForm):
    """`framework` is the one that is changed; of that stays about whom it is."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    scope = forms.ChoiceField(
        label=gettext_lazy("About whom?"), widget=forms.RadioSelect, choices=FrameworkScope.address_choices()
    )
    intro = forms.CharField(
        label=gettext_lazy("What is it for?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=gettext_lazy("Where does it come from?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A report, a profile or your own words."),
    )
    levels = forms.CharField(
        label=gettext_lazy("Names of the levels"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line, from beginning on, five at most. Leave empty when nothing is to be scaled: then people only "
            "say where they see it."
        ),
    )
    in_use = forms.BooleanField(label=gettext_lazy("Members can begin with it"), required=False)

    def __init__(self, *args: Any, framework: Framework | None = None, **kwargs: Any) -> None:
        self.framework = framework
        initial: dict[str, Any] = {"in_use": True}
        if framework is not None:
            initial = {name: getattr(framework, name) for name in ("title", "intro", "source", "in_use")}
            initial["levels"] = "\n".join(framework.levels)
        super().__init__(*args, **{"initial": initial, **kwargs})
        if framework is not None:
            del self.fields["scope"]

    def is_about_stored(self) -> bool:
        return self.framework is not None

    def clean_scope(self) -> FrameworkScope:
        return FrameworkScope.read_address(self.cleaned_data["scope"])

    def clean_levels(self) -> list[str]:
        found = [" ".join(line.split()) for line in self.cleaned_data["levels"].splitlines()]
        lines = list(dict.fromkeys(line for line in found if line))
        if len(lines) == 1 or len(lines) > MOST_LEVELS:
            raise ValidationError(_("Give two to five levels, or none."))
        if any(len(line) > LONGEST_NAME for line in lines):
            raise ValidationError(_("The name of a level has forty characters at most."))
        return lines


class CriterionForm(StoredForm):
    """One criterion, with a field for what each level looks like."""

    part = forms.CharField(
        label=gettext_lazy("Part"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Criteria of one part stand together."),
    )
    text = forms.CharField(label=gettext_lazy("Criterion"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    example = forms.CharField(
        label=gettext_lazy("An example"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, framework: Framework, criterion: Criterion | None = None, **kwargs: Any) -> None:
        self.framework, self.criterion = framework, criterion
        initial = {}
        if criterion is not None:
            initial = {name: getattr(criterion, name) for name in ("part", "text", "example")}
            initial |= {f"level_{place}": text for place, text in enumerate(criterion.described, 1)}
        super().__init__(*args, **{"initial": initial, **kwargs})
        for place, name in enumerate(framework.levels, 1):
            self.fields[f"level_{place}"] = forms.CharField(
                label=_("What does «%(level)s» look like?") % {"level": name},
                max_length=LONGEST_LEVEL,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def is_about_stored(self) -> bool:
        return self.criterion is not None

    def values(self) -> Cleaned:
        data = self.cleaned_data
        described = [data[f"level_{place}"] for place in range(1, len(self.framework.levels) + 1)]
        return {**{name: data[name] for name in ("part", "text", "example")}, "described": described}


class BeginForm(forms.Form):
    """Of which team; of oneself nothing is asked."""

    group = OneOfTheseField(
        Group.objects.none(), label=gettext_lazy("Of which group?"), empty_label=gettext_lazy("Choose a group")
    )

    def __init__(self, *args: Any, reader: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].offer(find_groups(reader))  # type: ignore[attr-defined]


class ItemForm(StoredForm):
    """Where one stands by one criterion, where one sees it, and what shows it."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("Where are you now?"),
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Where does one see that?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("An example of the last weeks says more than a word."),
    )
    product = OneOfTheseField(
        KnowledgeProduct.objects.none(), label=gettext_lazy("A product"), required=False, empty_label="–"
    )
    insight = OneOfTheseField(
        Insight.objects.none(), label=gettext_lazy("An insight of a Lesson Study"), required=False, empty_label="–"
    )
    returned = OneOfTheseField(
        ReturnToSchool.objects.none(),
        label=gettext_lazy("Something that you brought back to school"),
        required=False,
        empty_label="–",
    )
    story = OneOfTheseField(
        ValueStory.objects.none(), label=gettext_lazy("A value story"), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, look: Look, item: LookItem, reader: Member, **kwargs: Any) -> None:
        initial = {name: getattr(item, name) for name in ("level", "note", *EVIDENCE)}
        super().__init__(*args, **{"initial": initial, **kwargs})
        fields: Any = self.fields
        if look.levels:
            fields["level"].choices = [(place, name) for place, name in enumerate(look.levels, 1)]
        else:
            del fields["level"]
        fields["story"].label_from_instance = lambda story: story.title
        offered: tuple[tuple[str, list[Any]], ...] = (
            ("product", list(find_products(reader))),
            ("insight", list(find_insights(reader))),
            ("returned", list(find_returns(reader))),
            ("story", list(find_stories(reader))),
        )
        for name, rows in offered:
            chosen = getattr(item, name)
            if chosen is not None and chosen not in rows:
                rows.append(chosen)
            if rows:
                fields[name].offer(rows)
            else:
                del fields[name]

    def evidence(self) -> list[BoundField]:
        return [self[name] for name in EVIDENCE if name in self.fields]

    def values(self) -> Cleaned:
        """Of what was not asked nothing changes."""
        return {name: self.cleaned_data[name] for name in self.fields}


class FriendForm(forms.Form):
    friend = PersonField(
        Member.objects.none(),
        label=gettext_lazy("Whom do you ask?"),
        help_text=gettext_lazy(
            "Somebody of another school. They hear that you ask, and not a word of what stands here."
        ),
    )

    def __init__(self, *args: Any, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["friend"].queryset = people  # type: ignore[attr-defined]


def check_past(day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("Choose today or an earlier day."))


class TalkForm(StoredForm):
    """When the talk was, and what came up."""

    talked_on = forms.DateField(
        label=gettext_lazy("When did you talk?"), widget=DateInput, validators=[check_year, check_past]
    )
    talk = forms.CharField(
        label=gettext_lazy("What came up?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The question that made you think, and what you take from it. No mark."),
    )

    def __init__(self, *args: Any, look: Look, **kwargs: Any) -> None:
        initial = {"talked_on": look.talked_on or timezone.localdate(), "talk": look.talk}
        super().__init__(*args, **{"initial": initial, **kwargs})


class ActionForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What are you going to do?"), max_length=200)
    item = OneOfTheseField(
        LookItem.objects.none(), label=gettext_lazy("About which criterion?"), required=False, empty_label="–"
    )
    due_on = forms.DateField(label=gettext_lazy("Ready on"), widget=DateInput, validators=[check_year], required=False)

    def __init__(self, *args: Any, items: list[LookItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.label_from_instance = lambda item: f"{item.position}. {item.text}"
        field.offer(items)
