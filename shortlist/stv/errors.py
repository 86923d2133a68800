"""The count's refusals: each has a name and one plain sentence for the person who meets it."""

from __future__ import annotations


class CountError(Exception):
    """A count that cannot be made; `sentence` says why, without any traceback."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InputError(CountError):
    """Papers, or a wish about them, that cannot be read; with line and column if in a file."""

    def __init__(self, sentence: str, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f"line {line}, column {column or 1}: "
        super().__init__(where + sentence)
        self.line = line
        self.column = column


class NoPapersError(InputError):
    """No paper shows a preference that can be counted."""

    def __init__(self) -> None:
        super().__init__("There are no formal papers, so nothing can be counted.")


class TieError(CountError):
    """A tie that only a lot can decide, when none was given; names the stage and the candidates."""

    def __init__(self, sentence: str, stage: int, between: tuple[int, ...]) -> None:
        super().__init__(sentence)
        self.stage = stage
        self.between = between
