"""The exceptions a user can meet; each message names the file, the place and the way out."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that are shown as one line, without a traceback."""


class ReadError(KgError):
    """A file could not be read; the other files go on."""


class NotADisclosure(ReadError):
    """A readable file in which nothing of a disclosure was found."""


class DataError(KgError):
    """A file of the ontology folder is wrong: names the file and the line."""


class QueryError(KgError):
    """A query that does not parse or cannot be run."""
