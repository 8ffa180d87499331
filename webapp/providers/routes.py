"""Routes of providers."""

from typing import Any

from apiflask import APIBlueprint

from webapp.auth.guard import current_principal
from webapp.http.groups import grouped
from webapp.http.registry import service
from webapp.providers import schemas
from webapp.providers.services import Providers
from webapp.providers.trying import Trying

blueprint = APIBlueprint("providers", __name__, url_prefix="/api/v1/organization/providers", tag="Models")


@blueprint.get("/")
@blueprint.output(schemas.ProviderList)
def list_providers() -> Any:
    """List the organisation's providers of models, in the order in which they stand in for each other."""
    return service(Providers).all(current_principal())


@blueprint.post("/")
@blueprint.input(schemas.ProviderIn, arg_name="body")
@blueprint.output(schemas.ProviderOut, status_code=201)
def create_provider(body: schemas.ProviderIn) -> Any:
    """Set a provider up. For owners and admins."""
    return service(Providers).create(current_principal(), body.model_dump())


@blueprint.patch("/<provider_id>/")
@blueprint.input(schemas.ProviderPatch, arg_name="body")
@blueprint.output(schemas.ProviderOut)
def change_provider(provider_id: str, body: schemas.ProviderPatch) -> Any:
    """Change a provider, its key or its place in the order. For owners and admins."""
    return service(Providers).change(current_principal(), provider_id, body.model_dump(exclude_unset=True))


@blueprint.delete("/<provider_id>/")
@blueprint.output({}, status_code=204)
def delete_provider(provider_id: str) -> Any:
    """Delete a provider with its key; its chatbots are answered by the installation's model. For owners and admins."""
    service(Providers).delete(current_principal(), provider_id)
    return ""


@blueprint.post("/<provider_id>/test/")
@grouped("provider")
@blueprint.input(schemas.ProviderTestIn, arg_name="body")
@blueprint.output(schemas.ProviderTestOut)
def try_provider(provider_id: str, body: schemas.ProviderTestIn) -> Any:
    """Ask a provider something small, and tell how it did. For owners and admins."""
    return service(Trying).tried(current_principal(), provider_id, model=body.model)


@blueprint.get("/<provider_id>/models/")
@grouped("provider")
@blueprint.output(schemas.ProviderModelList)
def list_models(provider_id: str) -> Any:
    """List the models that a provider names. For owners and admins."""
    return service(Trying).models(current_principal(), provider_id)
