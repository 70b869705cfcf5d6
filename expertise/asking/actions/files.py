"""Files and pictures of a question: adding and taking away. What comes in was checked by the kit's uploads."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from expertise.asking.actions.matching import lock, record
from expertise.asking.models import HelpRequest, QuestionFile
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.models import Member

FOLDER = "questions"
MOST_FILES = 5


@transaction.atomic
def add_file(*, help_request: HelpRequest, by: Member, content: SafeFile) -> QuestionFile:
    """Put it with the question; the same content twice is there once. Refused when the question ended or has five."""
    help_request = lock(help_request)
    if not help_request.is_unfinished:
        raise RefusedError(_("This question is closed. Your text is still here."))
    if known := help_request.files.filter(sha256=content.sha256).first():
        return known
    if help_request.files.count() >= MOST_FILES:
        raise RefusedError(_("A question takes five files. Take one away first."))
    stored_name = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}", content.as_django_file())
    try:
        with transaction.atomic():
            row = QuestionFile.objects.create(
                help_request=help_request,
                content=stored_name,
                file_name=_choose_name(help_request, content),
                media_type=content.media_type,
                size=content.size,
                sha256=content.sha256,
                added_by=by,
            )
    except Exception:
        default_storage.delete(stored_name)
        raise
    record("expertise.help_file_added", help_request, by=by)
    return row


def _choose_name(help_request: HelpRequest, content: SafeFile) -> str:
    """What it is called; a file with a question without a name loses its own, which may tell who asks."""
    return f"bijlage{PurePosixPath(content.name).suffix}" if help_request.is_anonymous else content.name


@transaction.atomic
def remove_file(*, file: QuestionFile, by: Member) -> None:
    """Take it away for good, with its content."""
    record("expertise.help_file_removed", file.help_request, by=by)
    stored_name = file.content.name or ""
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(stored_name))
