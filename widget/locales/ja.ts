import { jaFirst } from './first/ja.ts'
import type { Texts } from './texts.ts'

const notPossible =
  '現在、このショップではTrueMoneyでのお支払いができません。代金は引き落とされていません。別のお支払い方法をお選びいただくか、ショップにお問い合わせください。'
const tryAgainSoon = '代金は引き落とされていません。しばらく待ってから、もう一度お試しください。'
const serverTrouble =
  'ショップから応答がありませんでした。もう一度お試しください。二重に引き落とされることはありません。'
const balanceTooLow = 'TrueMoneyの残高が不足しています。チャージしてから、もう一度お試しください。'

export const ja: Texts = {
  form: {
    ...jaFirst.form,
    leaving: 'TrueMoneyの画面に移動しています…',
    handedOver: '少々お待ちください…',
    leaveByHand: '画面が変わらない場合は、こちらからTrueMoneyへお進みください',
  },
  fieldProblems: {
    empty: 'TrueMoneyでご利用の携帯電話番号を入力してください。',
    letters: '数字だけで入力してください（例：081-234-5678）。',
    not_thai: 'タイの携帯電話番号を入力してください。06、08、09のいずれかで始まります。',
    landline:
      '固定電話の番号のようです。06、08、09のいずれかで始まる携帯電話番号を入力してください。',
    too_short: '番号の桁数が足りません。携帯電話番号は10桁です。',
    too_long: '番号の桁数が多すぎます。携帯電話番号は10桁です。',
    refused:
      'この番号はTrueMoneyでご利用いただけません。番号を確認するか、別の番号をお使いください。',
  },
  formErrors: {
    ...jaFirst.formErrors,
    script_incomplete: jaFirst.formErrors.provider_unreachable,
    provider_unavailable: `決済サービスが混み合っています。${tryAgainSoon}`,
    rate_limited: `短い時間に何度も操作されました。${tryAgainSoon}`,
    number_limited:
      'この番号でのお支払いの開始が多すぎます。料金は発生していません。別の番号をお使いになるか、10分後にもう一度お試しください。',
    charge_refused:
      'お支払いを開始できませんでした。代金は引き落とされていません。もう一度お試しいただくか、ショップにお問い合わせください。',
    key_refused: notPossible,
    source_refused: notPossible,
    server_refused: notPossible,
    authorize_uri_refused: notPossible,
    amount_refused:
      'この金額はTrueMoneyではお支払いいただけません。代金は引き落とされていません。別のお支払い方法をお選びください。',
    server_unreachable: serverTrouble,
    server_failed: serverTrouble,
    unexpected_answer: serverTrouble,
    callback_failed:
      'このページで問題が発生しました。代金は引き落とされていません。もう一度お試しください。',
    not_sent:
      'このページのほかの処理のため、お支払いを開始できません。料金は発生していません。別のブラウザをお使いになるか、ショップにお問い合わせください。',
    unexpected: 'このページで問題が発生しました。ページを再読み込みして、もう一度お試しください。',
  },
  verifying: jaFirst.verifying,
  unconfirmed: {
    title: 'まだ確認できていません',
    body: 'TrueMoneyで確認がお済みの場合は、このままお待ちください。自動的に確認を続けます。お済みでない場合は、TrueMoneyで手続きを続けてください。',
    continue: 'TrueMoneyで続ける',
    checkNow: '今すぐ確認する',
    anotherNumber: '別の番号を使う',
    asking: '確認しています…',
    stillPending: 'たった今確認しましたが、TrueMoneyでの手続きはまだ完了していません。',
    unreachable: '現在、ショップに接続できません。自動的に再試行します。',
    paused: 'まだ確認できていないため、自動確認を停止しました。いつでも、もう一度確認できます。',
  },
  waiting: {
    mayClose: 'このページを閉じてもかまいません。手続きが完了すると、ショップに通知されます。',
    expires: '{time}（タイ時間）まで手続きできます。',
    waited: '{time}前から確認を待っています。',
  },
  offline: {
    ready:
      'インターネットに接続されていません。代金は引き落とされていません。接続が戻ると、ここでお支払いいただけます。',
    tried:
      'インターネットに接続されていません。接続が戻ってから、もう一度お試しください。二重に引き落とされることはありません。',
    waiting:
      'インターネットに接続されていません。お支払いの情報は失われません。接続が戻ると、自動的に確認します。',
  },
  successful: {
    title: 'お支払いが完了しました',
    body: 'ありがとうございます。ショップでお支払いを確認しました。',
    paidAt: 'お支払い日時（タイ時間）{time}',
    refunded: '{amount}を返金しました',
  },
  failed: { title: 'お支払いは完了していません', retry: 'もう一度試す' },
  failures: {
    payment_rejected:
      'このお支払いはTrueMoneyに承認されませんでした。理由は示されていません。もう一度お試しいただくか、別の番号またはお支払い方法をご利用ください。',
    failed_processing:
      'TrueMoneyでお支払いを処理できませんでした。しばらく待ってから、もう一度お試しください。',
    invalid_account:
      'この番号ではTrueMoneyのアカウントをご利用いただけません。番号を確認するか、別の番号をお使いください。',
    insufficient_fund: balanceTooLow,
    insufficient_balance: balanceTooLow,
    payment_cancelled: 'TrueMoneyでお支払いがキャンセルされました。いつでもやり直せます。',
    timeout: '確認の時間切れです。お手元に携帯電話をご用意のうえ、もう一度お試しください。',
    failed_fraud_check:
      'TrueMoneyの安全確認により、このお支払いは中止されました。別のお支払い方法をご利用いただくか、TrueMoneyにお問い合わせください。',
    confirmed_amount_mismatch:
      '確認された金額がご注文の金額と異なります。もう一度お支払いになる前に、ショップにお問い合わせください。',
    other:
      'TrueMoneyでお支払いを完了できませんでした。もう一度お試しいただくか、別のお支払い方法をご利用ください。',
  },
  expired: {
    title: '時間切れになりました',
    body: '時間内に確認されなかったため、お支払いの手続きを終了しました。代金は引き落とされていません。',
    retry: '最初からやり直す',
  },
  missing: {
    title: '表示できるお支払いがありません',
    body: 'ショップに戻り、ご注文からお支払いを始めてください。',
  },
  stopped: {
    order_unknown: {
      title: 'このお支払いが見つかりません',
      body: 'リンクが途中で切れている可能性があります。元の場所からもう一度開くか、ショップにお問い合わせください。',
    },
    order_cancelled: {
      title: 'このご注文はショップがキャンセルしました',
      body: '料金は請求されていません。購入を希望される場合は、ショップにお問い合わせください。',
    },
    method_unavailable: {
      title: 'TrueMoneyをご利用いただけません',
      body: notPossible,
    },
    amount_changed: {
      title: '金額が変わりました',
      body: 'このページを再読み込みして、新しい金額をご確認ください。代金は引き落とされていません。',
    },
    outcome_unknown: {
      title: 'まだ結果がわかりません',
      body: 'このお支払いが完了したかどうかを確認できません。もう一度お支払いになる前に、ご注文の状況を確認するか、ショップにお問い合わせください。',
    },
  },
  app: {
    onPhone: 'TrueMoneyアプリが開きます。アプリで確認してから、このページに戻ってください。',
    onComputer: '次に、携帯電話のTrueMoneyアプリで、TrueMoneyの画面のQRコードを読み取ります。',
    waiting: {
      title: 'TrueMoneyでの確認を待っています',
      body: 'TrueMoneyで確認してから、このページに戻ってください。結果はここに表示されます。',
    },
    late: {
      title: '時間切れになりました',
      body: 'TrueMoneyでの確認は3分以内です。確認がお済みの場合は、このままお待ちください。自動的に確認を続けます。お済みでない場合は、最初からやり直してください。',
    },
    openAgain: 'TrueMoneyをもう一度開く',
    anew: '最初からやり直す',
    inApp: {
      stay: '{app}の中では、TrueMoneyアプリが開かないことがあります。ブラウザをお使いください。',
      open: 'ブラウザで開く',
      copy: 'リンクをコピーする',
    },
  },
  qr: {
    title: 'TrueMoneyで読み取ってください',
    body: '携帯電話のTrueMoneyアプリで、このコードを読み取ってください。結果はここに表示されます。',
    next: 'ここにQRコードが表示されます。TrueMoneyアプリで読み取ってください。',
    code: 'TrueMoneyで読み取るQRコード',
    left: 'このコードは、あと{minutes}分使えます。',
    lastMinute: 'このコードが使えるのは、あと1分未満です。',
    over: 'このコードの有効期限が切れました。',
    stay: '{app}の中で開いています。支払いが終わるまで、このページを閉じないでください。',
    save: 'コードを画像で保存する',
    renew: '新しいコードを表示する',
    broken: 'コードを表示できません。代金は引き落とされていません。もう一度お試しください。',
  },
  otherWay: {
    truemoney: '別の方法：OTPで確認する',
    truemoney_jumpapp: '別の方法：TrueMoneyアプリ',
    truemoney_qr: '別の方法：QRコードを読み取る',
  },
  inApp: {
    stay: '{app}の中で開いています。コードを確認する間も、このページを閉じないでください。',
    open: 'または、ブラウザで開く',
    copy: 'または、リンクをコピーする',
    copied: 'コピーしました。ブラウザを開き、アドレスバーに貼り付けてください。',
    byHand: 'このリンクをコピーして、ブラウザで開いてください。',
  },
  reload: 'このページを再読み込みする',
  close: '閉じる',
  order: '注文番号 {orderId}',
}
