export type Theme = 'light' | 'dark' | 'auto'

/** The theme that an attribute names; whatever else it says, the buyer's setting decides. */
export function themeNamed(value: string | null): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto'
}
