import { Text } from "@mantine/core";
import type { Replay } from "~/api/messages";
import { t } from "~/texts";
import { number } from "~/texts/format";
import classes from "./explain.module.css";
import { Pairs, Section } from "./Section";

/** The answer of today beside the stored one: words that went and came, sources, confidence. */
export function Difference({ replay }: { replay: Replay }) {
  const e = t.explain.again;
  const { same, confidence, kept, gone, new: fresh, text } = replay.difference;
  const titles = (all: Replay["citations"]) =>
    all.map(({ title, quote }) => `${title}: ${t.chat.quoted(quote.trim())}`);
  return (
    <Section title={e.title}>
      <div role="status">
        <Text size="sm" fw={600}>
          {same ? e.same : e.differs}
        </Text>
      </div>
      <Pairs
        of={[
          [
            e.confidence,
            confidence === null || Math.round(confidence * 100) === 0
              ? null
              : e.moved(number(Math.round(confidence * 100))),
          ],
          [e.kept, number(kept.length)],
          [e.gone, gone.length > 0 ? titles(gone).join(" · ") : null],
          [e.fresh, fresh.length > 0 ? titles(fresh).join(" · ") : null],
        ]}
      />
      {same ? null : (
        <p className={classes.diff}>
          {text.map(({ op, text: words }, at) =>
            op === "gone" ? (
              <del key={at}>{words}</del>
            ) : op === "new" ? (
              <ins key={at}>{words}</ins>
            ) : (
              <span key={at}>{words}</span>
            ),
          )}
        </p>
      )}
    </Section>
  );
}
