import type { FirstTexts } from './texts.ts'

/** With word joiners, so that no line ends within the name. */
export const trueMoney = 'ท\u2060รู\u2060มัน\u2060นี่'

export const thFirst: FirstTexts = {
  form: {
    title: `ชำระด้วย${trueMoney}`,
    phoneLabel: `เบอร์มือถือที่ใช้กับ${trueMoney}`,
    phoneHint: 'เช่น 081-234-5678',
    pay: 'ชำระ {amount}',
    next: `ขั้นตอนต่อไป ยืนยันด้วยรหัส OTP ที่หน้า${trueMoney}`,
    creating: 'กำลังเตรียมการชำระเงิน…',
  },
  formErrors: {
    provider_unreachable: 'เชื่อมต่อไม่ได้ ยังไม่มีการตัดเงิน กรุณาตรวจสอบอินเทอร์เน็ตแล้วลองอีกครั้ง',
  },
  verifying: {
    title: 'กำลังตรวจสอบการชำระเงิน',
    body: 'ใช้เวลาไม่กี่วินาที แล้วจะแสดงผลที่นี่',
  },
}
