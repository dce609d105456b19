/** Serves merchants' projects to a browser, at the shop's own origin, beside its API. */
import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright/test'
import type { Stack } from '../support/stack.ts'
import { integrityIn, type Project } from './packed.ts'
import { root } from './run-tool.ts'

export type MerchantPages = ReturnType<typeof createMerchantPages>

export function createMerchantPages(page: Page, stack: Stack) {
  return {
    /**
     * Opens a page of a project; `folder` is where the project's build put it.
     * `fill` takes the place of `{{name}}` in it, `rendered` that of the
     * comment, as a merchant's server would do it.
     */
    async open(
      project: Project,
      file: string,
      { fill = {}, rendered = {} }: { fill?: Record<string, string>; rendered?: Rendered } = {},
    ): Promise<void> {
      const address = `${stack.shopUrl}/packages/${project.name}/`
      await page.route(`${address}**`, async (route) => {
        const file = new URL(route.request().url()).pathname.replace(/^\/packages\/[^/]+\//, '')
        // As Node would: what the project has not installed itself is found further up.
        const path = [`${project.folder}/${file}`, `${root}${file}`].find(existsSync)
        if (path === undefined) return route.fulfill({ status: 404 })
        if (!path.endsWith('.html')) return route.fulfill({ path })
        const values = { ...integrityIn(project), ...fill }
        const html = Object.entries(values).reduce(
          (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
          readFileSync(path, 'utf8'),
        )
        const body = html
          .replace('<!--rendered-->', () => rendered.html ?? '')
          .replace('id="checkout">{}', () => `id="checkout">${rendered.json ?? '{}'}`)
        return route.fulfill({ body, contentType: 'text/html; charset=utf-8' })
      })
      await page.goto(`${address}${file}`)
    },
  }
}

/** What a server has rendered, and what it was rendered from. */
export type Rendered = { html?: string; json?: string }
