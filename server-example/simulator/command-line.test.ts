import { expect, it } from 'vitest'
import { readCommandLine } from './command-line.ts'

it('starts on port 4010 when told nothing', () => {
  expect(readCommandLine([])).toMatchObject({ kind: 'start', options: { port: 4010 } })
})

it('reads every option, with a space or an equals sign', () => {
  const args =
    '--port 4011 --host=0.0.0.0 --public-key p --secret-key s --api-version 2019-05-29 --country SG --payment-methods truemoney_jumpapp,promptpay --qr-format png --qr-expiry refuse --url http://omise:4010 --webhook-url http://a.b --webhook-secret c2VjcmV0 --seed x'
  expect(readCommandLine(args.split(' '))).toEqual({
    kind: 'start',
    options: {
      port: 4011,
      host: '0.0.0.0',
      publicKey: 'p',
      secretKey: 's',
      apiVersion: '2019-05-29',
      country: 'SG',
      paymentMethods: ['truemoney_jumpapp', 'promptpay'],
      qrFormat: 'png',
      qrExpiry: 'refuse',
      url: 'http://omise:4010',
      webhookUrl: 'http://a.b',
      webhookSecret: 'c2VjcmV0',
      seed: 'x',
    },
  })
})

it.each([
  ['--prot 4010', '--prot'],
  ['--toString x', '--toString'],
  ['4010', '4010'],
  ['--port', '--port'],
  ['--port abc', 'abc'],
  ['--port 65536', '65536'],
  ['--port=', '--port'],
  ['--seed --port 1', '--seed'],
])('says in one sentence what is wrong with %s', (args, word) => {
  const commandLine = readCommandLine(args.split(' '))
  expect(commandLine).toMatchObject({ kind: 'problem', message: expect.stringContaining(word) })
  expect(commandLine).not.toMatchObject({ message: expect.stringContaining('\n') })
})

it('lists the options for --help', () => {
  expect(readCommandLine(['--help'])).toEqual({ kind: 'help' })
})
