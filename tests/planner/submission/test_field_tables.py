"""The page about the files says what the models say."""

from __future__ import annotations

from pathlib import Path

from wijkplan.planner.submission import field_tables as schema_doc


def test_the_page_is_fresh() -> None:
    page = Path(__file__).parents[3] / "instances" / "README.md"
    assert page.read_text("utf-8") == schema_doc.render(), (
        "python -m wijkplan.planner.submission.field_tables > instances/README.md"
    )


def test_every_field_has_a_row() -> None:
    page = schema_doc.render()
    for model in schema_doc.ROOTS:
        assert f"## {model.__name__}" in page
        assert all(f"`{name}`" in page for name in model.model_fields)
