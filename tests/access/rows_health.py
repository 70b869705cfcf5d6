"""What machines ask: whether the process lives and whether it can serve."""

from tests.access.table import Row, everybody

ROWS = [Row("healthz", everybody()), Row("readyz", everybody())]
