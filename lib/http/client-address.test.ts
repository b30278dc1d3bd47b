import { describe, expect, test } from 'vitest'
import { addressBehind, isAddressListed } from '@/lib/http/client-address'

const proxies = ['10.0.0.0/8', '2001:db8:1::/48', '192.0.2.7']

describe('the address behind trusted proxies', () => {
  test.each<[string, string | undefined, string | null, string | undefined]>([
    ['a direct client', '203.0.113.9', null, '203.0.113.9'],
    ['a direct client that forges the header', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a direct client that names a proxy', '203.0.113.9', '198.51.100.1, 10.0.0.1', '203.0.113.9'],
    ['one proxy', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['one proxy, entries forged by the client', '10.0.0.1', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['two proxies', '10.0.0.1', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['two proxies, one of them IPv6', '10.0.0.1', '203.0.113.9,2001:db8:1::5', '203.0.113.9'],
    ['a forged trusted address to the left', '10.0.0.1', '10.9.9.9, 203.0.113.9', '203.0.113.9'],
    ['forged nonsense to the left', '10.0.0.1', 'unknown, 203.0.113.9', '203.0.113.9'],
    ['a proxy listed by its address', '192.0.2.7', '203.0.113.9', '203.0.113.9'],
    ['the address beside it', '192.0.2.8', '203.0.113.9', '192.0.2.8'],
    ['first address of the range', '10.0.0.0', '203.0.113.9', '203.0.113.9'],
    ['last address of the range', '10.255.255.255', '203.0.113.9', '203.0.113.9'],
    ['one below the range', '9.255.255.255', '203.0.113.9', '9.255.255.255'],
    ['one above the range', '11.0.0.0', '203.0.113.9', '11.0.0.0'],
    ['an IPv4 peer on an IPv6 socket', '::ffff:203.0.113.9', null, '203.0.113.9'],
    ['a proxy on an IPv6 socket', '::ffff:10.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
    ['the same in hexadecimal', '::ffff:a00:1', '203.0.113.9', '203.0.113.9'],
    ['an IPv6 client', '10.0.0.1', '2001:DB8:0:0::9', '2001:db8::9'],
    ['entries with ports', '10.0.0.1', '203.0.113.9:52000', '203.0.113.9'],
    ['IPv6 with a port', '10.0.0.1', '[2001:db8::9]:443', '2001:db8::9'],
    ['the proxy itself, without the header', '10.0.0.1', null, '10.0.0.1'],
    ['the proxy itself, with an empty header', '10.0.0.1', ' ', '10.0.0.1'],
    ['only trusted hops: the farthest', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['a proxy that hides the client', '10.0.0.1', 'unknown', undefined],
    ['an empty entry', '10.0.0.1', '203.0.113.9,,10.0.0.2', undefined],
    ['an address in short form', '10.0.0.1', '127.1', undefined],
    ['an octal address', '10.0.0.1', '0177.0.0.1', undefined],
    ['no peer', undefined, '203.0.113.9', undefined],
  ])('%s', (_, peer, forwardedFor, expected) => {
    expect(addressBehind(peer, forwardedFor, proxies)).toBe(expected)
  })

  test('nothing is trusted by default', () => {
    expect(addressBehind('127.0.0.1', '203.0.113.9', [])).toBe('127.0.0.1')
  })
})

describe('an address list', () => {
  test.each([
    ['216.127.71.0', true],
    ['216.127.71.255', true],
    ['216.127.70.255', false],
    ['216.127.72.0', false],
    ['::ffff:216.127.71.5', true],
    ['198.51.100.4', true],
    ['198.51.100.5', false],
    ['2001:db8::ffff', true],
    ['2001:db9::', false],
    ['not an address', false],
  ])('%s: %s', (address, listed) => {
    const list = ['216.127.71.0/24', '::ffff:198.51.100.4/128', '2001:db8::/32']
    expect(isAddressListed(address, list)).toBe(listed)
  })
})
