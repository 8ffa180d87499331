/** What the settings form holds, as the service keeps it, and what differs between two versions. */
import type { Chatbot } from "~/api/chatbots";
import type { Settings } from "~/api/settings";
import { chatbotLabels, valuesOf, type ChatbotValues } from "~/components/ChatbotFields";
import { differing } from "~/components/differing";
import { t } from "~/texts";

export interface RetrievalValues {
  top_k: number | string;
  own_alpha: boolean;
  alpha: number | string;
  min_confidence: number | string;
  claims: Settings["claims"];
  summaries: Settings["summaries"];
  /** Empty: the installation's own. */
  provider_id: string;
  reranker_id: string;
  pii: Settings["pii"];
}

const HALF = 0.5;

export const retrievalOf = (settings: Settings): RetrievalValues => ({
  top_k: settings.top_k,
  own_alpha: settings.alpha !== null,
  alpha: settings.alpha ?? HALF,
  min_confidence: settings.min_confidence,
  claims: settings.claims,
  summaries: settings.summaries,
  provider_id: settings.provider_id ?? "",
  reranker_id: settings.reranker_id ?? "",
  pii: settings.pii,
});

export const settingsOf = (values: RetrievalValues): Settings => ({
  top_k: Number(values.top_k),
  alpha: values.own_alpha ? Number(values.alpha) : null,
  min_confidence: Number(values.min_confidence),
  claims: values.claims,
  summaries: values.summaries,
  provider_id: values.provider_id || null,
  reranker_id: values.reranker_id || null,
  pii: values.pii,
});

export type Field = keyof ChatbotValues | keyof Settings;

/** What the fields are called. */
export const labels = (): Record<Field, string> => ({
  ...chatbotLabels(),
  top_k: t.settings.topK,
  alpha: t.settings.alphaOwn,
  min_confidence: t.settings.minConfidence,
  claims: t.settings.claims,
  summaries: t.settings.summaries,
  provider_id: t.settings.provider,
  reranker_id: t.settings.reranker,
  pii: t.settings.pii,
});

/** One version of everything on the page. */
export interface Version {
  chatbot: ChatbotValues;
  settings: Settings;
}

export const versionOf = (chatbot: Chatbot, settings: Settings): Version => ({
  chatbot: valuesOf(chatbot),
  settings: {
    top_k: settings.top_k,
    alpha: settings.alpha,
    min_confidence: settings.min_confidence,
    claims: settings.claims,
    summaries: settings.summaries,
    provider_id: settings.provider_id,
    reranker_id: settings.reranker_id,
    pii: settings.pii,
  },
});

export function differences(
  one: Version,
  other: Version,
): { chatbot: Field[]; settings: Field[]; all: Field[] } {
  const chatbot: Field[] = differing({ ...one.chatbot }, { ...other.chatbot });
  const settings: Field[] = differing({ ...one.settings }, { ...other.settings });
  return { chatbot, settings, all: [...chatbot, ...settings] };
}
