"""The steps of a sitting."""
