"""Join style sheets and scripts into what a page asks for: `static/css/bundle.css`, `static/js/bundle.js`, and for who
is signed in `inside.css` and `inside.js` with what only pages behind the login need: `static/css/rooms/<room>/` too;
`guest.css` for a guest with the link to a lesson plan and its discussion.

Files are put one after another; rcssmin and rjsmin leave out comments and needless blanks, and change nothing else.
The results are built, never committed: `scripts/build.py`.
"""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

ROOT = Path(__file__).resolve().parent.parent
CSS = ROOT / "static" / "css"
JS = ROOT / "static" / "js"
LAYERS = "@layer reset, tokens, base, layout, components, utilities;\n"
FIRST = ("fonts", "fonts-fallback", "reset", "tokens", "base", "layout")
LAST = ("utilities", "print")
INSIDE = (
    "claim", "conversation", "cycle", "seen-marks", "discussion", "expected-seen", "finder", "gaps",
    "lesson-plan", "lesson-plan-strips", "lesson-plan-sizes", "meeting", "agenda", "figures", "series", "attendance",
    "month", "depth", "notice-choices", "minutes", "observation", "question", "space",
)  # fmt: skip
# Of what is inside, the part that the pages of a guest show: a lesson plan, and its discussion.
GUEST = (
    "cycle", "seen-marks", "discussion", "expected-seen", "lesson-plan", "lesson-plan-strips", "lesson-plan-sizes",
    "space",
)  # fmt: skip
# The page for in the classroom, in the order in which its parts know each other.
CLASSROOM_JS = ("words", "crypt", "passkey", "store", "sending", "top-line", "notes", "gate", "keys", "start")
INSIDE_JS = (
    "autosave", "autosave-form", "bell", "bundling", "choice-filter", "combobox", "discussion",
    "film-player", "film-upload",
    "lesson-plan-others", "lesson-plan-rows",
    "lesson-plan", "offline", "survey-draft", "table-keys", "toolbar",
)  # fmt: skip

# What the two minifiers misread (each in a test): rcssmin drops blanks in the address of a `url()` and, within a layer,
# those between an element and what stands in it (`.field :is(input)`); rjsmin takes the second back tick of a template
# literal for its end.
URL_WITH_BLANK = re.compile(r"""url\(\s*(?:"[^"\n]*\s[^"\n]*"|'[^'\n]*\s[^'\n]*')""", re.IGNORECASE)
BLANK_BEFORE_PSEUDO = re.compile(r"""(?<=[\w\])*"'])\s+(?=::?[a-z])""")
TEMPLATE_LITERAL = re.compile(r"`((?:\\.|[^`\\])*)`", re.DOTALL)
BRACE = re.compile(r"\$?{|}")


class UnsafeSourceError(ValueError):
    """A source holds something that its minifier would change."""


def css_bundle() -> str:
    components = [file for file in sorted((CSS / "components").glob("*.css")) if file.stem not in INSIDE]
    files = [CSS / f"{n}.css" for n in FIRST] + components + [CSS / f"{n}.css" for n in LAST]
    return small_css(LAYERS) + "\n" + joined_css(files)


def inside_bundle() -> str:
    components = [CSS / "components" / f"{name}.css" for name in INSIDE]
    return joined_css([*components, *sorted((CSS / "rooms").glob("*/*.css"))])


def guest_bundle() -> str:
    return joined_css(CSS / "components" / f"{name}.css" for name in GUEST)


def js_bundle() -> str:
    """Each source in a block of its own, so that their names do not meet."""
    return joined_js(file for file in sorted((JS / "src").glob("*.js")) if file.stem not in INSIDE_JS)


def inside_js_bundle() -> str:
    return joined_js(JS / "src" / f"{name}.js" for name in INSIDE_JS)


def joined_css(files: Iterable[Path]) -> str:
    return "".join(small_css(file.read_text(), name=file.name) + "\n" for file in files)


def joined_js(files: Iterable[Path]) -> str:
    return '"use strict";\n' + "".join(f"{{\n{small_js(file.read_text(), name=file.name)}\n}}\n" for file in files)


def small_css(text: str, *, name: str = "") -> str:
    """Without comments and needless blanks; raises `UnsafeSourceError` for what rcssmin would change."""
    if found := URL_WITH_BLANK.search(text):
        raise UnsafeSourceError(f"{name}: {found[0]} has a blank in its address; write %20")
    # With the element that may be any written out (`a *:is(b)`), rcssmin sees that there are two.
    small = cssmin(BLANK_BEFORE_PSEUDO.sub(" *", text)).replace(" *:", " :")
    # rcssmin leaves the semicolon of a statement at the end of a file out, and the next file follows right behind it.
    return closed(small)


def closed(text: str) -> str:
    return text if not text or text.endswith(("}", ";")) else f"{text};"


def small_js(text: str, *, name: str = "") -> str:
    """Without comments and needless blanks; raises `UnsafeSourceError` for what rjsmin would change."""
    for literal in TEMPLATE_LITERAL.findall(text):
        if ends_inside(literal):
            raise UnsafeSourceError(f"{name}: `{literal}… holds a second template literal; give that a name first")
    small: str = jsmin(text)
    return small


def ends_inside(literal: str) -> bool:
    """Whether the second back tick stands inside a `${…}` that is still open."""
    depth = 0
    for brace in BRACE.findall(literal):
        if brace == "}":
            depth = max(0, depth - 1)
        elif brace == "${" or depth:
            depth += 1
    return depth > 0


def classroom_css_bundle() -> str:
    """What the page for in the classroom needs, and no more: it has to be small and to work by itself."""
    files = [
        CSS / f"{name}.css"
        for name in ("fonts-classroom", "fonts-fallback", "reset", "tokens", "base", "components/icon")
    ]
    parts = [CSS / "classroom" / f"{name}.css" for name in ("frame", "look", "thumb")]
    own = [CSS / "components" / "observation.css", *parts, CSS / "utilities.css"]
    return small_css(LAYERS) + "\n" + joined_css(files + own)


def classroom_js_bundle() -> str:
    """One script in which the parts of that page share their names, after the library that it stands on."""
    parts = [(JS / "classroom" / f"{name}.js") for name in CLASSROOM_JS]
    own = "".join(small_js(file.read_text(), name=file.name) + "\n" for file in parts)
    return f'{(ROOT / "static/vendor/idb.js").read_text()}\n"use strict";\n{{\n{own}}}\n'


BUNDLES = {
    CSS / "bundle.css": css_bundle,
    CSS / "classroom.css": classroom_css_bundle,
    JS / "classroom.js": classroom_js_bundle,
    CSS / "guest.css": guest_bundle,
    CSS / "inside.css": inside_bundle,
    JS / "inside.js": inside_js_bundle,
    JS / "bundle.js": js_bundle,
}


def build() -> list[Path]:
    """Write the bundles that differ from their sources; gives what was written.

    Compares contents, not times: a check-out and a deleted source leave no useful time behind.
    """
    made = {path: make() for path, make in BUNDLES.items()}
    old = [path for path, text in made.items() if not path.exists() or path.read_text() != text]
    for path in old:
        replace(path, made[path].encode())
    return old


def replace(path: Path, data: bytes) -> None:
    """Put `data` in place of the file in one step: who reads at the same time gets the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    # A temporary file can be read by its owner alone; a web server may be somebody else.
    Path(name).chmod(0o644)
    Path(name).replace(path)
