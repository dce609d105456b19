/** What a scene needs of a browser: the little that WebDriver and WebDriver BiDi have in common. */
export type Engine = {
  readonly version: string
  /** Whether going back shows a page as it was left (from the back/forward cache), or loads it again. */
  readonly keepsPages: boolean
  /** A tab with nothing in its storage, of a browser that has nothing else open. */
  openTab(): Promise<Tab>
  stop(): Promise<void>
}

export type Tab = {
  open(address: string): Promise<void>
  /** As by the browser's own button. */
  back(): Promise<void>
  /** The value of an expression in the page; it has to be one that JSON can say. */
  evaluate(expression: string): Promise<unknown>
  /** Real keys, to whatever has the focus. */
  press(...keys: readonly Key[]): Promise<void>
  type(text: string): Promise<void>
  click(point: Point): Promise<void>
  /** Turns the mouse wheel there, by so many pixels downwards. */
  wheel(point: Point, pixels: number): Promise<void>
  resize(screen: Screen): Promise<void>
  /** What is seen now, as PNG. */
  picture(): Promise<Uint8Array>
  close(): Promise<void>
}

export type Screen = { readonly width: number; readonly height: number }
export type Point = { readonly x: number; readonly y: number }

export type NamedKey =
  | 'Enter'
  | 'Escape'
  | 'Tab'
  | 'Home'
  | 'End'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'Backspace'
  | 'Delete'
export type Key = NamedKey | keyof typeof shortcuts

export const shortcuts = { selectAll: 'a', copy: 'c', paste: 'v' } as const

export function isShortcut(key: Key): key is keyof typeof shortcuts {
  return key in shortcuts
}

export const screens = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 800 },
} as const
