import { Alert, Button, Card, Group, Text, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { changeProvider, tryProvider, type Provider } from "~/api/providers";
import { hush, toastFailure } from "~/components/toast";
import { part, t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";
import { IconAction } from "~/ui/IconAction";
import classes from "./Models.module.css";
import { TestResult } from "./TestResult";

const m = part(() => t.models);

interface Props {
  provider: Provider;
  mayChange: boolean;
  isLast: boolean;
  onOpen: (dialog: "edit" | "delete") => void;
}

/** One provider: what is known of it, its place in the order, and its test. */
export function ProviderCard({ provider, mayChange, isLast, onOpen }: Props) {
  const { id, name, position, chatbots } = provider;
  const test = useMutation({
    // What was done before would lie over what comes out.
    onMutate: hush,
    mutationFn: () => tryProvider(id),
    onError: (thrown) => toastFailure(m.test.trouble, thrown),
  });
  const move = useMutation({
    mutationFn: (to: number) => changeProvider(id, { position: to }),
    onError: (thrown) => toastFailure(m.moveFailed, thrown),
  });
  return (
    <Card withBorder component="section" aria-label={name} padding="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h4" className={classes.name ?? ""}>
          {name}
        </Title>
        {mayChange ? (
          <Group gap={4} wrap="nowrap">
            <IconAction
              label={m.up(name)}
              disabled={position === 0 || move.isPending}
              onClick={() => move.mutate(position - 1)}
            >
              <IconArrowUp size={18} aria-hidden />
            </IconAction>
            <IconAction
              label={m.down(name)}
              disabled={isLast || move.isPending}
              onClick={() => move.mutate(position + 1)}
            >
              <IconArrowDown size={18} aria-hidden />
            </IconAction>
          </Group>
        ) : null}
      </Group>
      <Facts provider={provider} />
      <Text size="sm" c="dimmed">
        {m.chosen(chatbots)}
      </Text>
      {provider.key_readable ? null : (
        <Alert color="yellow" variant="light" mt="sm">
          {m.unreadable}
        </Alert>
      )}
      {mayChange ? (
        <Group gap="sm" mt="md">
          <Button variant="default" onClick={() => test.mutate()} loading={test.isPending}>
            {m.test.run}
          </Button>
          <Button variant="subtle" onClick={() => onOpen("edit")}>
            {m.edit}
          </Button>
          <DangerButton quiet onClick={() => onOpen("delete")}>
            {m.remove}
          </DangerButton>
        </Group>
      ) : null}
      <div role="status">{test.data && !test.isPending ? <TestResult test={test.data} /> : null}</div>
    </Card>
  );
}

function Facts({ provider }: { provider: Provider }) {
  const { default_model: model, base_url: address, has_key: hasKey, prices } = provider;
  const facts = [
    ...(provider.kind === "rerank" ? [[m.form.kind, m.form.kinds.rerank]] : []),
    [m.model, model],
    ...(address === null ? [] : [[m.address, address]]),
    [m.key.label, hasKey ? m.key.kept : m.key.none],
    ...(prices ? [[m.prices, m.price(prices.read, prices.written, prices.currency)]] : []),
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
