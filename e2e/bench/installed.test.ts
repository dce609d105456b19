/** Needs a build. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { tableRows } from '../docs/manual.ts'
import { figuresIn, figuresPage } from './figure-tables.ts'
import { installedBudgetMb, installedSize } from './installed.ts'

const { packages, allMb } = installedSize()

it('the server’s package keeps to its budget on a shop’s disk', () => {
  expect(allMb).toBeGreaterThan(5)
  expect(allMb).toBeLessThanOrEqual(installedBudgetMb)
})

it('the guide says what the server’s package takes, give or take half a megabyte', () => {
  const rows = tableRows(figuresIn(readFileSync(figuresPage, 'utf8'), 'installed') ?? '')
  const said = (what: string) => Number.parseFloat(rows.find(([row]) => row === what)?.[1] ?? '')
  const command = 'node e2e/bench/main.ts --only installed writes it'
  expect(Math.abs(said('with its libraries') - allMb), command).toBeLessThanOrEqual(0.5)
  expect(said('packages'), command).toBe(packages)
})
