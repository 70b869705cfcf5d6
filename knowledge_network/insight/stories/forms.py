"""What is asked of who tells: the story at once, its head, a part of it, and why it goes out of view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.products.models import KnowledgeProduct
from knowledge_network.insight.stories.actions import Told
from knowledge_network.insight.stories.enums import StoryScope, StoryVisibility, ValueKind
from knowledge_network.insight.stories.models import LONGEST_PART, StoryPart, ValueStory, ValueStoryQuerySet
from knowledge_network.insight.stories.queries import find_groups, find_insights, find_products, find_returns
from knowledge_network.insight.stories.words import WORDS
from knowledge_network.kit.forms import Cleaned, ListFilter, OnceForm, OneOfTheseField, SomeOfTheseField
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.models import Member
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import Insight
from plg.groups.models import Group
from plg.records.models import ReturnToSchool

LEVELS = [("", gettext_lazy("Choose")), *InsightLevel.choices]


class HeadForm(StoredForm):
    """Title, group and readers of a story; `story` is the one that is changed."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("In your own words, for instance: «They waited for each other»."),
    )
    group = OneOfTheseField(
        Group.objects.none(),
        label=gettext_lazy("In which group did it begin?"),
        required=False,
        empty_label=gettext_lazy("in no group"),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        widget=forms.RadioSelect,
        choices=StoryVisibility.address_choices(),
        help_text=gettext_lazy(
            "You can change this later. Outside the network your name is not shown. Shared stories are counted in the "
            "figures of the network, in bands of five, without words or names."
        ),
    )

    def __init__(self, *args: Any, reader: Member, story: ValueStory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = find_groups(reader)
        if story is not None:
            self.initial = {
                "title": story.title,
                "group": story.group,
                "visibility": StoryVisibility(story.visibility).address,
                **self.initial,
            }
            if story.group is not None and story.group not in groups:
                groups.append(story.group)
        self.fields["group"].offer(groups)  # type: ignore[attr-defined]

    def clean_visibility(self) -> StoryVisibility:
        return StoryVisibility.read_address(self.cleaned_data["visibility"])

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        if cleaned.get("visibility") == StoryVisibility.GROUP and "group" in cleaned and cleaned["group"] is None:
            self.add_error("group", _("Choose the group that may read it."))
        return cleaned

    def head(self) -> Cleaned:
        return {name: self.cleaned_data[name] for name in ("title", "group", "visibility")}


class TellForm(HeadForm, OnceForm):
    """The whole story on one page: what one knows already, at least one part. One story per filled-in form."""

    level = forms.ChoiceField(label=gettext_lazy("For whom did it become better?"), choices=LEVELS, required=False)

    def __init__(self, *args: Any, reader: Member, group: Group | None = None, **kwargs: Any) -> None:
        super().__init__(*args, reader=reader, **kwargs)
        first = StoryVisibility.GROUP if group is not None else StoryVisibility.OWN
        self.initial.update(visibility=first.address, group=group)
        for kind in ValueKind.FIRST:
            words = WORDS[kind]
            self.fields[f"part_{kind}"] = forms.CharField(
                label=words.ask,
                help_text=words.help,
                required=False,
                max_length=LONGEST_PART,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def is_about_stored(self) -> bool:
        return False

    def asked(self) -> Iterator[tuple[str, BoundField]]:
        """The icon of each kind, and its question."""
        for kind in ValueKind.FIRST:
            yield WORDS[kind].icon, self[f"part_{kind}"]

    def clean(self) -> Cleaned:
        cleaned = super().clean()
        told = [kind for kind in ValueKind.FIRST if cleaned.get(f"part_{kind}")]
        if not told and not self.errors:
            self.add_error(f"part_{ValueKind.IMMEDIATE}", _("Tell one part at least. The others can come later."))
        if ValueKind.REALISED in told and not cleaned.get("level"):
            self.add_error("level", _("Say for whom it became better."))
        return cleaned

    def parts(self) -> list[Told]:
        data = self.cleaned_data
        return [
            Told(kind, data[f"part_{kind}"], data["level"] if kind == ValueKind.REALISED else "")
            for kind in ValueKind.FIRST
            if data[f"part_{kind}"]
        ]


class PartForm(StoredForm):
    """One part: its kind, words, what it came of and what shows it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which kind of value?"), widget=forms.RadioSelect, choices=ValueKind.address_choices()
    )
    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("A few sentences. No names of pupils or parents."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("For whom did it become better?"),
        choices=LEVELS,
        required=False,
        help_text=gettext_lazy("Only of realised value."),
    )
    comes_from = SomeOfTheseField(
        StoryPart.objects.none(),
        label=gettext_lazy("Of what did this come?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("These become arrows. One may lead back: by seeing it differently you try anew."),
    )
    product = OneOfTheseField(
        KnowledgeProduct.objects.none(), label=gettext_lazy("A product"), required=False, empty_label="–"
    )
    insight = OneOfTheseField(
        Insight.objects.none(),
        label=gettext_lazy("An insight of a Lesson Study"),
        required=False,
        empty_label="–",
    )
    returned = OneOfTheseField(
        ReturnToSchool.objects.none(),
        label=gettext_lazy("Something that you brought back to school"),
        required=False,
        empty_label="–",
    )

    def __init__(
        self,
        *args: Any,
        reader: Member,
        others: list[StoryPart],
        part: StoryPart | None = None,
        kind: str = "",
        **kwargs: Any,
    ) -> None:
        self.part = part
        initial: dict[str, Any] = {"kind": kind or None}
        if part is not None:
            initial = {name: getattr(part, name) for name in ("text", "level", "product", "insight", "returned")} | {
                "kind": ValueKind(part.kind).address,
                "comes_from": [row.start for row in part.comes_from.all()],
            }
        super().__init__(*args, **{"initial": initial, **kwargs})
        fields: Any = self.fields
        if others:
            fields["comes_from"].label_from_instance = _name_part
            fields["comes_from"].offer(others)
        else:
            del fields["comes_from"]
        self._offer_evidence(reader)

    def _offer_evidence(self, reader: Member) -> None:
        """What the teller can point at; of nothing there is no field."""
        for name, rows in (
            ("product", find_products(reader)),
            ("insight", find_insights(reader)),
            ("returned", find_returns(reader)),
        ):
            offered: list[Any] = list(rows)
            chosen = getattr(self.part, name) if self.part is not None else None
            if chosen is not None and chosen not in offered:
                offered.append(chosen)
            if offered:
                self.fields[name].offer(offered)  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def is_about_stored(self) -> bool:
        return self.part is not None

    def evidence(self) -> list[BoundField]:
        return [self[name] for name in ("product", "insight", "returned") if name in self.fields]

    def clean_kind(self) -> ValueKind:
        return ValueKind.read_address(self.cleaned_data["kind"])

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        if cleaned.get("kind") == ValueKind.REALISED:
            if not cleaned.get("level"):
                self.add_error("level", _("Say for whom it became better."))
        elif "level" in cleaned:
            cleaned["level"] = ""
        return cleaned

    def values(self) -> Cleaned:
        data = self.cleaned_data
        found = {name: data[name] for name in ("kind", "text", "level")}
        found |= {name: data.get(name) for name in ("product", "insight", "returned")}
        return {**found, "comes_from": data.get("comes_from", [])}


def _name_part(part: Any) -> str:
    words = " ".join(part.text.split())
    short = words if len(words) <= 60 else f"{words[:59].rstrip()}…"
    return f"{part.position}. {part.get_kind_display()}: {short}"


class HideForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        help_text=gettext_lazy("Who told it reads this, and can share it again after a change."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StoryFilter(ListFilter):
    """Whose stories, about which kind of value, with which words."""

    address_names: ClassVar = {"scope": "wat", "kind": "soort"}
    tab = "scope"

    scope = forms.TypedChoiceField(
        choices=StoryScope.address_choices(), coerce=StoryScope.read_address, empty_value="", required=False
    )
    q = forms.CharField(label=gettext_lazy("Search in stories"), max_length=100, required=False)
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Kind of value"),
        choices=[("", gettext_lazy("every kind")), *ValueKind.address_choices()],
        coerce=ValueKind.read_address,
        empty_value="",
        required=False,
    )

    def apply(self, rows: ValueStoryQuerySet) -> ValueStoryQuerySet:
        if kind := self.values["kind"]:
            rows = rows.filter(pk__in=StoryPart.objects.filter(kind=kind).values("story"))
        for word in self.words:
            in_parts = StoryPart.objects.filter(text__icontains=word)
            rows = rows.filter(Q(pk__in=in_parts.values("story")) | Q(title__icontains=word))
        return rows
