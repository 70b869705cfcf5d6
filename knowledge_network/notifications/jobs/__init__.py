"""What the worker does by the clock: when each job last ran, whether it failed, and asking for it by hand."""
