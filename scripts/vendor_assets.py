"""Fetch the third-party assets of the front end from npm into `static/` and `tests/assets/`.

The packages and their versions stand in `static/vendor/versions.json`, the icons we use in `scripts/icons.txt`.
What this writes is committed: nobody needs npm to run or test the platform. Run it after editing one of those files.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
ICON_LIST = ROOT / "scripts" / "icons.txt"
SPRITE = ROOT / "static" / "icons.svg"
SVG = "{http://www.w3.org/2000/svg}"
SOURCE_MAP = re.compile(rb"\n?(?://|/\*)[#@] ?sourceMappingURL=[^\n]*")

ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next"
BRICOLAGE = "@fontsource-variable/bricolage-grotesque"
ATKINSON_FILES = "files/atkinson-hyperlegible-next"
# package, file in the package, place in this project
COPIES = (
    (ATKINSON, f"{ATKINSON_FILES}-latin-wght-normal.woff2", "static/vendor/fonts/atkinson.woff2"),
    (ATKINSON, f"{ATKINSON_FILES}-latin-wght-italic.woff2", "static/vendor/fonts/atkinson-italic.woff2"),
    (
        ATKINSON,
        f"{ATKINSON_FILES}-latin-ext-wght-normal.woff2",
        "static/vendor/fonts/atkinson-ext.woff2",
    ),
    (ATKINSON, "LICENSE", "static/vendor/fonts/atkinson-license.txt"),
    (BRICOLAGE, "files/bricolage-grotesque-latin-wght-normal.woff2", "static/vendor/fonts/bricolage.woff2"),
    (BRICOLAGE, "files/bricolage-grotesque-latin-ext-wght-normal.woff2", "static/vendor/fonts/bricolage-ext.woff2"),
    (BRICOLAGE, "LICENSE", "static/vendor/fonts/bricolage-license.txt"),
    ("htmx.org", "dist/htmx.min.js", "static/vendor/htmx.min.js"),
    ("htmx.org", "LICENSE", "static/vendor/htmx-license.txt"),
    ("idb", "build/umd.js", "static/vendor/idb.js"),
    ("idb", "LICENSE", "static/vendor/idb-license.txt"),
    ("lucide-static", "LICENSE", "static/vendor/lucide-license.txt"),
    ("axe-core", "axe.min.js", "tests/assets/axe.min.js"),
    ("axe-core", "LICENSE", "tests/assets/axe-license.txt"),
)


def main() -> None:
    packages = json.loads((VENDOR / "versions.json").read_text())["packages"]
    with tempfile.TemporaryDirectory() as folder:
        modules = _install(Path(folder), packages)
        for package, source, target in COPIES:
            _copy(modules / package / source, ROOT / target)
        SPRITE.write_text(_sprite(modules / "lucide-static" / "icons"))
    print(f"{len(COPIES)} files and {len(icon_names())} icons are up to date.")


def icon_names() -> list[str]:
    return sorted(set(ICON_LIST.read_text().split()))


def _install(folder: Path, packages: dict[str, str]) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the assets; install Node.js first.")
    wanted = [f"{name}@{version}" for name, version in packages.items()]
    options = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--silent"]
    subprocess.run([npm, "install", "--prefix", str(folder), *options, *wanted], check=True)
    return folder / "node_modules"


def _copy(source: Path, target: Path) -> None:
    """Copy one file without its link to a source map, which is not shipped."""
    data = source.read_bytes()
    if source.suffix == ".js":
        data = SOURCE_MAP.sub(b"", data)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _sprite(folder: Path) -> str:
    """One SVG with a `<symbol>` per icon; size and stroke come from the `icon` class."""
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for name in icon_names():
        drawing = ElementTree.parse(folder / f"{name}.svg").getroot()
        parts = "".join(_element(child) for child in drawing)
        lines.append(f'<symbol id="{name}" viewBox="0 0 24 24">{parts}</symbol>')
    lines.append("</svg>\n")
    return "\n".join(lines)


def _element(node: ElementTree.Element) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in node.attrib.items())
    return f"<{node.tag.removeprefix(SVG)}{attributes}/>"


if __name__ == "__main__":
    main()
