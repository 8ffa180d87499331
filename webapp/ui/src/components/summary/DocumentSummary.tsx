import { Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Stretch } from "~/api/reader";
import { summaryQuery, type Overview } from "~/api/summaries";
import { t } from "~/texts";
import { QuestionButton } from "~/ui/QuestionButton";
import { codePoints } from "../reader/codePoints";
import { useAskAtOnce } from "../asking/useAskAtOnce";
import classes from "./summary.module.css";

interface Props {
  documentId: string;
  /** It stands open from the beginning; else it is made when it is opened. */
  open?: boolean;
  /** Shows a stretch of a version's text; without it places are words only. */
  onGo?: (version: string, stretch: Stretch) => void;
}

type Go = (stretch: Stretch) => void;

const DEEPEST = 6;

/** What a document says in short, and what may be asked of it; nothing where there is nothing to tell. */
export function DocumentSummary({ documentId, open = false, onGo }: Props) {
  const s = t.chat.summary;
  const [opened, setOpened] = useState(open);
  const overview = useQuery({ ...summaryQuery(documentId), enabled: opened });
  if (overview.isError || (overview.data && !overview.data.pending && !tells(overview.data))) return null;
  const version = overview.data?.version ?? "";
  const go: Go | null =
    onGo === undefined
      ? null
      : (stretch) => {
          // What it leads to stands below it.
          if (!open) setOpened(false);
          onGo(version, stretch);
        };
  return (
    <details
      className={classes.summary}
      data-whole={open}
      open={opened}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>{s.title}</summary>
      {overview.data && (tells(overview.data) || !overview.data.pending) ? (
        <Told overview={overview.data} onGo={go} whole={open} />
      ) : (
        <Stack gap={8} role="status" aria-label={s.making} mt="xs">
          <Text size="sm" c="dimmed">
            {s.making}
          </Text>
          <Skeleton height={12} />
          <Skeleton height={12} width="70%" />
        </Stack>
      )}
    </details>
  );
}

const tells = ({ summary, outline, questions }: Overview) =>
  summary.length + outline.length + questions.length > 0;

interface ToldProps {
  overview: Overview;
  onGo: Go | null;
  /** It takes the room that it needs; else it leaves some for what stands below it. */
  whole: boolean;
}

function Told({ overview, onGo, whole }: ToldProps) {
  const s = t.chat.summary;
  const { chatbotId } = useParams({ strict: false });
  const { summary, outline, questions, model, degraded } = overview;
  return (
    <div className={classes.told} data-whole={whole}>
      {summary.length > 0 ? (
        <p className={classes.words}>
          {summary.map((one) => (
            <Place key={one.start} text={one.text} stretch={one} onGo={onGo} />
          ))}
        </p>
      ) : null}
      <Text size="xs" c="dimmed">
        {model ? s.writtenBy(model) : degraded ? s.degraded : s.quoted}
      </Text>
      {outline.length > 1 ? (
        <details>
          <summary>{s.outline(outline.length)}</summary>
          <ul className={classes.outline}>
            {outline.map(({ level, title, start }) => (
              <li key={start} style={{ paddingInlineStart: `${Math.min(level, DEEPEST) - 1}em` }}>
                <Place text={title} stretch={{ start, end: start + codePoints(title) }} onGo={onGo} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {questions.length > 0 && chatbotId ? <Questions chatbotId={chatbotId} questions={questions} /> : null}
    </div>
  );
}

function Questions({ chatbotId, questions }: { chatbotId: string; questions: string[] }) {
  const ask = useAskAtOnce(chatbotId);
  return (
    <div className={classes.questions} role="group" aria-label={t.chat.summary.questions}>
      <Text size="sm" c="dimmed" fw={500}>
        {t.chat.summary.questions}
      </Text>
      {questions.map((question) => (
        <QuestionButton
          key={question}
          question={question}
          busy={false}
          onAsk={ask}
          size="compact-md"
          mih={32}
          py={4}
        />
      ))}
    </div>
  );
}

function Place({ text, stretch, onGo }: { text: string; stretch: Stretch; onGo: Go | null }) {
  if (!onGo) return <span>{text} </span>;
  const { start, end } = stretch;
  return (
    <button type="button" className={classes.place} onClick={() => onGo({ start, end })}>
      {text}
    </button>
  );
}
