"""Pin images of docker-compose.yml and Dockerfile to what their tags mean now, or ask what changed: needs an engine.

python -m scripts.pin_images           writes `image: postgres:18.6@sha256:…` for every image that is not built here
python -m scripts.pin_images --check   says which tags mean something else than what is pinned; exit code 1 then
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = (ROOT / "docker-compose.yml", ROOT / "Dockerfile")
OURS = "knowledge-network"
IMAGE = re.compile(
    r"^(?P<start>\s*(?:image:|FROM) )(?P<tag>[\w./-]+:[\w.-]+)(?:@(?P<digest>sha256:[0-9a-f]{64}))?", re.MULTILINE
)


def ask_engine(tag: str) -> str:
    """The digest of the list of all platforms under this tag, as the registry has it now."""
    command = ["docker", "buildx", "imagetools", "inspect", tag, "--format", "{{json .Manifest}}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["digest"])


def pinned(text: str, find_digest: Callable[[str], str]) -> str:
    """The text with a digest behind every tag but those of images that are built here."""

    def pin(found: re.Match[str]) -> str:
        if found["tag"].startswith(OURS):
            return found[0]
        return f"{found['start']}{found['tag']}@{find_digest(found['tag'])}"

    return IMAGE.sub(pin, text)


def changed(text: str, find_digest: Callable[[str], str]) -> list[str]:
    """Tags that are not pinned, or mean something else by now."""
    tags = {found["tag"]: found["digest"] for found in IMAGE.finditer(text) if not found["tag"].startswith(OURS)}
    return [tag for tag, digest in sorted(tags.items()) if digest != find_digest(tag)]


def main(arguments: list[str]) -> int:
    known: dict[str, str] = {}

    def find_digest(tag: str) -> str:
        if tag not in known:
            known[tag] = ask_engine(tag)
        return known[tag]

    try:
        if arguments == ["--check"]:
            wrong = [f"{path.name}: {tag}" for path in FILES for tag in changed(path.read_text(), find_digest)]
            print("\n".join(wrong))
            return 1 if wrong else 0
        for path in FILES:
            path.write_text(pinned(path.read_text(), find_digest))
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(f"An engine with buildx is needed, and reach of the registry: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
