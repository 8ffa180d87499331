import { NativeSelect, NumberInput, Radio, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import type { ChangeEvent, ReactNode } from "react";
import { providersQuery, type Provider } from "~/api/providers";
import type { ChatbotValues } from "~/components/ChatbotFields";
import { AnchorLink } from "~/components/links";
import { ModelName } from "~/components/ModelName";
import { fieldsOf } from "~/components/useForm";
import { part, t } from "~/texts";
import { decimals } from "~/texts/format";
import type { RetrievalValues } from "./values";

export const RETRIEVAL_FIELDS = [
  "top_k",
  "alpha",
  "min_confidence",
  "claims",
  "summaries",
  "provider_id",
  "reranker_id",
  "pii",
] as const;

const s = part(() => t.settings);
const MOST_K = 50;

interface Props {
  form: UseFormReturnType<RetrievalValues>;
  serverError: (field: string) => string | null;
  /** Where the name of the model is kept. */
  named: UseFormReturnType<ChatbotValues>;
}

/** How passages are found, and from where on they make an answer. */
export function RetrievalFields({ form, serverError, named }: Props) {
  const share = {
    min: 0,
    max: 1,
    step: 0.05,
    decimalScale: 2,
    clampBehavior: "blur" as const,
    ...decimals(),
  };
  const { own_alpha: own, provider_id: provider } = form.values;
  return (
    <Stack>
      <ProviderChoice
        kind="chat"
        label={s.provider}
        description={s.providerHelp}
        none={s.providerNone}
        chosen={provider}
        onChange={(event) => {
          form.setFieldValue("provider_id", event.currentTarget.value);
          // It was a name of somebody else's.
          named.setFieldValue("model_name", "");
        }}
        error={serverError("provider_id")}
      />
      <ModelName
        label={t.dashboard.form.model}
        description={provider ? s.modelHelp : t.dashboard.form.modelHelp}
        providerId={provider || null}
        {...fieldsOf(named, serverError)("model_name")}
        value={named.values.model_name}
      />
      <ProviderChoice
        kind="rerank"
        label={s.reranker}
        description={s.rerankerHelp}
        none={s.rerankerNone}
        {...form.getInputProps("reranker_id")}
        chosen={form.values.reranker_id}
        error={serverError("reranker_id")}
      />
      <NumberInput
        label={s.topK}
        description={s.topKHelp}
        min={1}
        max={MOST_K}
        allowDecimal={false}
        clampBehavior="blur"
        {...form.getInputProps("top_k")}
        error={serverError("top_k")}
      />
      <Radio.Group
        label={s.alphaOwn}
        value={own ? "own" : "default"}
        onChange={(value) => form.setFieldValue("own_alpha", value === "own")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="default" label={s.alphaDefault} description={s.alphaOwnHelp} />
          <Radio value="own" label={s.alphaOwnChoice} />
        </Stack>
      </Radio.Group>
      {own ? (
        <NumberInput
          label={s.alpha}
          description={s.alphaHelp}
          {...share}
          {...form.getInputProps("alpha")}
          error={serverError("alpha")}
        />
      ) : null}
      <NumberInput
        label={s.minConfidence}
        description={s.minConfidenceHelp}
        {...share}
        {...form.getInputProps("min_confidence")}
        error={serverError("min_confidence")}
      />
      <Radio.Group
        label={s.claims}
        description={s.claimsHelp}
        {...form.getInputProps("claims")}
        error={serverError("claims")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="mark" label={s.claimsMark} />
          <Radio value="drop" label={s.claimsDrop} />
          <Radio value="off" label={s.claimsOff} />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={s.summaries}
        description={s.summariesHelp}
        {...form.getInputProps("summaries")}
        error={serverError("summaries")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="quoted" label={s.summariesQuoted} />
          <Radio value="model" label={s.summariesModel} />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={s.pii}
        description={s.piiHelp}
        {...form.getInputProps("pii")}
        error={serverError("pii")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="off" label={s.piiOff} />
          <Radio value="flag" label={s.piiFlag} />
          <Radio value="placeholders" label={s.piiPlaceholders} description={s.piiPlaceholdersHelp} />
          <Radio value="redact" label={s.piiRedact} description={s.piiRedactHelp} />
          <Radio value="block" label={s.piiBlock} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

interface ChoiceProps {
  kind: Provider["kind"];
  label: string;
  description: string;
  /** What it is called when none of them is chosen. */
  none: string;
  chosen: string;
  onChange: (event: ChangeEvent<HTMLSelectElement>) => void;
  error: ReactNode;
}

/** One of those that the organisation has set up, or the installation's own. */
function ProviderChoice({ kind, chosen, none, ...props }: ChoiceProps) {
  const providers = useQuery(providersQuery());
  const known = (providers.data ?? []).filter((one) => one.kind === kind);
  const choices = known.map(({ id, name, default_model }) => ({
    value: id,
    label: s.providerOf(name, default_model),
  }));
  // What is chosen stays chosen, also where the list is not there.
  const other =
    chosen === "" || known.some(({ id }) => id === chosen) ? [] : [{ value: chosen, label: s.providerKept }];
  return (
    <div>
      <NativeSelect data={[{ value: "", label: none }, ...choices, ...other]} {...props} value={chosen} />
      {kind === "chat" ? (
        <Text size="sm" mt={4}>
          <AnchorLink to="/models">{s.providerSetUp}</AnchorLink>
        </Text>
      ) : null}
    </div>
  );
}
