import type { Fault, Plant } from './fault.ts'

const minuteMs = 60_000

export const clockFaults: readonly Fault[] = [
  {
    name: 'a clock that is ten minutes late',
    plant: omiseClock(10 * minuteMs),
    named: ['✗', 'clock', 'this machine’s clock is 10 minutes behind', 'NTP'],
  },
  {
    name: 'a clock that is two minutes early',
    plant: omiseClock(-2 * minuteMs),
    named: ['!', 'clock', 'this machine’s clock is 2 minutes ahead', 'NTP'],
  },
  {
    name: 'a server whose clock is an hour early',
    plant: async ({ between, serverUrl }) => ({
      PUBLIC_URL: (await between(serverUrl, (answer) => dated(answer, 60 * minuteMs))).url,
    }),
    named: ['✗', 'clock', 'the clock at PUBLIC_URL is 60 minutes ahead', 'NTP'],
  },
]

function omiseClock(aheadMs: number): Plant {
  return async ({ between, simulatorUrl }) => ({
    OMISE_API_URL: (await between(simulatorUrl, (answer) => dated(answer, aheadMs))).url,
  })
}

function dated(answer: Response, aheadMs: number): Response {
  answer.headers.set('date', new Date(Date.now() + aheadMs).toUTCString())
  return answer
}
