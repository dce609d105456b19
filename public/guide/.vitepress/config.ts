/** The guide as a site: `vitepress build public/guide` writes it to `dist/guide`; `npm start` serves it at `/guide/`. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { contents } from './contents.ts'
import { headingAnchor } from './heading-anchor.ts'
import { ja, th } from './languages.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export default defineConfig({
  base: '/guide/',
  outDir: `${root}dist/guide`,
  cacheDir: `${root}node_modules/.cache/vitepress`,
  title: 'truemoney-checkout',
  description: 'TrueMoney Wallet payments through Omise: widget, server and simulator',
  head: [['link', { rel: 'icon', href: '/favicon.svg' }]],
  // Addresses of the demo server, not of the guide.
  ignoreDeadLinks: [/^http:\/\/localhost/],
  markdown: { anchor: { slugify: headingAnchor } },
  locales: { root: { label: 'English', lang: 'en' }, th, ja },
  themeConfig: {
    i18nRouting: false,
    outline: [2, 3],
    sidebar: contents(),
    search: { provider: 'local', options: { locales: { th: th.search, ja: ja.search } } },
  },
})
