"""`coach completions`: what your shell completes, as `make manual` wrote it from the parsers."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from coach import paths

SHELLS = ("bash", "zsh", "fish")
EXAMPLES = """\
It completes commands, options, questions, tracks and pages, your own packs'
too. Run it again after you add a pack.

examples:
  eval "$(coach completions bash)"                      in ~/.bashrc
  coach completions zsh > ~/.zfunc/_coach               a folder of your fpath
  coach completions fish > ~/.config/fish/completions/coach.fish
"""

OWN_QUESTIONS, OWN_TRACKS = "own.questions", "own-tracks"
"""What stands in a script after the questions, and the tracks, that come with the program."""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def script_of(shell: str) -> Path:
    """Return the file with the script of a shell."""
    return Path(__file__).parents[1] / "completions" / f"coach.{shell}"


def run(args: Namespace) -> int:
    """Print the script; only where there are packs of one's own are any read."""
    questions, tracks = list[str](), list[str]()
    if any(paths.places().prompts.glob("*.toml")):
        from coach.commands.output import here

        library, shipped = here().library, paths.shipped("prompts")
        tracks = [t for t in library.track_by_id if not (shipped / f"{t}.toml").exists()]
        questions = [p.id for p in library.prompts if p.track in tracks and not p.retired]
    script = script_of(args.shell).read_text(encoding="utf-8")
    for mark, own in ((OWN_QUESTIONS, questions), (OWN_TRACKS, tracks)):
        script = script.replace(f" {mark}", "".join(f" {name}" for name in own))
    print(script, end="")
    return 0
