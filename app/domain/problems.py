"""The two kinds of failure that are not bugs: what the person can put right, and what the surroundings refuse."""


class Problem(Exception):
    """Something the person can put right; the message says what it is and what to do, in one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Trouble(Exception):
    """The surroundings refuse (file open elsewhere, disk full, locked, damaged); offered again or in another place."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
