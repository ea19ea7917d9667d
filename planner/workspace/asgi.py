"""What a server of web applications loads: ``uvicorn wijkplan.planner.workspace.asgi:application``."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkplan.planner.workspace.settings")
application = get_asgi_application()
