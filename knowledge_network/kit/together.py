"""Forms about what several people may change: nobody's words are written over unseen.

What one did not touch stays as another left it, what two wrote at different places stands together, and where they
wrote at the same place the second sees both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.diff import lay_together
from knowledge_network.kit.errors import RefusedError


class SeenForm(forms.BaseForm):
    """A form that sends along what stood in its fields when the page was drawn, beside what was filled in.

    When `meets` holds, what changed meanwhile is settled before the form is checked: what the sender did not touch
    stays as the other left it, two texts in which different places changed are laid together, and where both wrote at
    the same place the form comes back with the text of both. Sending it once more is then a choice, with open eyes.
    Two requests that are sent at the same moment come after each other (`kit.one_at_a_time`).
    """

    # Whether this is about something that others may change too. A form of what does not exist yet is not.
    writes_over: ClassVar[bool] = True
    # What has to be taken as it is sent: a time of which the page chose the default, a file.
    not_seen: ClassVar[tuple[str, ...]] = ()

    def is_about_stored(self) -> bool:
        """Whether what the fields show stands in the database; a form without a model says so itself."""
        instance = getattr(self, "instance", None)
        return isinstance(instance, models.Model) and instance.pk is not None

    def __getitem__(self, name: str) -> BoundField:
        if name in self.fields:
            # A page that did not say what it showed cannot say so afterwards: what is typed by now is something else.
            was_said = not self.is_bound or self.add_initial_prefix(name) in self.data
            self.fields[name].show_hidden_initial = was_said and self._sends_along(name)
        return super().__getitem__(name)

    def _sends_along(self, name: str) -> bool:
        field = self.fields[name]
        is_plain = not field.widget.is_hidden and not isinstance(field, forms.FileField) and not field.disabled
        return self.writes_over and is_plain and name not in self.not_seen and self.is_about_stored()

    def seen_inputs(self) -> SafeString:
        """The hidden fields, for a template that draws its fields by hand: `as_field_group` brings them along."""
        names = [name for name in self.fields if self._sends_along(name)]
        return format_html_join("", "{}", ((self[name].as_hidden(only_initial=True),) for name in names))

    def full_clean(self) -> None:
        met = self._settle() if self.is_bound else {}
        super().full_clean()
        for name, theirs in met.items():
            # Drawn by now: what is said of the field afterwards would not be shown.
            field, bound = self.fields[name], self[name]
            bound.help_text = field.help_text = format_html(
                '{}<p class="theirs"><strong>{}</strong> <span>{}</span></p>',
                field.help_text,
                _("There stands now:"),
                theirs or _("nothing"),
            )
            self.add_error(name, ValidationError(MET, code=MET_CODE))

    def _settle(self) -> dict[str, str]:
        """Field → what somebody else wrote where the sender wrote too; the rest is put right in `data`."""
        names = [name for name in self.fields if self._sends_along(name)]
        keys = {name: self[name].html_initial_name for name in names}
        if not any(key in self.data for key in keys.values()):
            return {}
        met: dict[str, str] = {}
        for name in names:
            field, bound = self.fields[name], self[name]
            stored = self.get_initial_for_field(field, name)
            said = field.hidden_widget().value_from_datadict(self.data, self.files, keys[name])
            seen, now, mine = (_comparable(field, value) for value in (said, stored, bound.data))
            if now == seen:
                continue
            if mine == seen:
                self._put(name, field.prepare_value(stored), field.widget)
            elif mine != now:
                laid = lay_together(str(seen), str(mine), str(now)) if _is_long_text(field) else None
                if laid is not None and laid.is_clean and len(laid.text) <= (field.max_length or len(laid.text)):  # type: ignore[attr-defined]
                    self._put(name, laid.text, field.widget)
                else:
                    met[name] = _shown(field, stored)
            self._put(keys[name], field.prepare_value(stored), field.hidden_widget())
        return met

    def _put(self, name: str, value: Any, widget: forms.Widget) -> None:
        """As if it had been sent so."""
        data = self.data = self.data.copy()  # type: ignore[attr-defined]
        key = self.add_prefix(name) if name in self.fields else name
        if isinstance(widget, forms.CheckboxInput):
            data.pop(key, None)
            if value:
                data[key] = "on"
            return
        written = widget.format_value(value)
        texts = written if isinstance(written, list) else [written]
        data.setlist(key, ["" if text is None else str(text) for text in texts])


class StoredForm(SeenForm, forms.Form):
    """A form without a model about what is stored: its `initial` is what stands there, or nothing yet.

    Where nothing stands yet it says so too: of two who fill in the first, the second sees what the other wrote.
    """

    def is_about_stored(self) -> bool:
        return True


class SeenRow(SeenForm, forms.Form):
    """One of several rows that are stored together: rows of two writers are laid together as a whole (`lay_rows`)."""

    def is_about_stored(self) -> bool:
        return True

    def _settle(self) -> dict[str, str]:
        return {}

    def seen_row(self) -> dict[str, Any]:
        """Field → what the page showed in this row; nothing of a field about which it did not say so."""
        found = {}
        for name, field in self.fields.items():
            key = self[name].html_initial_name
            if self._sends_along(name) and key in self.data:
                with suppress(ValidationError):
                    found[name] = field.to_python(self.data[key])
        return found


def lay_rows[Row](mine: Iterable[Row], seen: Collection[Row], stored: Iterable[Row]) -> list[Row]:
    """The rows of a writer who had `seen` these, with what others added since and without what they took away."""
    there = list(stored)
    taken_away = [row for row in seen if row not in there]
    added = [row for row in there if row not in seen]
    return list(dict.fromkeys([*(row for row in mine if row not in taken_away), *added]))


MET_CODE = "met"
MET = _("Somebody else changed this while you were writing. Yours is in the field. Make one of it and save again.")


def _comparable(field: forms.Field, value: Any) -> object:
    """One value for what the database keeps alike: «15:30» and 15:30:00, choices in one order or another."""
    prepared = field.prepare_value(value)
    if isinstance(prepared, list | tuple | set | QuerySet):
        # Of a choice it matters whether it was made, not how often a page says so.
        return tuple(sorted({str(one) for one in prepared}))
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return ()
    if not isinstance(field, forms.ModelChoiceField):
        with suppress(ValidationError, TypeError, ValueError):
            prepared = field.to_python(prepared)
    if prepared is None or prepared == "":
        return ""
    return _plain(str(prepared))


def _is_long_text(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea)


def _shown(field: forms.Field, stored: Any) -> str:
    """What stands there, in words for a person."""
    prepared = field.prepare_value(stored)
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if prepared else _("no"))
    if isinstance(field, forms.ChoiceField):
        chosen = {str(one) for one in (prepared if isinstance(prepared, list | tuple) else [prepared])}
        choices: Any = field.choices
        flat = [pair for key, label in choices for pair in (label if isinstance(label, list) else [(key, label)])]
        return ", ".join(str(label) for key, label in flat if str(key) in chosen)
    if isinstance(prepared, dt.date):
        return date_format(prepared, "DATE_FORMAT")
    if isinstance(prepared, dt.time):
        return prepared.strftime("%H:%M")
    return "" if prepared is None else str(prepared)


class SeenMixin(SeenForm):
    """For a form whose action lays the texts together by itself: `seen` tells it what the sender had read."""

    seen_choices: ClassVar[tuple[str, ...]] = ()
    # Fields with several values at once: the form itself reads what was seen there.
    seen_many: ClassVar[tuple[str, ...]] = ()

    def _is_told(self, name: str) -> bool:
        return isinstance(self.fields[name], forms.CharField) or name in self.seen_choices

    def _sends_along(self, name: str) -> bool:
        return self._is_told(name) or name in self.seen_many

    def _settle(self) -> dict[str, str]:
        return {}

    def seen(self) -> dict[str, str]:
        """Field → what the sender had read there; nothing of a field about which the page did not say it."""
        found = {}
        for name, field in self.fields.items():
            key = self[name].html_initial_name
            if self._is_told(name) and key in self.data:
                text = str(self.data[key]).replace("\x00", "")[: getattr(field, "max_length", None)]
                found[name] = _plain(str(field.to_python(text)))
        return found


@dataclass(frozen=True)
class LaidOver:
    """`values` is what comes to stand, changed fields only; in `met` two people wrote at the same place."""

    values: dict[str, Any]
    met: tuple[str, ...]


def lay_over(
    stored: object,
    values: Mapping[str, Any],
    seen: Mapping[str, str],
    longest: Mapping[str, int],
    *,
    choices: Collection[str] = (),
) -> LaidOver:
    """What `values` changes on the attributes of `stored`, for a writer who had `seen` these texts there.

    Where somebody else wrote meanwhile, both texts are laid together. RefusedError when that is too long.
    Of `choices` the one who chose last wins; who did not choose anew changes nothing.
    """
    written: dict[str, Any] = {}
    met: list[str] = []
    for name, value in values.items():
        now = getattr(stored, name)
        if name not in seen or not isinstance(value, str):
            written[name] = value
            continue
        mine, theirs = _plain(value), _plain(str(now))
        if mine == seen[name]:
            continue
        if name in choices or theirs in (seen[name], mine):
            written[name] = value
            continue
        laid = lay_together(seen[name], mine, theirs)
        if len(laid.text) > longest.get(name, len(laid.text)):
            raise RefusedError(
                _("Somebody else wrote here meanwhile, and together it is too long. Your text is still here.")
            )
        written[name] = laid.text
        met += [] if laid.is_clean else [name]
    changed = {name: value for name, value in written.items() if getattr(stored, name) != value}
    return LaidOver(changed, tuple(met))


def list_lengths(stored: models.Model) -> dict[str, int]:
    """Field → how long its text may be."""
    fields = ((field.name, getattr(field, "max_length", None)) for field in stored._meta.fields)
    return {name: length for name, length in fields if length}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
