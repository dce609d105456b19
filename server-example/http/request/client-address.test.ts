import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

const socket = { remoteAddress: '10.0.0.9' }

describe('clientAddress', () => {
  it.each([
    ['nobody is in front', undefined, 0, '10.0.0.9'],
    ['nobody is trusted', '203.0.113.7', 0, '10.0.0.9'],
    ['one proxy is trusted', '203.0.113.7', 1, '203.0.113.7'],
    ['one proxy is trusted and the client lies', '1.1.1.1, 203.0.113.7', 1, '203.0.113.7'],
    ['two proxies are trusted', '1.1.1.1, 203.0.113.7, 10.0.0.1', 2, '203.0.113.7'],
    ['fewer proxies than trusted were passed', '203.0.113.7', 2, '203.0.113.7'],
    ['the header holds no address', 'nonsense', 1, '10.0.0.9'],
    ['the header is empty', '', 1, '10.0.0.9'],
  ])('tells who asks when %s', (_when, header, trusted, address) => {
    expect(clientAddress(socket, header, trusted)).toBe(address)
  })

  it.each([
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('counts %s as %s', (remoteAddress, network) => {
    expect(clientAddress({ remoteAddress }, undefined, 0)).toBe(network)
  })

  it('counts all together whose address is not known', () => {
    expect(clientAddress({ remoteAddress: null }, undefined, 0)).toBe('unknown')
  })
})
