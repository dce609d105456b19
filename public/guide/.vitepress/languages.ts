/** The site in Thai and Japanese: the quick start, and the words of the site around it. */

type SiteWords = {
  label: string
  lang: 'th' | 'ja'
  description: string
  outline: string
  start: string
  quickStart: string
  wholeGuide: string
  theme: string
  menu: string
  top: string
  languages: string
  search: string
  noResults: string
  clear: string
}

function site(words: SiteWords) {
  const link = `/${words.lang}/quick-start`
  return {
    label: words.label,
    lang: words.lang,
    link,
    description: words.description,
    themeConfig: {
      outline: { level: 2, label: words.outline } as const,
      sidebar: [
        {
          text: words.start,
          items: [
            { text: words.quickStart, link },
            { text: words.wholeGuide, link: '/' },
          ],
        },
      ],
      docFooter: { prev: false, next: false } as const,
      darkModeSwitchLabel: words.theme,
      sidebarMenuLabel: words.menu,
      returnToTopLabel: words.top,
      langMenuLabel: words.languages,
    },
    search: {
      translations: {
        button: { buttonText: words.search, buttonAriaLabel: words.search },
        modal: { noResultsText: words.noResults, resetButtonTitle: words.clear },
      },
    },
  }
}

export const th = site({
  label: 'ไทย',
  lang: 'th',
  description: 'รับชำระด้วยทรูมันนี่ วอลเล็ทผ่าน Omise',
  outline: 'ในหน้านี้',
  start: 'เริ่มต้น',
  quickStart: 'เริ่มต้นรับชำระ',
  wholeGuide: 'คู่มือฉบับเต็ม (อังกฤษ)',
  theme: 'ธีม',
  menu: 'เมนู',
  top: 'กลับขึ้นด้านบน',
  languages: 'เปลี่ยนภาษา',
  search: 'ค้นหา',
  noResults: 'ไม่พบผลลัพธ์สำหรับ',
  clear: 'ล้างคำค้น',
})

export const ja = site({
  label: '日本語',
  lang: 'ja',
  description: 'Omise経由のTrueMoneyウォレット決済',
  outline: 'このページの内容',
  start: 'はじめに',
  quickStart: 'クイックスタート',
  wholeGuide: 'ガイド全体 (英語)',
  theme: 'テーマ',
  menu: 'メニュー',
  top: '先頭へ戻る',
  languages: '言語を変更',
  search: '検索',
  noResults: '見つかりませんでした:',
  clear: '検索をクリア',
})
