import { Button, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter, useSearch } from "@tanstack/react-router";
import { register } from "~/api/session";
import { FormProblem } from "~/components/FormProblem";
import { useSubmit } from "~/components/useForm";
import { t } from "~/texts";
import { PasswordField } from "~/ui/PasswordField";
import { AuthFrame } from "./AuthFrame";
import { LEAST, PasswordRules } from "./PasswordRules";
import { targetOfNew } from "./target";

const FIELDS = [
  "email",
  "password",
  "password_confirm",
  "first_name",
  "last_name",
  "organization_name",
] as const;
const needed = (value: string) => (value.trim() ? null : t.shell.required);
const RULES = "password-rules";

export function RegisterPage() {
  const { target } = useSearch({ from: "/register" });
  const router = useRouter();
  const form = useForm({
    initialValues: {
      first_name: "",
      last_name: "",
      organization_name: "",
      email: "",
      password: "",
      password_confirm: "",
    },
    validate: {
      first_name: needed,
      last_name: needed,
      email: needed,
      password: (value) => ([...value].length >= LEAST ? null : t.auth.rules.length),
      password_confirm: (value, all) => (value === all.password ? null : t.auth.rules.match),
    },
  });
  const { submit, busy, problem, error } = useSubmit(
    ({ organization_name, ...values }: typeof form.values) =>
      register({ ...values, organization_name: organization_name.trim() || null }),
    () => router.history.push(targetOfNew(target)),
  );
  const field = (name: (typeof FIELDS)[number]) => ({
    ...form.getInputProps(name),
    error: form.errors[name] ?? error(name),
  });
  return (
    <AuthFrame
      title={t.auth.register.title}
      intro={t.auth.register.intro}
      other={{ text: t.auth.register.hasAccount, label: t.auth.register.login, to: "/login", target }}
    >
      <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
        <Stack>
          <FormProblem problem={problem} fields={FIELDS} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t.auth.register.firstName}
              autoComplete="given-name"
              autoFocus
              required
              {...field("first_name")}
            />
            <TextInput
              label={t.auth.register.lastName}
              autoComplete="family-name"
              required
              {...field("last_name")}
            />
          </SimpleGrid>
          <TextInput
            label={t.auth.register.organization}
            description={t.auth.register.organizationHelp}
            autoComplete="organization"
            {...field("organization_name")}
          />
          <TextInput
            label={t.auth.register.email}
            type="email"
            autoComplete="username"
            required
            {...field("email")}
          />
          <PasswordField
            label={t.auth.register.password}
            autoComplete="new-password"
            required
            {...t.auth.passwordField}
            aria-describedby={RULES}
            {...field("password")}
          />
          <PasswordField
            label={t.auth.register.confirm}
            autoComplete="new-password"
            required
            {...t.auth.passwordField}
            {...field("password_confirm")}
          />
          <PasswordRules password={form.values.password} confirm={form.values.password_confirm} id={RULES} />
          <Button type="submit" loading={busy}>
            {t.auth.register.submit}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}
