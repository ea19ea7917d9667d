"""The workspace as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Its tables are named ``workspace_...``."""

    name = "wijkplan.planner.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
