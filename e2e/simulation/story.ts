import type { Story } from './shrink.ts'

/** A failing run as a person reads it: what broke, how it came to it, and how to see it again. */
export function storyText({ seed, violation, lines, decisions }: Story, scene: string): string {
  return [
    `Seed ${seed}: ${violation}`,
    `Of ${decisions.before} decisions, ${decisions.after.length} are needed: ${decisions.after.join(', ')}`,
    ...lines.map((line) => `  ${line}`),
    `See it again: npm run test:simulation -- --scene ${scene} --seed ${seed} --count 1`,
  ].join('\n')
}
