"""While a process loads nothing is looked through for garbage; from then on it is, in every process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LOADS = "import django; django.setup(); import gc; print(gc.isenabled(), gc.get_freeze_count() > 0)"


@pytest.mark.real_clock(reason="it is another process that loads")
def test_a_process_that_has_loaded_looks_for_garbage_again():
    known = {"DJANGO_SETTINGS_MODULE": "knowledge_network.settings_test"}
    done = subprocess.run([sys.executable, "-c", LOADS], env=os.environ | known, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == ["True True"], done.stderr
