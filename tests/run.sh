#!/usr/bin/env bash
# Set up a clean environment beside the project and pass every test in it: lint, types, borders, tests, the built wheel.
# Needs Python 3.11+ (or name another with PYTHON=python3.13) and git.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=.venv-test
export PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1

step() { printf '\n── %s\n' "$1"; }

step "environment"
"${PYTHON:-python3}" -m venv "$environment"
bin="$environment/bin"
"$bin/pip" install --quiet --require-hashes -r requirements-dev.txt

step "lint"
"$bin/ruff" check .
"$bin/ruff" format --check .

step "types"
"$bin/mypy"

step "borders"
"$bin/lint-imports"

step "tests"
"$bin/python" -m pytest -n "${TEST_PROCESSES:-2}"

step "wheel"
"$bin/python" tests/ends/wheel.py
