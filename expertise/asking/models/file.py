"""A file or picture that goes with a question."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.asking.models.help_request import HelpRequest
from knowledge_network.kit.ids import random_public_id
from knowledge_network.kit.models import NetworkManager
from knowledge_network.kit.privacy import QUESTIONS, PersonalModel


class QuestionFile(models.Model):
    """Stored privately; the way to it is a view that asks whether the reader sees the question."""

    public_id = models.CharField(max_length=10, unique=True, default=random_public_id, editable=False)
    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="files")
    content = models.FileField(upload_to="questions/")
    file_name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = NetworkManager()

    privacy = PersonalModel(
        subjects=("added_by",),
        fields=dict.fromkeys(("added_by", "content", "file_name"), QUESTIONS.delete()),
        impersonal=("public_id", "media_type", "sha256"),
        with_row=("help_request", "size", "added_at"),
    )

    class Meta:
        verbose_name = _("file of a question")
        verbose_name_plural = _("files of questions")
        constraints = [models.UniqueConstraint(fields=["help_request", "sha256"], name="expertise_question_file_once")]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("expertise:help_file", args=[self.help_request.public_id, self.public_id])

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")
