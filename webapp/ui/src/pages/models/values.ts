/** What the form of a provider holds, and what is sent of it. */
import type { Provider, ProviderIn, ProviderPatch } from "~/api/providers";

export interface ProviderValues {
  name: string;
  kind: Provider["kind"];
  base_url: string;
  api_key: string;
  /** Nothing is sent where a key was asked for before. */
  drop_key: boolean;
  default_model: string;
  price_read: string;
  price_written: string;
  currency: string;
}

export const FIELDS = ["name", "kind", "base_url", "api_key", "default_model"] as const;

export const emptyProvider: ProviderValues = {
  name: "",
  kind: "chat",
  base_url: "",
  api_key: "",
  drop_key: false,
  default_model: "",
  price_read: "",
  price_written: "",
  currency: "",
};

export const valuesOf = (provider: Provider): ProviderValues => ({
  ...emptyProvider,
  name: provider.name,
  kind: provider.kind,
  base_url: provider.base_url ?? "",
  default_model: provider.default_model,
  price_read: provider.prices?.read ?? "",
  price_written: provider.prices?.written ?? "",
  currency: provider.prices?.currency ?? "",
});

/** A decimal number, also with the comma of some languages. */
const decimal = (text: string) => text.trim().replace(",", ".");
const money = (text: string) => text.trim().toUpperCase();

const PRICE = /^\d{1,7}(\.\d{1,8})?$/;

/** Neither none of a price nor all of it. */
export function priceWrong({ price_read: read, price_written: written, currency }: ProviderValues): boolean {
  if (![read, written, currency].some((text) => text.trim())) return false;
  return !(PRICE.test(decimal(read)) && PRICE.test(decimal(written)) && /^[A-Z]{3}$/.test(money(currency)));
}

const common = (values: ProviderValues) => ({
  name: values.name.trim(),
  base_url: values.base_url.trim(),
  default_model: values.default_model.trim(),
  prices: values.currency.trim()
    ? {
        read: decimal(values.price_read),
        written: decimal(values.price_written),
        currency: money(values.currency),
      }
    : null,
});

export const bodyOf = (values: ProviderValues): ProviderIn => ({
  ...common(values),
  kind: values.kind,
  api_key: values.api_key.trim() || null,
});

/** A key that was not typed stays as it is. */
export function changesOf(values: ProviderValues): ProviderPatch {
  const key = values.api_key.trim();
  if (values.drop_key) return { ...common(values), api_key: null };
  return key ? { ...common(values), api_key: key } : common(values);
}
