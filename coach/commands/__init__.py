"""The headless front end: one module per command, each with `configure` and `run`."""
