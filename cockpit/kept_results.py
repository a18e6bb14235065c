"""What outlives an engine beside its picture: what every file is, and every verdict, each for the same code only."""

from hashlib import sha256

from cockpit.judging import Judging
from cockpit.kept_verdicts import KeptVerdicts
from cockpit.library import Library, reading_hints
from cockpit.quiet import Listing
from cockpit.reading_index import code_version, keep_index, kept_index
from cockpit.rulebook import Rulebook
from cockpit.store import Store
from cockpit.tabling import Tabling


class KeptResults:
    """The results of one workspace in ``state/cache``."""

    def __init__(self, state: Store, rules: Rulebook, rows_shown: int, *, verdicts: bool) -> None:
        """Without `verdicts` only the files are taken from earlier sessions, and everything is judged."""
        self._state = state
        self._rules = rules
        self._verdicts = KeptVerdicts(state, rows_shown)
        self._judges = not verdicts
        self._indexed: object = None  # what the index on disk holds

    def resume(self, library: Library, tabling: Tabling, judging: Judging, listing: Listing) -> None:
        """Before the first run: go on where the last session ended."""
        index = kept_index(self._state, self._index_key(library))
        library.resume(index.files, listing, self._rules.hints)
        tabling.resume(index.joins)
        if not self._judges:
            judging.resume(self._verdicts.kept(self._verdicts_key()))

    def keep(self, library: Library, tabling: Tabling, judging: Judging) -> None:
        """After a run: keep what is new. A folder that cannot be written keeps nothing."""
        self._verdicts.keep(self._verdicts_key(), judging.words)
        files, joins = library.files, tabling.joins
        indexed = {name: id(file) for name, file in files.items()}, joins
        if indexed != self._indexed:
            keep_index(self._state, self._index_key(library), files, joins)
            self._indexed = indexed

    def _index_key(self, library: Library) -> str:
        depends_on = str(library.root), reading_hints(self._rules.hints), self._rules.code(), code_version()
        return sha256(repr(depends_on).encode("utf-8", "surrogatepass")).hexdigest()

    def _verdicts_key(self) -> str:
        return f"{self._rules.digest()} {code_version()}"
