"""Files of strangers: what is refused before anything reads them. The message says why, in one line."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from wijkplan.planner.text import Text, say

MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes of all parts of a workbook together."""

MOST_PARTS = 2_000
MOST_RATIO = 200
"""How many times larger a part may be than as it is packed, where it is large."""

LARGE = 1024 * 1024
KINDS = frozenset({".json", ".xlsx", ".ods", ".csv", ".xml", ".xer", ".toml", ".geojson"})
MACROS = frozenset({".xlsm", ".xltm", ".xlsb", ".xls", ".xlam", ".docm"})
CLOSED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
MACRO_PARTS = ("vbaproject", "basic/", "scripts/", "activex/", "oleobject")


class Hostile(ValueError):
    """A file that is not taken in; ``why`` is said to who sent it."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


def safe_name(name: str) -> str:
    """The last part of a name, with nothing in it that means something to a file system. Raises :class:`Hostile`."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    made = re.sub(r"[^\w.\- ()]", "_", last)[-120:].lstrip(". ")
    if not made or "." not in made:
        raise Hostile(say("A file needs a name with an ending, such as plan.xlsx."))
    return made


def checked(name: str, raw: bytes, most: int) -> None:
    """Raises :class:`Hostile` for what is too large, packed to burst, has macros, or is XML that defines entities."""
    ending = PurePosixPath(name.lower()).suffix
    if ending in MACROS:
        raise Hostile(
            say("{name}: files with macros, or of Excel before 2007, are not taken in. Save it as .xlsx.", name=name)
        )
    if ending not in KINDS:
        known = ", ".join(sorted(KINDS))
        raise Hostile(say("{name} is none of the kinds that are read: {known}.", name=name, known=known))
    if len(raw) > most:
        raise Hostile(say("{name} is larger than {most} MB.", name=name, most=most // 2**20))
    if not raw:
        raise Hostile(say("{name} is empty.", name=name))
    if ending in (".xlsx", ".ods"):
        _packed(name, raw)
    elif raw[:4] == b"PK\x03\x04" or raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Hostile(say("{name} is not what its ending says: it is a packed file.", name=name))
    if ending == ".xml" and CLOSED.search(_plain(raw)):
        raise Hostile(_entities(name))


def _plain(raw: bytes) -> bytes:
    """XML in two-byte letters as one-byte ones, so that nothing hides in them."""
    return raw.replace(b"\x00", b"")


def _closed_in(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part defines entities: any part, for a workbook says itself which of them are its sheets, and all of
    it, for a comment before it may be as long as one likes."""
    before = b""
    with packed.open(part) as stream:
        while piece := stream.read(2**20):
            if CLOSED.search(_plain(before + piece)):
                return True
            before = piece[-64:]
    return False


def _entities(name: str) -> Text:
    return say("{name}: XML with a DOCTYPE or entities is not taken in.", name=name)


def _packed(name: str, raw: bytes) -> None:
    burst = say("{name} unpacks to more than a workbook holds; it is not taken in.", name=name)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
                raise Hostile(burst)
            for one in parts:
                if one.file_size > LARGE and one.file_size > MOST_RATIO * max(1, one.compress_size):
                    raise Hostile(burst)
                if any(word in one.filename.lower() for word in MACRO_PARTS):
                    raise Hostile(
                        say(
                            "{name} holds macros or embedded programs ({part}). Save it without them.",
                            name=name,
                            part=one.filename,
                        )
                    )
                if _closed_in(packed, one):
                    raise Hostile(_entities(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Hostile(say("{name} is damaged, or has a password: it cannot be opened.", name=name)) from error
