/**
 * One product, bought at once: the checkout as a merchant builds it with the
 * npm package and Preact. The shop's frame around it is the plain pages' own.
 */
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { TrueMoneyCheckout } from 'truemoney-checkout'
import type { Order } from 'truemoney-checkout/contract'
import 'truemoney-checkout/styles.css'
import { keepOrder, keptOrder } from './kept-order.ts'
import { ProductCard } from './product-card.tsx'
import { openShop, placeOrder, type Shop } from './shop.ts'
import { useLanguage } from './use-language.ts'
import { words } from './words.ts'

const sku = 'gift-box'

function BuyNowPage() {
  const language = useLanguage()
  const text = words[language]
  const [shop, setShop] = useState<Shop>()
  const [order, setOrder] = useState<Order | undefined>(keptOrder)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)

  const run = async (step: () => Promise<void>) => {
    setBusy(true)
    setFailed(false)
    await step().catch((error: unknown) => {
      reportError(error)
      setFailed(true)
    })
    setBusy(false)
  }
  const open = () => run(async () => setShop(await openShop(sku)))
  const buy = () =>
    run(async () => {
      const placed = await placeOrder(sku)
      keepOrder(placed)
      setOrder(placed)
    })
  useEffect(() => {
    open()
  }, [])

  return (
    <>
      <div class="intro">
        <h1>{text.heading}</h1>
        <p>{text.story}</p>
      </div>
      {shop && (
        <ProductCard product={shop.product} language={language}>
          {!order && (
            <button class="button wide" type="button" disabled={busy} onClick={buy}>
              {busy ? text.ordering : text.buyNow}
            </button>
          )}
        </ProductCard>
      )}
      {shop && order && (
        <div class="pay">
          <TrueMoneyCheckout
            publicKey={shop.config.publicKey}
            omiseUrl={shop.config.omiseUrl}
            authorizeHosts={shop.config.authorizeHosts}
            methods={shop.methods}
            serverMethods={shop.config.methods}
            order={order}
            locale={language}
          />
        </div>
      )}
      {!shop && busy && <p role="status">{text.loading}</p>}
      {failed && (
        <div class="notice" role="alert">
          <p>{text.unreachable}</p>
          <button class="button quiet" type="button" onClick={shop ? buy : open}>
            {text.tryAgain}
          </button>
        </div>
      )}
    </>
  )
}

const root = document.querySelector('#buy-now')
if (root) render(<BuyNowPage />, root)
