"""The progress of a sitting: counted by settled leads, timed without breaks."""

from app.ui.pages.sitting import Sitting


class Watch:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_says_nothing_before_the_first_lead_and_then_how_far_and_how_fast() -> None:
    watch = Watch()
    sitting = Sitting(watch)
    assert sitting.says(40) == ""
    for took in (20, 24, 22):
        watch.now += took
        sitting.settle()
    assert sitting.says(37) == "3 of 40 settled, 22 s each"


def test_a_break_counts_as_a_lead_and_not_as_its_time() -> None:
    watch = Watch()
    sitting = Sitting(watch)
    watch.now += 3_600
    sitting.settle()
    assert sitting.says(1) == "1 of 2 settled"
    watch.now += 10
    sitting.settle()
    assert sitting.says(0) == "2 of 2 settled, 10 s each"
