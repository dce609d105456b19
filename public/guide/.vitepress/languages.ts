/** The site in Thai and Japanese: the quick start, and the words of the site around it. */

export const th = {
  label: 'ไทย',
  lang: 'th',
  link: '/th/quick-start',
  description: 'รับชำระด้วยทรูมันนี่ วอลเล็ทผ่าน Omise',
  themeConfig: {
    outline: { level: 2, label: 'ในหน้านี้' } as const,
    sidebar: [
      {
        text: 'เริ่มต้น',
        items: [
          { text: 'เริ่มต้นรับชำระ', link: '/th/quick-start' },
          { text: 'คู่มือฉบับเต็ม (อังกฤษ)', link: '/' },
        ],
      },
    ],
    docFooter: { prev: false, next: false } as const,
    darkModeSwitchLabel: 'ธีม',
    sidebarMenuLabel: 'เมนู',
    returnToTopLabel: 'กลับขึ้นด้านบน',
    langMenuLabel: 'เปลี่ยนภาษา',
  },
  search: {
    translations: {
      button: { buttonText: 'ค้นหา', buttonAriaLabel: 'ค้นหา' },
      modal: { noResultsText: 'ไม่พบผลลัพธ์สำหรับ', resetButtonTitle: 'ล้างคำค้น' },
    },
  },
}

export const ja = {
  label: '日本語',
  lang: 'ja',
  link: '/ja/quick-start',
  description: 'Omise経由のTrueMoneyウォレット決済',
  themeConfig: {
    outline: { level: 2, label: 'このページの内容' } as const,
    sidebar: [
      {
        text: 'はじめに',
        items: [
          { text: 'クイックスタート', link: '/ja/quick-start' },
          { text: 'ガイド全体 (英語)', link: '/' },
        ],
      },
    ],
    docFooter: { prev: false, next: false } as const,
    darkModeSwitchLabel: 'テーマ',
    sidebarMenuLabel: 'メニュー',
    returnToTopLabel: '先頭へ戻る',
    langMenuLabel: '言語を変更',
  },
  search: {
    translations: {
      button: { buttonText: '検索', buttonAriaLabel: '検索' },
      modal: { noResultsText: '見つかりませんでした:', resetButtonTitle: '検索をクリア' },
    },
  },
}
