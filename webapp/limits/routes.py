"""Routes of what was used, and of plans."""

from typing import Any

from apiflask import APIBlueprint

from webapp.auth.guard import current_principal
from webapp.http.registry import service
from webapp.limits import schemas
from webapp.limits.services import OrganizationPlans, Usages

blueprint = APIBlueprint("limits", __name__, url_prefix="/api/v1", tag="Limits")


@blueprint.get("/organization/usage/")
@blueprint.output(schemas.UsageReportOut)
def get_usage() -> Any:
    """Show what the organisation has used this month, each against its limit."""
    return service(Usages).of(current_principal())


@blueprint.get("/organizations/<organization>/plan/")
@blueprint.output(schemas.PlanOut)
def get_plan(organization: str) -> Any:
    """Show an organisation's plan, by its id or slug. For operators."""
    return service(OrganizationPlans).show(organization)


@blueprint.patch("/organizations/<organization>/plan/")
@blueprint.input(schemas.PlanIn, arg_name="body")
@blueprint.output(schemas.PlanOut)
def change_plan(organization: str, body: schemas.PlanIn) -> Any:
    """Give an organisation another plan, from its next request on. For operators."""
    return service(OrganizationPlans).choose(organization, body.plan)
