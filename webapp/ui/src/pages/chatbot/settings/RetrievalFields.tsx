import { NumberInput, Radio, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { part, t } from "~/texts";
import { decimals } from "~/texts/format";
import type { RetrievalValues } from "./values";

export const RETRIEVAL_FIELDS = ["top_k", "alpha", "min_confidence", "claims", "summaries", "pii"] as const;

const s = part(() => t.settings);
const MOST_K = 50;

interface Props {
  form: UseFormReturnType<RetrievalValues>;
  serverError: (field: string) => string | null;
}

/** How passages are found, and from where on they make an answer. */
export function RetrievalFields({ form, serverError }: Props) {
  const share = {
    min: 0,
    max: 1,
    step: 0.05,
    decimalScale: 2,
    clampBehavior: "blur" as const,
    ...decimals(),
  };
  const { own_alpha: own } = form.values;
  return (
    <Stack>
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
