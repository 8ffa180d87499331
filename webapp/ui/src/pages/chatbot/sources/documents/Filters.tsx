import { Group, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { languagesQuery, type DocumentStatus } from "~/api/documents";
import type { Source } from "~/api/sources";
import { part, t } from "~/texts";
import { languageName } from "~/texts/format";
import { SearchField } from "~/ui/SearchField";
import { useSourcesSearch } from "../useSourcesSearch";
import classes from "./DocumentTable.module.css";

const d = part(() => t.sources.docs);

export const STATUSES = ["indexed", "processing", "pending", "failed", "skipped", "deleted"] as const;

interface Props {
  source: Source;
  status: DocumentStatus | undefined;
  type: string | undefined;
}

/** Which documents: by name, looked up while one types, by status, type and language; all in the URL. */
export function Filters({ source, status, type }: Props) {
  const { search, go } = useSourcesSearch();
  return (
    <Group gap="sm" flex="0 1 38rem" className={classes.filters ?? ""}>
      <SearchField
        label={d.search}
        value={search.q ?? ""}
        onSearch={(words) => go({ q: words || undefined }, true)}
        flex="1 1 10rem"
      />
      <NativeSelect
        aria-label={d.filter}
        flex="0 0 auto"
        value={status ?? ""}
        onChange={(event) => go({ status: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: `${d.filter}: ${d.all}` },
          ...STATUSES.map((value) => ({ value, label: d.status[value] })),
        ]}
      />
      <NativeSelect
        aria-label={d.type}
        flex="0 0 auto"
        value={type ?? ""}
        onChange={(event) => go({ type: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: `${d.type}: ${d.all}` },
          ...Object.entries(d.types).map(([value, label]) => ({ value, label })),
        ]}
      />
      <LanguageFilter source={source} />
    </Group>
  );
}

/** Where the documents are in several languages. */
function LanguageFilter({ source }: { source: Source }) {
  const { search, go } = useSourcesSearch();
  const { data } = useQuery(languagesQuery(source.id, source.counts.indexed));
  const there = (data?.items ?? []).flatMap(({ language }) => language ?? []);
  const wanted = search.language;
  if (there.length < 2 && !wanted) return null;
  return (
    <NativeSelect
      aria-label={d.language}
      flex="0 0 auto"
      value={wanted ?? ""}
      onChange={(event) => go({ language: event.currentTarget.value || undefined })}
      data={[
        { value: "", label: `${d.language}: ${d.all}` },
        ...[...new Set([...there, ...(wanted ? [wanted] : [])])].map((value) => ({
          value,
          label: languageName(value),
        })),
      ]}
    />
  );
}
