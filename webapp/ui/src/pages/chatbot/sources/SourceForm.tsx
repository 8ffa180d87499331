import { Checkbox, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { changeSource, createSource, type Source, type SourceTestIn, type Visibility } from "~/api/sources";
import { FormModal } from "~/components/FormModal";
import { toast } from "~/components/toast";
import { fieldsOf, useSubmit } from "~/components/useForm";
import { useKept } from "~/components/useKept";
import { t } from "~/texts";
import { SourceTest } from "./SourceTest";

interface Props {
  chatbotId: string;
  /** The source to edit; null adds one. */
  source: Source | null;
  onClose: () => void;
  onDone: (source: Source) => void;
}

interface Values {
  name: string;
  visibility: Visibility;
  comments: boolean;
}

type Config = NonNullable<SourceTestIn["config"]>;

/** What it had was one of its kind when it was saved. */
const configOf = (source: Source | null) => (source?.config ?? {}) as Config;

/** Add or edit a source. */
export function SourceForm({ chatbotId, source, onClose, onDone }: Props) {
  const f = t.sources.form;
  const before = configOf(source);
  const was = before.comments ?? false;
  const form = useForm<Values>({
    initialValues: { name: source?.name ?? "", visibility: source?.visibility ?? "citable", comments: was },
    validate: { name: (value) => (value.trim() ? null : t.shell.required) },
  });
  useKept(source ? `source ${source.id}` : `new source of ${chatbotId}`, {
    values: form.values,
    dirty: form.isDirty(),
    restore: form.setValues,
  });
  const config: Config =
    form.values.comments === was ? before : { ...before, comments: form.values.comments };
  const save = async ({ name, visibility }: Values) => {
    const body = { name: name.trim(), visibility, config };
    const saved = source
      ? await changeSource(source.id, body)
      : await createSource(chatbotId, { ...body, kind: "upload" });
    toast(source ? f.saved : f.added(saved.name));
    onDone(saved);
  };
  const { submit, busy, problem, error } = useSubmit(save, () => undefined);
  const field = fieldsOf(form, error);
  return (
    <FormModal
      title={source ? f.edit(source.name) : f.add}
      submitLabel={source ? f.submitEdit : f.submitAdd}
      onSubmit={form.onSubmit((values) => submit(values))}
      onClose={onClose}
      busy={busy}
      problem={problem}
      fields={["name", "visibility", "config.comments"]}
    >
      {source ? null : (
        <NativeSelect
          label={f.kind}
          description={f.kindHelp}
          data={[{ value: "upload", label: t.sources.kind.upload ?? "" }]}
        />
      )}
      <TextInput
        label={f.name}
        description={f.nameHelp}
        required
        maxLength={200}
        data-autofocus
        {...field("name")}
      />
      <Radio.Group label={t.sources.visibility.label} {...field("visibility")}>
        <Stack gap="xs" mt="xs">
          <Radio
            value="citable"
            label={t.sources.visibility.citable}
            description={t.sources.visibility.citableHelp}
          />
          <Radio
            value="private"
            label={t.sources.visibility.private}
            description={t.sources.visibility.privateHelp}
          />
        </Stack>
      </Radio.Group>
      <Checkbox
        label={f.comments}
        description={f.commentsHelp}
        {...form.getInputProps("comments", { type: "checkbox" })}
        error={error("config.comments")}
      />
      <SourceTest chatbotId={chatbotId} source={{ kind: source?.kind ?? "upload", config }} />
    </FormModal>
  );
}
