/** The colours of the page by name; a test holds every text to WCAG AA (4.5:1) on its ground, light and dark. */
export const PALETTES = {
  light: {
    ground: "#f4f6f8", surface: "#ffffff", sunken: "#f6f8fa", text: "#171b21", muted: "#545e6c", line: "#d8dee6", accent: "#0b57b7",
    drifted: "#b3231a", "drifted-ground": "#fdecea", violating: "#86198f", "violating-ground": "#fae8ff", unknown: "#8a4700", "unknown-ground": "#fff2dc", pending: "#0b57b7", "pending-ground": "#e7f0fd",
    ignored: "#545e6c", "ignored-ground": "#ebeef2", clean: "#146537", "clean-ground": "#e3f4e9", expected: "#d3e5ff", actual: "#ffd9cc",
    "bar-drifted": "#d5362b", "bar-unknown": "#e39a1c", "bar-ignored": "#9aa5b3", "bar-clean": "#35a065",
  },
  dark: {
    ground: "#0e1115", surface: "#171b21", sunken: "#12161b", text: "#e7eaee", muted: "#a4aebb", line: "#2c343e", accent: "#8dbbff",
    drifted: "#ff9f96", "drifted-ground": "#391a18", violating: "#f0abfc", "violating-ground": "#3a1440", unknown: "#ffc46b", "unknown-ground": "#35260d", pending: "#8dbbff", "pending-ground": "#142742",
    ignored: "#a4aebb", "ignored-ground": "#252b33", clean: "#7fd8a1", "clean-ground": "#11301f", expected: "#173a6b", actual: "#6b2a17",
    "bar-drifted": "#ef5b50", "bar-unknown": "#e0a030", "bar-ignored": "#6b7684", "bar-clean": "#2f9960",
  },
} as const satisfies Record<"light" | "dark", Record<string, string>>;

/** The palette as custom properties of a style sheet. */
export function declarations(palette: Readonly<Record<string, string>>): string {
  return Object.entries(palette).map(([name, colour]) => `--${name}:${colour}`).join(";");
}
