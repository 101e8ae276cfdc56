"""What can go wrong: one sentence for a person, and one hint."""

import contextlib
import errno
from collections.abc import Iterator


class CoachError(Exception):
    """Something could not be done.

    `message` is one sentence, `hint` one sentence on what to do; neither ever holds what
    a person wrote. `exit_code` is 1.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the sentence and the hint, for a line that holds both."""
        return f"{self.message} {self.hint}".rstrip()


class Ended(KeyboardInterrupt):
    """The program was told to end by a signal other than ctrl+c's; `exit_code` is the shell's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


class UsageError(CoachError):
    """The command was given something it cannot use; `exit_code` is 2."""

    exit_code = 2


class TomlError(CoachError):
    """A TOML file that cannot be used; the message names the file and the field."""


class AlreadyReviewed(CoachError):
    """A promise has its outcome already."""


class JournalError(CoachError):
    """The journal cannot be read or must not be written."""


class IncompleteError(JournalError):
    """What can be read of the journal is not all that was saved."""


class SaveError(JournalError):
    """A save that could not be made; nothing on disk was lost or changed."""


def describe_os_error(error: OSError) -> str:
    """Return a short lower-case reason for an OSError, to end a sentence with."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "permission was denied",
        errno.EPERM: "permission was denied",
        errno.EFBIG: "the file would be too large",
        errno.EIO: "the disk reported an error",
        errno.EISDIR: "it isn't a file",
    }
    return reasons.get(error.errno or 0, (error.strerror or type(error).__name__).lower())


@contextlib.contextmanager
def os_errors_as(kind: type[CoachError], message: str, hint: str = "") -> Iterator[None]:
    """Raise an OSError of the `with` block as one of ours: the message, the reason, and the hint.

    The message is the beginning of a sentence, such as *Can't write the draft*.
    """
    try:
        yield
    except OSError as error:
        raise kind(f"{message}: {describe_os_error(error)}.", hint) from error
