/** What is weighed is what is sent. Needs a build. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scriptBudgets } from '../budgets.ts'
import { scriptBytes } from '../bytes.ts'
import { bytesOf, type Subject } from './subject.ts'
import { type SubjectServer, serveSubjects } from './subject-server.ts'
import { widgetSubject } from './subjects.ts'
import { weights } from './widget-section.ts'

const bare: Subject = { name: 'bare', script: 'form()', place: '<div></div>' }
const whole: Subject = {
  ...bare,
  name: 'whole',
  style: 'p { color: red }',
  later: { 'pay.js': 'pay()' },
}

let server: SubjectServer
beforeAll(async () => {
  server = await serveSubjects([bare, whole])
})
afterAll(() => server.stop())

const sent = async (subject: Subject, name: string) => {
  const answer = await fetch(server.urlOf(subject) + name)
  return { text: await answer.text(), bytes: Number(answer.headers.get('content-length')) }
}

describe('the weight of a subject', () => {
  it('is what its page names, and then what its script loads, as they are sent', async () => {
    const script = await sent(whole, 'form.js')
    const style = await sent(whole, 'form.css')
    const later = await sent(whole, 'pay.js')
    expect([script.text, style.text, later.text]).toEqual(['form()', whole.style, 'pay()'])
    const before = script.bytes + style.bytes
    expect(bytesOf(whole)).toEqual({ before, all: before + later.bytes })
    expect(bytesOf(bare)).toEqual({ before: script.bytes, all: script.bytes })
  })

  it('is, of the widget, what the table of bytes says, but for the language', () => {
    const files = scriptBudgets.find(({ name }) => name === 'script tag')?.files
    const inThai = scriptBytes(files ?? { before: [], later: [] })
    const { before, all } = bytesOf(widgetSubject())
    expect(before).toBe(inThai.before)
    expect(Math.abs(all - inThai.all)).toBeLessThan(1000)
  })

  it('is told in two rows, exactly', () => {
    const { before, all } = bytesOf(whole)
    const bareKb = bytesOf(bare).all / 1000
    expect(weights([bare, whole])).toEqual([
      expect.objectContaining({ unit: 'kB', values: { bare: [bareKb], whole: [before / 1000] } }),
      expect.objectContaining({ unit: 'kB', values: { bare: [bareKb], whole: [all / 1000] } }),
    ])
  })
})

describe('the page of a subject', () => {
  it('names a style sheet where there is one', async () => {
    const link = '<link rel="stylesheet" href="form.css">'
    expect((await sent(whole, '')).text).toContain(link)
    expect((await sent(bare, '')).text).not.toContain(link)
  })
})
