"""The entry point of `coach` and `python -m coach`."""

import gc
import sys


def main() -> int:
    """Run the command line; one sentence says so where the program itself can't be read."""
    gc.disable()  # a command ends before there is anything to collect; the app enables it again
    try:
        from coach.cli import main as run

        return run()  # it loads what a command needs
    except KeyboardInterrupt:
        return 130
    except (ImportError, OSError):
        print("coach: Can't read the program's own files.", file=sys.stderr)
        print("  What you saved is safe. Check the disk, or install coach again.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
