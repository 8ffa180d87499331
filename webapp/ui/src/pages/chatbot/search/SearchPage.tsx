import { Button, Group, NumberInput, Skeleton, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { searchQuery, type Found } from "~/api/search";
import { ButtonLink } from "~/components/links";
import { Trouble } from "~/components/Trouble";
import { part, t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Page } from "~/ui/Page";
import { useDraft } from "~/ui/useDraft";
import { About } from "../chat/About";
import { without } from "../chat/without";
import { Passage } from "./Passage";
import { ScoreHelp } from "./ScoreHelp";
import classes from "./SearchPage.module.css";

const s = part(() => t.search);
const TOP_K = 10;
const MOST_K = 100;
const LONGEST = 8_000;

/** The ranked passages with their scores, for people who tune. */
export function SearchPage() {
  const { chatbotId } = useParams({ from: "/inside/chatbots/$chatbotId/search" });
  const search = useSearch({ from: "/inside/chatbots/$chatbotId/search" });
  const query = (search.q ?? "").trim().slice(0, LONGEST);
  const topK = Math.min(Math.max(search.k ?? TOP_K, 1), MOST_K);
  const { about } = search;
  const found = useQuery(searchQuery(chatbotId, query, topK, about));
  const navigate = useNavigate({ from: "/chatbots/$chatbotId/search" });
  const onAll = () => void navigate({ search: (now) => without(now, "about"), replace: true });
  return (
    <Page measure="list" wide="grid">
      <Title order={2} size="h3">
        {s.title}
      </Title>
      <Text c="dimmed" size="sm" mb="md" maw="var(--measure)">
        {s.intro}
      </Text>
      <div className={classes.columns}>
        <SearchForm query={query} topK={topK} busy={found.isFetching} onAgain={() => void found.refetch()} />
        <ScoreHelp />
        <div>
          {about === undefined ? null : <About documentId={about} all={s.everywhere} onAll={onAll} />}
          {query === "" ? <EmptyState title={s.start.title} text={s.start.text} /> : null}
          {query !== "" && found.isPending ? <Loading /> : null}
          {found.isError ? <Trouble error={found.error} onRetry={() => void found.refetch()} /> : null}
          {query !== "" && found.data ? <Results items={found.data} stale={found.isPlaceholderData} /> : null}
        </div>
      </div>
    </Page>
  );
}

interface FormProps {
  query: string;
  topK: number;
  busy: boolean;
  onAgain: () => void;
}

function SearchForm({ query, topK, busy, onAgain }: FormProps) {
  const navigate = useNavigate({ from: "/chatbots/$chatbotId/search" });
  const words = useDraft(query);
  const passages = useDraft(String(topK));
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const q = words.text.trim();
    const wanted = Number(passages.text) || TOP_K;
    setMissing(!q);
    if (q === query && wanted === topK) {
      if (q) onAgain();
      return;
    }
    words.handOut(q);
    passages.handOut(String(wanted));
    void navigate({
      search: ({ about }) => ({
        ...(about ? { about } : {}),
        ...(q ? { q } : {}),
        ...(wanted === TOP_K ? {} : { k: wanted }),
      }),
    });
  };
  return (
    <form onSubmit={submit} role="search" aria-label={s.title}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={s.query}
          type="search"
          flex="1 1 16rem"
          miw={0}
          maxLength={LONGEST}
          value={words.text}
          onChange={(event) => words.type(event.currentTarget.value)}
          error={missing && !words.text.trim() ? t.shell.required : null}
          autoFocus
        />
        <NumberInput
          label={s.topK}
          w="6.5rem"
          min={1}
          max={MOST_K}
          allowDecimal={false}
          value={passages.text}
          onChange={(value) => passages.type(String(value))}
        />
        <Button
          type="submit"
          leftSection={<IconSearch size={17} aria-hidden />}
          loading={busy && query !== ""}
        >
          {s.submit}
        </Button>
      </Group>
    </form>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={s.searching}>
      {[1, 2, 3].map((n) => (
        <Skeleton key={n} height={132} radius="md" mt="md" />
      ))}
    </div>
  );
}

function Results({ items, stale }: { items: Found[]; stale: boolean }) {
  const { chatbotId } = useParams({ from: "/inside/chatbots/$chatbotId/search" });
  if (items.length === 0) {
    return (
      <EmptyState title={s.nothing.title} text={s.nothing.text}>
        <ButtonLink to="/chatbots/$chatbotId/sources" params={{ chatbotId }} variant="default">
          {s.nothing.add}
        </ButtonLink>
      </EmptyState>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" role="status" mt="md">
        {stale ? s.searching : s.found(items.length)}
      </Text>
      <ol className={classes.list} aria-busy={stale}>
        {items.map((found, at) => (
          <Passage key={`${found.document_id}:${found.version}:${found.start}`} found={found} rank={at + 1} />
        ))}
      </ol>
    </>
  );
}
