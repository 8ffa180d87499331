import { Text } from "@mantine/core";
import type { Explanation } from "~/api/messages";
import { plainWords } from "~/components/reader/inline";
import { t } from "~/texts";
import { number } from "~/texts/format";
import classes from "./explain.module.css";
import { Section } from "./Section";

type Passage = Explanation["passages"][number];

/** Every passage that was found: by words and by meaning, with what became of it. */
export function Found({ told: { passages, unnamed_passages: unnamed } }: { told: Explanation }) {
  const e = t.explain;
  return (
    <Section title={e.found(passages.length)}>
      {passages.length > 0 ? (
        <ol className={classes.found}>
          {passages.map((one) => (
            <li key={`${one.document_id} ${one.start}`}>
              <One passage={one} />
            </li>
          ))}
        </ol>
      ) : null}
      {unnamed > 0 ? <Text size="sm">{e.unnamed(unnamed)}</Text> : null}
      {passages.length + unnamed === 0 ? <Text size="sm">{e.nothing}</Text> : null}
    </Section>
  );
}

function One({ passage }: { passage: Passage }) {
  const e = t.explain;
  const { title, page, heading, text, fate, score, words_rank: words, vectors_rank: vectors } = passage;
  const scores = [
    e.score(number(round(score))),
    words === null || passage.bm25 === null ? e.noWords : e.byWords(words, number(round(passage.bm25))),
    vectors === null || passage.cosine === null ? null : e.byMeaning(vectors, number(round(passage.cosine))),
  ];
  return (
    <>
      <div className={classes.name}>
        <strong>{page === null ? title : `${title} · ${t.chat.page(page)}`}</strong>
        <span className={classes.fate} data-fate={fate}>
          {e.fates[fate]}
        </span>
      </div>
      {heading.length > 0 ? (
        <Text size="xs" c="dimmed">
          {heading.join(" › ")}
        </Text>
      ) : null}
      <Text size="xs" c="dimmed">
        {scores.filter(Boolean).join(" · ")}
      </Text>
      <Text size="sm" ff="var(--serif)" lineClamp={3}>
        {text === null ? e.purged : plainWords(text)}
      </Text>
    </>
  );
}

const round = (value: number) => Math.round(value * 100) / 100;
