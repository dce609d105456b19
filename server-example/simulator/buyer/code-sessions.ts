import { enterOtp, type OtpSession, resendOtp, startOtp } from './otp.ts'

export type CodeSessions = ReturnType<typeof createCodeSessions>

/** The code that each charge's buyer has to type: the one-time password, or the app's PIN. */
export function createCodeSessions(newCode: () => string) {
  const sessions = new Map<string, OtpSession>()

  function of(chargeId: string): OtpSession {
    const session = sessions.get(chargeId) ?? startOtp(newCode())
    sessions.set(chargeId, session)
    return session
  }

  return {
    of,
    resend(chargeId: string): void {
      sessions.set(chargeId, resendOtp(of(chargeId), newCode()))
    },
    /** `again` means that the session says what was wrong. */
    enter(chargeId: string, typed: string): 'right' | 'locked' | 'again' {
      const result = enterOtp(of(chargeId), typed)
      if (result === 'right' || result === 'locked') return result
      sessions.set(chargeId, result)
      return 'again'
    },
    clear: () => sessions.clear(),
  }
}
