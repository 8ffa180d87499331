import { Button, Skeleton, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sourcesQuery, type Source } from "~/api/sources";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Page } from "~/ui/Page";
import { Choosers } from "../uploads/Choosers";
import { SourceDetail } from "./SourceDetail";
import { SourceForm } from "./SourceForm";
import { SourceList } from "./SourceList";
import classes from "./SourcesPage.module.css";
import { useSourcesSearch } from "./useSourcesSearch";

/** What a chatbot knows: its sources, one of them open. */
export function SourcesPage() {
  const { chatbotId, search, go, close } = useSourcesSearch();
  const sources = useQuery(sourcesQuery(chatbotId));
  const add = () => go({ dialog: "add" });
  return (
    <Page measure="grid" className={classes.page}>
      {sources.isPending ? <Loading /> : null}
      {sources.isError && !sources.data ? (
        <Trouble error={sources.error} onRetry={() => void sources.refetch()} />
      ) : null}
      {sources.data?.length === 0 ? (
        <EmptyState title={t.sources.empty.title} text={t.sources.empty.text}>
          <Choosers chatbotId={chatbotId} source={null} first />
          <Text size="sm" c="dimmed">
            {t.uploads.formats}
          </Text>
          <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
            {t.sources.add}
          </Button>
        </EmptyState>
      ) : null}
      {sources.data?.length ? <Filled sources={sources.data} onAdd={add} /> : null}
      {search.dialog === "add" ? (
        <SourceForm
          chatbotId={chatbotId}
          source={null}
          onClose={close}
          onDone={({ id }) =>
            go({ source: id, dialog: undefined, status: undefined, q: undefined, document: undefined })
          }
        />
      ) : null}
    </Page>
  );
}

function Filled({ sources, onAdd }: { sources: Source[]; onAdd: () => void }) {
  const { search, go } = useSourcesSearch();
  const chosen = search.source ? sources.find(({ id }) => id === search.source) : sources[0];
  return (
    <>
      <SourceList sources={sources} chosen={chosen} onAdd={onAdd} />
      {chosen ? (
        <SourceDetail key={chosen.id} source={chosen} />
      ) : (
        <EmptyState title={t.sources.gone.title} text={t.sources.gone.text}>
          <Button variant="default" onClick={() => go({ source: undefined, document: undefined })}>
            {t.sources.gone.first}
          </Button>
        </EmptyState>
      )}
    </>
  );
}

function Loading() {
  return (
    <>
      <Skeleton height={120} radius="md" role="status" aria-label={t.shell.loading} mb="md" />
      <Skeleton height={420} radius="md" />
    </>
  );
}
