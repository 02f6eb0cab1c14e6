"""One file to make, as it is sent to a worker."""

from dataclasses import dataclass

from toolkit.routes import File


@dataclass(frozen=True)
class Job:
    """`content` is the value in JSON, to the letter what was sealed where it was;
    `signed_by` is printed in the annex of names, `mark` is the hash it was sealed under;
    `unit` is whose first day it is; `draft` names the calendar's entries."""

    file: File
    content: bytes
    locale: str
    signed_by: str = ""
    mark: str = ""
    unit: str = ""
    draft: str = ""
