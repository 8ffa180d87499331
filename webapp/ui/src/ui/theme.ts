import {
  createTheme,
  defaultVariantColorsResolver,
  Menu,
  Modal,
  Notification,
  type MantineColorsTuple,
} from "@mantine/core";

/** The one accent: a deep petrol, calm enough to sit beside long text. */
const petrol: MantineColorsTuple = [
  "#eaf5f8",
  "#d8e8ed",
  "#aed0da",
  "#81b7c6",
  "#5ea2b5",
  "#4795ab",
  "#388fa7",
  "#297b92",
  "#1d6c81",
  "#045e73",
];

export const SERIF = '"Source Serif 4 Variable", Georgia, "Times New Roman", serif';
export const SANS = '"Source Sans 3 Variable", system-ui, -apple-system, "Segoe UI", sans-serif';

interface Texts {
  /** The name of the button that takes a message away. */
  close: string;
}

/** How everything looks. */
export const themeFor = ({ close }: Texts) =>
  createTheme({
    primaryColor: "petrol",
    colors: { petrol },
    primaryShade: { light: 9, dark: 4 },
    autoContrast: true,
    luminanceThreshold: 0.3,
    // Mantine decides the label's colour once for both schemes; the accent is light in one and dark in the other.
    variantColorResolver: (input) => {
      const colors = defaultVariantColorsResolver(input);
      const accent = input.variant === "filled" && (input.color === undefined || input.color === "petrol");
      return accent ? { ...colors, color: "var(--mantine-primary-color-contrast)" } : colors;
    },
    components: {
      // A menu holds menu items only and stands in its landmark; a dialog's header is no banner of the page.
      Menu: Menu.extend({
        defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false, floatingStrategy: "fixed" },
      }),
      Modal: Modal.extend({
        defaultProps: {
          attributes: { header: { role: "presentation" } },
          transitionProps: { duration: 120 },
        },
        styles: { header: { alignItems: "flex-start" }, title: { fontWeight: 600, lineHeight: 1.35 } },
      }),
      Notification: Notification.extend({
        defaultProps: { withBorder: true, closeButtonProps: { "aria-label": close } },
        // Mantine's own grey of a reason below its title is 3.3:1.
        styles: { description: { color: "var(--mantine-color-dimmed)" } },
      }),
    },
    fontFamily: SANS,
    headings: { fontFamily: SANS, fontWeight: "600" },
    defaultRadius: "md",
    cursorType: "pointer",
    focusRing: "auto",
    respectReducedMotion: true,
  });
