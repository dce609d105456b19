/** The ways in which a scene is looked at: language, device, theme. */
import config from '../playwright.config.ts'
import type { scenes } from '../support/scenes.ts'
import type { Language } from '../support/shop-page.ts'

type Scene = (typeof scenes)[number]

export type Look = {
  readonly language: Language
  readonly device: string
  readonly scheme: 'light' | 'dark'
}

const schemes = ['light', 'dark'] as const
const languages = ['th', 'en', 'ja'] as const
// Pictures are of Chromium's projects: those of other engines name a browser of their own.
const projects = new Map(
  (config.projects ?? [])
    .filter(({ use }) => use?.defaultBrowserType === undefined)
    .map(({ name = '', use }) => [name, use ?? {}]),
)

export const devices: readonly string[] = [...projects.keys()]

export const looks: readonly Look[] = devices.flatMap((device) =>
  schemes.flatMap((scheme) => languages.map((language) => ({ language, device, scheme }))),
)

export function screenOf({ device }: Look) {
  const { viewport = null, isMobile = false, hasTouch = false } = projects.get(device) ?? {}
  return { viewport, isMobile, hasTouch }
}

/** The shop itself speaks no Japanese. */
export function isIn({ language }: Look, { isShopOnly = false }: Scene): boolean {
  return language !== 'ja' || !isShopOnly
}

export function fileOf(scene: string, { language, device, scheme }: Look): string {
  return `${scene}.${device}.${language}.${scheme}.png`
}
