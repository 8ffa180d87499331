import { Group, NativeSelect } from "@mantine/core";
import type { DocumentStatus } from "~/api/documents";
import { t } from "~/texts";
import { SearchField } from "~/ui/SearchField";
import { useSourcesSearch } from "../useSourcesSearch";

const d = t.sources.docs;

export const STATUSES = ["indexed", "processing", "pending", "failed", "skipped", "deleted"] as const;

/** Which documents: by name, looked up while one types, and by status; both in the URL. */
export function Filters({ status }: { status: DocumentStatus | undefined }) {
  const { search, go } = useSourcesSearch();
  return (
    <Group gap="sm" flex="0 1 30rem" wrap="nowrap">
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
    </Group>
  );
}
