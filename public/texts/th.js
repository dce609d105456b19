/**
 * What the shop's scripts say in Thai; `en.js` has the same keys. The pages' own
 * Thai words are in the pages, so that a buyer reads them before any script runs.
 */
export const th = {
  inCart: (quantity) => `ในตะกร้า ${quantity}`,
  addedToCart: (name, quantity) => `ใส่${name}ลงตะกร้าแล้ว รวม ${quantity}`,
  removedFromCart: (name) => `นำ${name}ออกจากตะกร้าแล้ว`,
  cartCount: (pieces) => `${pieces} ชิ้น`,
  each: (price) => `ชิ้นละ ${price}`,
  fewer: 'ลดจำนวน',
  remove: 'นำออก',
  quantity: 'จำนวน',
  belowLimit: (limit, missing) => `จ่ายผ่านวอลเล็ตได้ตั้งแต่ ${limit} ขึ้นไป ขาดอีก ${missing} ลองเพิ่มของอีกนิด`,
  aboveLimit: (limit, excess) =>
    `จ่ายผ่านวอลเล็ตได้ไม่เกิน ${limit} ต่อครั้ง เกินอยู่ ${excess} ลองแบ่งเป็นสองรอบ`,
  tryAgain: 'ลองใหม่',
  reload: 'โหลดหน้านี้ใหม่',
  problems: {
    unreachable: 'ติดต่อร้านไม่ได้ตอนนี้ ตรวจสอบอินเทอร์เน็ตแล้วลองใหม่',
    rate_limited: 'มีคนเข้าร้านพร้อมกันมาก รอสักครู่แล้วลองใหม่',
    invalid_request: 'ร้านรับรายการนี้ไม่ได้ ลองปรับของในตะกร้าแล้วสั่งอีกครั้ง',
    order_unknown: 'ไม่พบคำสั่งซื้อนี้ กลับไปที่ร้านแล้วสั่งใหม่ได้เลย',
    widget_missing: 'โหลดช่องชำระเงินไม่สำเร็จ โหลดหน้านี้ใหม่เพื่อไปต่อ',
    other: 'ร้านขัดข้องชั่วคราว ลองใหม่อีกครั้ง',
  },
}
