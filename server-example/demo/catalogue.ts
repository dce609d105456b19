/**
 * What the demo shop sells, and for how much: the only prices that an order is
 * made from. The shop itself is imagined: Yai Toei ("Grandma Pandan") cooks and
 * weaves with pandan leaves by a canal. `GET /shop/catalogue` returns this
 * list; the pictures are in `public/pictures`.
 */

export interface Product {
  readonly sku: string
  readonly name: Wording
  readonly description: Wording
  /** Price of one, VAT included. */
  readonly priceSatang: number
  /** Path of an SVG, four wide to three high, without a background of its own. */
  readonly picture: string
}

interface Wording {
  readonly th: string
  readonly en: string
}

export const catalogue: readonly Product[] = [
  {
    sku: 'layer-cake',
    name: { th: 'ขนมชั้นใบเตย', en: 'Pandan layer cake' },
    description: {
      th: 'เก้าชั้น นึ่งใหม่ทุกเช้า กล่องละ 2 ชิ้น',
      en: 'Nine layers, fresh every dawn. Two pieces.',
    },
    priceSatang: 3_500,
    picture: '/pictures/layer-cake.svg',
  },
  {
    sku: 'custard',
    name: { th: 'สังขยาใบเตย', en: 'Pandan custard' },
    description: {
      th: 'ขวด 180 กรัม ทาขนมปังปิ้งร้อน ๆ',
      en: 'A 180 g jar, best on hot toast.',
    },
    priceSatang: 8_900,
    picture: '/pictures/custard.svg',
  },
  {
    sku: 'tea',
    name: { th: 'ชาตะไคร้ใบเตย', en: 'Lemongrass pandan tea' },
    description: {
      th: '12 ซอง หอมเบา ๆ ไม่มีคาเฟอีน',
      en: 'Twelve bags. Gentle, no caffeine.',
    },
    priceSatang: 12_000,
    picture: '/pictures/tea.svg',
  },
  {
    sku: 'bag',
    name: { th: 'กระเป๋าสานเตย', en: 'Woven pandan bag' },
    description: {
      th: 'สานมือจากเตยหนาม ใส่ของตลาดได้จริง',
      en: 'Hand-woven, built for the market.',
    },
    priceSatang: 49_000,
    picture: '/pictures/bag.svg',
  },
  {
    sku: 'gift-box',
    name: { th: 'กล่องของฝากยายเตย', en: 'Grandma’s gift box' },
    description: {
      th: 'ขนม ชา สังขยา ผูกโบว์ใบเตยให้พร้อม',
      en: 'Cake, tea, custard, tied with a leaf.',
    },
    priceSatang: 100_000,
    picture: '/pictures/gift-box.svg',
  },
  {
    sku: 'mat',
    name: { th: 'เสื่อเตยผืนใหญ่', en: 'Large pandan mat' },
    description: {
      th: 'สานสองสัปดาห์ต่อผืน นั่งได้ทั้งบ้าน',
      en: 'Two weeks’ weaving. Seats everyone.',
    },
    priceSatang: 129_000,
    picture: '/pictures/mat.svg',
  },
]
