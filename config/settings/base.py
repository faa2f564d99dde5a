"""Settings shared by every environment; each override file is short and says what differs."""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from config.settings.oidc import provider_of_environment
from config.settings.retention import RETENTION

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # former keys, while they are rotated
DEBUG = False
DEMO = False  # True only in config.settings.demo; nothing else may read it to open a door
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env("SITE_URL", default="http://localhost:8000")  # printed in e-mails and QR codes
SITE_HOST = SITE_URL.split("//")[-1].split(":")[0]

INSTALLED_APPS = [
    "portal",
    "funding",
    "transfers",
    "clusters",
    "partnerships",
    "charters",
    "liaison",
    "casestudies",
    "accounts",
    "councils",
    "core",
    "pgtrigger",
    "pghistory",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_celery_beat",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.SessionRenewalMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.ActingForMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "core.middleware.NullByteMiddleware",  # last: its page says who is signed in
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "core.context.page",
    "accounts.context.person",
    "accounts.looks.look",
    "portal.context.header",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "core.jinja.environment",
            "context_processors": CONTEXT_PROCESSORS,
        },
    },
    {  # only for packages that ship Django templates; ours are Jinja
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)  # seconds; then the page says so
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env("CACHE_PREFIX", default="cg"),
        "OPTIONS": {"socket_timeout": 3, "socket_connect_timeout": 3},
    },
    # Facts that can be counted again: pages do not wait for them (core/facts.py).
    "facts": {
        "BACKEND": "core.facts.FactsCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env("CACHE_PREFIX", default="cg"),
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    },
    # What a process may remember for a minute: facts that change once a year. Nothing that must be right at once.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 60},
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is given to another; every task may run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False  # half-sent mail would be sent again
CELERY_TASK_PUBLISH_RETRY = False  # a page does not wait for the broker: what it queued is in the database too
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # longer than the longest task, or it would be given out twice; sweeps are faster
    "socket_connect_timeout": 3,
    "socket_timeout": 5,
    "connect_retries_timeout": 1,  # seconds in which a connection is tried again; the worker goes on by itself
    "interval_start": 0.2,
    "priority_steps": [0, 5, 9],  # within a queue: 0 goes first, and tasks that say nothing are 5
    "sep": ":",
}
CELERY_TASK_DEFAULT_PRIORITY = 5
# Two queues with workers of their own: hundreds of documents never keep a sign-in code waiting.
FAST_QUEUE = env("CELERY_QUEUE", default="common-ground")
LONG_QUEUE = f"{FAST_QUEUE}-documents"
FAST_TASKS = (
    "core.tasks.send_email",
    "core.tasks.send_mail_block",
    "core.tasks.sweep_outbox",
    "core.inlet.tasks.read_inlet",
    "core.tasks.seal_audit",
    "core.tasks.sweep_jobs",  # long work is put back even while the other workers are all busy with it
)
CELERY_TASK_DEFAULT_QUEUE = FAST_QUEUE
CELERY_TASK_QUEUES = [Queue(FAST_QUEUE), Queue(LONG_QUEUE)]
CELERY_TASK_ROUTES = {**{name: {"queue": FAST_QUEUE} for name in FAST_TASKS}, "*": {"queue": LONG_QUEUE}}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULER = "core.timetable:PatientScheduler"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"length": 6, "numeric": True, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60 * 15  # a parish mailbox can be slow
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_TIMEOUT = 60 * 20
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "request_login_code": "accounts.signin_forms.AskForCodeForm",
    "confirm_login_code": "accounts.signin_forms.EnterCodeForm",
}
ACCOUNT_RATE_LIMITS = {  # at most 10 guesses in 5 minutes; a town hall shares one address of the network
    "request_login_code": "60/5m/ip,5/5m/key",
    "enter_login_code": "60/5m/ip,10/5m/key",
    "login_failed": "60/5m/ip,10/5m/key",
    "reauthenticate": "10/5m/user",
    "passkey": "60/5m/ip",
    "provider": "60/5m/ip",
    "lost_device": "10/h/key",
    "unknown_account": "3/d/key",
    "ask_to_join": "20/h/ip,3/d/key",
    "complain": "20/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)  # else all people behind it count as one
SECOND_FACTOR_RESET_HOURS = env.int("SECOND_FACTOR_RESET_HOURS", default=24)  # between “it is them” and the reset
OIDC = provider_of_environment()  # the councils’ own sign-in beside ours; None while it is switched off
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True  # each was made with a fingerprint, face or PIN: two factors at once
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
MFA_TOTP_ISSUER = "Common Ground"
MFA_FORMS = {
    "authenticate": "accounts.signin_forms.AppCodeForm",
    "authenticate_webauthn": "accounts.signin_forms.PasskeyAsSecondFactorForm",
    "reauthenticate": "accounts.signin_forms.AppCodeAgainForm",
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 2  # from the last page: core.middleware.SessionRenewalMiddleware
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

vars().update(env.email("EMAIL_URL", default="smtp://localhost:1025"))
EMAIL_TIMEOUT = 30  # seconds; a mail server that hangs must not hold the worker
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Common Ground <no-reply@example.org>")
BOUNCE_ADDRESS = env("BOUNCE_ADDRESS", default="")  # bounces come back to bounces+MARK@…, one mark for each e-mail
INLET_MAILDIR = env("INLET_MAILDIR", default="")  # where the mail server puts what comes back
INLET_SECRET = env("INLET_SECRET", default="")  # for a mail service that hands it over by HTTPS

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LANGUAGES_OFFERED = env.list("LANGUAGES_OFFERED", default=["en-gb"])  # those whose catalogue is complete
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.storage.StaticStorage"},
}
FIXTURES_DIR = BASE_DIR / "fixtures"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.log_lines.WithoutAddresses",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},  # both tell every step of every page
    },
}

RETENTION = RETENTION | {kind: int(days) for kind, days in env.dict("RETENTION_DAYS", default={}).items()}

CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "core.tasks.sweep_outbox", "schedule": 60},
    "read-inlet": {"task": "core.inlet.tasks.read_inlet", "schedule": 60},
    "sweep-invitations": {"task": "accounts.tasks.sweep_invitations", "schedule": 300},
    "carry-out-resets": {"task": "accounts.tasks.carry_out_resets", "schedule": 300},
    "sweep-documents": {"task": "charters.tasks.sweep_documents", "schedule": 300},
    "count-unopposed-signatures": {"task": "charters.periods.tasks.count_unopposed_signatures", "schedule": 300},
    "sweep-jobs": {"task": "core.tasks.sweep_jobs", "schedule": 60},
    "purge-jobs": {"task": "core.tasks.purge_jobs", "schedule": 24 * 60 * 60},
    "seal-audit": {"task": "core.tasks.seal_audit", "schedule": 60},
    "send-reminders": {
        "task": "core.reminders.tasks.send_due_reminders",
        "schedule": crontab(minute=15, hour="7-17"),  # by the clock in London; what one hour missed the next makes up
    },
    "purge-sign-in-traces": {"task": "accounts.tasks.purge_sign_in_traces", "schedule": 24 * 60 * 60},
    "keep-to-retention": {"task": "core.privacy.tasks.keep_to_retention", "schedule": crontab(minute=40, hour=2)},
    "send-summaries": {
        "task": "accounts.tasks.send_summaries",
        "schedule": crontab(minute=5, hour="8-17"),  # the first hour of a working day sends, the others make up
    },
    "purge-join-requests": {"task": "accounts.tasks.purge_join_requests", "schedule": 24 * 60 * 60},
    "tell-clerks": {
        "task": "liaison.tasks.tell_clerks",
        "schedule": crontab(minute=25, hour="7-17"),  # changes of one hour are one e-mail to each clerk
    },
    "send-digests": {"task": "funding.digests.tasks.send_due_digests", "schedule": 60},
    "sweep-printouts": {"task": "casestudies.tasks.sweep_printouts", "schedule": 300},
}
# Fonts are compressed already; brotli on the documents' TTF files alone took most of a minute.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2", "ttf")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
