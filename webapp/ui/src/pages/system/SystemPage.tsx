import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { send } from "~/api/client";
import { q } from "~/api/q";
import { problemOf } from "~/api/problem";
import type { components } from "~/api/schema";
import { Trouble } from "~/components/Trouble";
import { useOperator } from "~/components/useOperator";
import { t } from "~/texts";
import { Page } from "~/ui/Page";
import { PartList } from "./PartList";
import classes from "./SystemPage.module.css";

type Readiness = components["schemas"]["Readiness"];

/** 503 is an answer here: it says what is missing. */
async function readiness(): Promise<Readiness> {
  const response = await send(new Request(new URL("/readyz", window.location.href)));
  if (response.ok || response.status === 503) return (await response.json()) as Readiness;
  throw await problemOf(response);
}

/** For those who run the installation. */
export function SystemPage() {
  return useOperator() ? <System /> : <NotForYou />;
}

function NotForYou() {
  return (
    <Page measure="text">
      <Title order={1} size="h2" mb="sm">
        {t.system.title}
      </Title>
      <Text c="dimmed">{t.system.operatorsOnly}</Text>
    </Page>
  );
}

/** What `refdesk check` says, in the browser. */
function System() {
  const checks = useQuery({ ...q(["readyz"], readiness), refetchInterval: 10_000 });
  return (
    <Page measure="text" wide="grid">
      <Group justify="space-between" mb={4} gap="sm">
        <Title order={1} size="h2">
          {t.system.title}
        </Title>
        <Button variant="default" loading={checks.isFetching} onClick={() => void checks.refetch()}>
          {t.system.again}
        </Button>
      </Group>
      <Text c="dimmed" mb="lg" maw="var(--measure)">
        {t.system.intro}
      </Text>
      {checks.isPending ? (
        <Skeleton height={240} radius="md" role="status" aria-label={t.shell.loading} />
      ) : null}
      {checks.isError ? <Trouble error={checks.error} onRetry={() => void checks.refetch()} /> : null}
      {checks.data ? <Checks readiness={checks.data} /> : null}
    </Page>
  );
}

function Checks({ readiness: { status, checks } }: { readiness: Readiness }) {
  const ready = status === "ready";
  return (
    <Stack gap="xl">
      <Alert color={ready ? "green" : "red"} variant="light" role="status">
        {ready ? t.system.ready : t.system.notReady}
      </Alert>
      <div className={classes.columns}>
        <PartList title={t.system.needed} checks={checks.filter(({ state }) => state !== "missing")} />
        <PartList title={t.system.optional} checks={checks.filter(({ state }) => state === "missing")} />
      </div>
    </Stack>
  );
}
