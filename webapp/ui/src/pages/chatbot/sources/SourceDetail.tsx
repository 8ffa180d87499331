import { Stack } from "@mantine/core";
import type { Source } from "~/api/sources";
import { Documents } from "./documents/Documents";
import { SourceDialogs } from "./SourceDialogs";
import { SourceHeader } from "./SourceHeader";
import { SyncStatus } from "./syncs/SyncStatus";
import { DropArea } from "./uploads/DropArea";
import { UploadList } from "./uploads/UploadList";

/** One source: what it is, what it does now, the way in for files, its documents. */
export function SourceDetail({ source }: { source: Source }) {
  return (
    <Stack gap="lg" miw={0}>
      <SourceHeader source={source} />
      <div>
        <SyncStatus source={source} />
        <DropArea sourceId={source.id} />
        <UploadList sourceId={source.id} />
      </div>
      <Documents source={source} />
      <SourceDialogs source={source} />
    </Stack>
  );
}
