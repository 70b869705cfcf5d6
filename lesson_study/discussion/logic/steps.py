"""How long a step may take."""

from __future__ import annotations

from lesson_study.discussion.enums import MINUTES_PER_PUPIL, STEP_MINUTES, Step


def count_minutes(step: Step, pupils: int) -> int:
    """Minutes of a step; observations take six for each case pupil, and as long as one where there is none."""
    if step == Step.OBSERVATIONS:
        return MINUTES_PER_PUPIL * max(pupils, 1)
    return STEP_MINUTES[step]
