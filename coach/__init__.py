"""A practice coach in the terminal for people who serve others for a living."""

__version__ = "0.2.0"
