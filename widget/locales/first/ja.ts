import type { FirstTexts } from './texts.ts'

export const jaFirst: FirstTexts = {
  form: {
    title: 'TrueMoneyで支払う',
    phoneLabel: 'TrueMoneyでご利用の携帯電話番号',
    phoneHint: '例：081-234-5678',
    pay: '{amount}を支払う',
    next: '次に、TrueMoneyの画面でワンタイムパスワード（OTP）を入力します。',
    creating: 'お支払いを準備しています…',
  },
  formErrors: {
    provider_unreachable:
      '接続できませんでした。代金は引き落とされていません。インターネット接続を確認して、もう一度お試しください。',
  },
  verifying: {
    title: 'お支払いを確認しています',
    body: '数秒かかります。結果はこのページに表示されます。',
  },
}
