"""Files of a product: each newer one is a version, the older ones stay.

What came in was checked by `knowledge_network.kit.uploads`.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct, ProductVersion
from expertise.products.previews import make_preview
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.storage import find_store
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

FOLDER = "products"
PREVIEWS = f"{FOLDER}/previews"
MOST_VERSIONS = 20
STRAY_AFTER = dt.timedelta(days=1)


def add_version(
    *, product: KnowledgeProduct, by: Member, content: SafeFile, note: str = "", at: dt.datetime | None = None
) -> ProductVersion:
    """A newer content with its picture. Refused while it is reviewed, and when it equals the newest version."""
    # Drawn before anything is locked: it may take seconds.
    preview = make_preview(content.content, content.media_type)
    with transaction.atomic():
        return _store(product, by, content, preview, note, at or timezone.now())


def _store(
    product: KnowledgeProduct, by: Member, content: SafeFile, preview: bytes, note: str, at: dt.datetime
) -> ProductVersion:
    locked = KnowledgeProduct.objects.select_for_update().get(pk=product.pk)
    if locked.status == ProductStatus.REVIEW:
        raise RefusedError(_("This is being reviewed now. Take it back first if you want to change it."))
    newest = locked.versions.order_by("-number").first()
    if newest is not None and newest.sha256 == content.sha256:
        raise RefusedError(_("This is the same as the newest version. Nothing was changed."))
    if newest is not None and newest.number >= MOST_VERSIONS:
        raise RefusedError(_("There are twenty versions already. Ask the coordinator."))
    name = secrets.token_hex(16)
    stored = [default_storage.save(f"{FOLDER}/{name}", content.as_django_file())]
    try:
        if preview:
            stored.append(default_storage.save(f"{PREVIEWS}/{name}.webp", ContentFile(preview)))
        with transaction.atomic():
            version = ProductVersion.objects.create(
                product=locked,
                number=(newest.number if newest else 0) + 1,
                content=stored[0],
                preview=stored[1] if preview else "",
                file_name=content.name,
                media_type=content.media_type,
                size=content.size,
                sha256=content.sha256,
                note=note,
                added_by=by,
                added_at=at,
            )
    except Exception:
        for path in stored:
            default_storage.delete(path)
        raise
    KnowledgeProduct.objects.filter(pk=locked.pk).update(changed_at=at)
    AuditEvent.objects.record("expertise.product_version_added", locked, by=by, version=version.number)
    return version


def delete_stray_contents(*, before: dt.datetime) -> int:
    """Delete stored contents older than `before` that belong to no version (a process died between the two writes)."""
    deleted = 0
    for folder, field in ((FOLDER, "content"), (PREVIEWS, "preview")):
        known = set(ProductVersion.objects.values_list(field, flat=True))
        strays = [name for name in find_store().list_older(folder, before) if name not in known]
        for name in strays:
            default_storage.delete(name)
        deleted += len(strays)
    return deleted
