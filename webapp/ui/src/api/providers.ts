/** Providers of models that the organisation has set up. */
import { api, data } from "./client";
import { q, queryClient } from "./q";
import type { components } from "./schema";

export type Provider = components["schemas"]["ProviderOut"];
export type ProviderIn = components["schemas"]["ProviderIn"];
export type ProviderPatch = components["schemas"]["ProviderPatch"];
export type ProviderTest = components["schemas"]["ProviderTestOut"];

const at = (id: string) => ({ params: { path: { provider_id: id } } });

/** All of them, in the order in which they stand in for each other. */
export const providersQuery = () =>
  q(["providers"], async () => (await data(api.GET("/api/v1/organization/providers/"))).items);

/** What a provider names. It is asked for this, so it is not asked again by itself. */
export const modelsQuery = (id: string) => ({
  ...q(["providers", id, "models"], async () =>
    (await data(api.GET("/api/v1/organization/providers/{provider_id}/models/", at(id)))).items.map(
      (model) => model.id,
    ),
  ),
  retry: false,
  staleTime: 60_000,
});

const stale = async () => {
  await queryClient.invalidateQueries({ queryKey: ["providers"] });
};

export async function createProvider(body: ProviderIn): Promise<void> {
  await data(api.POST("/api/v1/organization/providers/", { body }));
  await stale();
}

export async function changeProvider(id: string, body: ProviderPatch): Promise<void> {
  await data(api.PATCH("/api/v1/organization/providers/{provider_id}/", { ...at(id), body }));
  await stale();
}

export async function deleteProvider(id: string): Promise<void> {
  await api.DELETE("/api/v1/organization/providers/{provider_id}/", at(id));
  await stale();
  // Its chatbots have another one chosen now.
  await queryClient.invalidateQueries({ queryKey: ["chatbots"] });
}

export const tryProvider = (id: string): Promise<ProviderTest> =>
  data(api.POST("/api/v1/organization/providers/{provider_id}/test/", { ...at(id), body: {} }));
