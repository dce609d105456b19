import * as z from 'zod/mini'

const lineSchema = z.looseObject({ msg: z.string() })
export type LogLine = z.infer<typeof lineSchema>

/** The lines of a server's log that say `message` and carry these fields. */
export function linesThatSay(
  log: string,
  message: string,
  fields: Record<string, unknown>,
): LogLine[] {
  return parseLines(log).filter(
    (line) =>
      line.msg === message && Object.entries(fields).every(([name, value]) => line[name] === value),
  )
}

/** What is no JSON yet (a line still on its way) or never will be (a crash) is no line of the log. */
function parseLines(log: string): LogLine[] {
  return log.split('\n').flatMap((text) => {
    try {
      return [lineSchema.parse(JSON.parse(text))]
    } catch {
      return []
    }
  })
}
