"""A time limit ends what runs for ever, in every kind of thread, and nothing that ended in time."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable

import pytest

from kg.limit import Limit, TooLong

SOON = 0.05


def for_ever() -> None:
    """Python that does not end."""
    while True:
        pass


def for_ever_and_deaf() -> None:
    """Code that takes what interrupts it for an error of its own, once."""
    try:
        for_ever()
    except BaseException:
        for_ever()


def in_a_regular_expression() -> None:
    """Some centuries in C."""
    re.search(r"(?:a+)+$", "a" * 60 + "b")


def ended(work: Callable[[], None], seconds: float) -> bool:
    """Whether the limit ended it."""
    try:
        with Limit(seconds):
            work()
    except TooLong:
        return True
    return False


def in_a_thread(work: Callable[[], None], seconds: float) -> bool:
    """The same where no alarm reaches: in another thread, as on all of Windows."""
    told: list[bool] = []
    thread = threading.Thread(target=lambda: told.append(ended(work, seconds)))
    thread.start()
    thread.join(30)
    return told == [True]


@pytest.mark.parametrize("where", [ended, in_a_thread])
@pytest.mark.parametrize("work", [for_ever, for_ever_and_deaf])
def test_what_runs_for_ever_is_ended(where: Callable[..., bool], work: Callable[[], None]) -> None:
    assert where(work, SOON)


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a regular expression runs to its end")
def test_a_regular_expression_is_ended() -> None:
    assert ended(in_a_regular_expression, SOON)


@pytest.mark.parametrize("where", [ended, in_a_thread])
def test_what_ends_in_time_is_left_alone_then_and_later(where: Callable[..., bool]) -> None:
    assert not where(lambda: time.sleep(SOON / 5), SOON)
    time.sleep(2 * SOON)
    assert not where(lambda: None, 0), "0 is no limit"


@pytest.mark.parametrize("where", [ended, in_a_thread])
def test_none_is_left_behind_by_many_that_end_as_the_time_is_over(where: Callable[..., bool]) -> None:
    for n in range(200):
        where(lambda: None, 1e-5 * (n % 10 + 1))
    time.sleep(SOON)
