"""One's own dossier: every member has one, and nobody another's."""

from __future__ import annotations

from tests.access.table import Row, members_only

ROWS = [
    Row("exchange:my_dossier", members_only()),
    Row("exchange:my_dossier_pdf", members_only()),
    Row("exchange:my_dossier_json", members_only()),
    Row("exchange:my_dossier_zip", members_only()),
]
