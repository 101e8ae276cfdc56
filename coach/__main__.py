"""The entry point of `coach` and `python -m coach`."""

import contextlib
import gc
import os
import sys


def main() -> int:
    """Run the command line; one sentence says so where the program itself can't be read."""
    gc.disable()  # a command ends before there is anything to collect; the app enables it again
    try:
        from coach.cli import main as run

        return _ended(run())  # it loads what a command needs
    except KeyboardInterrupt:
        return 130
    except (ImportError, OSError):
        print("coach: Can't read the program's own files.", file=sys.stderr)
        print("  What you saved is safe. Check the disk, or install coach again.", file=sys.stderr)
        return 1


def _ended(code: int) -> int:
    """End the program here after a command, which has no threads; the app ends in its own way.

    To give back every record and module one by one takes a tenth of what a command takes.
    """
    if "textual" not in sys.modules:
        with contextlib.suppress(OSError, ValueError):  # nobody reads them anymore
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
