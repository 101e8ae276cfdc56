"""The dialog that asks any step of a session in lines."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from coach.domain.dates import parse_due
from coach.domain.promises import will_ask
from coach.domain.text import is_blank, normalize
from coach.errors import CoachError, UsageError
from coach.plain.draft import StepDraft
from coach.plain.lines import Left, Lines
from coach.plain.present import COMMANDS, HINTS, asides_below, present, read_aside
from coach.practice.steps.closing import Close
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.step import LEAVE_EMPTY, Done, Field, Step, Values, is_nothing
from coach.practice.steps.writing import WHICH_TRACK, Reflect

HOW = f"Write. An empty line ends the text. {LEAVE_EMPTY} For more: /help"
GO_ON = "Go on writing, or press Enter to save it as it is."
SUGGESTED = "Press Enter to save it as it is, or write it in your own words."
OR_LEAVE = "Type it again, or press Enter to leave it as it is."
CONFIRM = "Press Enter to confirm, or type n to change it."
FINISH = "Press Enter to finish."


class _Ended(Exception):
    """A command ended the step."""

    def __init__(self, done: Done) -> None:
        super().__init__()
        self.done = done


class Dialog:
    """One step, asked in lines. What it says, wants and does is the step's own."""

    def __init__(self, step: Step, lines: Lines, undo: Callable[[], Step] | None = None) -> None:
        """Ask a step; `undo` takes back what was saved before it."""
        self._step = step
        self._undo = undo
        self._lines = lines
        self._draft = StepDraft(step, lines)
        self._asked: set[str] = set()
        self._pointed_out: set[str] = set()

    def take(self) -> Done:
        """Ask for everything, save it, and return what came of it, or that it was skipped.

        Raises:
            Left: if the person leaves; their words are a draft.
            SaveError: if it could not be saved; the hint says where the words are.
        """
        try:
            with self._draft.opened():
                present(self._step, self._lines, begun=self._draft.begun)
                while self._ask_fields():
                    if self._confirmed():
                        return self._submit()
                    self._asked.clear()
        except _Ended as ended:
            return ended.done
        return Done(passed=True)

    def _submit(self) -> Done:
        below = asides_below(self._step)
        done = self._draft.submit()
        undo = "To take that back: /undo" if done.undo and not done.then else ""
        if said := f"{done.said} {undo}".strip():
            self._lines.say(said)
        for aside in below:
            read_aside(aside, self._lines)
        return done

    # --- fields ---

    def _ask_fields(self) -> bool:
        """Ask for each field and for what it lacks; return False if the step is skipped."""
        step = self._step
        if not step.fields(self._draft.values):
            if step.offers:
                self._answered(("",), FINISH)
            return True
        while field := self._next_field():
            self._asked.add(field.name)
            self._ask(field)
            if is_nothing(self._draft.values):
                if field.suggested:
                    continue
                if not step.saves_empty:
                    return False
            self._draft.put(step.completed(self._draft.values))
            if not self._ask_lacking():
                return False
        return True

    def _next_field(self) -> Field | None:
        all_fields = self._step.fields(self._draft.values)
        if any(field.ends and field.name in self._asked for field in all_fields):
            return None
        fields = [field for field in all_fields if field.name not in self._asked]
        return min(fields, key=lambda field: field.name != self._step.first, default=None)

    def _ask_lacking(self) -> bool:
        """Ask again for what is lacking in fields asked so far; return False if it stays so."""
        step, draft = self._step, self._draft
        while (lack := step.lacks(draft.values)) and lack.field in self._asked:
            if not lack.blocks and lack.message in self._pointed_out:
                break
            self._pointed_out.add(lack.message)
            if lack.blocks:
                draft.put({lack.field: ""})
            fields = {field.name: field for field in step.fields(draft.values)}
            self._ask(fields[lack.field], lack.message)
            if lack.blocks and not draft.values[lack.field] and step.lacks(draft.values) == lack:
                return False
        return True

    def _ask(self, field: Field, question: str = "") -> None:
        name, before = field.name, self._draft.values.get(field.name, "")
        if field.kind == "text":
            self._ask_text(name)
        elif field.kind in ("one", "several"):
            if question or field.label:
                self._lines.part(question or field.label)
            taken = (before or field.suggested).split()
            if chosen := self._choose(field.options, taken, several=field.kind == "several"):
                self._draft.put({name: " ".join(chosen)})
        else:
            self._ask_line(field, question, before)

    def _ask_text(self, name: str) -> None:
        """Take lines until an empty one; a paste with empty lines in it is one."""
        print()
        if self._draft.values.get(name):
            self._show_text(name)
        else:
            self._lines.once(HOW, later=LEAVE_EMPTY)
        and_typed = partial(self._draft.with_line, name)
        while (line := self._read(and_typed) or "").strip():
            self._draft.put(and_typed(line))
        self._draft.put({name: normalize(self._draft.values.get(name, ""))})

    def _show_text(self, name: str) -> None:
        if is_blank(text := self._draft.values.get(name, "")):
            self._lines.say(LEAVE_EMPTY)
        else:
            self._lines.say(text, "  ")
            self._lines.say(SUGGESTED if self._draft.is_suggested(name) else GO_ON)

    def _ask_line(self, field: Field, question: str, before: str) -> None:
        takes = "Enter: " * self._step.saves_empty
        hint = f"{takes}{field.empty_hint or 'may stay empty'}"
        self._lines.part(question or (field.label if before else f"{field.label} ({hint})"))
        if before:
            self._lines.say(before, "  ")
            self._lines.say(OR_LEAVE)
        line = self._read(lambda typed: {field.name: typed.strip() or before}) or ""
        if line := line.replace("\n", " ").strip():
            self._draft.put({field.name: line})

    def _choose(
        self, options: Mapping[str, str], before: Sequence[str], *, several: bool = False
    ) -> list[str]:
        """Return the options whose numbers or names are typed; none on nothing."""
        for number, label in enumerate(options.values(), 1):
            self._lines.say(f"{number} {': '.join(label.splitlines())}", "  ")
        chosen = ", ".join(options[key].split("\n")[0] for key in options if key in before)
        how = "numbers with spaces" if several else "a number"
        how = f"Type {how}, or press Enter {f'for: {chosen}' if chosen else 'to skip'}."
        self._lines.say(how)
        names = {str(number): key for number, key in enumerate(options, 1)}
        names |= {label.lower(): key for key, label in options.items()} | {k: k for k in options}
        while line := (self._read() or "").strip().lower():
            words = line.replace(",", " ").split() if several else [line]
            if all(word in names for word in words):
                return list(dict.fromkeys(names[word] for word in words))
            self._lines.say(f"There are the numbers 1 to {len(options)}. {how}")
        return []

    def _confirmed(self) -> bool:
        """Read back what is to be saved, if the step wants that; return whether it is right."""
        text = self._step.read_back(self._draft.values)
        if not text:
            return True
        self._lines.part(text)
        how = f"{CONFIRM} {HINTS['due']}" if "due" in self._step.offers else CONFIRM
        return self._answered(("", "y", "yes"), how, no=("n", "no"))

    def _answered(self, yes: Sequence[str], how: str, no: Sequence[str] = ()) -> bool:
        while True:
            self._lines.say(how)
            line = self._read()
            word = line.strip().lower() if line is not None else None
            if word is None or word in (*yes, *no):
                return word in yes

    # --- commands ---

    def _read(self, unfinished: Callable[[str], Values] | None = None) -> str | None:
        """Return the next line that is no command; None if a command answered what was asked.

        While it is being typed, the draft has the values that it is `unfinished` of.
        """

        def typed(line: str) -> None:
            if unfinished and not line.startswith("/"):
                self._draft.typed(unfinished(line))

        while True:
            try:
                line = self._lines.read(typed)
            except Left as left:
                if unfinished and left.text.strip():
                    self._draft.put(unfinished(left.text))
                raise
            word, _, rest = line.strip().partition(" ")
            word = word.lower()
            if word not in COMMANDS or (rest and word != "/due"):
                return line
            if word not in self._commands():
                self._lines.say("That doesn't work here. For what does: /help")
            elif self._do(word, rest):
                return None

    def _commands(self) -> list[str]:
        """Return what can be typed in this step, in the order of the help."""
        here = {"", *self._step.offers, *(aside.name for aside in self._step.asides)}
        here |= {"undo"} if self._undo else set()
        return [command for command, (needs, _) in COMMANDS.items() if needs in here]

    def _do(self, command: str, rest: str) -> bool:
        """Do what a command says; return whether that answers what was asked."""
        step, lines = self._step, self._lines
        if command == "/leave":
            raise Left
        if command == "/help":
            for name in self._commands():
                lines.say(f"{name}: {COMMANDS[name][1]}", "  ")
        elif command == "/edit":
            self._edit()
        elif command == "/undo" and self._undo:
            raise _Ended(Done(then=self._undo()))
        elif command == "/more" and isinstance(step, Close | NewPromise):
            raise _Ended(Done(then=step.one_more()))
        elif isinstance(step, Close):
            make = {"/line": step.line, "/review": step.review, "/remind": step.remind}[command]
            raise _Ended(Done(then=make()))
        elif isinstance(step, NewPromise):
            return self._again(step) if command == "/again" else self._ask_on(step, rest)
        elif command == "/another" and isinstance(step, Reflect):
            self._another(step)
        else:
            read_aside(next(a for a in step.asides if f"/{a.name}" == command), lines, full=True)
        return False

    def _edit(self) -> None:
        try:
            self._draft.edit()
        except CoachError as error:
            self._lines.say(str(error))
        self._show_text("text")

    def _again(self, step: NewPromise) -> bool:
        """Fill in the promise of before, and go on to reading it back."""
        self._draft.put(step.repeat(self._draft.values))
        self._asked |= {field.name for field in step.fields(self._draft.values)}
        return True

    def _ask_on(self, step: NewPromise, named: str) -> bool:
        today = step.practice.day()
        try:
            due = step.move_due((parse_due(named, today) - step.due).days)
            self._lines.say(will_ask(due, today))
        except UsageError as error:
            self._lines.say(str(error) if named else f"{HINTS['due']}.")
        return False

    def _another(self, step: Reflect) -> None:
        """End the step for another question; the second time, from a track the person chooses."""
        chosen: list[str] = []
        if step.passed_over:
            self._lines.part(WHICH_TRACK)
            tracks = step.practice.library.tracks
            chosen = self._choose({t.id: f"{t.title}. {t.about}" for t in tracks}, ())
            if not chosen:
                self._lines.part(step.ask)
                return
        raise _Ended(Done(then=step.another(*chosen)))
