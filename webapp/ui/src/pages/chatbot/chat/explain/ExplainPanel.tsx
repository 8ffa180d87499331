import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconRefresh } from "@tabler/icons-react";
import { explanationQuery, replayAnswer } from "~/api/messages";
import { toastFailure } from "~/components/toast";
import { Trouble } from "~/components/Trouble";
import { Waiting } from "~/components/Waiting";
import { t } from "~/texts";
import { useReturnFocus } from "~/ui/useReturnFocus";
import { Difference } from "./Difference";
import { Facts } from "./Facts";
import { Found } from "./Found";
import { Made } from "./Made";

interface Props {
  messageId: string;
  onClose: () => void;
}

/** How an answer came about, beside it; and the same question asked again under today's settings. */
export function ExplainPanel({ messageId, onClose }: Props) {
  useReturnFocus();
  const e = t.explain;
  const told = useQuery(explanationQuery(messageId));
  const again = useMutation({
    mutationFn: () => replayAnswer(messageId),
    onError: (thrown) => toastFailure(e.again.failed, thrown),
  });
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size="min(100%, 40rem)"
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content aria-label={e.title}>
        <Group justify="space-between" p="md" pb={0}>
          <Drawer.Title>{e.title}</Drawer.Title>
          <Drawer.CloseButton aria-label={e.close} />
        </Group>
        <Drawer.Body pt="md">
          {told.isPending ? <Waiting /> : null}
          {told.isError ? <Trouble error={told.error} onRetry={() => void told.refetch()} /> : null}
          {told.data ? (
            <Stack gap="lg">
              <div>
                <Button
                  variant="default"
                  leftSection={<IconRefresh size={17} aria-hidden />}
                  loading={again.isPending}
                  onClick={() => again.mutate()}
                >
                  {e.again.label}
                </Button>
                <Text size="sm" c="dimmed" mt={4}>
                  {e.again.help}
                </Text>
              </div>
              {again.data ? <Difference replay={again.data} /> : null}
              {told.data.recorded ? null : <Text size="sm">{e.unrecorded}</Text>}
              <Facts told={told.data} />
              <Found told={told.data} />
              <Made told={told.data} />
            </Stack>
          ) : null}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
