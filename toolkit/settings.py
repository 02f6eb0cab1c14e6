"""What differs from one machine to another, read from TOOLKIT_* variables."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent.parent
CSP_HASHES = ROOT / ".web" / "csp.json"
FALLBACK = "__spa-fallback"  # the page served for an unknown address


class Settings(BaseSettings):
    """`public_url` is the address people type; rates are events or requests a second,
    with a burst of ten times as many for a while. Without a `registry_url`, companies
    are not looked up; `registry_timeout` is in seconds. Who publishes and who hosts is
    said on the pages « Mentions légales » and « Contact », written when they are built.
    `self_check_file` says the services and communities of « Faire le point »;
    `count_delay` is the longest wait, in seconds, before each number of a count."""

    model_config = SettingsConfigDict(env_prefix="TOOLKIT_", frozen=True)

    public_url: str = "http://localhost:3000"
    database_url: str = f"sqlite:///{ROOT / 'data' / 'toolkit.db'}"
    rate_per_client: float = 20
    rate_per_address: float = 60
    trusted_proxies: int = 0
    self_check_file: Path | None = None
    count_delay: float = 20
    registry_url: str = "https://recherche-entreprises.api.gouv.fr"
    registry_timeout: float = 4
    examples: bool | None = None
    publisher_name: str = ""
    publisher_address: str = ""
    publisher_registration: str = ""
    publisher_director: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    host_name: str = ""
    host_address: str = ""
    host_phone: str = ""

    @property
    def own_self_checks(self) -> Path | None:
        """This installation's services and communities, or the invented ones where
        examples are offered."""
        invented = ROOT / "docs" / "faire-le-point.exemple.yaml"
        return self.self_check_file or (invented if self.offers_examples else None)

    @property
    def offers_examples(self) -> bool:
        """Said by TOOLKIT_EXAMPLES; else on one's own machine only: anybody may open,
        fill and erase them."""
        if self.examples is not None:
            return self.examples
        return urlsplit(self.public_url).hostname in ("localhost", "127.0.0.1")

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


@cache
def settings() -> Settings:
    return Settings()
