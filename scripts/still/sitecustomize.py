"""Python loads this by itself where the folder is in PYTHONPATH: one moment, and the same «random» names every time.

For pictures that are compared with earlier ones (`scripts/screenshots.py --still`); never where real secrets are made.
"""

import datetime as dt
import os
import random
import secrets

import time_machine

if moment := os.environ.get("STILL_MOMENT"):
    # The clock goes on from there: rows made one after the other keep their order.
    time_machine.travel(dt.datetime.fromisoformat(moment).astimezone(dt.UTC), tick=True).start()
    secrets.choice = random.Random(moment).choice
