# syntax=docker/dockerfile:1
# Two stages: the first installs the locked packages and prepares static files and translations,
# the second holds only the result and runs as a user without rights.

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_CACHE_DIR=/var/cache/uv
RUN pip install --no-cache-dir 'uv>=0.9,<1'
WORKDIR /app
RUN uv venv .venv
# «base», «saml» with logging in by SAML (docs/federations.md), «faces» with blurring of faces (docs/video.md), or «large» with all that is optional (docs/scaling.md).
ARG LOCK=base
COPY requirements/base.txt requirements/saml.txt requirements/faces.txt requirements/large.txt requirements/
RUN --mount=type=cache,target=/var/cache/uv \
    uv pip sync --python .venv/bin/python --require-hashes "requirements/$LOCK.txt"
COPY . .
# Bundles and compiled messages; then hashed and compressed static files: the settings need values here, but none of them reaches the image.
RUN .venv/bin/python -m scripts.build \
    && SECRET_KEY=only-for-this-build-step-only-for-this-build-step-only ALLOWED_HOSTS=localhost \
    PUBLIC_URL=https://localhost DATABASE_URL=postgresql://build/build REDIS_URL=redis://build \
    MAIL_URL=console:// DEFAULT_FROM_EMAIL=build@localhost HASHED_STATIC=1 LOG_LEVEL=WARNING \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && .venv/bin/python -m compileall -q knowledge_network plg expertise lesson_study

FROM python:3.13-slim-bookworm
# Letters of any script on paper (kit/pdf.py); ffmpeg makes films anew (kit/films.py).
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-core fonts-noto-cjk ffmpeg \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 network && useradd --system --uid 10001 --gid 10001 --no-create-home network \
    && install -d -o network -g network /srv/media
COPY --from=build /app /app
WORKDIR /app
# So that `docker compose exec web python manage.py …` finds the packages.
ENV PATH=/app/.venv/bin:$PATH
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000 HASHED_STATIC=1 LOG_JSON=1 CHECK_ITSELF=1 MEDIA_ROOT=/srv/media
USER network
EXPOSE 8000
ENTRYPOINT ["sh", "scripts/service.sh"]
CMD ["web"]
