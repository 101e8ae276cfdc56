"""Where a desktop may be reached. Cheap to import: the hourly check asks it too."""

import os
import sys
from collections.abc import Iterator, Mapping

BUS = "DBUS_SESSION_BUS_ADDRESS"
"""The variable that names a desktop's message bus; cron does not have it."""


def buses(environ: Mapping[str, str], remembered: str) -> Iterator[str]:
    """The addresses at which a desktop may be: the environment's, the usual, the remembered.

    One that is a socket in the file system and not there is left out. macOS needs none.
    """
    if sys.platform == "darwin":
        yield ""
        return
    folder = environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    known = (environ.get(BUS, ""), f"unix:path={folder}/bus", remembered)
    for address in dict.fromkeys(known):
        socket = socket_of(address)
        if address and (socket is None or os.path.exists(socket)):  # noqa: PTH110 (pathlib: 3 ms)
            yield address


def socket_of(address: str) -> str | None:
    """The file of a bus address such as `unix:path=/run/user/1000/bus,guid=…`, if it is one."""
    kind, _, rest = address.partition(":")
    named = [part[5:] for part in rest.split(",") if part.startswith("path=")]
    return named[0] if kind == "unix" and named and ";" not in address else None
