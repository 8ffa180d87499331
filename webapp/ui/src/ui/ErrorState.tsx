import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Props {
  title: string;
  text: ReactNode;
  retryLabel: string;
  onRetry?: () => void;
  hint?: ReactNode;
}

/** Something failed: what, and the way on. */
export function ErrorState({ title, text, retryLabel, onRetry, hint }: Props) {
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
      maw="44rem"
      my="md"
    >
      <Text size="sm">{text}</Text>
      {hint ? (
        <Text size="sm" mt="xs">
          {hint}
        </Text>
      ) : null}
      {onRetry ? (
        <Group mt="md">
          <Button variant="default" onClick={onRetry}>
            {retryLabel}
          </Button>
        </Group>
      ) : null}
    </Alert>
  );
}
