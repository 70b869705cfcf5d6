"""Where faces are, as a mask: `python -I face_child.py MODEL WIDTH HEIGHT STEP TAIL`, run by `film_child`.

Reads pictures of a film (RGB, one in STEP) and writes a mask for each picture of it, a byte for every POINT by POINT of
its points, 255 where it is to be hidden; then TAIL masks that hide everything: who reads on where we did not look sees
nothing. Finds and never recognises: of a face no more is known than where it was, until the last mask is written.
Counts on its standard error what it looked at. Imports nothing of the project.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

# One core, whatever the machine has.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
import cv2
import numpy as np

POINT = 8
# A guess is enough: what is hidden without need does no harm.
SURE = 0.15
# The model reads in steps of so many points, and looks once more at a small picture: for faces that fill it.
UNIT, SMALL = 32, 320
OUTPUTS = ("537", "538", "539", "540")
# So much more on each side, as a share of the face: hair, chin and ears.
MARGIN = 0.35
# A face is hidden so many pictures before and after it was found, and followed over so many in which it was not.
HOLDS, FOLLOWS = 10, 37
# No face goes further between two looks, in faces with their margin: one that shoots through the picture.
FASTEST = 3.5
MOST_FACES = 60


@dataclass(frozen=True)
class Face:
    """A place in the picture, in shares of it."""

    left: float
    top: float
    right: float
    bottom: float

    def tell_way(self, other: Face) -> float:
        """How far it is to the other, in faces; endless when that one is too large or too small to be this one."""
        wide, high = self.right - self.left, self.bottom - self.top
        if not 0.5 < (other.right - other.left) / wide < 2:
            return np.inf
        aside = abs(self.left + self.right - other.left - other.right) / 2 / wide
        return max(aside, abs(self.top + self.bottom - other.top - other.bottom) / 2 / high)

    def span(self, other: Face) -> Face:
        """All that both cover, and what is between."""
        return Face(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def move(self, to: Face, share: float) -> Face:
        """Where it was, `share` of the way to where it went."""
        keep = 1 - share
        return Face(
            self.left * keep + to.left * share,
            self.top * keep + to.top * share,
            self.right * keep + to.right * share,
            self.bottom * keep + to.bottom * share,
        )


def read_pictures(stream: IO[bytes], width: int, height: int) -> Iterator[Any]:
    size = width * height * 3
    while len(data := stream.read(size)) == size:
        yield np.frombuffer(data, np.uint8).reshape(height, width, 3)


def find_faces(net: Any, picture: Any) -> list[Face]:
    """In the picture as it is, and in a small one when it is larger than that."""
    height, width = picture.shape[:2]
    longest = max(width, height)
    found = find_at(net, picture, (width, height))
    if longest > SMALL:
        found += find_at(net, picture, (width * SMALL // longest, height * SMALL // longest))
    return found


def find_at(net: Any, picture: Any, size: tuple[int, int]) -> list[Face]:
    width, height = (-(-side // UNIT) * UNIT for side in size)
    net.setInput(cv2.dnn.blobFromImage(picture, 1.0, (width, height), (0, 0, 0), swapRB=False, crop=False))
    heat, scale, offset, _points = net.forward(OUTPUTS)
    rows, columns = np.where(heat[0, 0] > SURE)
    high, wide = np.exp(scale[0, 0, rows, columns]) * 4, np.exp(scale[0, 1, rows, columns]) * 4
    top = (rows + offset[0, 0, rows, columns] + 0.5) * 4 - high / 2
    left = (columns + offset[0, 1, rows, columns] + 0.5) * 4 - wide / 2
    boxes = np.stack([left, top, wide, high], axis=1).tolist()
    # The same face is told several times: the surest of them is enough.
    kept = cv2.dnn.NMSBoxes(boxes, heat[0, 0, rows, columns].tolist(), SURE, 0.5, top_k=MOST_FACES) if boxes else []
    return [widen(boxes[place], width, height) for place in kept]


def widen(box: list[float], width: int, height: int) -> Face:
    left, top, wide, high = box
    return Face(
        (left - wide * MARGIN) / width,
        (top - high * MARGIN) / height,
        (left + wide * (1 + MARGIN)) / width,
        (top + high * (1 + MARGIN)) / height,
    )


def follow_lost(found: list[list[Face]], looks: int) -> list[list[Face]]:
    """The way of a face from one look to the next is hidden too; over at most `looks` looks when it was lost."""
    filled = [list(faces) for faces in found]
    for place, faces in enumerate(found):
        for face in faces:
            for after, others in enumerate(found[place + 1 : place + 1 + looks], 1):
                nearest = min(others, key=face.tell_way, default=None)
                if nearest is None or face.tell_way(nearest) > FASTEST + after / 4:
                    continue
                for step in range(after):
                    way = face.move(nearest, step / after).span(face.move(nearest, (step + 1) / after))
                    filled[place + step].append(way)
                    filled[place + step + 1].append(way)
                break
    return filled


def paint(faces: list[Face], width: int, height: int) -> Any:
    mask = np.zeros((height, width), np.uint8)
    for face in faces:
        # Every point that it touches.
        rows = slice(max(int(face.top * height), 0), max(int(np.ceil(face.bottom * height)), 0))
        columns = slice(max(int(face.left * width), 0), max(int(np.ceil(face.right * width)), 0))
        mask[rows, columns] = 255
    return mask


def write_masks(stream: IO[bytes], found: list[list[Face]], size: tuple[int, int], step: int, tail: int) -> None:
    width, height = size
    masks = [paint(faces, width, height) for faces in follow_lost(found, FOLLOWS // step)]
    around = HOLDS // step
    for place in range(len(masks)):
        # A picture between two looks hides what both found.
        hidden = np.maximum.reduce(masks[max(place - around, 0) : place + around + 2]).tobytes()
        for _picture in range(step):
            stream.write(hidden)
    for _picture in range(tail):
        stream.write(b"\xff" * (width * height))


def main(model: str, width: int, height: int, step: int, tail: int) -> int:
    cv2.setNumThreads(1)
    net = cv2.dnn.readNetFromONNX(model)
    found: list[list[Face]] = []
    for picture in read_pictures(sys.stdin.buffer, width, height):
        found.append(find_faces(net, picture))
        sys.stderr.write(f"{len(found)}\n")
        sys.stderr.flush()
    write_masks(sys.stdout.buffer, found, (-(-width // POINT), -(-height // POINT)), step, tail)
    sys.stdout.buffer.flush()
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *(int(word) for word in sys.argv[2:])))
