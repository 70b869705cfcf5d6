"""Forms around the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import AddressForm, ModelChoiceField
from knowledge_network.kit.text import check_name
from knowledge_network.kit.together import StoredForm
from knowledge_network.search.understanding.enums import WordKind
from knowledge_network.search.understanding.thesaurus import SURE, Entry
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import find_by_names, fold, taken_names, tree

# Addresses below /themas/ and /beheer/themas/ that are pages of their own.
RESERVED = {"voorstellen", "suggesties", "nieuw"}
MOST_SYNONYMS = 20


def clean_name(text: str, *, topic: Topic | None = None, may_revive: bool = False) -> str:
    """One line; refused when another topic bears it, and one that was turned down unless `may_revive`."""
    name = " ".join(text.split())
    if not slugify(name) or slugify(name) in RESERVED:
        raise forms.ValidationError(_("Choose another name."))
    owner = taken_names(without=topic.pk if topic else None).get(fold(name))
    if owner is not None and owner.state == TopicState.PROPOSED:
        raise forms.ValidationError(_("«%(name)s» was proposed already."), params={"name": owner.name})
    if owner is not None:
        raise forms.ValidationError(_("There is a topic for this already: «%(name)s»."), params={"name": owner.name})
    used = Topic.objects.exclude(pk=topic.pk if topic else None)
    if former := used.filter(name__iexact=name).exclude(state=TopicState.REJECTED).first():
        raise forms.ValidationError(_("There is a topic for this already: «%(name)s»."), params={"name": former.name})
    if not may_revive and used.filter(name__iexact=name).exists():
        raise forms.ValidationError(_("This topic was proposed before and not taken up."))
    return name


class TopicChoiceField(ModelChoiceField[Topic]):
    """A topic in use, shown as a tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Topic.objects.approved(), **kwargs)


def show_tree(field: forms.Field, *, without: set[int]) -> None:
    """Let a `TopicChoiceField` offer all topics in use but `without`, the parts of a topic below it."""
    assert isinstance(field, TopicChoiceField)  # noqa: S101  # nosec B101  # says to the checker which field it is
    field.queryset = Topic.objects.approved().exclude(pk__in=without)
    topics = [("— " * depth + topic.name, topic) for depth, topic in tree(field.queryset)]
    field.choices = [("", field.empty_label or ""), *[(topic.slug, label) for label, topic in topics]]


class SynonymsField(forms.CharField):
    """Words separated by commas."""

    def prepare_value(self, value: list[str] | str | None) -> str | None:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[str]:  # type: ignore[override]
        words = [" ".join(word.split()) for word in (value or "").replace("\n", ",").split(",")]
        return list({fold(word): word for word in words if word}.values())

    def validate(self, value: list[str]) -> None:
        if len(value) > MOST_SYNONYMS or any(len(word) > 80 for word in value):
            raise forms.ValidationError(_("At most 20 words of at most 80 characters."))

    def run_validators(self, value: object) -> None:
        """The words were looked at one by one."""


class TopicForm(StoredForm):
    """What a coordinator decides about one topic."""

    name = forms.CharField(label=_("Name"), max_length=100, validators=[check_name])
    description = forms.CharField(
        label=_("Description"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    parent = TopicChoiceField(label=_("Part of"), required=False, empty_label=_("– a topic of its own –"))
    synonyms = SynonymsField(
        label=_("Other words for it"),
        required=False,
        help_text=_("Separated by commas. Who types one of these finds this topic."),
    )
    strategic = forms.BooleanField(label=_("Stands on the strategic agenda"), required=False)

    def __init__(self, *args: Any, topic: Topic | None = None, **kwargs: Any) -> None:
        if topic is not None:
            kwargs.setdefault("initial", {name: getattr(topic, name) for name in ("name", "description", "strategic")})
            kwargs["initial"] |= {
                "synonyms": topic.synonyms,
                "parent": topic.parent.slug if topic.parent else "",
            }
        super().__init__(*args, **kwargs)
        self.topic = topic
        show_tree(self.fields["parent"], without=below(topic) if topic else set())

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"], topic=self.topic, may_revive=self.topic is None)

    def clean_synonyms(self) -> list[str]:
        words = self.cleaned_data["synonyms"]
        taken = taken_names(without=self.topic.pk if self.topic else None)
        for word in words:
            if owner := taken.get(fold(word)):
                raise forms.ValidationError(
                    _("«%(word)s» leads to «%(topic)s» already."), params={"word": word, "topic": owner.name}
                )
        return [word for word in words if fold(word) != fold(self.data.get(self.add_prefix("name"), ""))]


def below(topic: Topic) -> set[int]:
    """The topic itself and all that is part of it, which cannot be what it is part of."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Topic.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    todo = [topic.pk]
    while todo:
        pk = todo.pop()
        if pk not in found:
            found.add(pk)
            todo += children.get(pk, [])
    return found


class ProposalForm(forms.Form):
    name = forms.CharField(
        label=_("Which topic is missing?"),
        max_length=100,
        validators=[check_name],
        help_text=_("A short word, such as «begrijpend lezen»."),
    )
    reason = forms.CharField(
        label=_("Why do you need it?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class MergeForm(forms.Form):
    """Into which topic another one goes."""

    into = TopicChoiceField(label=_("Merge into"), empty_label=_("Choose a topic"))

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_tree(self.fields["into"], without={topic.pk})


class DecisionForm(forms.Form):
    """Yes, no, or «that is the same as …»."""

    APPROVE, REJECT, MERGE = "approve", "reject", "merge"

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (APPROVE, _("Take it up")),
            (MERGE, _("It is the same as another topic")),
            (REJECT, _("Do not take it up")),
        ],
        initial=APPROVE,
        widget=forms.RadioSelect,
    )
    into = TopicChoiceField(label=_("The same as"), required=False, empty_label=_("Choose a topic"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Whoever proposed it reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_tree(self.fields["into"], without={topic.pk})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == self.MERGE and not data.get("into"):
            self.add_error("into", _("Choose the topic that is the same."))
        if data.get("decision") == self.REJECT and not data.get("reason"):
            self.add_error("reason", _("Say why you do not take it up."))
        return data


class TopicFilterForm(AddressForm):
    """Which topics the coordinator sees. Anything strange filters nothing."""

    address_names: ClassVar = {"only_strategic": "strategisch"}

    q = forms.CharField(required=False)
    only_strategic = forms.BooleanField(required=False)

    def apply(self, rows: list[tuple[int, Topic]]) -> list[tuple[int, Topic]]:
        text = fold(self["q"].value() or "")
        only = bool(self["only_strategic"].value())
        return [
            (depth, topic)
            for depth, topic in rows
            if (not only or topic.strategic) and any(text in fold(word) for word in (topic.name, *topic.synonyms))
        ]


class WordFilterForm(AddressForm):
    """Which words of the staff room a coordinator sees: those that hold what was typed, of one kind."""

    address_names: ClassVar = {"kind": "soort", "only_own": "eigen"}

    q = forms.CharField(required=False)
    kind = forms.ChoiceField(label=_("Kind of word"), required=False, choices=[("", _("All kinds")), *WordKind.choices])
    only_own = forms.BooleanField(required=False)

    def apply(self, entries: Iterable[Entry]) -> list[Entry]:
        text, kind = fold(self["q"].value() or ""), self["kind"].value() or ""
        only = bool(self["only_own"].value())
        return [
            entry
            for entry in entries
            if text in fold(entry.word) and kind in {"", entry.kind} and (entry.is_own or not only)
        ]


class WordForm(StoredForm):
    """What a word of the staff room is about."""

    word = forms.CharField(label=_("Word"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of word"), choices=WordKind.choices)
    topics = SynonymsField(
        label=_("Topics"),
        required=False,
        help_text=_("Separated by commas, at most three, the surest first. Without a topic it means nothing here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Another word is another entry.
        self.fields["word"].disabled = bool(self.initial)

    def clean_word(self) -> str:
        word = " ".join(self.cleaned_data["word"].split())
        if not slugify(word):
            raise forms.ValidationError(_("Choose another name."))
        return word

    def clean_topics(self) -> list[Topic]:
        names = self.cleaned_data["topics"]
        found = find_by_names(names)
        if unknown := [name for name in names if name not in found]:
            raise forms.ValidationError(
                _("We do not know this topic yet: %(names)s. Propose it, or choose another word."),
                params={"names": ", ".join(unknown)},
            )
        topics = list({topic.pk: topic for name in names for topic in [found[name]]}.values())
        if len(topics) > len(SURE):
            raise forms.ValidationError(_("Choose at most three topics."))
        return topics
