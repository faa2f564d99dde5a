# The portal for production. Not built or run where it was written: no Docker engine was available there.

FROM python:3.11-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY requirements/base.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r base.txt
# psycopg2's makers advise against its wheel in production, whose libpq and libssl can clash with the
# system's: the same version is built from source in its place.
RUN version="$(sed -n 's/^psycopg2-binary==\([0-9.]*\).*/\1/p' base.txt)" \
    && /venv/bin/pip uninstall -y psycopg2-binary \
    && /venv/bin/pip install --no-cache-dir --no-binary psycopg2 "psycopg2==$version"

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home portal
COPY --from=build /venv /venv
WORKDIR /portal
COPY . .
ENV PATH=/venv/bin:$PATH \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production
# collectstatic opens no connection; these values only let the settings load.
RUN SECRET_KEY=build ALLOWED_HOSTS=localhost SITE_URL=http://localhost \
    DATABASE_URL=postgres://nobody@localhost/none REDIS_URL=redis://localhost/0 \
    python manage.py collectstatic --noinput
USER portal
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--no-control-socket", "--access-logfile", "-"]
