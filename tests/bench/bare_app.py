"""The least that a Textual app to write in can be: an area, and a footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, TextArea


class BareApp(App[None]):
    BINDINGS = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield TextArea()
        yield Footer()


if __name__ == "__main__":
    BareApp().run()
