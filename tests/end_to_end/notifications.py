"""A notification service for a session bus that writes what it is told into a file.

It runs by itself, without coach: `python notifications.py FILE`.
"""
# The annotations are D-Bus types.
# ruff: noqa: F722, F821
# mypy: disable-error-code="valid-type, name-defined"

import asyncio
import sys
from pathlib import Path

from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method


class Notifications(ServiceInterface):
    """The part of the desktop's interface that notify-send uses."""

    def __init__(self, file: Path) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.file = file

    @dbus_method()
    def GetCapabilities(self) -> "as":
        return ["body"]

    @dbus_method()
    def GetServerInformation(self) -> "ssss":
        return ["fake", "tests", "1", "1.2"]

    @dbus_method()
    def Notify(
        self,
        app: "s",
        replaces: "u",
        icon: "s",
        title: "s",
        text: "s",
        actions: "as",
        hints: "a{sv}",
        expires: "i",
    ) -> "u":
        with self.file.open("a") as file:
            file.write(f"{app}: {title}: {text}\n")
        return 1


async def main() -> None:
    bus = await MessageBus().connect()
    bus.export("/org/freedesktop/Notifications", Notifications(Path(sys.argv[1])))
    await bus.request_name("org.freedesktop.Notifications")
    Path(sys.argv[1]).touch()
    await bus.wait_for_disconnect()


if __name__ == "__main__":
    asyncio.run(main())
