"""How our workbooks look: one place for colours, fonts and widths. Meaning never rests on colour alone; words say it
too."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
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


def page(sheet: Worksheet) -> None:
    """Prints on A4, lying, as wide as the sheet."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.gridLines = True
