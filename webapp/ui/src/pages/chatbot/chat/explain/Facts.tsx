import type { Explanation } from "~/api/messages";
import { t } from "~/texts";
import { number } from "~/texts/format";
import { Pairs, Section } from "./Section";

/** The question as it was typed and as it was searched, and how sure the answer may be. */
export function Facts({ told }: { told: Explanation }) {
  const e = t.explain;
  const { typed, searched, words, documents, confidence, band, reasons } = told;
  const sure = confidence === null ? null : e.share(number(Math.round(confidence * 100)));
  return (
    <Section title={e.question}>
      <Pairs
        of={[
          [e.typed, typed],
          [e.searched, searched === null || searched === typed ? null : searched],
          [e.words, words.join(", ")],
          [e.documents, documents.map(({ title }) => title).join(", ")],
          [e.sure, sure],
          [e.band, band === null ? null : e.bands[band]],
          [e.reasons, reasons.map((code) => e.reason(code)).join(" · ")],
          [e.unsearched, told.unsearched_sources === 0 ? null : number(told.unsearched_sources)],
        ]}
      />
    </Section>
  );
}
