"""Files of other programs: tables as text and plans, read through a mapping that their sender agreed to."""
