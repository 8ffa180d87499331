import { Alert, Button, List, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { asProblem } from "~/api/problem";
import { testSource, type SourceTestIn, type Tried } from "~/api/sources";
import { part, t } from "~/texts";
import { size } from "~/texts/format";
import { failure, spelled, told } from "~/texts/told";

const f = part(() => t.sources.form);

/** Tries a source before it is saved, and says what it would list first. */
export function SourceTest({ chatbotId, source }: { chatbotId: string; source: SourceTestIn }) {
  const trial = useMutation({ mutationFn: () => testSource(chatbotId, source) });
  return (
    <div>
      <Button variant="default" size="compact-sm" loading={trial.isPending} onClick={() => trial.mutate()}>
        {f.test}
      </Button>
      <div role="status">{trial.data?.ok ? <Listed first={trial.data.first} /> : null}</div>
      {trial.data?.error ? (
        <Failed title={f.tested.fails}>{spelled(failure(trial.data.error))}</Failed>
      ) : null}
      {trial.isError ? <Failed title={f.tested.untried}>{told(asProblem(trial.error))}</Failed> : null}
    </div>
  );
}

function Failed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert role="alert" color="red" variant="light" title={title} mt="xs">
      {children}
    </Alert>
  );
}

function Listed({ first }: { first: Tried["first"] }) {
  return (
    <>
      <Text size="sm" mt="xs">
        {f.tested.works} {first.length === 0 ? f.tested.empty : f.tested.first(first.length)}
      </Text>
      <List size="sm">
        {first.map(({ uri, title, bytes }) => (
          <List.Item key={uri}>
            {title}{" "}
            <Text span size="sm" c="dimmed">
              {bytes ? size(bytes) : uri}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}
