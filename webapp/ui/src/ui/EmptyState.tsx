import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  text: ReactNode;
  children?: ReactNode;
  order?: 1 | 2 | 3;
}

/** Nothing here yet: what it is for and what to do first. */
export function EmptyState({ title, text, children, order = 2 }: Props) {
  return (
    <Stack align="center" gap="sm" py="xl" px="md" maw="34rem" mx="auto" ta="center">
      <Title order={order} size="h3">
        {title}
      </Title>
      <Text c="dimmed">{text}</Text>
      {children}
    </Stack>
  );
}
