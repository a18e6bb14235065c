"""The right end of the head: what must be known first, then what is going on, then what happened last."""

from dataclasses import dataclass, field

from cockpit.picture import Progress
from cockpit.problem_text import problem_line, sentence
from cockpit.problems import Problem
from cockpit.text import clean
from cockpit.view.speech import Span, Speech


@dataclass
class Status:
    """What the app knows about saving, checking and the last thing that was done."""

    not_saved: Problem | None = None  # stays until something is saved again
    engine_died: Problem | None = None  # stays until the next picture
    read_only: bool = False
    past: str = ""  # the moment that is looked back at; "" is now
    progress: Progress | None = None
    last_run: str = ""  # when the picture was made, while it is one of an earlier run
    as_of: str = ""
    here: int = 1  # people who have a cockpit open on this workspace
    said: Span = field(default_factory=lambda: Span(""))

    def spans(self, speech: Speech) -> list[Span]:
        """One piece of text."""
        say = speech.say
        if self.not_saved is not None:
            return [Span(say("screen.not_saved", reason=clean(problem_line(self.not_saved, speech.language))), "alarm")]
        if self.engine_died is not None:
            reason = speech.words(sentence(self.engine_died))
            return [Span(say("screen.engine_died", reason=reason, when=self.as_of), "alarm")]
        if self.progress is not None and self.progress.done < self.progress.total:
            done, total = str(self.progress.done), str(self.progress.total)
            return [Span(say("screen.checking", done=done, total=total), "dim")]
        if self.said.text:
            return [self.said]
        return [self._at_rest(speech)]

    def _at_rest(self, speech: Speech) -> Span:
        """What stands there while nothing happens: of which time the screen is, then whether it can be written."""
        if self.past:
            return Span(speech.say("screen.past", when=self.past), "warning")
        if self.last_run:
            return Span(speech.say("screen.from_last_run", when=self.last_run), "warning")
        return Span(speech.say("screen.reading_only" if self.read_only else "screen.saved"), "dim")

    def others(self, speech: Speech) -> list[Span]:
        """That this person is not alone here; nothing while they are."""
        return [Span(speech.say("screen.people_here", n=str(self.here)), "dim")] if self.here > 1 else []
