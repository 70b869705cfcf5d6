"""Join style sheets and scripts into what a page asks for: `static/css/bundle.css`, `static/js/bundle.js`, and for who
is signed in `inside.css` and `inside.js` with what only pages behind the login need.

No build step with tools of its own: files are put one after another, comments and needless blanks left out. Both
results are committed; `tests/kit/test_assets.py` fails when they are older than their sources. `--check` only compares.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CSS = ROOT / "static" / "css"
JS = ROOT / "static" / "js"
LAYERS = "@layer reset, tokens, base, layout, components, utilities;\n"
FIRST = ("fonts", "reset", "tokens", "base", "layout")
LAST = ("utilities", "print")
INSIDE = ("finder", "gaps", "meeting", "minutes", "question")
INSIDE_JS = ("autosave", "autosave-form", "combobox", "table-keys")

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'("[^"\n]*")')
SPACES = re.compile(r"\s+")
AROUND = re.compile(r" ?([{};,]) ?")
LAST_SEMICOLON = re.compile(r";}")
LINE_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{2,}")


def css_bundle() -> str:
    components = [file for file in sorted((CSS / "components").glob("*.css")) if file.stem not in INSIDE]
    files = [CSS / f"{n}.css" for n in FIRST] + components + [CSS / f"{n}.css" for n in LAST]
    return LAYERS + "".join(small_css(file.read_text()) + "\n" for file in files)


def inside_bundle() -> str:
    return "".join(small_css((CSS / "components" / f"{name}.css").read_text()) + "\n" for name in INSIDE)


def js_bundle() -> str:
    """Each source in a block of its own, so that their names do not meet."""
    return joined_js(file for file in sorted((JS / "src").glob("*.js")) if file.stem not in INSIDE_JS)


def inside_js_bundle() -> str:
    return joined_js(JS / "src" / f"{name}.js" for name in INSIDE_JS)


def joined_js(files: Iterable[Path]) -> str:
    return '"use strict";\n' + "".join(f"{{\n{small_js(file.read_text())}\n}}\n" for file in files)


def small_css(text: str) -> str:
    """Without comments and needless blanks; strings are left alone."""
    parts = STRING.split(COMMENT.sub("", text))
    parts[::2] = [AROUND.sub(r"\1", SPACES.sub(" ", part)) for part in parts[::2]]
    return LAST_SEMICOLON.sub("}", "".join(parts)).strip()


def small_js(text: str) -> str:
    """Without comments on lines of their own and without indents."""
    return BLANK_LINES.sub("\n", INDENT.sub("", LINE_COMMENT.sub("", COMMENT.sub("", text)))).strip()


BUNDLES = {
    CSS / "bundle.css": css_bundle,
    CSS / "inside.css": inside_bundle,
    JS / "inside.js": inside_js_bundle,
    JS / "bundle.js": js_bundle,
}


def stale() -> list[Path]:
    """The bundles that differ from their sources."""
    return [path for path, make in BUNDLES.items() if not path.exists() or path.read_text() != make()]


def main() -> None:
    old = stale()
    if "--check" in sys.argv:
        if old:
            names = ", ".join(str(path.relative_to(ROOT)) for path in old)
            sys.exit(f"Older than their sources: {names}. Run python scripts/bundle_assets.py.")
        return
    for path in old:
        path.write_text(BUNDLES[path]())
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
