"""Settings of Django, all of them from the environment (:mod:`~wijkplan.planner.workspace.where`)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from . import where

HERE = Path(__file__).parent
BEHIND_TLS = os.environ.get("WIJKPLAN_TLS", "") == "1"
"""Whether browsers reach the workspace over https, as they do everywhere but on one's own machine."""

SECRET_KEY = where.key(make=False)
DEBUG = False
ALLOWED_HOSTS = where.hosts()
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS if "." in name and not name[0].isdigit()]
ROOT_URLCONF = "wijkplan.planner.workspace.urls"
ASGI_APPLICATION = "wijkplan.planner.workspace.asgi.application"
AUTH_USER_MODEL = "workspace.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": where.database()}
SITE_ID = 1

INSTALLED_APPS = [
    "wijkplan.planner.workspace.apps.WorkspaceConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # pages of passkeys ask for it
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
]
MIDDLEWARE = [
    "wijkplan.planner.workspace.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wijkplan.planner.workspace.middleware.actors",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "pages"],
        "OPTIONS": {"environment": "wijkplan.planner.workspace.pages_in.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "account_pages"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
    )
]
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
APPEND_SLASH = False
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
STATIC_ROOT = None

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "wijkplan.planner.workspace.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "wijkplan.planner.workspace.adapters.ProviderAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever has the link of an invitation was sent it
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ALLAUTH_TRUSTED_PROXY_COUNT", "0"))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is known by its invitation, without mail that verifies it
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
MFA_TOTP_ISSUER = "wijkplan"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
OPENID: dict[str, Any] = json.loads(os.environ.get("WIJKPLAN_OPENID", "{}"))
"""``{"name", "client_id", "secret", "server_url", "organisation_claim", "acr_values": [lowest, ..., highest],
"lowest_acr", "origins"}`` of the provider of organisations' own sign-in, such as a broker of eHerkenning."""
FORM_ORIGINS: list[str] = [OPENID["server_url"], *OPENID.get("origins", [])] if OPENID else []
"""Where a form may lead to beside here: browsers hold a sign-in elsewhere against the page that it began on."""

SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OPENID.get("name", "organisation"),
                "client_id": OPENID["client_id"],
                "secret": OPENID["secret"],
                "settings": {"server_url": OPENID["server_url"]},
            }
        ]
        if OPENID
        else [],
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
"""In the database, so that every process counts the same attempts to sign in."""

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wijkplan.planner.workspace.views_public.expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MAX_UPLOAD = 20 * 1024 * 1024
"""Bytes of one file that is handed in."""

FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD + 65_536
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_PERMISSIONS = 0o600
NINJA_PAGINATION_MAX_LIMIT = 1_000
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
"""What is sent is never in it: request bodies and contents of submissions are not logged."""

globals().update(where.mail())
