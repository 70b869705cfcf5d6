"""Forms of choosing: what somebody picks, and how a coordinator prepares it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expertise.choosing.counting import find_chains, find_too_small
from expertise.choosing.models import Choosing, ChoosingOption
from expertise.choosing.names import find_limits
from expertise.questions.enums import RoleGroup
from knowledge_network.kit.forms import DateInput, check_year
from knowledge_network.kit.together import StoredForm
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.topics.models import Topic

# Until the end of that day.
LAST_MINUTE = dt.time(23, 59)


class BallotForm(forms.Form):
    """One field for each theme from which can be chosen; the values are those of the bundles."""

    def __init__(
        self, data: Any, *, options: Sequence[ChoosingOption], picked: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        limits = find_limits(options)
        self.by_key = {option.bundle.public_id: option for option in options}
        self.limits: dict[str, int] = {}
        for theme in dict.fromkeys(option.theme for option in options):
            limit = limits[theme.pk if theme else None]
            if not limit:
                continue
            name = f"thema-{theme.slug if theme else 'overig'}"
            of_theme = [option for option in options if option.theme == theme]
            self.limits[name] = limit
            self.fields[name] = forms.MultipleChoiceField(
                label=capfirst(theme.name) if theme else _("Other questions"),
                choices=[(option.bundle.public_id, option.bundle.words) for option in of_theme],
                initial=[option.bundle.public_id for option in of_theme if option.bundle.public_id in picked],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, limit in self.limits.items():
            count = len(cleaned.get(name) or ())
            if count > limit:
                said = ngettext(
                    "Choose at most %(n)d here; you chose %(count)d.",
                    "Choose at most %(n)d here; you chose %(count)d.",
                    limit,
                )
                self.add_error(name, said % {"n": limit, "count": count})
        if not self.errors and not self.picks():
            raise ValidationError(_("Choose at least one question."))
        return cleaned

    def picks(self) -> list[ChoosingOption]:
        return [self.by_key[key] for name in self.limits for key in self.cleaned_data.get(name) or ()]

    def themes(self) -> list[tuple[BoundField, int]]:
        """The field of each theme, with how many can be chosen."""
        return [(self[name], limit) for name, limit in self.limits.items()]


class PrepareForm(StoredForm):
    """Until when, which role group counts with which, and under which theme a question stands."""

    # «By themselves» and «other questions» are answers.
    empty_is_an_answer = True

    closes_on = forms.DateField(
        label=gettext_lazy("Until and including"),
        widget=DateInput(),
        help_text=gettext_lazy("Three school days before, who did not choose yet gets a reminder."),
    )

    def __init__(
        self,
        data: Any,
        *,
        choosing: Choosing,
        options: Sequence[ChoosingOption],
        counts: Mapping[str, int],
        joins: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {}
        if choosing.closes_at is not None:
            initial["closes_on"] = timezone.localdate(choosing.closes_at)
        initial |= {f"rol-{RoleGroup(one).address}": into for one, into in joins.items()}
        initial |= {f"thema-{one.bundle.public_id}": one.theme.slug if one.theme else "" for one in options}
        super().__init__(data, initial=initial, **kwargs)
        self.options, self.counts = options, counts
        groups = [(one.value, one.label) for one in RoleGroup]
        for one in RoleGroup:
            others = [pair for pair in groups if pair[0] != one.value]
            self.fields[f"rol-{one.address}"] = forms.ChoiceField(
                label=one.label, choices=[("", _("by themselves")), *others], required=False
            )
        self.topics = {topic.slug: topic for topic in _list_themes(options)}
        themes = [("", _("Other questions")), *((slug, topic.name) for slug, topic in self.topics.items())]
        for option in options:
            self.fields[f"thema-{option.bundle.public_id}"] = forms.ChoiceField(
                label=option.bundle.name, choices=themes, required=False
            )

    def clean_closes_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["closes_on"]
        check_year(day)
        if day < timezone.localdate():
            raise ValidationError(_("Choose a day that still comes."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        joins = self.joins()
        for one in find_chains(joins):
            self.add_error(
                f"rol-{RoleGroup(one).address}",
                _("This role group is itself joined to another one. Choose one that counts by itself."),
            )
        if not self.errors:
            for one in find_too_small(self.counts, joins):
                self.add_error(
                    f"rol-{RoleGroup(one).address}", _("Fewer than five people: join them to another role group.")
                )
        return cleaned

    def joins(self) -> dict[str, str]:
        return {one.value: self.cleaned_data.get(f"rol-{one.address}") or "" for one in RoleGroup}

    def themes(self) -> dict[int, Topic | None]:
        """Option → its theme."""
        named = {one.pk: self.cleaned_data.get(f"thema-{one.bundle.public_id}") or "" for one in self.options}
        return {option: self.topics.get(slug) for option, slug in named.items()}

    @property
    def closes_at(self) -> dt.datetime:
        return rhythm.local(self.cleaned_data["closes_on"], LAST_MINUTE)

    def role_fields(self) -> list[tuple[BoundField, int]]:
        return [(self[f"rol-{one.address}"], self.counts[one.value]) for one in RoleGroup]

    def theme_fields(self) -> list[BoundField]:
        return [self[f"thema-{option.bundle.public_id}"] for option in self.options]


def _list_themes(options: Sequence[ChoosingOption]) -> list[Topic]:
    """Main topics: those that there are, and those under which a question stands already."""
    known = {option.theme for option in options if option.theme is not None}
    return sorted({*Topic.objects.approved().filter(parent__isnull=True), *known}, key=lambda topic: topic.name)
