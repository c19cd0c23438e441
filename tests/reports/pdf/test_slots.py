"""So many at once, over all processes; a holder that is killed holds nothing."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reports.pdf.slots import NoneFree, Slots

ROOT = Path(__file__).parents[3]
HOLD = (
    "import sys, time; from pathlib import Path; from reports.pdf.slots import Slots\n"
    "with Slots(Path(sys.argv[1]), 1).one():\n    print('held', flush=True); time.sleep(60)"
)


def test_one_more_than_there_are_is_refused(tmp_path):
    slots = Slots(tmp_path / "new", 2)
    with slots.one(), slots.one(), pytest.raises(NoneFree), slots.one():
        pass
    with slots.one(), slots.one():
        pass


def test_a_body_that_fails_gives_its_slot_back(tmp_path):
    slots = Slots(tmp_path, 1)
    with pytest.raises(ZeroDivisionError), slots.one():
        1 / 0  # noqa: B018
    with slots.one():
        pass


def test_threads_share_the_slots(tmp_path):
    slots, refused = Slots(tmp_path, 1), []

    def ask():
        try:
            with slots.one():
                pass
        except NoneFree:
            refused.append(True)

    with slots.one():
        other = threading.Thread(target=ask)
        other.start()
        other.join()
    assert refused == [True]


def test_a_killed_process_gives_its_slot_back(tmp_path):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    with child:
        assert child.stdout.readline() == "held\n"
        with pytest.raises(NoneFree), Slots(tmp_path, 1).one():
            pass
        child.kill()
    with Slots(tmp_path, 1).one():
        pass
