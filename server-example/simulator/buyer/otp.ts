/** The second look of the authorize page: a one-time password, as a buyer's phone would get it. */
export type OtpSession = {
  readonly code: string
  readonly wrongCodes: number
  /** What the page has to say about the last try. */
  readonly notice: 'incomplete' | 'wrong' | 'resent' | null
}

/** So many wrong codes fail the charge; TrueMoney's own number is not known. */
export const maxWrongCodes = 3

export function startOtp(code: string): OtpSession {
  return { code, wrongCodes: 0, notice: null }
}

/** A new code; the wrong tries stay counted, or resending would be a way to guess for ever. */
export function resendOtp(session: OtpSession, code: string): OtpSession {
  return { ...session, code, notice: 'resent' }
}

/** `right`, `locked` after too many wrong codes, or the session with what to say to the buyer. */
export function enterOtp(session: OtpSession, typed: string): 'right' | 'locked' | OtpSession {
  const code = typed.replaceAll(/\s/g, '')
  if (code === session.code) return 'right'
  if (!/^\d{6}$/.test(code)) return { ...session, notice: 'incomplete' }
  const wrongCodes = session.wrongCodes + 1
  return wrongCodes >= maxWrongCodes ? 'locked' : { ...session, wrongCodes, notice: 'wrong' }
}
