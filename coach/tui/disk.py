"""A thread, in order, through which what touches the disk goes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Disk:
    """Runs calls one after the other, so that the event loop never waits for a disk.

    The app has two: for drafts one of their own, which no journal and no lock holds up.
    """

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"coach-{name}")

    async def run(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what the call returns, or raise what it raises, once those before it are done.

        A call that has begun goes on to its end even if nobody waits for it anymore.
        """
        return await asyncio.shield(
            asyncio.wrap_future(self._executor.submit(call, *args, **kwargs))
        )

    async def take(self, call: Callable[[], R], give_back: Callable[[R], None]) -> R:
        """Return what the call returns; if nobody waits for it anymore, it is given back."""
        future = self._executor.submit(call)
        try:
            return await asyncio.shield(asyncio.wrap_future(future))
        except asyncio.CancelledError:

            def done(future: Future[R]) -> None:
                if not future.exception():
                    give_back(future.result())

            future.add_done_callback(done)
            raise
