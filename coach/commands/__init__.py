"""The headless front end: one module per command, each with `configure` and `run`.

`configure` declares what the command takes. `run` does it and returns the exit code; what it could
not do is a `CoachError`, which `coach.cli` tells.
"""
