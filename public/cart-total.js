/** What the items cost together, in satang. The server counts again: only its sum is charged. */
export function totalOf(items, products) {
  const prices = new Map(products.map(({ sku, priceSatang }) => [sku, priceSatang]))
  return items.reduce((sum, { sku, quantity }) => sum + quantity * (prices.get(sku) ?? 0), 0)
}
