import type { FirstTexts } from './texts.ts'

export const thFirst: FirstTexts = {
  form: {
    title: 'ชำระด้วยทรูมันนี่',
    phoneLabel: 'เบอร์มือถือที่ใช้กับทรูมันนี่',
    phoneHint: 'เช่น 081-234-5678',
    pay: 'ชำระ {amount}',
    next: 'ขั้นตอนต่อไป ยืนยันด้วยรหัส OTP ที่หน้าทรูมันนี่',
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
