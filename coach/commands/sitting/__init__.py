"""The steps of a sitting in plain lines, one module for each kind."""
