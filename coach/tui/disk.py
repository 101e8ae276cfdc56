"""A thread, in order, through which what touches the disk goes."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


async def apart(call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what the call returns, from a thread that the end of the program doesn't wait for.

    For what may hang, such as a folder on another machine.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[R] = loop.create_future()

    def settle(settled: Callable[[Any], None], value: object) -> None:
        if not future.done():  # somebody still waits for it
            settled(value)

    def run() -> None:
        ended: tuple[Callable[[Any], None], object]
        try:
            ended = future.set_result, call(*args, **kwargs)
        except BaseException as error:
            ended = future.set_exception, error
        with contextlib.suppress(RuntimeError):  # the app has ended meanwhile
            loop.call_soon_threadsafe(settle, *ended)

    Thread(target=run, name="coach-apart", daemon=True).start()
    return await future


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
