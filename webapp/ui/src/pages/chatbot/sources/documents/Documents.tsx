import { Button, Group, Title } from "@mantine/core";
import type { DocumentFilter } from "~/api/documentPages";
import type { DocumentStatus } from "~/api/documents";
import type { Source } from "~/api/sources";
import { Trouble } from "~/components/Trouble";
import { Waiting } from "~/components/Waiting";
import { part, t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { useSourcesSearch } from "../useSourcesSearch";
import { ByWords } from "./ByWords";
import { DocumentTable } from "./DocumentTable";
import { Filters, STATUSES } from "./Filters";
import { Problems } from "./Problems";
import { canRetry } from "./retrying";
import { Selection } from "./Selection";
import { useChosen } from "./useChosen";
import { useDocumentPages, type DocumentRows } from "./useDocumentPages";

const d = part(() => t.sources.docs);

const isStatus = (value: string | undefined): value is DocumentStatus =>
  STATUSES.some((status) => status === value);

/** How many there are, where the service has counted them. */
function totalOf({ counts }: Source, { status, type, language, typed }: DocumentFilter): number | null {
  if (typed || type || language || status === "deleted") return null;
  return status ? counts[status] : Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Of the chosen ones, as they stand now, those that it means something to read again. */
const retryableOf = ({ at, loaded }: DocumentRows, chosen: ReadonlySet<string>) =>
  Array.from({ length: loaded }, (_, row) => at(row))
    .filter((one) => one !== undefined)
    .filter((one) => chosen.has(one.id) && canRetry(one))
    .map(({ id }) => id);

/** The documents of a source: search, filter, table. */
export function Documents({ source }: { source: Source }) {
  const { search, go } = useSourcesSearch();
  const status = isStatus(search.status) ? search.status : undefined;
  const typed = (search.q ?? "").trim();
  const { type, language } = search;
  const filter = { status, type, language, typed };
  const { rows, isPending, error, retry, see } = useDocumentPages(source, filter);
  const total = totalOf(source, filter);
  const { chosen, choose, clear } = useChosen(rows?.list);
  return (
    <section aria-labelledby="documents-title">
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={3} size="h5" id="documents-title">
          {d.title}
        </Title>
        <Filters source={source} status={status} type={type} />
      </Group>
      <Problems source={source} />
      <ByWords source={source} />
      {chosen.size > 0 && rows ? (
        <Selection
          sourceId={source.id}
          chosen={chosen}
          retryable={retryableOf(rows, chosen)}
          onClear={clear}
        />
      ) : null}
      {isPending && !rows ? <Waiting /> : null}
      {rows?.loaded === 0 && !rows.goesOn ? (
        typed || status || type || language ? (
          <EmptyState order={3} title={d.noMatch.title} text={d.noMatch.text}>
            <Button
              variant="default"
              onClick={() => go({ q: undefined, status: undefined, type: undefined, language: undefined })}
            >
              {d.noMatch.clear}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState order={3} {...d.empty} />
        )
      ) : null}
      {rows && (rows.loaded > 0 || rows.goesOn) ? (
        <DocumentTable
          key={rows.list}
          label={d.label(source.name)}
          rows={rows}
          total={rows.goesOn ? Math.max(total ?? 0, rows.loaded + 1) : rows.loaded}
          onSight={see}
          chosen={chosen}
          onChoose={choose}
        />
      ) : null}
      {error ? <Trouble error={error} onRetry={retry} /> : null}
    </section>
  );
}
