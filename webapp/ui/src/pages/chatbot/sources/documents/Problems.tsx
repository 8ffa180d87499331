import { Button, Group, Paper, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { problemsQuery, type Problem } from "~/api/bulk";
import type { Source } from "~/api/sources";
import { part, t } from "~/texts";
import { number } from "~/texts/format";
import { failure } from "~/texts/told";
import { useSourcesSearch } from "../useSourcesSearch";
import { DocumentStatusMark } from "./DocumentStatusMark";
import classes from "./Problems.module.css";
import { isFinal } from "./retrying";
import { useBulk } from "./useBulk";

const p = part(() => t.sources.problems);

/** What of a source cannot be asked about, by reason, each with the one thing to do. */
export function Problems({ source }: { source: Source }) {
  const { failed, skipped } = source.counts;
  const problems = useQuery({
    ...problemsQuery(source.id, { failed, skipped }),
    enabled: failed + skipped > 0,
    placeholderData: (before, query) => (query?.queryKey[1] === source.id ? before : undefined),
  });
  const groups = failed + skipped > 0 ? (problems.data?.items ?? []) : [];
  if (groups.length === 0) return null;
  return (
    <Paper withBorder radius="md" component="section" aria-label={p.label} mb="md">
      <ul className={classes.list}>
        {groups.map((problem) => (
          <Reason
            key={`${problem.status} ${problem.code} ${problem.action}`}
            source={source}
            problem={problem}
          />
        ))}
      </ul>
      {problems.data?.complete === false ? (
        <Text size="xs" c="dimmed" px="md" pb="xs">
          {p.more}
        </Text>
      ) : null}
    </Paper>
  );
}

function Reason({ source, problem }: { source: Source; problem: Problem }) {
  const [opened, setOpened] = useState(false);
  const bulk = useBulk(source.id);
  const { status, code, count, documents } = problem;
  const { message, action } = failure(problem);
  const ids = documents.map(({ id }) => id);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.problem}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <UnstyledButton
          className={classes.opener ?? ""}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <Chevron size={16} aria-hidden className={classes.chevron} />
          <span className={classes.count}>
            <DocumentStatusMark status={status} /> {number(count)}
          </span>
          <span>
            <Text span size="sm" fw={600}>
              {message}
            </Text>{" "}
            <Text span size="sm">
              {action}
            </Text>
          </span>
        </UnstyledButton>
        {isFinal(code) ? null : (
          <Button
            size="xs"
            variant="default"
            flex="none"
            loading={bulk.isPending}
            onClick={() => bulk.mutate({ action: "retry", ids })}
          >
            {p.retry(Math.min(count, ids.length))}
          </Button>
        )}
      </Group>
      {opened ? <Names problem={problem} /> : null}
    </li>
  );
}

function Names({ problem: { documents, count } }: { problem: Problem }) {
  const { chatbotId, search } = useSourcesSearch();
  return (
    <ul className={classes.names} aria-label={p.names} tabIndex={0}>
      {documents.map(({ id, title }) => (
        <li key={id}>
          <Link
            to="/chatbots/$chatbotId/sources"
            params={{ chatbotId }}
            search={{ ...search, document: id }}
            resetScroll={false}
            preload={false}
          >
            {title}
          </Link>
        </li>
      ))}
      {count > documents.length ? <li>{t.sources.plan.andMore(count - documents.length)}</li> : null}
    </ul>
  );
}
