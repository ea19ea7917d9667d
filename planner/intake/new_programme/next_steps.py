"""The page of a new programme: what was made, what is made up in it, and what to do next, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from wijkplan.planner.intake.workbook.examples import Kind, template_of
from wijkplan.planner.intake.workbook.trades_asked import trades_of_work
from wijkplan.planner.reference import District, Reference
from wijkplan.planner.submission.schema import StreetRecord
from wijkplan.planner.text import Language, Text, say, translated

STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1d2b2a}
h1{color:#1f4e4a;font-size:1.6rem}h2{color:#1f4e4a;font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}td.n,th.n{text-align:right}
code{background:#f0f5f4;padding:.1rem .3rem}pre{background:#f0f5f4;padding:.6rem;overflow-x:auto}
.table{overflow-x:auto;background:linear-gradient(90deg,#fff 30%,transparent) 0 0,
linear-gradient(270deg,#fff 30%,transparent) 100% 0,linear-gradient(90deg,#1f4e4a73,#1f4e4a00) 0 50%,
linear-gradient(270deg,#1f4e4a73,#1f4e4a00) 100% 50%;background-repeat:no-repeat;
background-size:44px 100%,44px 100%,18px calc(100% - 4px),18px calc(100% - 4px);
background-attachment:local,local,scroll,scroll}
.mark{background:#ffe699;padding:0 .3rem}"""
WHO: dict[Kind, Text] = {
    "municipality": say("municipality"),
    "grid": say("grid operator or grid contractor"),
    "civil": say("civil contractor"),
    "installer": say("installer"),
    "builder": say("builder"),
    "charging": say("charge-point operator"),
    "corporation": say("housing corporation"),
}


def page(
    name: str,
    districts: Sequence[District],
    streets: Sequence[StreetRecord],
    made_up: bool,
    senders: Sequence[tuple[Kind, str]],
    folders: tuple[str, str, str],
    reference: Reference,
    language: Language,
) -> str:
    """The page as HTML that opens offline. ``senders``: kind and file of each template; ``folders``: of submissions
    and of templates, and the name of the programme's workbook."""

    def t(text: Text | str) -> str:
        return escape(translated(text, language))

    homes = sum(street.homes for street in streets)
    count = say(
        "{count} districts, {streets} streets, {homes} homes.", count=len(districts), streets=len(streets), homes=homes
    )
    body = [
        f"<h1>{escape(name)}</h1>",
        f"<p>{t(count)}</p>",
        f"<h2>{t(say('What to do next'))}</h2>",
        _list(t(step) for step in _steps(folders, made_up, language)),
        f"<h2>{t(say('Who gets which workbook'))}</h2>",
        f"<p>{t(say('Work that is contracted is sent by one party: agree whether client or contractor does.'))} "
        f"{t(say('Two of a kind: copy the workbook and give each its own id.'))}</p>",
        _table(
            (
                t(say("For")),
                t(say("Workbook")),
                t(say("Work")),
                t(say("Trades that the work asks for, and with whom they are")),
            ),
            (
                (t(WHO[kind]), f"<code>{escape(file)}</code>", *_work(kind, reference, language))
                for kind, file in senders
            ),
        ),
        f"<h2>{t(say('Districts'))}</h2>",
        _districts(districts, streets, made_up, language),
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(name)}</title><style>{STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _steps(folders: tuple[str, str, str], made_up: bool, language: Language) -> list[Text]:
    submissions, templates, programme = folders
    streets = (
        say(
            "Put the real streets there: they are made up now, in the lists of the workbooks too, where their names "
            "may be typed instead. If you have a list of streets (CSV or GeoJSON), begin again with --streets."
        )
        if made_up
        else say("Look through the streets.")
    )
    file = f"{submissions}/{programme}"
    return [
        say(
            "Open {file}. {streets} Add agreements, grid areas and wishes where there are any.",
            file=file,
            streets=streets,
        ),
        say(
            "Send each party its workbook out of {folder}. Each fills it in, checks it and sends it back.",
            folder=templates,
        ),
        say("Save what comes back in {folder}, under names of your own.", folder=submissions),
        say(
            "Check all of it: wijkplan check {folder} --language {language}. It says per cell what is wrong, whose it "
            "is and what to do.",
            folder=submissions,
            language=language,
        ),
        say(
            "Once there are no errors, compare: wijkplan compare {folder} --time-limit 60 --out result. Then open "
            "result/report.html.",
            folder=submissions,
        ),
    ]


def _work(kind: Kind, reference: Reference, language: Language) -> tuple[str, str]:
    """The work that a kind of sender has, and the trades that it asks for with the sectors they come from."""
    kinds = template_of(kind, reference).work_types
    work = ", ".join(escape(reference.work_types[w].called(language)) for w in kinds)
    return work, "<br>".join(escape(translated(row, language)) for row in trades_of_work(kinds, reference, language))


def _districts(
    districts: Sequence[District], streets: Sequence[StreetRecord], made_up: bool, language: Language
) -> str:
    def t(text: Text | str) -> str:
        return escape(translated(text, language))

    counts = Counter(street.district for street in streets)
    mark = f' <span class="mark">{t(say("made up"))}</span>' if made_up else ""
    heads = (say("Code"), say("Name"), say("Municipality"), say("Labour-market region"), say("Homes"), say("Streets"))
    rows = (
        (
            f"<code>{escape(d.id)}</code>", escape(d.name), escape(d.municipality), escape(d.region),
            f"{d.homes} ({escape(d.origin.source)}, {escape(d.origin.date)})", f"{counts[d.id]}{mark}",
        )
        for d in districts
    )  # fmt: skip
    return _table(tuple(map(t, heads)), rows)


def _list(items: Iterable[str]) -> str:
    return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{head}</th>" for head in heads)
    return (
        f'<div class="table" tabindex="0"><table><tr>{top}</tr>'
        f"{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows)}</table></div>"
    )
