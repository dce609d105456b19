/** The oldest Node that the server runs on; `engines` in package.json says the same. */
const oldest = [22, 13] as const

/** Returns what to say to somebody with an older Node, `undefined` for one that is new enough. */
export function problemOfNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  return isNewEnough ? undefined : `Expected Node ${oldest.join('.')} or newer, got ${version}.`
}
