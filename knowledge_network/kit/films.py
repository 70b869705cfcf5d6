"""A film made anew: cut, made smaller, blurred, its code burnt in, without where and with what it was filmed.

What came in is never shown. ffmpeg reads it as a child with limits (`film_child`), from a file and nothing else, in two
kinds of container and with the codecs that phones write. Looks at no face and at nobody's voice: nothing is recognised.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # nosec B404 - named programs, without a shell
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageDraw, ImageFont

from knowledge_network.kit import film_child

CHILD = Path(film_child.__file__)
# How the folders and copies are called in which films are made: what a killed worker left is known by it.
WORKING = "network-film-"
WIDTH, HEIGHT = 1280, 720
SMALL_WIDTH, SMALL_HEIGHT = 640, 360
RATE = 25
MOST_PIXELS = 4096 * 2304
LONGEST = 20 * 60
# So few points are left of the width that no face and no letter can be made of them again.
BLURRED_WIDTH = 40
DEEPER = 0.84
BYTES_PER_SECOND = 1_500_000
PICTURES = "h264,hevc,vp8,vp9,av1,libdav1d,mpeg4,mjpeg,png"
SOUNDS = "aac,mp3,mp3float,opus,vorbis,pcm_s16le,pcm_s16be,pcm_s24le,amrnb,amrwb,alac,flac"
KNOWN = f"{PICTURES},{SOUNDS}"
DEMUXERS = {b"ftyp": "mov", b"\x1a\x45\xdf\xa3": "matroska"}


class Trouble(StrEnum):
    NO_PROGRAM = "no_program"
    NOT_A_FILM = "not_a_film"
    NO_PICTURE = "no_picture"
    DAMAGED = "damaged"
    TOO_LONG = "too_long"
    TOO_BIG = "too_big"
    TOO_HEAVY = "too_heavy"
    # The extra that finds faces is not there (faces.py).
    NO_FACES = "no_faces"


class FilmError(Exception):
    """It cannot be made; `trouble` says why, the page says it in words."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class Film:
    """What is known of a film that came in. `width` and `height` as it is seen, so after turning."""

    demuxer: str
    seconds: float
    width: int
    height: int
    has_sound: bool


@dataclass(frozen=True)
class Mask:
    """Which part of each picture is blurred: bare pictures of one byte a point, white where it is (faces.py)."""

    path: Path
    width: int
    height: int


@dataclass(frozen=True)
class Making:
    """How a fragment is made. `mark` is burnt in; `progress` hears a hundredth at a time."""

    starts: float
    ends: float
    mark: str
    blurs: bool = False
    sound_only: bool = False
    shifts_voices: bool = False
    is_small: bool = False
    mask: Mask | None = None
    progress: Callable[[int], None] | None = None

    @property
    def seconds(self) -> float:
        return self.ends - self.starts


def has_program() -> bool:
    """Whether this machine can make films. Without it the rest works, and the page says what is missing."""
    return shutil.which("ffmpeg") is not None and shutil.which("ffprobe") is not None


def find_demuxer(head: bytes) -> str:
    """By what is inside: the name of a file says nothing."""
    for sign, demuxer in DEMUXERS.items():
        if head[4:8] == sign or head.startswith(sign):
            return demuxer
    raise FilmError(Trouble.NOT_A_FILM)


def find_program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FilmError(Trouble.NO_PROGRAM)
    return found


def limit(seconds: int, most_bytes: int, command: list[str]) -> list[str]:
    return [sys.executable, "-I", str(CHILD), str(seconds), str(most_bytes), *command]


def keep_to_files(demuxer: str) -> list[str]:
    """Before an input: of this container only, out of a file only."""
    return ["-protocol_whitelist", "file", "-codec_whitelist", KNOWN, "-f", demuxer]


def read_film(path: Path) -> Film:
    """What it is; FilmError for what cannot be taken."""
    with path.open("rb") as stream:
        demuxer = find_demuxer(stream.read(16))
    command = [
        find_program("ffprobe"), "-v", "error", *keep_to_files(demuxer), "-print_format", "json", "-show_format",
        "-show_streams", "-i", f"file:{path}",
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603  # nosec B603 - named programs and our own words
            limit(30, 1024 * 1024, command), capture_output=True, timeout=60, check=False, env=make_bare_environment()
        )
        told: dict[str, Any] = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise FilmError(Trouble.DAMAGED) from error
    if done.returncode != 0:
        raise FilmError(Trouble.DAMAGED)
    return _describe(demuxer, told)


def _describe(demuxer: str, told: dict[str, Any]) -> Film:
    streams = told.get("streams", [])
    pictures = [one for one in streams if one.get("codec_type") == "video" and one.get("width")]
    if not pictures:
        raise FilmError(Trouble.NO_PICTURE)
    picture = pictures[0]
    try:
        seconds = float(told.get("format", {}).get("duration") or picture.get("duration") or 0)
        width, height = int(picture["width"]), int(picture["height"])
    except (ValueError, KeyError) as error:
        raise FilmError(Trouble.DAMAGED) from error
    if seconds <= 0:
        raise FilmError(Trouble.DAMAGED)
    if seconds > LONGEST + 1:
        raise FilmError(Trouble.TOO_LONG)
    if width * height > MOST_PIXELS:
        raise FilmError(Trouble.TOO_BIG)
    turned = any(abs(int(one.get("rotation", 0))) % 180 == 90 for one in picture.get("side_data_list", []))
    sizes = (height, width) if turned else (width, height)
    return Film(demuxer, seconds, *sizes, has_sound=any(one.get("codec_type") == "audio" for one in streams))


def make_bare_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}


def fit(film: Film, width: int, height: int) -> tuple[int, int]:
    """As large as fits, never larger than it came, in even numbers."""
    share = min(width / film.width, height / film.height, 1)
    return max(int(film.width * share) // 2 * 2, 16), max(int(film.height * share) // 2 * 2, 16)


def make_film(source: Path, target: Path, film: Film, making: Making) -> None:
    """Write the part of `source` as an MP4 (H.264, AAC) to `target`. FilmError when it cannot be made."""
    size = fit(film, SMALL_WIDTH, SMALL_HEIGHT) if making.is_small else fit(film, WIDTH, HEIGHT)
    size = fit(film, SMALL_WIDTH, SMALL_HEIGHT) if making.sound_only else size
    with _draw_mark(making.mark, size) as mark:
        command = _build_command(source, target, film, making, size, mark)
        _run(command, making)
    if not target.exists() or target.stat().st_size == 0:
        raise FilmError(Trouble.DAMAGED)


def _build_command(
    source: Path, target: Path, film: Film, making: Making, size: tuple[int, int], mark: Path
) -> list[str]:
    command = [find_program("ffmpeg"), "-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "1"]
    command += [*keep_to_files(film.demuxer), "-ss", f"{making.starts:.3f}", "-t", f"{making.seconds:.3f}"]
    command += ["-i", f"file:{source}"]
    command += ["-protocol_whitelist", "file", "-f", "image2", "-loop", "1", "-t", f"{making.seconds:.3f}"]
    command += ["-i", f"file:{mark}"]
    if making.mask is not None:
        command += ["-protocol_whitelist", "file", "-f", "rawvideo", "-pix_fmt", "gray", "-framerate", str(RATE)]
        command += ["-video_size", f"{making.mask.width}x{making.mask.height}", "-i", f"file:{making.mask.path}"]
    command += ["-filter_complex", _build_filter(making, size), "-map", "[seen]"]
    if film.has_sound:
        command += ["-map", "0:a:0", "-af", _build_sound(making), "-c:a", "aac", "-b:a", "96k", "-ac", "1"]
    # No place, no title, no phone, no chapters: nothing but picture and sound is taken over.
    command += ["-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "30" if making.is_small else "25"]
    command += ["-pix_fmt", "yuv420p", "-profile:v", "main", "-g", str(RATE * 2), "-threads", "1"]
    command += ["-t", f"{making.seconds:.3f}", "-movflags", "+faststart", "-sn", "-dn"]
    return [*command, "-progress", "pipe:1", "-nostats", "-f", "mp4", f"file:{target}"]


def _build_filter(making: Making, size: tuple[int, int]) -> str:
    width, height = size
    # From the first moment on, also when the picture begins later than the sound: a mask counts the pictures.
    seen = f"[0:v:0]fps={RATE}:start_time=0,scale={width}:{height}:flags=bilinear,setsar=1"
    few = max(round(BLURRED_WIDTH * height / width / 2) * 2, 2)
    soft = f"scale={BLURRED_WIDTH}:{few}:flags=area,scale={width}:{height}:flags=bilinear,setsar=1"
    if making.sound_only:
        seen += ",drawbox=color=0x1d3b3a:t=fill"
    elif making.blurs:
        seen += f",{soft}"
    elif making.mask is not None:
        hidden = f"[2:v]scale={width}:{height}:flags=neighbor,setsar=1[where];[soft][where]alphamerge[hidden]"
        seen += f",split[bare][whole];[whole]{soft}[soft];{hidden};[bare][hidden]overlay"
    return f"{seen}[plain];[plain][1:v]overlay=W-w-8:H-h-8:shortest=0:eof_action=repeat,format=yuv420p[seen]"


def _build_sound(making: Making) -> str:
    steps = ["aresample=48000"]
    if making.shifts_voices:
        steps += [f"asetrate={int(48000 * DEEPER)}", "aresample=48000", f"atempo={1 / DEEPER:.4f}"]
    return ",".join(steps)


@contextmanager
def _draw_mark(mark: str, size: tuple[int, int]) -> Iterator[Path]:
    """The code of the session as a small picture: no font of the machine is needed."""
    font = ImageFont.load_default(size=max(size[1] // 28, 10))
    box = ImageDraw.Draw(Image.new("RGBA", (4, 4))).textbbox((0, 0), mark, font=font)
    picture = Image.new("RGBA", (int(box[2]) + 12, int(box[3]) + 10), (0, 0, 0, 120))
    ImageDraw.Draw(picture).text((6, 3), mark, font=font, fill=(255, 255, 255, 220))
    with tempfile.TemporaryDirectory(prefix=WORKING) as folder:
        path = Path(folder) / "mark.png"
        picture.save(path)
        yield path


def _run(command: list[str], making: Making) -> None:
    # Generous for a slow machine, and an end for what never ends.
    most_seconds = int(60 + making.seconds * 12)
    most_bytes = int(10_000_000 + making.seconds * BYTES_PER_SECOND)
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(  # noqa: S603  # nosec B603 - named programs and our own words
            limit(most_seconds, most_bytes, command),
            stdout=subprocess.PIPE,
            stderr=errors,
            env=make_bare_environment(),
            text=True,
        )
        with wait_patiently([child], most_seconds * 3):
            _follow(child.stdout, making)


@contextmanager
def wait_patiently(children: Sequence[subprocess.Popen[Any]], patience: int) -> Iterator[None]:
    """Afterwards all of them have ended well, or it is a FilmError; whatever happens, none of them lives on."""
    try:
        yield
        codes = [child.wait(timeout=patience) for child in children]
    except subprocess.TimeoutExpired as error:
        raise FilmError(Trouble.TOO_HEAVY) from error
    finally:
        for child in children:
            if child.poll() is None:
                child.kill()
                child.wait()
            for stream in (child.stdout, child.stderr):
                if stream is not None:
                    stream.close()
    if any(code < 0 or code == 137 for code in codes):
        raise FilmError(Trouble.TOO_HEAVY)
    if any(codes):
        raise FilmError(Trouble.DAMAGED)


def _follow(lines: IO[str] | None, making: Making) -> None:
    """Read what ffmpeg tells of how far it is."""
    told = 0
    for line in lines or ():
        name, _is, value = line.strip().partition("=")
        if name != "out_time_us" or not value.isdecimal():
            continue
        percent = min(int(int(value) / 10_000 / max(making.seconds, 0.04)), 99)
        if percent > told:
            told = percent
            if making.progress is not None:
                making.progress(percent)


def make_poster(source: Path, target: Path) -> None:
    """A still of a film that we made ourselves, so blurred that nobody is to be recognised."""
    command = [
        find_program("ffmpeg"), "-nostdin", "-v", "error", "-y", *keep_to_files("mov"), "-i", f"file:{source}",
        "-frames:v", "1", "-vf", "scale=24:14:flags=area,scale=640:360:flags=bicubic,setsar=1", "-map_metadata", "-1",
        "-f", "image2", "-update", "1", f"file:{target}",
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603  # nosec B603 - named programs and our own words
        limit(60, 5_000_000, command), capture_output=True, timeout=120, check=False, env=make_bare_environment()
    )
    if done.returncode != 0 or not target.exists():
        raise FilmError(Trouble.DAMAGED)
