"""What the list of notices can be asked, and how members choose to hear of things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.forms import ModelForm, PlainSelect
from knowledge_network.kit.lists import drawn
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events import registry
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.preferences import choose_channel, read_choices
from knowledge_network.notifications.outbox.kinds import BUNDLE
from knowledge_network.notifications.outbox.models import MailRhythm

# What a row is about, for who looks for a word that is not in its name.
ABOUT = {
    Section.QUESTIONS: gettext_lazy("asked of me, answers, messages in a question"),
    Section.GROUPS: gettext_lazy("conversations, files, polls, who joins; Lesson Study too"),
    Section.MEETINGS: gettext_lazy("invitations, reminders, minutes; what is moved or cancelled always comes"),
    Section.KNOWLEDGE_BASE: gettext_lazy("my products, and questions about them"),
    Section.OTHER: gettext_lazy("my expertise, saved searches, the network"),
}
ICONS = {
    Section.QUESTIONS: "circle-help",
    Section.GROUPS: "users",
    Section.MEETINGS: "calendar",
    Section.KNOWLEDGE_BASE: "book-open",
    Section.OTHER: "bell",
}


class UntilForm(forms.Form):
    """Up to which moment everything is read: what was not on the screen yet stays new."""

    until = forms.CharField(required=False)

    def clean_until(self) -> dt.datetime | None:
        try:
            moment = parse_datetime(self.cleaned_data["until"])
        except ValueError:
            moment = None
        return moment if moment is not None and moment.tzinfo is not None else None


class RhythmForm(ModelForm[MailRhythm]):
    """When the overview comes, and when it is quiet."""

    class Meta:
        model = MailRhythm
        fields = ["digest", "weekday", "at_time", "quiet_evenings", "quiet_weekends", "quiet_holidays"]
        widgets = {"at_time": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}


# Which groups a member belongs to: (slug, name), told by the app that has groups.
_groups_of: list[Callable[[Member], Iterable[tuple[str, str]]]] = []


def register_groups(provider: Callable[[Member], Iterable[tuple[str, str]]]) -> None:
    """`provider(member)` gives the groups about which a member hears things: (slug, name). One query."""
    if provider not in _groups_of:
        _groups_of.append(provider)


def list_groups(member: Member) -> list[tuple[str, str]]:
    return [pair for provider in _groups_of for pair in provider(member)]


class Overview(Protocol):
    """A mail that can be ended as a whole, beside the weekly one: its kind, and how it is called."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> object: ...


# Which overviews a member gets, told by the room that has overviews.
_overviews_of: list[Callable[[Member], Iterable[Overview]]] = []


def register_overviews(provider: Callable[[Member], Iterable[Overview]]) -> None:
    """`provider(member)` gives the overviews that this member can end."""
    if provider not in _overviews_of:
        _overviews_of.append(provider)


def list_overviews(member: Member) -> list[Overview]:
    return [overview for provider in _overviews_of for overview in provider(member)]


def make_anchor(kind_name: str) -> str:
    """Where the choice about a kind stands on the page of choices."""
    return f"soort-{slugify(kind_name.replace('.', '-'))}"


@dataclass(frozen=True)
class Row:
    """A kind of notice on the page of choices."""

    name: str
    label: str
    icon: str
    field: forms.BoundField


@dataclass(frozen=True)
class SectionRow:
    """One of the five rows of the page of choices, with the kinds that stand behind «more»."""

    section: Section
    about: str
    icon: str
    field: forms.BoundField
    kinds: list[Row]
    # How many of its kinds have a choice of their own.
    chosen: int

    @property
    def drawn_kinds(self) -> SafeString:
        return drawn("choice_rows", kinds=self.kinds)


class Ways(BaseChoiceIterator):
    """How to hear of something, with what is usual on top. In this shape Django takes it as it is."""

    def __init__(self, usual: str, others: list[tuple[str, str]]) -> None:
        self._all = [("", usual), *others]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._all)


class ChoicesForm(forms.Form):
    """A choice per section, per kind of notice, and per group that goes before both; an empty one is the default.

    Only what can reach `member` stands in it, and what they chose about when it could.
    """

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._chosen = read_choices([member.pk])[member.pk]
        self._pairs: dict[str, tuple[str, str]] = {}
        self._ways = [(value, str(label)) for value, label in Channel.choices]
        reaching = {kind.name for kind in registry.find_reaching_kinds(member)} | {
            kind for kind, _group in self._chosen
        }
        self.kinds = [kind for kind in registry.kinds() if kind.choosable and kind.name in reaching]
        for section in Section:
            self._add(
                f"section_{section}", (section.choice_key, ""), str(section.label), _("as usual: as each kind is")
            )
        for number, kind in enumerate(self.kinds):
            usual = choose_channel(kind, {pair: way for pair, way in self._chosen.items() if pair[0] != kind.name})
            words = _("as usual (%(channel)s)") % {"channel": Channel(usual).label}
            self._add(f"kind_{number}", (kind.name, ""), str(kind.label or kind.why), words)
        self._add_daily()
        self._add_overviews(member)
        self.groups = list_groups(member)
        for number, (slug, name) in enumerate(self.groups):
            self._add(f"group_{number}", ("", slug), name, _("as chosen per kind"))

    def _add(self, name: str, pair: tuple[str, str], label: str, usual: str) -> None:
        self._pairs[name] = pair
        self.fields[name] = forms.ChoiceField(
            label=label,
            required=False,
            choices=Ways(usual, self._ways),
            initial=self._chosen.get(pair, ""),
            widget=PlainSelect(attrs={"class": "input small"}),
        )

    def _add_daily(self) -> None:
        """The mail of the day as a whole, which can be ended from the mail itself."""
        pair = (BUNDLE, "")
        self._pairs["daily"] = pair
        self.fields["daily"] = forms.ChoiceField(
            label=_("Everything else that you want by mail"),
            required=False,
            choices=[("", _("together in one mail a day at most")), (Channel.APP.value, Channel.APP.label)],
            initial=self._chosen.get(pair, ""),
        )

    def _add_overviews(self, member: Member) -> None:
        """The overviews that come with a role; the weekly one stands in the rhythm."""
        self._overviews = list_overviews(member)
        for number, digest in enumerate(self._overviews):
            pair = (digest.name, "")
            self._pairs[f"overview_{number}"] = pair
            self.fields[f"overview_{number}"] = forms.ChoiceField(
                label=capfirst(str(digest.label)),
                required=False,
                choices=[("", _("by mail")), (Channel.APP.value, _("not by mail"))],
                initial=self._chosen.get(pair, ""),
            )

    def overview_rows(self) -> list[forms.BoundField]:
        return [self[f"overview_{number}"] for number in range(len(self._overviews))]

    def sections(self) -> list[SectionRow]:
        """The five rows, each with its kinds."""
        found: dict[Section, list[Row]] = {section: [] for section in Section}
        for number, kind in enumerate(self.kinds):
            row = Row(make_anchor(kind.name), str(kind.label or kind.why), kind.icon, self[f"kind_{number}"])
            found[kind.section].append(row)
        own = [kind.section for kind in self.kinds if (kind.name, "") in self._chosen]
        return [
            SectionRow(name, str(ABOUT[name]), ICONS[name], self[f"section_{name}"], rows, own.count(name))
            for name, rows in found.items()
        ]

    def group_rows(self) -> list[forms.BoundField]:
        return [self[f"group_{number}"] for number in range(len(self.groups))]

    def changes(self) -> dict[tuple[str, str], str]:
        """What differs from what was stored."""
        return {
            pair: self.cleaned_data[name]
            for name, pair in self._pairs.items()
            if self.cleaned_data[name] != self._chosen.get(pair, "")
        }
