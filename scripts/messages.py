"""Keep `locale/nl` complete: `update` extracts every message from code and templates; `scripts.build` compiles it.

Works without the gettext programs: Babel extracts and compiles, Django's own `templatize` reads the templates.
"""

import io
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.bundle_assets import replace

ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
EPOCH = datetime.fromtimestamp(0, UTC)
HEADER = """\
# Dutch texts of the knowledge network, written by `make messages`.
msgid ""
msgstr ""
"Language: nl\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
SOURCES = ("knowledge_network", "plg", "expertise", "lesson_study", "templates")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extract_template(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """Babel's extraction method for Django templates: the engine's own translator to gettext calls, read as Python."""
    from django.utils.translation.template import templatize

    # Indents mean nothing in a template and much in Python; a message never spans lines here, it is a literal with \\n.
    source = "\n".join(line.lstrip() for line in templatize(fileobj.read().decode()).splitlines())
    yield from extract_python(io.BytesIO(source.encode()), keywords, comment_tags, options)


def source_files() -> list[Path]:
    found = []
    for folder in SOURCES:
        for suffix in ("*.py", "*.html", "*.jinja", "*.txt", "*.text", "*.subject"):
            found += [p for p in (ROOT / folder).rglob(suffix) if "migrations" not in p.parts]
    return sorted(found)


def extract() -> Catalog:
    """Every message that code and templates ask for."""
    catalog = Catalog(locale="nl", domain="django", charset="utf-8")
    for path in source_files():
        method: Any = "python" if path.suffix == ".py" else extract_template
        for _line, message, _comments, context in extract_from_file(method, path, keywords=KEYWORDS):
            catalog.add(message, context=context)
    return catalog


def load() -> Catalog:
    with CATALOG.open("rb") as stream:
        catalog = read_po(stream, locale="nl", domain="django")
    # Babel writes the moment of reading into what it compiles when the file names none.
    catalog.creation_date = catalog.revision_date = EPOCH
    return catalog


def collected() -> bytes:
    """The catalog as it should be in git: every message asked for, sorted, with the translations that are known.

    It holds nothing that changes by itself: no files and lines (moving a module would touch thousands of them), no
    dates, no versions of tools; texts wrap at 120. So collecting twice changes nothing, and branches seldom collide.
    """
    catalog = load()
    catalog.update(extract(), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    for message in catalog:
        message.locations = []
    written = io.BytesIO()
    write_po(written, catalog, width=120, sort_output=True, omit_header=True, no_location=True)
    return HEADER.encode() + written.getvalue()


def build() -> list[Path]:
    """Compile the catalog when what Django reads is missing or not newer than it; gives what was written."""
    compiled = CATALOG.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns > CATALOG.stat().st_mtime_ns:
        return []
    made = io.BytesIO()
    write_mo(made, load())
    replace(compiled, made.getvalue())
    return [compiled]


if __name__ == "__main__":
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        replace(CATALOG, collected())
    else:
        sys.exit("usage: python -m scripts.messages update")
