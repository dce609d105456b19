/** Code to copy: for the page as it was chosen, for the server by its framework. */
import { readCode } from '/playground/api.js'
import { make } from '/playground/make.js'
import { inWords, words } from '/playground/words.js'

const frameworks = {
  hono: 'Hono',
  express: 'Express',
  fastify: 'Fastify',
  next: 'Next',
  node: 'Node',
}
const storageKey = 'playground-framework'

export function startCode(options) {
  const tabs = document.querySelector('#frameworks')
  let framework = sessionStorage.getItem(storageKey) ?? 'hono'
  let code
  let turn = 0

  tabs.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const names = Object.keys(frameworks)
    choose(names.at((names.indexOf(framework) + step) % names.length))
    document.getElementById(`tab-${framework}`).focus()
  })
  inWords(draw)
  load()
  showPolicy()
  return load

  async function load() {
    turn += 1
    const mine = turn
    const { accent, ...rest } = options()
    const answer = await readCode({ ...rest, ...(accent && { accent }) })
    if (mine !== turn) return
    code = answer
    draw()
  }

  function choose(name) {
    framework = name
    sessionStorage.setItem(storageKey, name)
    draw()
  }

  function draw() {
    if (!code) return
    const { way } = options()
    document.querySelector('#browser-code').replaceChildren(...code.browser.map(file))
    document.querySelector('#server-note').textContent =
      way === 'omise' ? words().serverNoteOmise : words().serverNote
    tabs.replaceChildren(
      ...Object.entries(frameworks).map(([name, label]) =>
        make(
          'button',
          {
            type: 'button',
            role: 'tab',
            id: `tab-${name}`,
            'aria-selected': String(name === framework),
            'aria-controls': 'server-code',
            tabindex: name === framework ? '0' : '-1',
            click: () => {
              choose(name)
              document.getElementById(`tab-${name}`).focus()
            },
          },
          label,
        ),
      ),
    )
    const panel = document.querySelector('#server-code')
    panel.setAttribute('aria-labelledby', `tab-${framework}`)
    panel.replaceChildren(...code.server[framework].map(file))
  }
}

async function showPolicy() {
  const { headers } = await fetch(location.pathname, { method: 'HEAD' })
  const policy = headers.get('content-security-policy') ?? ''
  inWords(() =>
    document.querySelector('#policy-code').replaceChildren(
      file({
        name: 'Content-Security-Policy',
        code: policy,
        shown: policy.replaceAll('; ', ';\n'),
      }),
    ),
  )
}

function file({ name, code, shown = code }) {
  const copy = make('button', { type: 'button', class: 'plain' }, words().copy)
  copy.setAttribute('aria-label', `${words().copy} ${name}`)
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code)
    copy.textContent = words().copied
  })
  return make(
    'figure',
    { class: 'file' },
    make('figcaption', {}, make('code', {}, name), copy),
    make('pre', { tabindex: '0' }, make('code', {}, shown)),
  )
}
