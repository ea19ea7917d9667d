"""How our workbooks look: one place for colours, fonts and widths. Meaning never rests on colour alone; words say it
too."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from wijkplan.planner.findings.finding import Severity

DARK, LIGHT, PALE, GREY, RULE = "1F4E4A", "DCEBE8", "F3F8F7", "7A7A7A", "BBBBBB"
TITLE = Font(name="Calibri", size=16, bold=True, color=DARK)
PLAIN = Font(name="Calibri", size=11)
BOLD = Font(name="Calibri", size=11, bold=True)
QUIET = Font(name="Calibri", size=10, italic=True, color=GREY)
REQUIRED = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
REQUIRED_FILL = PatternFill("solid", fgColor=DARK)
OPTIONAL_FILL = PatternFill("solid", fgColor=LIGHT)
INPUT_FILL = PatternFill("solid", fgColor=PALE)
WRAPPED = Alignment(wrap_text=True, vertical="center")
LEFT = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
TOP = Alignment(wrap_text=True, vertical="top")
BELOW = Border(bottom=Side(style="thin", color=RULE))
AROUND = Border(*(Side(style="thin", color=RULE),) * 4)
MAIN_TAB, EXTRA_TAB, LIST_TAB = DARK, "B7C7C5", "999999"
MARKS: dict[Severity, PatternFill] = {
    "error": PatternFill("solid", fgColor="F8C9C4"),
    "warning": PatternFill("solid", fgColor="FFE699"),
    "hint": PatternFill("solid", fgColor="CFE2F3"),
}


PAGE_WIDTH = 190  # of the columns that stay readable beside each other on paper


def page(sheet: Worksheet, heading_row: int = 0) -> None:
    """Prints on A4, lying: in as many pages beside each other as stay readable, each with the headings and the first
    two columns of a table (``heading_row``)."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    if heading_row:
        widths = sum(dimension.width for dimension in sheet.column_dimensions.values())
        sheet.page_setup.fitToWidth = 1 + int(widths // PAGE_WIDTH)
        sheet.print_title_rows, sheet.print_title_cols = f"{heading_row}:{heading_row}", "A:B"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.gridLines = True
