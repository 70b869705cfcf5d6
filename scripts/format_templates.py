"""Put templates in their standard form: `python -m scripts.format_templates`; with `--check` only say which are not.

djangofmt does the work. Before it, a line is broken where blanks mean nothing, between a template tag and an element
that is a block of its own (`{% if x %}<p>`): djangofmt keeps such neighbours together, because it cannot know that.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The demo has templates of its own, which are not there without it.
FOLDERS = (ROOT / "templates", ROOT / "knowledge_network" / "demo" / "templates")
DJANGOFMT = Path(sys.executable).with_name("djangofmt")
# Elements that begin on a line of their own however they are styled here: blanks beside them draw nothing.
BLOCKS = (
    "address|article|aside|blockquote|dd|details|dialog|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav"
    "|ol|p|section|table|tbody|tfoot|thead|td|th|tr|ul"
)
# Texts whose blanks count: a message is looked up by them, and a reader sees those in a <pre>.
KEPT = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}"
    r"|<(pre|textarea|script|style)\b.*?</\1>",
    re.DOTALL,
)
# Tags that draw nothing: they only read something in, or give a text or an address a name.
SILENT = r"{% (?:(?:extends|load) (?:(?!%}).)*|(?:translate|url) (?:(?!%}).)* as \w+ )%}"
BREAKS = (
    (re.compile(rf"%}}(?=<(?:{BLOCKS})\b)"), "%}\n"),
    (re.compile(rf"(</(?:{BLOCKS})>)(?={{%)"), r"\1\n"),
    (re.compile(rf"({SILENT})(?={{%)"), r"\1\n"),
    (re.compile(rf"%}}(?={SILENT})"), "%}\n"),
)
# A choice between texts that fills an element.
CHOICE = re.compile(
    rf"(?<=>)\s*({{% if (?:(?!%}}).)*%}}(?:(?!{{% (?:if|for) |<).)*?{{% endif %}})\s*(?=</(?:{BLOCKS})>)", re.DOTALL
)
BRANCH = re.compile(r"\s*({% (?:if|elif) (?:(?!%}).)*%}|{% (?:else|endif) %})\s*")
LONG = 160


def find_templates() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in {".html", ".jinja"})


def broken(text: str) -> str:
    """The template with lines broken beside blocks; what `KEPT` finds is left as it is."""
    kept: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0"

    def put_back(text: str) -> str:
        return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)

    text = KEPT.sub(put_away, text)
    for place, line_break in BREAKS:
        text = place.sub(line_break, text)
    text = CHOICE.sub(lambda found: branches(found[1], put_back(found[1])), text)
    return put_back(text)


def branches(text: str, whole: str) -> str:
    """Each branch on lines of its own when together they are too long for one."""
    return text if len(whole) <= LONG else BRANCH.sub(r"\n\1\n", text)


def formatted(folder: Path) -> None:
    """Format every template in this folder; ends with what djangofmt says about one it cannot read."""
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.jinja")]):
        text = path.read_text()
        if (new := broken(text)) != text:
            path.write_text(new)
    for profile, files in (("django", folder.rglob("*.html")), ("jinja", folder.rglob("*.jinja"))):
        names = [str(path) for path in sorted(files)]
        command = [str(DJANGOFMT), "--profile", profile, *names]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)


def main(arguments: list[str]) -> int:
    sources = {path.relative_to(ROOT): path for path in find_templates()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for short, path in sources.items():
            (folder / short).parent.mkdir(parents=True, exist_ok=True)
            (folder / short).write_bytes(path.read_bytes())
        formatted(folder)
        changed = [short for short in sorted(sources) if (folder / short).read_bytes() != sources[short].read_bytes()]
        if "--check" in arguments:
            print("".join(f"{short}: not in its standard form (make format)\n" for short in changed), end="")
            return 1 if changed else 0
        for short in changed:
            sources[short].write_bytes((folder / short).read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
