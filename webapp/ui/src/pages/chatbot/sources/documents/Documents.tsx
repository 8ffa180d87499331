import { Button, Group, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { documentsQuery, type DocumentStatus } from "~/api/documents";
import type { Source } from "~/api/sources";
import { Trouble } from "~/components/Trouble";
import { Waiting } from "~/components/Waiting";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { useSourcesSearch } from "../useSourcesSearch";
import { DocumentTable } from "./DocumentTable";
import { Filters, STATUSES } from "./Filters";

const d = t.sources.docs;

const isStatus = (value: string | undefined): value is DocumentStatus =>
  STATUSES.some((status) => status === value);

/** How many there are, where the service has counted them. */
function totalOf({ counts }: Source, status: DocumentStatus | undefined, typed: string): number | null {
  if (typed || status === "deleted") return null;
  return status ? counts[status] : Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The documents of a source: search, filter, table. */
export function Documents({ source }: { source: Source }) {
  const { search, go } = useSourcesSearch();
  const status = isStatus(search.status) ? search.status : undefined;
  const typed = (search.q ?? "").trim();
  const documents = useInfiniteQuery(
    documentsQuery(source.id, { status, typed }, source.status === "syncing"),
  );
  const items = documents.data?.pages.flatMap((page) => page.items) ?? [];
  const total = totalOf(source, status, typed);
  return (
    <section aria-labelledby="documents-title">
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={3} size="h5" id="documents-title">
          {d.title}
        </Title>
        <Filters status={status} />
      </Group>
      {documents.isPending ? <Waiting /> : null}
      {documents.isError && !documents.data ? (
        <Trouble error={documents.error} onRetry={() => void documents.refetch()} />
      ) : null}
      {documents.data && items.length === 0 ? (
        typed || status ? (
          <EmptyState order={3} title={d.noMatch.title} text={d.noMatch.text}>
            <Button variant="default" onClick={() => go({ q: undefined, status: undefined })}>
              {d.noMatch.clear}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState order={3} {...d.empty} />
        )
      ) : null}
      {items.length > 0 ? (
        <DocumentTable
          label={d.label(source.name)}
          items={items}
          total={documents.hasNextPage ? Math.max(total ?? 0, items.length + 1) : items.length}
          onNeedMore={() => {
            const ready = documents.hasNextPage && !documents.isFetching && !documents.isFetchNextPageError;
            if (ready) void documents.fetchNextPage();
          }}
        />
      ) : null}
      {documents.isFetchNextPageError ? (
        <Trouble error={documents.error} onRetry={() => void documents.fetchNextPage()} />
      ) : null}
    </section>
  );
}
