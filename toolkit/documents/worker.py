"""A process that makes files: a job comes in, bytes go out, until nobody asks."""

import os
import pickle
import struct
import sys
from typing import BinaryIO

NICE = 10
HEAD = struct.Struct("!?Q")
"""Before each answer: whether the file was made, and how long what follows is."""
SIZE = struct.Struct("!Q")
"""Before each job."""


def main() -> None:
    # A worker gives way to the server, which answers people who wait.
    os.nice(NICE)
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints must not speak in our answers.
    os.dup2(2, 1)
    while size := jobs.read(SIZE.size):
        _answer(answers, jobs.read(SIZE.unpack(size)[0]))


def _answer(answers: BinaryIO, asked: bytes) -> None:
    from toolkit.documents.formats import make

    try:
        made, content = True, make(pickle.loads(asked))
    except Exception as fault:
        made, content = False, _told(fault).encode()
    answers.write(HEAD.pack(made, len(content)))
    answers.write(content)
    answers.flush()


def _told(fault: Exception) -> str:
    """The type and the place: a message may hold what somebody wrote."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    file = os.path.basename(trace.tb_frame.f_code.co_filename) if trace else ""
    return f"{type(fault).__name__} at {file}:{trace.tb_lineno if trace else 0}"


if __name__ == "__main__":
    main()
