import { Alert, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconMessageQuestion, IconRefresh, IconSearch, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { documentQuery, downloadDocument, type Document } from "~/api/documents";
import type { Stretch } from "~/api/reader";
import { AnchorLink, ButtonLink } from "~/components/links";
import { DocumentPreview } from "~/components/reader/DocumentPreview";
import { spotAt, type Spot } from "~/components/reader/finding";
import { DocumentSummary } from "~/components/summary/DocumentSummary";
import { toastFailure } from "~/components/toast";
import { Trouble } from "~/components/Trouble";
import { Waiting } from "~/components/Waiting";
import { useDialog } from "~/components/useDialog";
import { part, t } from "~/texts";
import { dateTime, number, size } from "~/texts/format";
import { failure } from "~/texts/told";
import { Choice } from "~/ui/Choice";
import { DangerButton } from "~/ui/DangerButton";
import { useSourcesSearch } from "../useSourcesSearch";
import classes from "./DocumentDrawer.module.css";
import { DocumentLanguage } from "./DocumentLanguage";
import { DocumentStatusMark } from "./DocumentStatusMark";
import { canRetry } from "./retrying";
import { useRetry } from "./useRetry";

const x = part(() => t.sources.document);
const BUSY_MS = 1_500;
/** A sync will change or is changing it: looked at again, so that its end is seen. */
const UNDER_WAY = new Set<Document["status"] | undefined>(["pending", "processing"]);

interface Props {
  documentId: string;
  onClose: () => void;
}

/** Everything about one document, and what can be done with it. */
export function DocumentDrawer({ documentId, onClose }: Props) {
  useDialog();
  const document = useQuery({
    ...documentQuery(documentId),
    refetchInterval: ({ state }) => (UNDER_WAY.has(state.data?.status) ? BUSY_MS : false),
  });
  const { search } = useSourcesSearch();
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size={search.view === "text" ? "xl" : "md"}
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: its <header> counts as a second banner of the page. */}
        <Group justify="space-between" p="md" pb={0}>
          <Drawer.Title>{x.title}</Drawer.Title>
          <Drawer.CloseButton aria-label={x.close} />
        </Group>
        <Drawer.Body pt="md">
          {document.isPending ? <Waiting /> : null}
          {document.isError ? (
            <Trouble error={document.error} onRetry={() => void document.refetch()} />
          ) : null}
          {document.data ? <Details document={document.data} /> : null}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Details({ document }: { document: Document }) {
  const { search, go } = useSourcesSearch();
  const readable = document.version !== null && document.status !== "deleted";
  const reading = readable && search.view === "text";
  const [spot, setSpot] = useState<Spot | null>(null);
  const toText = (version: string, stretch: Stretch) =>
    spotAt({ document_id: document.id, version }, stretch).then(
      (found) => {
        setSpot(found);
        go({ view: "text" });
      },
      (thrown: unknown) => toastFailure(t.chat.reader.goFailed, thrown),
    );
  return (
    <Stack>
      <div>
        <Text fw={600} size="lg" ff="var(--serif)" className={classes.title ?? ""}>
          {document.title}
        </Text>
        <Text size="sm">
          <DocumentStatusMark status={document.status} />
        </Text>
      </div>
      <State document={document} />
      {document.same_as ? <Same twin={document.same_as} /> : null}
      {readable ? (
        <Choice
          label={x.view}
          value={reading ? "text" : "about"}
          onChange={(view) => {
            setSpot(null);
            go({ view: view === "text" ? "text" : undefined }, true);
          }}
          choices={[
            { value: "about", label: x.about },
            { value: "text", label: x.read },
          ]}
        />
      ) : null}
      {reading ? (
        <DocumentPreview key={`${document.version} ${spot?.start}`} document={document} spot={spot} />
      ) : (
        <>
          {readable ? (
            <DocumentSummary documentId={document.id} open onGo={(...place) => void toText(...place)} />
          ) : null}
          <Facts document={document} />
          {document.status === "deleted" ? null : <DocumentLanguage document={document} />}
        </>
      )}
      <Actions document={document} />
    </Stack>
  );
}

function State({ document: { error, status } }: { document: Document }) {
  if (error) {
    const why = failure(error);
    return (
      <Alert color={status === "failed" ? "red" : "yellow"} variant="light" title={why.message}>
        <Text size="sm" fw={600}>
          {x.what}
        </Text>
        <Text size="sm">{why.action}</Text>
      </Alert>
    );
  }
  const note = status === "deleted" ? x.deletedNote : status === "pending" ? x.waitingNote : null;
  return note ? <Text size="sm">{note}</Text> : null;
}

/** The same bytes are in the chatbot twice: which other document has them. */
function Same({ twin }: { twin: NonNullable<Document["same_as"]> }) {
  const { chatbotId } = useSourcesSearch();
  return (
    <Text size="sm" className={classes.title ?? ""}>
      <AnchorLink
        to="/chatbots/$chatbotId/sources"
        params={{ chatbotId }}
        search={{ source: twin.source_id, document: twin.id }}
        inherit
      >
        {t.sources.docs.same(twin.uri, twin.source_name)}
      </AnchorLink>
    </Text>
  );
}

/** As the file says it: what is no moment stands as it is. */
const moment = (said: string) => (Number.isNaN(Date.parse(said)) ? said : dateTime(said));

function Facts({ document }: { document: Document }) {
  const facts: readonly (readonly [string, string])[] = [
    [x.where, document.uri],
    [x.type, document.mime],
    [x.size, size(document.bytes)],
    ...(document.parent_title ? [[x.within, document.parent_title] as const] : []),
    ...(document.author ? [[x.author, document.author] as const] : []),
    ...(document.created ? [[x.created, moment(document.created)] as const] : []),
    ...(document.modified ? [[x.modified, moment(document.modified)] as const] : []),
    ...(document.ocr_pages.length > 0 ? [[x.ocr, document.ocr_pages.map(number).join(", ")] as const] : []),
    ...(document.encoding ? [[x.encoding, x.guessed(document.encoding)] as const] : []),
    [x.pages, document.page_count === null ? t.sources.docs.noPages : number(document.page_count)],
    [x.chunks, number(document.chunk_count)],
    [x.indexed, document.indexed_at ? dateTime(document.indexed_at) : x.notYet],
    [x.version, document.version ?? t.sources.docs.noPages],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function Actions({ document }: { document: Document }) {
  const { go, chatbotId } = useSourcesSearch();
  const retry = useRetry();
  const download = useMutation({
    mutationFn: () => downloadDocument(document),
    onError: (thrown) => toastFailure(x.downloadFailed, thrown),
  });
  const gone = document.status === "deleted";
  return (
    <Group gap="xs">
      {gone || document.version === null ? null : (
        <ButtonLink
          to="/chatbots/$chatbotId/chat/{-$conversationId}"
          params={{ chatbotId, conversationId: undefined }}
          search={{ about: document.id }}
          leftSection={<IconMessageQuestion size={17} aria-hidden />}
        >
          {t.chat.about.ask}
        </ButtonLink>
      )}
      {gone || document.version === null ? null : (
        <ButtonLink
          to="/chatbots/$chatbotId/search"
          params={{ chatbotId }}
          search={{ about: document.id }}
          variant="default"
          leftSection={<IconSearch size={17} aria-hidden />}
        >
          {x.search}
        </ButtonLink>
      )}
      {gone ? null : (
        <Button
          variant="default"
          leftSection={<IconDownload size={17} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {x.open}
        </Button>
      )}
      {canRetry(document) ? (
        <Button
          variant="default"
          leftSection={<IconRefresh size={17} aria-hidden />}
          loading={retry.isPending}
          onClick={() => retry.mutate(document)}
        >
          {gone ? x.restore : x.retry}
        </Button>
      ) : null}
      {gone ? null : (
        <DangerButton
          quiet
          leftSection={<IconTrash size={17} aria-hidden />}
          onClick={() => go({ dialog: "delete" })}
        >
          {x.delete}
        </DangerButton>
      )}
    </Group>
  );
}
