"""The lock of a process is the lock of its case.

One kind of lock, taken in one order (the contest's case before its entries', these by key), so that
a task's act and an act outside any task can never wait for each other.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import connection, transaction

from workflows.domain.transition import lock_case


@contextmanager
def process_lock(flow_class: Any, process_pk: int) -> Iterator[None]:
    """Hold the process for the body; waits for whoever holds its case.

    On SQLite the write transaction itself is the lock.
    """
    joined = connection.in_atomic_block and not connection.features.has_select_for_update
    with nullcontext() if joined else transaction.atomic():
        if connection.features.has_select_for_update:
            process = flow_class.process_class._default_manager.get(pk=process_pk)
            lock_case(process.subject.case_id)
        yield
