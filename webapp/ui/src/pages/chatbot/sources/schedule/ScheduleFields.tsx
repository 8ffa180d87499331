import { NativeSelect, NumberInput, Select, SimpleGrid, Switch, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { part, t } from "~/texts";
import { RHYTHMS, timezones, type Rhythm, type ScheduleWords } from "./words";

interface Props {
  form: UseFormReturnType<ScheduleWords>;
  serverError: (field: string) => string | null;
}

const s = part(() => t.sources.schedule);
const AT_A_TIME = ["daily", "weekdays", "weekly"];

/** A rhythm, what it needs, a time zone, and whether it is on. */
export function ScheduleFields({ form, serverError }: Props) {
  const { rhythm, timezone } = form.values;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NativeSelect
          label={s.when}
          data-autofocus
          data={RHYTHMS.map((value) => ({ value, label: s.rhythms[value] }))}
          value={rhythm}
          onChange={(event) => form.setFieldValue("rhythm", event.currentTarget.value as Rhythm)}
        />
        {rhythm === "weekly" ? (
          <NativeSelect
            label={s.day}
            data={[1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: s.days[day] ?? "" }))}
            value={String(form.values.day)}
            onChange={(event) => form.setFieldValue("day", Number(event.currentTarget.value))}
          />
        ) : null}
        {AT_A_TIME.includes(rhythm) ? (
          <TextInput type="time" label={s.time} required {...form.getInputProps("time")} />
        ) : null}
      </SimpleGrid>
      {rhythm === "interval" ? (
        <NumberInput
          label={s.minutes}
          description={s.minutesHelp}
          min={1}
          max={527_040}
          allowDecimal={false}
          value={form.values.minutes}
          onChange={(value) => form.setFieldValue("minutes", Math.max(1, Number(value) || 1))}
          error={serverError("schedule.interval_seconds")}
        />
      ) : null}
      {rhythm === "cron" ? (
        <TextInput
          label={s.cron}
          description={s.cronHelp}
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          ff="monospace"
          {...form.getInputProps("cron")}
          error={form.errors.cron ?? serverError("schedule.cron") ?? serverError("schedule")}
        />
      ) : null}
      <Select
        label={s.timezone}
        data={timezones(timezone)}
        searchable
        allowDeselect={false}
        limit={200}
        nothingFoundMessage={s.noZone}
        value={timezone}
        onChange={(value) => (value ? form.setFieldValue("timezone", value) : undefined)}
        error={form.errors.timezone ?? serverError("schedule.timezone")}
      />
      <Switch
        label={s.active}
        description={s.activeHelp}
        {...form.getInputProps("active", { type: "checkbox" })}
      />
    </>
  );
}
