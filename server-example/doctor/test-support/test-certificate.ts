/** For tests: a certificate for localhost that nobody trusts unless told to, made on the spot. */
import { generateKeyPairSync, sign } from 'node:crypto'

export type Certificate = { readonly key: string; readonly cert: string }

const ecdsaWithSha256 = '06082a8648ce3d040302'
const commonName = '0603550403'
const subjectAltName = '0603551d11'
const basicConstraints = '0603551d13'

export function createCertificate(host = 'localhost'): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(hex(commonName), der(0x0c, Buffer.from(host)))))
  const algorithm = sequence(hex(ecdsaWithSha256))
  const names = sequence(der(0x82, Buffer.from(host)))
  const isAuthority = sequence(der(0x01, hex('ff')))
  const content = sequence(
    der(0xa0, hex('020102')),
    der(0x02, hex('01')),
    algorithm,
    name,
    sequence(time('200101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(hex(subjectAltName), der(0x04, names)),
        sequence(hex(basicConstraints), der(0x04, isAuthority)),
      ),
    ),
  )
  const signature = sign('sha256', content, privateKey)
  const certificate = sequence(content, algorithm, der(0x03, hex('00'), signature))
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

function time(text: string): Buffer {
  return der(0x17, Buffer.from(text))
}
