import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { deleteDocument, documentQuery, type Document } from "~/api/documents";
import { toast, toastFailure } from "~/components/toast";
import { Trouble } from "~/components/Trouble";
import { Waiting } from "~/components/Waiting";
import { useDialog } from "~/components/useDialog";
import { part, t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";

const x = part(() => t.sources.document.remove);

interface Props {
  documentId: string;
  onClose: () => void;
}

/** Delete a document: it can be brought back, so no name has to be typed. */
export function DocumentRemoval({ documentId, onClose }: Props) {
  useDialog();
  const document = useQuery(documentQuery(documentId));
  const removal = useMutation({
    mutationFn: (gone: Document) => deleteDocument(gone),
    onSuccess: (_, gone) => {
      toast(x.done(gone.title));
      onClose();
    },
    onError: (thrown) => toastFailure(x.failed, thrown),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={document.data ? x.title(document.data.title) : x.submit}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      {document.isPending ? <Waiting /> : null}
      {document.isError ? <Trouble error={document.error} /> : null}
      {document.data ? (
        <Stack>
          <Text size="sm">{x.text}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t.shell.cancel}
            </Button>
            <DangerButton onClick={() => removal.mutate(document.data)} loading={removal.isPending}>
              {x.submit}
            </DangerButton>
          </Group>
        </Stack>
      ) : null}
    </Modal>
  );
}
