/** The sidebar, read from the table of contents that readers of the Markdown see: `public/guide/index.md`. */
import { readFileSync } from 'node:fs'
import type { DefaultTheme } from 'vitepress'

/** Returns a group for each heading of the page, with the links below it. */
export function contents(): DefaultTheme.SidebarItem[] {
  const page = readFileSync(new URL('../index.md', import.meta.url), 'utf8')
  const groups = page.split(/^## /m).slice(1)
  return groups.map((group) => ({
    text: group.slice(0, group.indexOf('\n')),
    items: Array.from(group.matchAll(/\[([^\]]+)\]\((.+?)\.md\)/g), ([, text = '', path = '']) => ({
      text,
      link: `/${path}`,
    })),
  }))
}
