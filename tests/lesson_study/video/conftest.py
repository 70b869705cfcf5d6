"""Fixtures of the tests of looking together."""

from tests.lesson_study.video.filming import playground

__all__ = ["playground"]
