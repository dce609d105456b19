/** Buttons for what goes wrong in life. What is armed is what the server says, whoever armed it. */
import { arm, disarm, restartServer } from '/playground/api.js'
import { make } from '/playground/make.js'
import { inWords, words } from '/playground/words.js'

const list = document.querySelector('#trouble-list')
const calm = document.querySelector('#calm')
const told = document.querySelector('#trouble-told')

const groups = [
  { of: 'webhooks', names: ['lost', 'doubled', 'late'] },
  { of: 'omise', names: ['slow', 'down', 'answer_lost'] },
]

/** `orderId` answers the order that is being paid. */
export function startTroubles(events, { verdicts }, orderId) {
  const failureCodes = verdicts.filter((one) => one !== 'asks' && one !== 'expires')
  let state = { webhooks: 'none', omise: 'none', verdict: 'asks', server: 'running' }
  let failureCode = failureCodes[0]

  calm.addEventListener('click', () => {
    list.querySelector('button').focus()
    tell(disarm)
  })
  events.addEventListener('state', ({ data }) => {
    state = JSON.parse(data)
    if (failureCodes.includes(state.verdict)) failureCode = state.verdict
    draw()
  })
  inWords(draw)

  function draw() {
    const focused = document.activeElement?.id
    const { troubles } = words()
    list.replaceChildren(
      ...groups.flatMap(({ of, names }) =>
        names.map((name) =>
          toggle({
            id: `${of}-${name}`,
            ...troubles[of][name],
            isArmed: state[of] === name,
            press: (wanted) => arm({ [of]: wanted ? name : 'none' }),
          }),
        ),
      ),
      failure(),
      toggle({
        id: 'verdict-expires',
        ...troubles.expires,
        isArmed: state.verdict === 'expires',
        press: (wanted) => decide(wanted ? 'expires' : 'asks'),
      }),
      restart(),
    )
    const { server: _isNoTrouble, ...armed } = state
    calm.hidden = Object.values(armed).every((one) => one === 'none' || one === 'asks')
    if (focused) document.getElementById(focused)?.focus()
  }

  function failure() {
    const { troubles } = words()
    const select = make(
      'select',
      {
        id: 'failure-code',
        'aria-label': troubles.failureCode,
        change: ({ target }) => {
          failureCode = target.value
          if (failureCodes.includes(state.verdict)) tell(() => decide(failureCode))
        },
      },
      ...failureCodes.map((code) => make('option', { value: code }, code)),
    )
    select.value = failureCode
    const isArmed = failureCodes.includes(state.verdict)
    const card = toggle({
      id: 'verdict-fails',
      ...troubles.fails,
      isArmed,
      press: (wanted) => decide(wanted ? failureCode : 'asks'),
    })
    card.append(select)
    return card
  }

  function restart() {
    const { troubles } = words()
    const { name, what } = state.server === 'restarting' ? troubles.restarting : troubles.restart
    return make(
      'div',
      { class: 'trouble' },
      make(
        'button',
        {
          type: 'button',
          id: 'restart',
          'aria-describedby': 'restart-what',
          disabled: state.server === 'restarting',
          click: () => tell(restartServer),
        },
        name,
      ),
      make('p', { id: 'restart-what' }, what),
    )
  }

  function toggle({ id, name, what, isArmed, press }) {
    return make(
      'div',
      { class: 'trouble', 'data-armed': isArmed },
      make(
        'button',
        {
          type: 'button',
          id,
          'aria-pressed': String(isArmed),
          'aria-describedby': `${id}-what`,
          click: () => tell(() => press(!isArmed)),
        },
        name,
        isArmed && make('span', { class: 'armed' }, words().armed),
      ),
      make('p', { id: `${id}-what` }, what),
    )
  }

  function decide(verdict) {
    return arm({ verdict, ...(orderId() && { orderId: orderId() }) })
  }
}

async function tell(request) {
  told.textContent = ''
  try {
    await request()
  } catch (error) {
    told.textContent = words().failed(error.message)
  }
}
