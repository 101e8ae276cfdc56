"""A promise to make others from."""

from tests.builders import a_promise

PROMISE = a_promise("2026-11-20", due="2026-11-26", track=None)
