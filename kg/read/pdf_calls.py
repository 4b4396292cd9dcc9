"""pdfium's functions with addresses as plain numbers: an object for each pointer would cost more than most calls."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw


class _Calls:
    """The functions of `pypdfium2.raw` by their names; each is made when it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        function = getattr(raw, name)
        kinds = (function.restype, *function.argtypes)
        plain = ctypes.CFUNCTYPE(*(ctypes.c_void_p if _is_pointer(kind) else kind for kind in kinds))
        setattr(self, name, plain(address(function)))
        return getattr(self, name)


def _is_pointer(kind: Any) -> bool:
    return isinstance(kind, type(ctypes.POINTER(ctypes.c_int)))


def address(pointer: Any) -> int:
    """Where a pointer points; 0 is nowhere."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


calls = _Calls()
