/** The recorded rates of a Thai test account (cards and others); TrueMoney's own rate is not known. */
const feeRatePercentTimes100 = 365
const vatRatePercent = 7

/** What 2019-05-29 shows of a charge's costs, in satang, rounded half up; already on a pending charge. */
export function feesOf(amount: number) {
  const fee = Math.floor((amount * feeRatePercentTimes100 + 5_000) / 10_000)
  const feeVat = Math.floor((fee * vatRatePercent + 50) / 100)
  return { fee, feeVat, net: amount - fee - feeVat }
}
