"""The garbage collector held off: what it would have found is found later."""

import gc
from weakref import ReferenceType, ref

from appendix_pipeline.collector import held


class Node:
    """What only the collector can free: it refers to itself."""

    def __init__(self) -> None:
        self.me = self


def test_a_process_that_goes_on_does_not_keep_what_was_made_meanwhile() -> None:
    made: list[ReferenceType[Node]] = []
    for _ in range(100):
        with held():
            made.append(ref(Node()))
            assert not gc.isenabled()
    assert gc.isenabled()
    assert sum(each() is not None for each in made) < 20
