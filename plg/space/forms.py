"""Forms of the closed space: conversations, files and agreements; and what the group shares outside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import FILE_HELP, ModelChoiceField, ModelForm, OnceForm, SafeFileField
from knowledge_network.kit.storage import check_room
from knowledge_network.kit.together import StoredForm
from knowledge_network.kit.uploads import ACCEPT, SafeFile, check_upload
from knowledge_network.members.people.models import Member
from plg.groups.models import Group
from plg.groups.rules import is_in_group
from plg.space.models import GroupAgreement, GroupFile, GroupResult, Post

FILES_AT_ONCE = 10
WITH_POST_HELP = _("It stands among the files of the group too. No recognisable pupils.")


class PostForm(OnceForm):
    """An answer in a conversation. `reply_to` holds the public id of the post that it answers."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=Post._meta.get_field("text").max_length,
        help_text=_("Write @ and a name to mention a colleague."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    content = SafeFileField(
        label=_("A file or photo with it"),
        help_text=WITH_POST_HELP,
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    reply_to = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)


class EditPostForm(forms.Form):
    text = forms.CharField(
        label=_("Your text"),
        max_length=Post._meta.get_field("text").max_length,
        help_text=_("Everybody in the group can read what stood here before."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ConversationForm(OnceForm):
    title = forms.CharField(
        label=_("Subject"), max_length=150, help_text=_("In a few words. Colleagues see it in their notices.")
    )
    text = forms.CharField(
        label=_("Your text"),
        max_length=Post._meta.get_field("text").max_length,
        help_text=_("Write @ and a name to mention a colleague."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    content = SafeFileField(
        label=_("A file or photo with it"),
        help_text=WITH_POST_HELP,
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


class ConversationTitleForm(StoredForm):
    title = forms.CharField(
        label=_("Subject"), max_length=150, help_text=_("In a few words. Colleagues see it in their notices.")
    )


class SpaceSearchForm(forms.Form):
    q = forms.CharField(label=_("Search in this group"), max_length=100, required=False)


# Files ----------------------------------------------------------------------------------------


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; gives a list of (name, SafeFile or None, list of errors)."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, SafeFile | None, list[str]]]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            raise ValidationError(_("Choose a file first."), code="required")
        if len(uploads) > FILES_AT_ONCE:
            raise ValidationError(
                _("Choose %(count)s files at most at a time."), code="many", params={"count": FILES_AT_ONCE}
            )
        return [self._checked(upload) for upload in uploads]

    def _checked(self, upload: Any) -> tuple[str, SafeFile | None, list[str]]:
        try:
            check_room(upload.size or 0)
            return upload.name, check_upload(upload), []
        except ValidationError as error:
            return upload.name, None, error.messages


class AddFilesForm(forms.Form):
    uploads = ManyFilesField(
        label=_("Files"),
        help_text=FILE_HELP,
        widget=ManyFilesInput(attrs={"accept": ACCEPT, "class": "drop-zone"}),
    )
    description = forms.CharField(
        label=_("What is it?"),
        max_length=GroupFile._meta.get_field("description").max_length,
        required=False,
        help_text=_("For instance: «work sheet with six comparisons, group 7»."),
    )


class RenameFileForm(ModelForm[GroupFile]):
    class Meta:
        model = GroupFile
        fields = ["title", "description"]


# Agreements -----------------------------------------------------------------------------------

EXAMPLES = {
    "shared_outside": _("For instance: «We share our lesson plans and the lessons we drew, without names of pupils.»"),
    "stays_inside": _(
        "For instance: «What somebody tells about their own class, team or school leader stays in this group.»"
    ),
    "effort": _("For instance: «Six half-days a year, and one hour of preparation for each.»"),
    "disagreement": _("For instance: answer the three questions below for the first issue that comes up."),
    "bringing_back": _("For instance: «After each meeting everybody shows one thing in their own team.»"),
}
QUESTIONS = {
    "shared_outside": _("What do we share outside the group?"),
    "stays_inside": _("What stays inside the group, the school or the board?"),
    "effort": _("How much effort do we expect, in half-days?"),
    "disagreement": _("How do we deal with disagreement?"),
    "bringing_back": _("Who brings what back to their own school?"),
}
DISAGREEMENT_TEMPLATE = _(
    "Is this issue worth a conflict?\n\nWhat does an approach together look like?\n\nWhat is the new practice?\n"
)


class AgreementForm(ModelForm[GroupAgreement]):
    """The five fields, all of them filled. `based_on` is the version that the writer saw."""

    based_on = forms.IntegerField(min_value=0, max_value=100_000, widget=forms.HiddenInput)

    class Meta:
        model = GroupAgreement
        fields = list(QUESTIONS)
        labels = QUESTIONS
        help_texts = EXAMPLES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self.fields[name].widget.attrs["rows"] = 4
        if self.instance._state.adding:
            self.initial.setdefault("disagreement", str(DISAGREEMENT_TEMPLATE))


# Results ---------------------------------------------------------------------------------------

LONGEST_SUMMARY_WORDS = 150


class ResultForm(ModelForm[GroupResult]):
    class Meta:
        model = GroupResult
        fields = ["title", "summary", "link", "file"]
        labels = {"title": _("Title"), "summary": _("Summary"), "link": _("Link"), "file": _("File of the group")}
        widgets = {"summary": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "link": _("Where people can find it, if it stands elsewhere."),
            "file": _("Everybody can download the file that you choose here. Other files stay inside the group."),
        }

    def __init__(self, *args: Any, group: Group, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = GroupFile.objects.filter(group=group, removed_at__isnull=True).order_by("title")
        if not is_in_group(by, group):  # Files are of the group: others keep or take away the one that is public.
            files = files.filter(pk=self.instance.file_id) if self.instance.file_id else files.none()
        self.fields["file"] = ModelChoiceField(
            files,
            required=False,
            label=self.fields["file"].label,
            help_text=self.fields["file"].help_text,
            empty_label=_("No file"),
        )
        if self.instance.file is not None:
            self.initial["file"] = self.instance.file.public_id

    def clean_summary(self) -> str:
        summary: str = self.cleaned_data["summary"]
        count = len(summary.split())
        if count > LONGEST_SUMMARY_WORDS:
            raise ValidationError(
                _("At most %(most)d words. You have %(count)d."), params={"most": LONGEST_SUMMARY_WORDS, "count": count}
            )
        return summary
