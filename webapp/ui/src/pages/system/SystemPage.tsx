import { Alert, Badge, Button, Card, Container, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { q } from "~/api/q";
import { problemOf, unreachable } from "~/api/problem";
import type { components } from "~/api/schema";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import classes from "./SystemPage.module.css";

type Readiness = components["schemas"]["Readiness"];

/** 503 is an answer here: it says what is missing. */
async function readiness(): Promise<Readiness> {
  const response = await fetch("/readyz").catch(() => {
    throw unreachable();
  });
  if (response.ok || response.status === 503) return (await response.json()) as Readiness;
  throw await problemOf(response);
}

/** What `refdesk check` says, in the browser. */
export function SystemPage() {
  const checks = useQuery({ ...q(["readyz"], readiness), refetchInterval: 10_000 });
  return (
    <Container size="md" py="lg" px={{ base: "md", sm: "lg" }}>
      <Group justify="space-between" mb="sm">
        <Title order={1} size="h2">
          {t.system.title}
        </Title>
        <Button variant="default" loading={checks.isFetching} onClick={() => void checks.refetch()}>
          {t.system.again}
        </Button>
      </Group>
      <Text c="dimmed" mb="lg">
        {t.system.intro}
      </Text>
      {checks.isPending ? (
        <Skeleton height={240} radius="md" role="status" aria-label={t.shell.loading} />
      ) : null}
      {checks.isError ? <Trouble error={checks.error} onRetry={() => void checks.refetch()} /> : null}
      {checks.data ? <Checks readiness={checks.data} /> : null}
    </Container>
  );
}

function Checks({ readiness: { status, checks } }: { readiness: Readiness }) {
  const ready = status === "ready";
  return (
    <Stack>
      <Alert color={ready ? "green" : "red"} role="status">
        {ready ? t.system.ready : t.system.notReady}
      </Alert>
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: "none" }}>
        {checks.map((check) => (
          <Card component="li" key={check.name} withBorder padding="sm">
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600}>{check.name}</Text>
              <Badge
                variant="default"
                tt="none"
                fw={500}
                leftSection={<span aria-hidden className={classes.dot} data-state={check.state} />}
              >
                {t.system.states[check.state] ?? check.state}
              </Badge>
            </Group>
            <Text size="sm">{check.consequence}</Text>
            {check.remedy ? (
              <Text size="sm" c="dimmed">
                {check.remedy}
              </Text>
            ) : null}
          </Card>
        ))}
      </Stack>
    </Stack>
  );
}
