import { Stack } from "@mantine/core";
import type { Source } from "~/api/sources";
import { Documents } from "./documents/Documents";
import { SourceDialogs } from "./SourceDialogs";
import { SourceHeader } from "./SourceHeader";
import { SyncStatus } from "./syncs/SyncStatus";
import { DropArea } from "../uploads/DropArea";
import { useSourcesSearch } from "./useSourcesSearch";

/** One source: what it is, what it does now, the way in for files, its documents. */
export function SourceDetail({ source }: { source: Source }) {
  const { chatbotId } = useSourcesSearch();
  return (
    <Stack gap="lg" miw={0}>
      <SourceHeader source={source} />
      <div>
        <SyncStatus source={source} />
        {source.kind === "upload" ? <DropArea chatbotId={chatbotId} source={source.id} /> : null}
      </div>
      <Documents source={source} />
      <SourceDialogs source={source} />
    </Stack>
  );
}
