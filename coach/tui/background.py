"""One thread, in order, through which everything that touches the disk goes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Background:
    """Runs calls one after the other, so that the event loop never waits for a disk."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coach-disk")

    async def run(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the call gives, or the error it raises, once those before it are done.

        A call that has begun goes on to its end even if nobody waits for it any more.
        """
        loop = asyncio.get_running_loop()
        return await asyncio.shield(
            loop.run_in_executor(self._executor, lambda: call(*args, **kwargs))
        )

    def close(self) -> None:
        """Wait until everything that was asked for is done."""
        self._executor.shutdown(wait=True)
