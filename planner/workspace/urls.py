"""The addresses of the workspace. Each but those of :data:`OPEN` is guarded; a test walks all of them."""

from __future__ import annotations

from django.urls import include, path

from . import (
    views_account,
    views_accounts,
    views_comparison,
    views_core,
    views_downloads,
    views_employer,
    views_operator,
    views_public,
    views_rows,
    views_tenders,
)
from .api import api

P = "p/<slug:slug>"
PARTY = f"{P}/parties/<str:party>"
ROUND = f"{P}/rounds/<str:name>"
OWN = f"{PARTY}/rounds/<str:name>"

OPEN = frozenset({"home", "health", "language", "closed", "invited", "act_for", "me", "my_data", "erase_me", "feed"})
"""Views that everybody may ask for: the front page, what is a person's own, and what a secret link opens."""

urlpatterns = [
    path("", views_public.home, name="home"),
    path("health", views_public.health, name="health"),
    path("language", views_public.language, name="language"),
    path("account/email/", views_public.closed, name="closed"),
    path("account/", include("allauth.urls")),
    path("invitation/<str:secret>", views_account.invited, name="invited"),
    path("act-for", views_account.act_for, name="act_for"),
    path("me", views_account.me, name="me"),
    path("me/data", views_account.my_data, name="my_data"),
    path("me/erase", views_account.erase_me, name="erase_me"),
    path("organisations/<int:organisation>", views_account.organisation, name="organisation"),
    path("organisations/<int:organisation>/change", views_account.organisation_change, name="organisation_change"),
    path("audit", views_operator.audit_log, name="audit_log"),
    path("operate", views_operator.operate, name="operate"),
    path("operate/accounts", views_accounts.accounts, name="accounts"),
    path("operate/accounts/<int:account>", views_accounts.account_change, name="account_change"),
    path("operate/tidy", views_accounts.tidy_now, name="tidy_now"),
    path("operate/programmes", views_operator.programme_make, name="programme_make"),
    path(f"{P}/organisations", views_operator.organisation_make, name="organisation_make"),
    path(f"{P}/invitations", views_operator.organisations_invite, name="organisations_invite"),
    path("jobs/<int:job>", views_operator.job_page, name="job"),
    path("jobs/<int:job>/events", views_operator.job_events, name="job_events"),
    path("jobs/<int:job>/files/<str:file>", views_operator.job_file, name="job_file"),
    path("jobs/<int:job>/stop", views_operator.job_stop, name="job_stop"),
    path(f"{P}/clearing", views_operator.clearing, name="clearing"),
    path(f"{P}/clearing/<path:file>", views_operator.clearing_file, name="clearing_file"),
    path(P, views_core.programme, name="programme"),
    path(f"{P}/rounds", views_core.round_open, name="round_open"),
    path(ROUND, views_core.round_page, name="round"),
    path(f"{ROUND}/remind", views_core.round_remind, name="round_remind"),
    path(f"{ROUND}/plan", views_core.round_plan, name="round_plan"),
    path(f"{ROUND}/jobs", views_core.round_job, name="round_job"),
    path(f"{ROUND}/approve", views_core.round_approve, name="round_approve"),
    path(f"{ROUND}/publish", views_core.round_publish, name="round_publish"),
    path(f"{ROUND}/close", views_core.round_close, name="round_close"),
    path(f"{ROUND}/comparison", views_comparison.comparison, name="comparison"),
    path(f"{ROUND}/comparison/page", views_comparison.comparison_report, name="comparison_report"),
    path(f"{ROUND}/preview", views_comparison.preview, name="preview"),
    path(f"{ROUND}/exports", views_comparison.round_export, name="round_export"),
    path(f"{ROUND}/exports/<str:who>/<str:file>", views_comparison.export_file, name="export_file"),
    path(f"{ROUND}/pages/<str:who>", views_comparison.role_page, name="role_page"),
    path(f"{P}/outlook", views_comparison.outlook, name="outlook"),
    path(f"{ROUND}/tenders", views_tenders.dossiers, name="dossiers"),
    path(f"{ROUND}/tenders/<str:file>", views_tenders.dossier, name="dossier"),
    path(f"{P}/decisions", views_core.decisions, name="decisions"),
    path(f"{ROUND}/decisions", views_core.decide, name="decide"),
    path(f"{ROUND}/minutes", views_core.minutes, name="minutes"),
    path(f"{PARTY}/submission", views_employer.submission, name="submission"),
    path(f"{PARTY}/submission/send", views_employer.submission_send, name="submission_send"),
    path(f"{PARTY}/submission/template/<str:kind>", views_employer.submission_template, name="submission_template"),
    path(f"{PARTY}/submission/<int:number>", views_employer.submission_version, name="submission_version"),
    path(f"{PARTY}/submission/<int:number>/restore", views_employer.submission_restore, name="submission_restore"),
    path(f"{PARTY}/submission/<int:number>/<str:file>", views_employer.submission_file, name="submission_file"),
    path(f"{PARTY}/submission/rows/<str:table>", views_rows.rows, name="rows"),
    path(f"{PARTY}/submission/rows/<str:table>/check", views_rows.rows_check, name="rows_check"),
    path(f"{OWN}/plan", views_employer.own_plan, name="own_plan"),
    path(f"{OWN}/preview", views_comparison.own_preview, name="own_preview"),
    path(f"{OWN}/price", views_employer.price, name="price"),
    path(f"{OWN}/answers", views_employer.answer, name="answer"),
    path(f"{OWN}/today", views_employer.on_site, name="on_site"),
    path(f"{OWN}/progress", views_employer.progress, name="progress"),
    path(f"{OWN}/downloads", views_downloads.downloads, name="downloads"),
    path(f"{OWN}/downloads/<path:file>", views_downloads.download, name="download"),
    path(f"{OWN}/calendars", views_downloads.feed_change, name="feed_change"),
    path("calendar/<str:secret>.ics", views_downloads.feed, name="feed"),
    path("api/v1/", api.urls),
]
handler404 = "wijkplan.planner.workspace.views_public.missing"
handler500 = "wijkplan.planner.workspace.views_public.broken"
