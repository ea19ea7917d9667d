"""Submissions as workbooks: one more way to write down the records of ``planner/submission/schema.py``.

Sheets and columns follow from the schema (``layout.py``); only their names are written by hand (``words.py``). Reading
turns a workbook into the values that a JSON file would hold, with a map from JSON path to cell, so that everything
found later has its cell."""
