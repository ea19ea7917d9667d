"""Files of strangers: what is refused before anything reads them. The message says why, in one line."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from wijkplan.planner.text import Text, both

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
        raise Hostile(
            both(
                "A file needs a name with an ending, such as plan.xlsx.",
                "Een bestand heeft een naam met een uitgang, zoals plan.xlsx.",
            )
        )
    return made


def checked(name: str, raw: bytes, most: int) -> None:
    """Raises :class:`Hostile` for what is too large, packed to burst, has macros, or is XML that defines entities."""
    ending = PurePosixPath(name.lower()).suffix
    if ending in MACROS:
        raise Hostile(
            both(
                f"{name}: files with macros, or of Excel before 2007, are not taken in. Save it as .xlsx.",
                f"{name}: bestanden met macro’s, of van Excel van voor 2007, worden niet aangenomen. Bewaar het als "
                ".xlsx.",
            )
        )
    if ending not in KINDS:
        known = ", ".join(sorted(KINDS))
        raise Hostile(
            both(
                f"{name} is none of the kinds that are read: {known}.",
                f"{name} is geen soort die gelezen wordt: {known}.",
            )
        )
    if len(raw) > most:
        raise Hostile(
            both(
                f"{name} is larger than {most // 2**20} MB.",
                f"{name} is groter dan {most // 2**20} MB.",
            )
        )
    if not raw:
        raise Hostile(both(f"{name} is empty.", f"{name} is leeg."))
    if ending in (".xlsx", ".ods"):
        _packed(name, raw)
    elif raw[:4] == b"PK\x03\x04" or raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Hostile(
            both(
                f"{name} is not what its ending says: it is a packed file.",
                f"{name} is niet wat de uitgang zegt: het is een ingepakt bestand.",
            )
        )
    if ending == ".xml" and CLOSED.search(_plain(raw)):
        raise Hostile(_entities(name))


def _plain(raw: bytes) -> bytes:
    """XML in two-byte letters as one-byte ones, so that nothing hides in them."""
    return raw.replace(b"\x00", b"")


def _entities(name: str) -> Text:
    return both(
        f"{name}: XML with a DOCTYPE or entities is not taken in.",
        f"{name}: XML met een DOCTYPE of entiteiten wordt niet aangenomen.",
    )


def _packed(name: str, raw: bytes) -> None:
    burst = both(
        f"{name} unpacks to more than a workbook holds; it is not taken in.",
        f"{name} pakt uit tot meer dan een werkmap bevat; het wordt niet aangenomen.",
    )
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
                        both(
                            f"{name} holds macros or embedded programs ({one.filename}). Save it without them.",
                            f"{name} bevat macro’s of ingesloten programma’s ({one.filename}). Bewaar het zonder.",
                        )
                    )
                if one.filename.lower().endswith((".xml", ".rels")):
                    with packed.open(one) as stream:
                        if CLOSED.search(_plain(stream.read(65_536))):
                            raise Hostile(_entities(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Hostile(
            both(
                f"{name} is damaged, or has a password: it cannot be opened.",
                f"{name} is beschadigd, of heeft een wachtwoord: het kan niet worden geopend.",
            )
        ) from error
