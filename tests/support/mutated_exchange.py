"""Right tables and plans of other programs, each with its mapping, and named kinds of what goes wrong with them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from wijkplan.planner.intake.exchange.grid import hash_of

from .right_inputs import PROGRAMME

HEAD = ["Projectnr", "Soort", "Wijk", "Straat", "Van", "Tot", "Riool (m)", "Opmerking"]
COLUMNS = {
    "Projectnr": "id",
    "Soort": "work_type",
    "Wijk": "district",
    "Straat": "places.street",
    "Van": "wanted.start",
    "Tot": "wanted.end",
    "Riool (m)": "places.sewer_metres",
    "Opmerking": "",
}
FORWARD = ["id", "owner", "what", "street", "from", "until", "certainty", "opens_street"]
OWN = 'Wijk = "district"\nStraat = "places.street"\n"Riool (m)" = "places.sewer_metres"\n'
PLAN = 'Id = "id"\nTitle = "title"\nStart = "wanted.start"\nFinish = "wanted.end"\n' + OWN
NS = "http://schemas.microsoft.com/project"


@dataclass(slots=True)
class Table:
    """A table to be. ``above`` are lines before the headings."""

    rows: list[list[str]]
    separator: str = ";"
    encoding: str = "utf-8"
    ending: str = "\r\n"
    above: list[str] = field(default_factory=list)

    def raw(self) -> bytes:
        """The table as a file."""
        stream = io.StringIO()
        csv.writer(stream, delimiter=self.separator, lineterminator=self.ending).writerows(self.rows)
        text = "".join(line + self.ending for line in self.above) + stream.getvalue()
        return text.encode(self.encoding, "replace")


@dataclass(slots=True)
class Exchange:
    """What is sent: tables by name, files as they are (mappings and plans among them)."""

    tables: dict[str, Table]
    files: dict[str, bytes]

    def write(self, folder: Path) -> None:
        """All files."""
        folder.mkdir(parents=True)
        for name, raw in ({name: table.raw() for name, table in self.tables.items()} | self.files).items():
            (folder / name).write_bytes(raw)


def _mapping(sender: str, columns: str, headings: str, separator: str = ";", kind: str = "client") -> bytes:
    return (
        f'agreed = true\nseparator = "{separator}"\nencoding = "utf-8"\ndecimal = ","\n'
        f'sheet = "projects"\nheadings = "{headings}"\n'
        f'[sender]\nkind = "{kind}"\nid = "{sender}"\nname = "{sender}"\nregime = "classic"\n'
        f"[columns]\n{columns}[constants]\n"
    ).encode()


def mapping_of(head: list[str]) -> bytes:
    """The mapping of the table."""
    return _mapping("tabel", "".join(f"{json.dumps(k)} = {json.dumps(v)}\n" for k, v in COLUMNS.items()), hash_of(head))


def _task(uid: int, metres: int, more: str = "") -> str:
    own = {"1": "P09", "2": f"P09-S{uid}", "3": str(metres)}
    fields = "".join(
        f"<ExtendedAttribute><FieldID>{k}</FieldID><Value>{v}</Value></ExtendedAttribute>" for k, v in own.items()
    )
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>XML-{uid}</Name><WBS>XML-{uid}</WBS><OutlineLevel>1</OutlineLevel><Start>2027-09-06T08:00:00</Start>"
        f"<Finish>2028-09-29T17:00:00</Finish><Duration>PT40H0M0S</Duration><Milestone>0</Milestone><Summary>0</Summary>{more}{fields}</Task>"
    )


def _plan() -> bytes:
    names = {"1": "Wijk", "2": "Straat", "3": "Riool (m)"}
    fields = "".join(
        f"<ExtendedAttribute><FieldID>{k}</FieldID><Alias>{v}</Alias></ExtendedAttribute>" for k, v in names.items()
    )
    link = (
        "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type>"
        "<LinkLag>0</LinkLag><LagFormat>7</LagFormat></PredecessorLink>"
    )
    tasks = _task(1, 151) + _task(2, 152, link) + _task(3, 153)
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?><Project xmlns="{NS}"><ExtendedAttributes>{fields}</ExtendedAttributes>'
    )
    return f"{head}<Tasks>{tasks}</Tasks></Project>".encode()


XER = (
    "ERMHDR\t19.12\n%T\tPROJECT\n%F\tproj_id\n%R\t1\n%T\tUDFTYPE\n%F\tudf_type_id\ttable_name\tudf_type_label\n"
    "%R\t1\tTASK\tWijk\n%R\t2\tTASK\tStraat\n%R\t3\tTASK\tRiool (m)\n"
    "%T\tTASK\n%F\ttask_id\tproj_id\ttask_type\ttask_code\ttask_name\ttarget_start_date\ttarget_end_date\n"
    "%R\t1\t1\tTT_Task\tXER-1\tXER-1\t2027-09-06 08:00\t2028-09-29 17:00\n%R\t2\t1\tTT_Task\tXER-2\tXER-2\t2027-09-06 "
    "08:00\t2028-09-29 17:00\n"
    "%T\tTASKPRED\n%F\ttask_id\tpred_task_id\tpred_type\tlag_hr_cnt\n%R\t2\t1\tPR_FS\t0\n"
    "%T\tUDFVALUE\n%F\tudf_type_id\tfk_id\tudf_text\tudf_number\n"
    "%R\t1\t1\tP09\t\n%R\t2\t1\tP09-S4\t\n%R\t3\t1\t\t161\n%R\t1\t2\tP09\t\n%R\t2\t2\tP09-S5\t\n%R\t3\t2\t\t162\n%E\n"
)


def right() -> Exchange:
    """Files without a mistake: a programme, an employer in JSON, a table, a plan of each kind, and plans of others."""
    crews = [
        {"id": trade, "trade": trade, "region": "AM01", "heads": heads}
        for trade, heads in (("SEW", 11), ("GRW", 12), ("MCH", 13), ("PAV", 14))
    ]
    free = [crew | {"status": "free"} for crew in crews]
    employer = {
        "kind": "employer",
        "format_version": 1,
        "id": "wegen",
        "name": "Wegen",
        "sector": "civil",
        "crews": free,
    }
    rows = [
        [f"CSV-{i % 2}", "sewer", "P09", f"P09-S{i + 1}", "2027-09-06", "2028-09-29", f"{101 + i},5", f"één {i}"]
        for i in range(4)
    ]  # two projects of two places each
    others = [
        [f"FWD-{i}", "Water", "leiding", f"P09-S{i}", f"2029-0{i}-05", f"2029-0{i}-16", "agreed", "yes"]
        for i in (1, 2, 3)
    ]
    files = {
        "programme.json": json.dumps(PROGRAMME).encode(),
        "wegen.json": json.dumps(employer).encode(),
        "tabel.mapping.toml": mapping_of(HEAD),
        "plan.xml": _plan(),
        "plan.xml.mapping.toml": _mapping("msproject", PLAN, "plan") + b'work_type = "sewer"\n',
        "plan.xer": XER.encode(),
        "plan.xer.mapping.toml": _mapping("primavera", PLAN, "plan") + b'work_type = "sewer"\n',
    }
    return Exchange(
        {"tabel.csv": Table([[*HEAD], *sorted(rows)]), "forward-plans.csv": Table([[*FORWARD], *others])}, files
    )


Mutation = Callable[[Exchange, Random], None]
KINDS: dict[str, Mutation] = {}


def _kind(name: str, mutation: Mutation) -> None:
    KINDS[name] = mutation


def _table(name: str, change: Callable[[Table, Random], object], of: str = "tabel.csv") -> None:
    def made(sent: Exchange, drawn: Random) -> None:
        if of in sent.tables and all(sent.tables[of].rows) and len(sent.tables[of].rows) > 1:  # what others have left
            change(sent.tables[of], drawn)

    _kind(name, made)


def _put(name: str, column: int, make: Callable[[str, Random], str], of: str = "tabel.csv") -> None:
    def change(table: Table, drawn: Random) -> None:
        rows = [row for row in table.rows[1:] if len(row) > column]
        if rows:
            row = drawn.choice(rows)
            row[column] = make(row[column], drawn)

    _table(name, change, of)


def _file(name: str, of: str, change: Callable[[bytes, Random], bytes]) -> None:
    def made(sent: Exchange, drawn: Random) -> None:
        if of in sent.files:
            sent.files[of] = change(sent.files[of], drawn)

    _kind(name, made)


def _swap(old: str, new: str) -> Callable[[bytes, Random], bytes]:
    return lambda raw, _: raw.replace(old.encode(), new.encode())


for _encoding in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850", "mac_roman", "ascii"):
    _table(f"table: {_encoding}", lambda t, _, encoding=_encoding: setattr(t, "encoding", encoding))  # type: ignore[misc]
for _label, _mark in {"commas": ",", "tabs": "\t", "bars": "|"}.items():
    _table(f"table: {_label}", lambda t, _, mark=_mark: setattr(t, "separator", mark))  # type: ignore[misc]
_table("table: lines of a Mac", lambda t, _: setattr(t, "ending", "\r"))
_table("table: a title above", lambda t, _: t.above.append("Export van mei 2027"))
_table("table: separator named", lambda t, _: t.above.insert(0, "sep=;"))
_table(
    "table: heading called otherwise", lambda t, d: t.rows[0].__setitem__(d.randrange(len(t.rows[0])), "Iets anders")
)
_table(
    "table: heading gone",
    lambda t, d: (
        [row.pop(0) for row in t.rows if row] if d.random() < 0.5 else t.rows.pop(0) if len(t.rows) > 1 else None
    ),
)
_table("table: heading twice", lambda t, _: t.rows[0].append(t.rows[0][0]))
_table("table: columns in another order", lambda t, _: [row.reverse() for row in t.rows])
_table(
    "table: rows in another order",
    lambda t, d: t.rows.__setitem__(slice(1, None), d.sample(t.rows[1:], len(t.rows) - 1)),
)
_table("table: a row twice", lambda t, d: t.rows.append([*d.choice(t.rows)]))
_table("table: a short row", lambda t, d: d.choice(t.rows).__delitem__(slice(3, None)))
_table("table: a long row", lambda t, d: d.choice(t.rows).extend(["x", "y"]))
_table("table: empty rows", lambda t, d: t.rows.insert(d.randint(1, len(t.rows)), [""] * 8))
_table("table: a total below", lambda t, _: t.rows.append(["Totaal", "", "", "", "", "", "412,0", ""]))
_table("table: only headings", lambda t, _: t.rows.__delitem__(slice(1, None)))
_table("table: nothing at all", lambda t, _: t.rows.clear())
_table("table: a hundred columns", lambda t, _: [row.extend([""] * 100) for row in t.rows])
_put("table: amount with thousands", 6, lambda *_: "1.250,5")
_put("table: amount with a point", 6, lambda v, _: v.replace(",", "."))
_put("table: amount in words", 6, lambda *_: "veel")
_put("table: amount empty", 6, lambda *_: "")
_put("table: amount of 1e308", 6, lambda *_: "1e308")
_put("table: amount below nothing", 6, lambda v, _: f"-{v}")
_put("table: amount in kilometres", 6, lambda v, _: f"{v} km")
_put("table: amount of people", 6, lambda v, _: f"{v} man")
_put("table: a new line inside a value", 7, lambda *_: "een\ntwee")
_put("table: a quote that never ends", 7, lambda *_: '"' * 3)
_put("table: control signs", 7, lambda *_: "\x00\x07\x1b")
_put("table: control signs in a number", 0, lambda v, _: f"{v}\x00")
_put("table: no number", 0, lambda *_: "")
_put("table: another number", 0, lambda _, d: f"CSV-{d.randint(0, 3)}")
_put("table: district unknown", 2, lambda *_: "Wijk X")
_put("table: street unknown", 3, lambda *_: "P09-S99")
_put("table: street empty", 3, lambda *_: "")
_put("table: work type unknown", 1, lambda *_: "stoken")
_put("table: year 1", 4, lambda *_: "0001-01-01")
_put("table: year 9999", 5, lambda *_: "9999-12-31")
_put("table: week without a year", 4, lambda *_: "wk 36")
_put("table: no date", 5, lambda *_: "later")
_put("table: dates the wrong way", 5, lambda *_: "2027-01-05")
_put("table: another week for one place", 4, lambda *_: "2027-10-04")
_put("table: a formula", 7, lambda *_: "=1+1")
_put("table: a text of a book", 7, lambda *_: "riool " * 5000)

MAPPING = "tabel.mapping.toml"
_kind("mapping: none", lambda s, _: s.files.pop(MAPPING, None))  # type: ignore[arg-type,return-value]
_kind("mapping: of another table", lambda s, _: s.files.__setitem__("ander.mapping.toml", s.files.get(MAPPING, b"")))
_file("mapping: not agreed", MAPPING, _swap("agreed = true", "agreed = false"))
_file("mapping: agreed in words", MAPPING, _swap("agreed = true", 'agreed = "ja"'))
_file("mapping: no TOML", MAPPING, lambda raw, _: raw[: len(raw) // 2] + b"\xff[[")
_file("mapping: empty", MAPPING, lambda *_: b"")
_file("mapping: no sender", MAPPING, _swap('id = "tabel"', 'id = ""'))
_file("mapping: of an employer", MAPPING, _swap('kind = "client"', 'kind = "employer"'))
_file("mapping: of a sender that is there", MAPPING, _swap('id = "tabel"', 'id = "msproject"'))
_file("mapping: of the programme", MAPPING, _swap('kind = "client"', 'kind = "programme"'))
_file("mapping: unknown field", MAPPING, _swap('"work_type"', '"soort"'))
_file(
    "mapping: one field for two headings",
    MAPPING,
    _swap('"Opmerking" = ""', '"Opmerking" = "title"\n"Soort " = "title"'),
)
_file("mapping: two headings for one field", MAPPING, _swap('"Opmerking" = ""', '"Opmerking" = "places.street"'))
_file("mapping: amounts not read", MAPPING, _swap('"places.sewer_metres"', '""'))
_file("mapping: numbers not read", MAPPING, _swap('"Projectnr" = "id"', '"Projectnr" = ""'))
_file("mapping: unit of another kind", MAPPING, lambda raw, _: raw + b'[units]\n"Riool (m)" = "days"\n')
_file("mapping: kilometres", MAPPING, lambda raw, _: raw + b'[units]\n"Riool (m)" = "km"\n')
_file("mapping: other list", MAPPING, _swap('sheet = "projects"', 'sheet = "crews"'))
_file("mapping: list that does not exist", MAPPING, _swap('sheet = "projects"', 'sheet = "werk"'))
_file("mapping: other separator", MAPPING, _swap('separator = ";"', 'separator = ","'))
_file("mapping: other encoding", MAPPING, _swap('encoding = "utf-8"', 'encoding = "klingon"'))
_file("mapping: other decimal mark", MAPPING, _swap('decimal = ","', 'decimal = "."'))
_file("mapping: values", MAPPING, lambda raw, _: raw + b'[values]\n"sewer" = "heat"\n')
_file("mapping: constant of the wrong kind", MAPPING, lambda raw, _: raw + b"participation_percent = 1e400\n")

_file("plan: cut off", "plan.xml", lambda raw, d: raw[: d.randrange(len(raw))])
_file("plan: entities", "plan.xml", _swap("?><Project", '?><!DOCTYPE a [<!ENTITY x "y">]><Project'))
_file(
    "plan: wide letters",
    "plan.xml",
    lambda raw, _: raw.decode("utf-8", "replace").replace("UTF-8", "UTF-16").encode("utf-16"),
)
_file("plan: another format", "plan.xml", _swap(NS, "urn:x"))
_file("plan: year 1", "plan.xml", _swap("2027-09-06T", "0001-01-01T"))
_file("plan: year 9999", "plan.xml", _swap("2028-09-29T", "9999-12-31T"))
_file("plan: no such day", "plan.xml", _swap("2028-09-29T", "2028-02-31T"))
_file("plan: link to nowhere", "plan.xml", _swap("<PredecessorUID>1<", "<PredecessorUID>99<"))
_file("plan: link to itself", "plan.xml", _swap("<PredecessorUID>1<", "<PredecessorUID>2<"))
_LINK = "<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type></PredecessorLink>"
_file("plan: links in a circle", "plan.xml", _swap("<Name>XML-1<", f"{_LINK}<Name>XML-1<"))
_file("plan: link of a kind that does not exist", "plan.xml", _swap("<Type>1<", "<Type>17<"))
_file("plan: endless lag", "plan.xml", _swap("<LinkLag>0<", "<LinkLag>99999999999999<"))
_file("plan: a summary", "plan.xml", _swap("<Summary>0<", "<Summary>1<"))
_file(
    "plan: milestones",
    "plan.xml",
    lambda raw, _: raw.replace(b"PT40H0M0S", b"PT0H0M0S").replace(b"<Milestone>0<", b"<Milestone>1<"),
)
_file("plan: task twice", "plan.xml", _swap(">XML-3<", ">XML-2<"))
_file("plan: no amounts", "plan.xml", _swap("<FieldID>3<", "<FieldID>4<"))
_file("plan: amount of 1e308", "plan.xml", _swap(">152<", ">1e308<"))
_file("plan: finished", "plan.xml", _swap("<Milestone>0<", "<PercentComplete>100</PercentComplete><Milestone>0<"))
_file("plan: levels of a cliff", "plan.xml", _swap("<OutlineLevel>1<", "<OutlineLevel>99999999999999999999<"))
_file("plan: no names", "plan.xml", _swap("<WBS>XML-2</WBS>", ""))
_kind("plan: without its mapping", lambda s, _: s.files.pop("plan.xml.mapping.toml", None))  # type: ignore[arg-type,return-value]

_file("xer: cut off", "plan.xer", lambda raw, d: raw[: d.randrange(len(raw))])
_file(
    "xer: a table gone",
    "plan.xer",
    lambda raw, d: raw.replace(d.choice([b"%T\tUDFVALUE", b"%T\tUDFTYPE", b"%T\tTASKPRED"]), b"%T\tGONE"),
)
_file("xer: no fields", "plan.xer", lambda raw, _: raw.replace(b"%F\ttask_id\tproj", b"%X\ttask_id\tproj"))
_file("xer: columns shifted", "plan.xer", lambda raw, _: raw.replace(b"TT_Task\tXER", b"TT_Task\t\tXER"))
_file("xer: no such day", "plan.xer", _swap("2027-09-06", "2027-13-45"))
_file("xer: year 9999", "plan.xer", _swap("2028-09-29", "9999-12-31"))
_file("xer: link to nowhere", "plan.xer", lambda raw, _: raw.replace(b"%R\t2\t1\tPR_FS", b"%R\t2\t77\tPR_FS"))
_file("xer: amount in words", "plan.xer", _swap("\t161", "\tveel"))
_file("xer: wide letters", "plan.xer", lambda raw, _: raw.decode("latin-1").encode("utf-16"))
_file("xer: milestones", "plan.xer", _swap("TT_Task", "TT_Mile"))
_file("xer: control signs", "plan.xer", _swap("XER-2\tXER-2", "XER-2\tXER\x0b-2"))

OTHERS = "forward-plans.csv"
_put("plans of others: street unknown", 3, lambda *_: "Nergens", OTHERS)
_put("plans of others: no street", 3, lambda *_: "", OTHERS)
_put("plans of others: intended", 6, lambda *_: "intended", OTHERS)
_put("plans of others: perhaps", 6, lambda *_: "misschien", OTHERS)
_put("plans of others: no owner", 1, lambda *_: "", OTHERS)
_put("plans of others: year 9999", 5, lambda *_: "9999-12-31", OTHERS)
_put("plans of others: the wrong way", 4, lambda *_: "2029-12-01", OTHERS)
_put("plans of others: one id for all", 0, lambda *_: "FWD-1", OTHERS)
_put("plans of others: the whole horizon", 4, lambda *_: "2027-01-04", OTHERS)
_put("plans of others: another's street", 3, lambda *_: "P09-S1", OTHERS)
_table("plans of others: other headings", lambda t, _: t.rows[0].__setitem__(2, "Werkje"), OTHERS)
_GEOMETRIES = ("POINT(6.54 53.23)", "POLYGON((", "{}", "1e308", "")


def _with_geometry(table: Table, drawn: Random) -> None:
    for r, row in enumerate(table.rows):
        row.append("geometry" if r == 0 else drawn.choice(_GEOMETRIES))


_table("plans of others: a geometry", _with_geometry, OTHERS)
