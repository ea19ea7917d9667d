"""What the reference data name in Dutch and in English."""

from __future__ import annotations

from wijkplan.planner.text import Language, Text, both, translated


class Named:
    """Has a name in both languages. ``english`` is ``None`` where it is the id in words."""

    __slots__ = ()
    id: str
    dutch: str
    english: str | None

    @property
    def name(self) -> Text:
        """What it is called."""
        return both(self.english or self.id.replace("-", " "), self.dutch)

    def called(self, language: Language) -> str:
        """What it is called in a language."""
        return translated(self.name, language)
