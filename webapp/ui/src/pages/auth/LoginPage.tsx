import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter, useSearch } from "@tanstack/react-router";
import { login } from "~/api/session";
import { FormProblem } from "~/components/FormProblem";
import { useSubmit } from "~/components/useForm";
import { t } from "~/texts";
import { PasswordField } from "~/ui/PasswordField";
import { AuthFrame } from "./AuthFrame";
import { safeTarget } from "./target";

const FIELDS = ["email", "password"] as const;

export function LoginPage() {
  const { target, expired } = useSearch({ from: "/login" });
  const router = useRouter();
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.trim() ? null : t.shell.required),
      password: (value) => (value ? null : t.shell.required),
    },
  });
  const { submit, busy, problem, error } = useSubmit(
    (values: typeof form.values) => login(values.email, values.password),
    () => router.history.push(safeTarget(target)),
  );
  return (
    <AuthFrame
      title={t.auth.login.title}
      intro={t.auth.login.intro}
      other={{ text: t.auth.login.noAccount, label: t.auth.login.register, to: "/register", target }}
    >
      <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
        <Stack>
          {expired ? <Alert color="petrol">{t.auth.login.expired}</Alert> : null}
          <FormProblem problem={problem} fields={FIELDS} />
          <TextInput
            label={t.auth.login.email}
            type="email"
            autoComplete="username"
            autoFocus
            required
            {...form.getInputProps("email")}
            error={form.errors.email ?? error("email")}
          />
          <PasswordField
            label={t.auth.login.password}
            autoComplete="current-password"
            required
            {...t.auth.passwordField}
            {...form.getInputProps("password")}
            error={form.errors.password ?? error("password")}
          />
          <Button type="submit" loading={busy}>
            {t.auth.login.submit}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
