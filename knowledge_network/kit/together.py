"""Forms of a team: what one did not touch is not written over, and what two wrote stands together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.diff import lay_together
from knowledge_network.kit.errors import RefusedError


class SeenMixin(forms.BaseForm):
    """Sends along what stood in each field when the page was opened: texts, and the choices of `seen_choices`."""

    seen_choices: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.show_hidden_initial = self._is_seen(name)

    def _is_seen(self, name: str) -> bool:
        return isinstance(self.fields[name], forms.CharField) or name in self.seen_choices

    def seen(self) -> dict[str, str]:
        """Field → what the sender had read there; nothing of a field about which the page did not say it."""
        found = {}
        for name, field in self.fields.items():
            key = self[name].html_initial_name
            if self._is_seen(name) and key in self.data:
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
