import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { changeSource, type Source } from "~/api/sources";
import { FormProblem } from "~/components/FormProblem";
import { toast, toastFailure } from "~/components/toast";
import { useSubmit } from "~/components/useForm";
import { useKept } from "~/components/useKept";
import { useDialog } from "~/components/useDialog";
import { part, t } from "~/texts";
import { runTime } from "~/texts/format";
import { DangerButton } from "~/ui/DangerButton";
import { ScheduleFields } from "./ScheduleFields";
import { firstWords, ownTimezone, scheduleOf, wordsOf, type ScheduleWords } from "./words";

const NAMED = ["schedule.cron", "schedule.timezone", "schedule.interval_seconds"];
const s = part(() => t.sources.schedule);

/** When a source syncs by itself, in words. */
export function ScheduleModal({ source, onClose }: { source: Source; onClose: () => void }) {
  useDialog();
  const { schedule } = source;
  const form = useForm<ScheduleWords>({
    initialValues: schedule ? wordsOf(schedule) : firstWords(ownTimezone()),
    validate: {
      time: (value, { rhythm }) =>
        value || !["daily", "weekdays", "weekly"].includes(rhythm) ? null : t.shell.required,
      cron: (value, { rhythm }) => (value.trim() || rhythm !== "cron" ? null : t.shell.required),
      timezone: (value) => (value ? null : t.shell.required),
    },
  });
  useKept(`schedule ${source.id}`, {
    values: form.values,
    dirty: form.isDirty(),
    restore: form.setValues,
  });
  const { submit, busy, problem, error } = useSubmit(
    (words: ScheduleWords) => changeSource(source.id, { schedule: scheduleOf(words) }),
    () => {
      toast(s.saved);
      onClose();
    },
  );
  return (
    <Modal opened onClose={onClose} title={s.title} closeButtonProps={{ "aria-label": t.shell.close }}>
      <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
        <Stack>
          <FormProblem problem={problem} fields={NAMED} />
          <ScheduleFields form={form} serverError={error} />
          <Text size="sm" role="status" ff="var(--serif)">
            {s.preview(s.sentence(form.values))}
          </Text>
          {schedule && !form.isDirty() ? (
            <NextRuns runs={schedule.next_runs} timezone={schedule.timezone} />
          ) : null}
          <Group justify="space-between">
            {schedule ? <Remove source={source} onDone={onClose} /> : <span />}
            <Group gap="sm">
              <Button variant="default" onClick={onClose}>
                {t.shell.cancel}
              </Button>
              <Button type="submit" loading={busy}>
                {s.save}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function NextRuns({ runs, timezone }: { runs: string[]; timezone: string }) {
  if (runs.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500}>
        {s.nextRuns}
      </Text>
      <ol style={{ margin: 0, paddingLeft: "1.4em" }}>
        {runs.slice(0, 3).map((run) => (
          <Text component="li" size="sm" key={run}>
            {runTime(run, timezone)}
          </Text>
        ))}
      </ol>
    </div>
  );
}

function Remove({ source, onDone }: { source: Source; onDone: () => void }) {
  const removal = useMutation({
    mutationFn: () => changeSource(source.id, { schedule: null }),
    onSuccess: () => {
      toast(s.removed);
      onDone();
    },
    onError: (thrown) => toastFailure(s.notRemoved, thrown),
  });
  return (
    <DangerButton quiet onClick={() => removal.mutate()} loading={removal.isPending}>
      {s.remove}
    </DangerButton>
  );
}
