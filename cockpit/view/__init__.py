"""Picture, marks and checklist become rows of plain words: what the screens say, testable without a terminal."""
