"""What is asked when a round is prepared, and the round itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.surveys.actions.waves import MOST_BESIDES, MOST_OWN, MOST_WANTED, OWN_CODE
from knowledge_network.insight.surveys.enums import Instrument
from knowledge_network.insight.surveys.models import Question, Wave
from knowledge_network.kit.forms import Cleaned, DateInput, check_year
from knowledge_network.kit.together import StoredForm

LONGEST_STATEMENT = 200
SCALE = (1, 2, 3, 4, 5)
DEFAULT_DAYS = 14


def suggest_last_day() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=DEFAULT_DAYS)


def last_day_field() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("Open until and including"),
        widget=DateInput,
        validators=[check_year],
        help_text=gettext_lazy("Two weeks is enough for most groups."),
    )


def check_still_comes(day: dt.date) -> dt.date:
    if day < timezone.localdate():
        raise ValidationError(_("Choose a last day that still comes."))
    return day


class PrepareForm(StoredForm):
    """What a concept asks."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    intro = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences, for who fills it in."),
    )
    closes_on = last_day_field()
    own = forms.CharField(
        label=gettext_lazy("Your own statements"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One statement a line, about «we». Everybody answers on the same scale. Do not ask for a function, a class "
            "or years of experience: in a small group that is a name."
        ),
    )
    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Ask «now» and «wished» of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Three statements at most: the difference is what you talk about."),
    )

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        questions = list(wave.questions.order_by("position"))
        self.is_own = wave.instrument == Instrument.OWN
        own = [row.text for row in questions if row.code.startswith(OWN_CODE)]
        initial = {
            "title": wave.title,
            "intro": wave.intro,
            "closes_on": wave.closes_on,
            "own": "\n".join(own),
            "wanted": [row.code for row in questions if row.asks_wanted],
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["own"].required = self.is_own
        given = [(row.code, row.text) for row in questions if not row.code.startswith(OWN_CODE)]
        if given:
            self.fields["wanted"].choices = given  # type: ignore[attr-defined]
        else:
            del self.fields["wanted"]

    def clean_closes_on(self) -> dt.date:
        return check_still_comes(self.cleaned_data["closes_on"])

    def clean_own(self) -> list[str]:
        """The lines, each once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["own"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        most = MOST_OWN if self.is_own else MOST_BESIDES
        if len(found) > most:
            raise ValidationError(_("Give %(most)d statements at most.") % {"most": most})
        if any(len(line) > LONGEST_STATEMENT for line in found):
            raise ValidationError(_("A statement has 200 characters at most."))
        return found

    def clean_wanted(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["wanted"]
        if len(chosen) > MOST_WANTED:
            raise ValidationError(_("Choose three statements at most."))
        return chosen

    def choices(self) -> Cleaned:
        return {"wanted": [], **self.cleaned_data}


class ProlongForm(StoredForm):
    """A later last day, of whatever is open until one."""

    closes_on = last_day_field()

    def __init__(self, *args: Any, until: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"closes_on": until}, **kwargs})

    def clean_closes_on(self) -> dt.date:
        return check_still_comes(self.cleaned_data["closes_on"])


class CodeForm(forms.Form):
    """The code that was shown when the answers were sent."""

    code = forms.CharField(
        label=gettext_lazy("Your code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@dataclass(frozen=True)
class AskedRow:
    """A statement on the page of answering; `cluster` only where it begins."""

    number: int
    text: str
    cluster: str
    now: BoundField
    wanted: BoundField | None


class AnswerForm(forms.Form):
    """All statements on one scale. What is left open counts as «I do not know»."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: Sequence[Question], values: dict[str, int] | None = None, **kwargs: Any):
        initial = {f"q{key}": str(value) for key, value in (values or {}).items()}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.questions = questions
        for row in questions:
            self.fields[f"q{row.position}"] = self._field(row.text)
            if row.asks_wanted:
                self.fields[f"q{row.position}w"] = self._field(_("What do you wish for?"))

    @staticmethod
    def _field(label: str) -> forms.ChoiceField:
        words = {1: _("does not fit at all"), 3: _("in between"), 5: _("fits completely")}
        choices = [(str(n), f"{n} – {words[n]}" if n in words else str(n)) for n in SCALE]
        dont_know = ("", _("I do not know"))
        return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect, choices=[*choices, dont_know])

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        if not self.errors and not self.values():
            raise ValidationError(_("Choose an answer to one statement at least."))
        return cleaned

    def values(self) -> dict[str, int]:
        """By place of the statement, with «w» for what is wished; nothing for «I do not know»."""
        return {name.removeprefix("q"): int(value) for name, value in self.cleaned_data.items() if value}

    def rows(self) -> Iterator[AskedRow]:
        before = ""
        for number, row in enumerate(self.questions, 1):
            wanted = self[f"q{row.position}w"] if row.asks_wanted else None
            cluster = row.cluster if row.cluster != before else ""
            yield AskedRow(number, row.text, cluster, self[f"q{row.position}"], wanted)
            before = row.cluster
