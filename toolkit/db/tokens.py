"""Secrets handed out once: only their hash is kept."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_public_id() -> str:
    return secrets.token_hex(6)


def sha256_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
