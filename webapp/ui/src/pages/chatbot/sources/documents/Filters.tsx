import { Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { DocumentStatus } from "~/api/documents";
import { t } from "~/texts";
import { useSourcesSearch } from "../useSourcesSearch";

const d = t.sources.docs;
const TYPING_MS = 250;

export const STATUSES = ["indexed", "processing", "pending", "failed", "skipped", "deleted"] as const;

/** Which documents: by name, looked up while one types, and by status; both in the URL. */
export function Filters({ status }: { status: DocumentStatus | undefined }) {
  const { search, go } = useSourcesSearch();
  const [draft, setDraft] = useState(search.q ?? "");
  const [sent, setSent] = useState(search.q);
  const [seen, setSeen] = useState(search.q);
  const look = useDebouncedCallback((typed: string) => {
    setSent(typed || undefined);
    go({ q: typed || undefined }, true);
  }, TYPING_MS);
  // The URL changed by something else than typing (a link, "show all", back): the field follows.
  if (seen !== search.q) {
    setSeen(search.q);
    if (search.q !== sent) setDraft(search.q ?? "");
  }
  return (
    <Group gap="sm" flex="0 1 30rem" wrap="nowrap">
      <TextInput
        type="search"
        aria-label={d.search}
        placeholder={d.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        flex="1 1 10rem"
        miw={0}
        maxLength={200}
        value={draft}
        onChange={({ currentTarget: { value } }) => {
          setDraft(value);
          look(value);
        }}
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
