/** What the "buy now" page says itself; the frame around it speaks from the shop's own texts. */
export type Language = 'th' | 'en'

type Words = {
  readonly heading: string
  readonly story: string
  readonly loading: string
  readonly buyNow: string
  readonly ordering: string
  readonly unreachable: string
  readonly tryAgain: string
}

export const words: Record<Language, Words> = {
  th: {
    heading: 'ซื้อเลย ไม่ต้องใส่ตะกร้า',
    story: 'หน้านี้ใช้วิดเจ็ตจากแพ็กเกจ npm ส่วนร้านหลักใช้สคริปต์แท็ก',
    loading: 'รอสักครู่…',
    buyNow: 'ซื้อเลย',
    ordering: 'กำลังสร้างคำสั่งซื้อ…',
    unreachable: 'ติดต่อร้านไม่ได้ตอนนี้ ตรวจสอบอินเทอร์เน็ตแล้วลองใหม่',
    tryAgain: 'ลองใหม่',
  },
  en: {
    heading: 'Buy now, no cart needed',
    story: 'This page uses the widget from npm; the main shop uses the script tag.',
    loading: 'One moment…',
    buyNow: 'Buy now',
    ordering: 'Making your order…',
    unreachable: 'The shop cannot be reached. Check your connection and try again.',
    tryAgain: 'Try again',
  },
}
