"""The tutorial runs from top to bottom, and says what it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parents[2] / "instances" / "examples" / "tutorial.ipynb"


@pytest.mark.slow  # starts a kernel of its own and solves
def test_the_tutorial_runs(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (test extra)")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (test extra)")
    notebook = nbformat.read(TUTORIAL, as_version=4)
    assert [
        cell["source"] for cell in notebook.cells if cell.get("outputs")
    ] == []  # kept without outputs, so that changes can be read
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert [output for output in shown if output.output_type == "error"] == []
    assert sum("application/vnd.plotly.v1+json" in output.get("data", {}) for output in shown) == 4
    said = "".join(output.get("text", "") for output in shown)
    assert "AM99" in said and "All in: the whole programme costs" in said and "lending is worth €" in said
