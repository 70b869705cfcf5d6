"""Addresses below a discussion."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lesson_study.classroom.models import ResearchLesson


def build_address(lesson: ResearchLesson, name: str = "discussion_of_lesson", *more: Any) -> str:
    return reverse(f"lesson_study:{name}", args=[lesson.cycle.public_id, lesson.number, *more])
