"""Limits, put together."""

from dataclasses import dataclass

from pipelines.caching.link import RedisLink
from pipelines.index.protocol import Index
from webapp.http.feature import Feature
from webapp.limits.meter import Meter
from webapp.limits.rates import Rates
from webapp.limits.rooms import Rooms
from webapp.limits.routes import blueprint
from webapp.limits.services import OrganizationPlans, ProviderNames, Usages
from webapp.plans import Plans
from webapp.settings import WebSettings
from webapp.sql.database import Database


@dataclass(frozen=True)
class Limits:
    """The parts that others use, and the feature."""

    rates: Rates
    meter: Meter
    rooms: Rooms
    plans: Plans
    feature: Feature


def build(settings: WebSettings, db: Database, index: Index, *, names: ProviderNames, link: RedisLink | None) -> Limits:
    """The limits of this installation."""
    plans = Plans(settings.plans, default=settings.default_plan)
    rates = Rates(settings, plans, link)
    usages = Usages(db, index, plans, names=names, currency=settings.currency, priced=bool(settings.prices))
    feature = Feature(
        blueprints=(blueprint,),
        services={Usages: usages, OrganizationPlans: OrganizationPlans(db, plans)},
    )
    meter = Meter(plans, settings.prices, currency=settings.currency, with_model=settings.has_model)
    return Limits(rates, meter, Rooms(db, index, plans), plans, feature)
