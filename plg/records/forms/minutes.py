"""The page on which minutes are written; action points; what goes back to school."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import DateInput, ModelForm, check_year
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.people.models import Member
from plg.meetings.enums import Depth
from plg.meetings.models import AgendaItem, Meeting
from plg.records.enums import ActionItemStatus, FollowUp, Mechanism, ReturnAudience
from plg.records.minutes_text import ActionRow, DecisionRow, MinutesText, fingerprints, stored_text
from plg.records.models import ActionItem, Decision, Minutes, ReturnToSchool

ROW_ID = re.compile(r"[2-9a-z]{10}")
# What stands under no subject.
GENERAL = "algemeen"
SPARE_ROWS = 1
MOST_ROWS = 60


@dataclass(frozen=True)
class ActionFields:
    title: forms.BoundField
    owner: forms.BoundField
    due: forms.BoundField


@dataclass(frozen=True)
class SubjectFields:
    """What is written about a subject of the agenda; `item` is None for what belongs to no subject."""

    key: str
    item: AgendaItem | None
    report: forms.BoundField
    decisions: list[forms.BoundField]
    actions: list[ActionFields]


@dataclass(frozen=True)
class EarlierField:
    """An action point of an earlier meeting, and the field for what became of it."""

    item: ActionItem
    field: forms.BoundField


class MinutesForm(forms.Form):
    """Texts per subject and quick rows below them.

    A row is named after its public id («decision-<subject>-<id>», «action-<subject>-<id>-title»), also a spare one that
    is still empty, so that a page that is saved again and again makes each row once.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    # Fingerprints of what the writer started from, for when somebody else saves in between.
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)
    opening = forms.CharField(
        label=_("Opening and announcements"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    closing = forms.CharField(
        label=_("Any other business"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        meeting: Meeting,
        minutes: Minutes | None,
        items: list[AgendaItem],
        people: list[Member],
        earlier: list[ActionItem],
    ) -> None:
        super().__init__(
            data,
            initial={
                "version": minutes.version if minutes else 0,
                "base": json.dumps(fingerprints(stored_text(meeting, minutes))) if data is None else "",
                "opening": minutes.opening if minutes else "",
                "closing": minutes.closing if minutes else "",
            },
        )
        self.meeting, self.minutes, self.items, self.earlier = meeting, minutes, items, earlier
        self.people = {person.public_id: person for person in people}
        self.owner_choices = [("", _("Nobody yet")), *((p.public_id, p.get_full_name()) for p in people)]
        self.rows: dict[str, dict[str, list[str]]] = {
            key: {"decision": [], "action": []} for key in (*(item.public_id for item in items), GENERAL)
        }
        self._add_texts()
        self._add_stored_rows()
        self._add_typed_rows(data)

    def _add_texts(self) -> None:
        for item in self.items:
            self.fields[f"report-{item.public_id}"] = forms.CharField(
                label=_("What was said"),
                required=False,
                max_length=20_000,
                initial=item.report,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        for action in self.earlier:
            self.fields[f"earlier-{action.public_id}"] = forms.ChoiceField(
                label=action.title,
                choices=ActionItemStatus.choices,
                initial=action.status,
                required=False,
                # Only what the writer changes is stored: its owner may have ticked it off meanwhile.
                show_hidden_initial=True,
            )

    def _add_stored_rows(self) -> None:
        subject = {item.pk: item.public_id for item in self.items}
        for row in Decision.objects.filter(meeting=self.meeting).order_by("position", "pk"):
            self._add_decision(subject.get(row.agenda_item_id or 0, GENERAL), row.public_id, row.text)
        stored = ActionItem.objects.filter(meeting=self.meeting).select_related("owner").order_by("pk")
        for action in stored:
            self._add_action(subject.get(action.agenda_item_id or 0, GENERAL), action.public_id, action)
        if not self.is_bound:
            for key in self.rows:
                for _number in range(SPARE_ROWS):
                    self._add_decision(key, random_public_id())
                    self._add_action(key, random_public_id())

    def _add_typed_rows(self, data: QueryDict | None) -> None:
        for name in list(data or ()):
            kind, _dash, rest = name.partition("-")
            key, _dash, tail = rest.partition("-")
            public_id = tail.removesuffix("-title")
            if kind not in ("decision", "action") or key not in self.rows or not ROW_ID.fullmatch(public_id):
                continue
            if len(self.rows[key][kind]) >= MOST_ROWS or self._knows(kind, public_id):
                continue
            if kind == "decision":
                self._add_decision(key, public_id)
            elif tail.endswith("-title"):
                self._add_action(key, public_id)

    def _knows(self, kind: str, public_id: str) -> bool:
        return any(public_id in rows[kind] for rows in self.rows.values())

    def _add_decision(self, key: str, public_id: str, text: str = "") -> None:
        self.rows[key]["decision"].append(public_id)
        self.fields[f"decision-{key}-{public_id}"] = forms.CharField(
            label=_("Decision"), required=False, max_length=500, initial=text
        )

    def _add_action(self, key: str, public_id: str, stored: ActionItem | None = None) -> None:
        self.rows[key]["action"].append(public_id)
        owner = stored.owner if stored else None
        name = f"action-{key}-{public_id}"
        choices = list(self.owner_choices)
        if owner is not None and owner.public_id not in self.people and owner.is_present:
            self.people[owner.public_id] = owner
            choices.append((owner.public_id, owner.get_full_name()))
        self.fields[f"{name}-title"] = forms.CharField(
            label=_("Action point"), required=False, max_length=200, initial=stored.title if stored else ""
        )
        self.fields[f"{name}-owner"] = forms.ChoiceField(
            label=_("Who does it"), required=False, choices=choices, initial=owner.public_id if owner else ""
        )
        self.fields[f"{name}-due"] = forms.DateField(
            label=_("Before or on"),
            required=False,
            widget=DateInput(),
            validators=[check_year],
            initial=stored.due_on if stored else None,
        )

    # What the template draws --------------------------------------------------------------------

    def sections(self) -> list[SubjectFields]:
        """The subjects in order, and last what belongs to none of them."""
        found = [self._draw(item.public_id, item, self[f"report-{item.public_id}"]) for item in self.items]
        return [*found, self._draw(GENERAL, None, self["closing"])]

    def _draw(self, key: str, item: AgendaItem | None, report: forms.BoundField) -> SubjectFields:
        rows = self.rows[key]
        return SubjectFields(
            key=key,
            item=item,
            report=report,
            decisions=[self[f"decision-{key}-{public_id}"] for public_id in rows["decision"]],
            actions=[
                ActionFields(*(self[f"action-{key}-{public_id}-{part}"] for part in ("title", "owner", "due")))
                for public_id in rows["action"]
            ],
        )

    def earlier_rows(self) -> list[EarlierField]:
        return [EarlierField(item, self[f"earlier-{item.public_id}"]) for item in self.earlier]

    def clean_base(self) -> dict[str, str]:
        """Anything that is not ours counts as nothing: then a change in between is a conflict, and no loss."""
        try:
            base = json.loads(self.cleaned_data["base"] or "{}")
        except (ValueError, RecursionError):
            return {}
        return {k: v for k, v in base.items() if isinstance(v, str)} if isinstance(base, dict) else {}

    def text(self) -> MinutesText:
        """What the action takes: everything that was on the page that is sent, and nothing else."""
        data = {name: value for name, value in self.cleaned_data.items() if name in self.data}
        minutes = self.minutes
        return MinutesText(
            opening=data.get("opening", minutes.opening if minutes else ""),
            closing=data.get("closing", minutes.closing if minutes else ""),
            reports={i.public_id: data[name] for i in self.items if (name := f"report-{i.public_id}") in data},
            decisions=tuple(
                DecisionRow(public_id, "" if key == GENERAL else key, data[name])
                for key, rows in self.rows.items()
                for public_id in rows["decision"]
                if (name := f"decision-{key}-{public_id}") in data
            ),
            actions=tuple(
                ActionRow(
                    public_id,
                    "" if key == GENERAL else key,
                    data[f"{name}-title"],
                    self.people.get(data.get(f"{name}-owner", "")),
                    data.get(f"{name}-due"),
                )
                for key, rows in self.rows.items()
                for public_id in rows["action"]
                if f"{(name := f'action-{key}-{public_id}')}-title" in data
            ),
            earlier={
                i.public_id: data[name]
                for i in self.earlier
                if (name := f"earlier-{i.public_id}") in self.changed_data and data.get(name)
            },
        )

    def name_of(self, piece: str) -> str:
        """The field of a piece of the text (`plg.records.minutes_text`).

        «report:…» is «report-…»; rows know their subject.
        """
        kind, _colon, public_id = piece.partition(":")
        if not public_id or kind == "report":
            return piece.replace(":", "-")
        key = next((key for key, rows in self.rows.items() if public_id in rows[kind]), GENERAL)
        return f"{kind}-{key}-{public_id}"

    def names_of(self, piece: str) -> list[str]:
        """All fields of a piece: an action point has three, what it is first."""
        name = self.name_of(piece)
        return [f"{name}-{part}" for part in ("title", "owner", "due")] if piece.startswith("action:") else [name]

    def label_of(self, piece: str) -> str:
        """What a piece is called on the page."""
        name = self.name_of(piece)
        kind, _dash, rest = name.partition("-")
        subject = next((item.title for item in self.items if rest.startswith(item.public_id)), "")
        words = {"report": _("What was said"), "decision": _("Decision"), "action": _("Action point")}
        label = words.get(kind) or self.fields[name].label
        return f"{subject}: {label}" if subject else str(label)

    def values_of(self, text: MinutesText) -> dict[str, str]:
        """Field name → value, for a text that is drawn anew or sent to a page that is open."""
        values = {"opening": text.opening, "closing": text.closing}
        values |= {f"report-{public_id}": said for public_id, said in text.reports.items()}
        values |= {f"decision-{row.item or GENERAL}-{row.public_id}": row.text for row in text.decisions}
        for row in text.actions:
            name = f"action-{row.item or GENERAL}-{row.public_id}"
            values |= {f"{name}-title": row.title, f"{name}-owner": row.owner.public_id if row.owner else ""}
            values[f"{name}-due"] = str(row.due_on or "")
        return values


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("Correction or addition"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class DepthForm(StoredForm):
    depth = forms.TypedChoiceField(
        label=_("How deep did the exchange go?"),
        choices=[("", _("Not marked")), *Depth.choices],
        required=False,
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
    )
    note = forms.CharField(label=_("What shows that"), max_length=300, required=False)


class ActionItemForm(StoredForm):
    """Words, owner and last day of an action point; `owner` is one of `people`."""

    title = forms.CharField(label=_("Action point"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    due_on = forms.DateField(label=_("Before or on"), required=False, widget=DateInput(), validators=[check_year])

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person in people}
        names = [(person.public_id, person.get_full_name()) for person in people]
        self.fields["owner"].choices = [("", _("Nobody yet")), *names]  # type: ignore[attr-defined]

    def clean_owner(self) -> Member | None:
        return self.people.get(self.cleaned_data["owner"])


class ReturnForm(ModelForm[ReturnToSchool]):
    class Meta:
        model = ReturnToSchool
        fields = ["what", "audience", "happened_on", "mechanism", "shared_with_group"]
        widgets = {
            "what": forms.Textarea(attrs={"rows": 4}),
            "audience": forms.RadioSelect,
            "happened_on": DateInput(),
        }

    def __init__(self, *args: Any, has_group: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = ReturnAudience.choices  # type: ignore[attr-defined]
        self.fields["happened_on"].initial = timezone.localdate
        self.fields["happened_on"].validators.append(check_year)
        self.fields["mechanism"].choices = [  # type: ignore[attr-defined]
            ("", _("I do not know yet")),
            *Mechanism.choices,
        ]
        if not has_group:
            del self.fields["shared_with_group"]


class FollowUpForm(ModelForm[ReturnToSchool]):
    class Meta:
        model = ReturnToSchool
        fields = ["follow_up", "follow_up_note"]
        widgets = {"follow_up": forms.RadioSelect, "follow_up_note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follow_up"].choices = FollowUp.choices  # type: ignore[attr-defined]
        self.fields["follow_up"].required = True
