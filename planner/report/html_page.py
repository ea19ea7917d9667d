"""One HTML file in two languages that opens offline: Dutch is shown, English waits in a ``template`` element for a
button."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wijkplan.planner.text import Language, of_data
from wijkplan.planner.text.amounts import day

from .conclusions import Sentences
from .locale import DUTCH, Tongue
from .svg import patterns


def _day(at: date | str, language: Language) -> Markup:
    """A day that stays on one line."""
    when = date.fromisoformat(at) if isinstance(at, str) else at
    return Markup('<time class="nb" datetime="{}">{}</time>').format(when.isoformat(), day(when, language))


@cache  # templates are compiled once
def environment(tongue: Tongue) -> Environment:
    """Templates in a language: ``t(english, field=...)`` says a text of the catalogue, filters say amounts."""
    made = Environment(
        loader=PackageLoader("wijkplan.planner.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = tongue.words
    made.filters |= {
        "euros": words.euros,
        "brief": words.brief,
        "number": words.number,
        "percent": words.percent,
        "day": lambda at: _day(at, tongue.language),
        "svg": Markup,
        "said": tongue.sentence,
        "of_data": lambda source: tongue.sentence(of_data(source)),
    }
    made.globals |= {
        "t": tongue.html,
        "words": words,
        "sentences": Sentences(tongue),
        "language": tongue.language,
        "names": tongue.variants(),
        "terms": tongue.terms(),
    }
    return made


def page(title: str, bodies: Sequence[str], drawings: str = "", figures: str = "") -> str:
    """The file: ``bodies`` are its ``main`` elements in Dutch and in English, ``drawings`` what charts refer to
    besides the patterns, ``figures`` the packed ones (:mod:`.packed`)."""
    here = files("wijkplan.planner.report")
    html = (
        environment(DUTCH)
        .get_template("page.jinja")
        .render(
            style=Markup((here / "report.css").read_text("utf-8")),
            script=Markup((here / "report.js").read_text("utf-8")),
            plotting=Markup((here / "figures.js").read_text("utf-8") if figures else ""),
            figures=Markup(figures),
            patterns=patterns() + drawings,
            title=title,
            dutch=Markup(bodies[0]),
            english=Markup(bodies[1]),
        )
    )
    return kept_together(html)


def kept_together(html: str) -> str:
    """Amounts do not break over lines: no-break spaces after the euro sign and before a unit."""
    return re.sub(r"(?<=\d) (?=(?:mln|million|duizend|thousand|%)(?!\w))|(?<=€) (?=\d)", "\u00a0", html)
