import type { ComponentChildren } from 'preact'
import type { Product } from './shop.ts'
import type { Language } from './words.ts'

type ProductCardProps = {
  readonly product: Product
  readonly language: Language
  /** What can be done with the product. */
  readonly children: ComponentChildren
}

export function ProductCard({ product, language, children }: ProductCardProps) {
  return (
    <article class="product">
      <div class="picture">
        <img src={product.picture} alt="" width="320" height="240" />
      </div>
      <h2>{product.name[language]}</h2>
      <p class="description">{product.description[language]}</p>
      <p class="price">{baht(product.priceSatang, language)}</p>
      {children}
    </article>
  )
}

function baht(satang: number, language: Language): string {
  return new Intl.NumberFormat(language === 'th' ? 'th-TH-u-nu-latn' : 'en', {
    style: 'currency',
    currency: 'THB',
    currencyDisplay: 'narrowSymbol',
  }).format(satang / 100)
}
