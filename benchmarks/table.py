"""The table of the README: ``python -m wijkplan.benchmarks.table out`` prints what ``wijkplan compare`` wrote to ``out`` as Markdown."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    """Print results and savings in millions of euros; gaps on decidable cost and on the total."""
    comparison = json.loads((Path(sys.argv[1]) / "comparison.json").read_text(encoding="utf-8"))
    print("| question | variant | cost (M EUR) | lower bound | gap on decidable cost | gap on total |\n|---|---|---|---|---|---|")
    for r in comparison["results"]:
        bound, total, gap = "-", "-", "-"
        if r["bound"] is not None and r["cost"] and r["variant"] != "repaired":
            bound = f"{r['bound'] / 1e6:.3f}{'' if r['bound_certified'] else ' (not certified)'}"
            total, gap = f"{(r['cost'] - r['bound']) / r['cost']:.2%}", f"{r['gap']:.1%}"
        print(f"| {r['question']} | {r['variant']} | {r['cost'] / 1e6:.3f} | {bound} | {gap} | {total} |")
    print("\n| question | from | to | saving (M EUR) | word |\n|---|---|---|---|---|")
    for s in comparison["savings"]:
        high = "-" if s["high"] is None else f"{s['high'] / 1e6:.2f}"
        print(f"| {s['question']} | {s['from']} | {s['to']} | {s['low'] / 1e6:.2f} to {high} | {s['word']} |")


if __name__ == "__main__":
    main()
