/** The database engines, by name, and the addresses that select them. */
export const engineNames = ['SQLite', 'PostgreSQL'] as const
export type EngineName = (typeof engineNames)[number]

const addresses: Record<EngineName, { readonly pattern: RegExp; readonly example: string }> = {
  SQLite: { pattern: /^sqlite:(.+)$/, example: 'sqlite:PATH, such as sqlite:data/orders.db' },
  PostgreSQL: { pattern: /^postgres(?:ql)?:\/\/./, example: 'postgres://…' },
}

/** The addresses that are possible, for messages. */
export const expectedUrl = `Expected ${engineNames.map((name) => addresses[name].example).join(', or ')}`

/** Returns the engine of a database's address, `undefined` for one that no engine has. */
export function engineOf(url: string): EngineName | undefined {
  return engineNames.find((name) => addresses[name].pattern.test(url))
}

/** Returns the file (or `:memory:`) that an address of SQLite names, `undefined` for another engine's. */
export function sqlitePath(url: string): string | undefined {
  return addresses.SQLite.pattern.exec(url)?.[1]
}
