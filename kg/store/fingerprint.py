"""What a graph was made with: when that changes, what was made with it is made anew."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from kg.read.files import load
from kg.resources import Ontology

_CODE = Path(__file__).parent.parent


def fingerprint(ontology: Ontology, *more: str) -> str:
    """A hash of this package, of the ontology with what a user added, and of `more` that decides what is found."""
    digest = sha256()
    for root in (_CODE, *ontology.roots):
        for path in sorted(_files(root)):
            digest.update(f"\n{path.relative_to(root).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    digest.update("\n".join(("", *more)).encode())
    return digest.hexdigest()[:16]


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, or of a member of an archive, as a disclosure has it; raises `ReadError`."""
    return sha256(load(path)).hexdigest()


def _files(root: Path) -> Iterable[Path]:
    wanted = {".py"} if root == _CODE else {".ttl", ".rq", ".yaml", ".jsonl"}
    return (path for path in root.rglob("*") if path.suffix in wanted)
