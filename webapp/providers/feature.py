"""Providers, put together."""

from dataclasses import dataclass

from pipelines.errors import AnswerTooLarge, OutboundError
from pipelines.outbound.guard import Outbound
from webapp.errors import Invalid
from webapp.http.feature import Feature, Pass
from webapp.providers.endpoints import Endpoints
from webapp.providers.routes import blueprint
from webapp.providers.services import Choosers, Providers
from webapp.providers.trying import ProviderFailed, Trying
from webapp.providers.vault import Vault
from webapp.secrets import secret_key
from webapp.settings import WebSettings
from webapp.sql.database import Database

HOUR = 3_600.0


@dataclass(frozen=True)
class ProviderParts:
    """The parts that others use, and the feature."""

    providers: Providers
    endpoints: Endpoints
    feature: Feature


def build(settings: WebSettings, db: Database, *, outbound: Outbound, choosers: Choosers) -> ProviderParts:
    """The providers of this installation's organisations."""
    former = settings.previous_secret_key
    vault = Vault(secret_key(settings), () if former is None else (former.get_secret_value(),))
    providers = Providers(db, vault=vault, outbound=outbound, choosers=choosers)
    feature = Feature(
        blueprints=(blueprint,),
        services={Providers: providers, Trying: Trying(providers, outbound)},
        problems={OutboundError: _refused, AnswerTooLarge: lambda error: ProviderFailed(error.code, error.message)},
        passes=(Pass("provider_keys", HOUR, providers.reseal, alone=True),),
    )
    return ProviderParts(providers, Endpoints(providers), feature)


def _refused(error: OutboundError) -> Invalid:
    return Invalid(f"{error.message} {error.action}", code=error.code)
