import { Button, Text, Title } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { Found } from "~/api/search";
import { AnchorLink } from "~/components/links";
import { labelOf } from "~/components/reader/reference";
import { part, t } from "~/texts";
import { number } from "~/texts/format";
import { PassageText } from "./PassageText";
import classes from "./SearchPage.module.css";

const s = part(() => t.search);
/** About what five lines hold. */
const CLAMPED_CHARS = 330;

/** A passage with what it is, where it stands and why it stands at this rank. */
export function Passage({ found, rank }: { found: Found; rank: number }) {
  const { chatbotId } = useParams({ from: "/inside/chatbots/$chatbotId/search" });
  const [open, setOpen] = useState(false);
  const textId = useId();
  const long = found.text.length > CLAMPED_CHARS;
  return (
    <li className={classes.passage}>
      <Text className={classes.rank ?? ""} aria-label={s.rank(rank)}>
        {number(rank)}
      </Text>
      <div className={classes.main}>
        <Title order={3} size="h6" lineClamp={2} title={found.title}>
          <AnchorLink
            to="/chatbots/$chatbotId/sources"
            params={{ chatbotId }}
            search={{ source: found.source_id, document: found.document_id }}
            inherit
          >
            {found.title}
          </AnchorLink>
        </Title>
        <Where found={found} />
        <PassageText found={found} id={textId} clamped={long && !open} />
        {long ? (
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            aria-expanded={open}
            aria-controls={textId}
            aria-label={open ? s.lessOf(rank) : s.moreOf(rank)}
            onClick={() => setOpen(!open)}
          >
            {open ? s.less : s.more}
          </Button>
        ) : null}
      </div>
      <Scores found={found} />
    </li>
  );
}

function Where({ found: { heading, page, place } }: { found: Found }) {
  const label = page !== null ? s.page(page) : place && place.kind !== "heading" ? labelOf(place) : undefined;
  const last = heading.at(-1);
  const named = last !== undefined && label?.startsWith(last);
  const parts = [...(named ? heading.slice(0, -1) : heading), ...(label ? [label] : [])];
  if (parts.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {parts.join(" › ")}
    </Text>
  );
}

function Scores({ found }: { found: Found }) {
  const scores = [
    { ...s.score, value: found.score, digits: 3 },
    { ...s.bm25, value: found.bm25, digits: 2 },
    { ...s.cosine, value: found.cosine, digits: 3 },
  ];
  return (
    <dl className={classes.scores} aria-label={s.scores}>
      {scores.map(({ label, help, value, digits }) => (
        <div key={label} title={help}>
          <dt>{label}</dt>
          <dd>{value === null ? <span title={s.notFound}>{s.none}</span> : s.value(value, digits)}</dd>
        </div>
      ))}
    </dl>
  );
}
