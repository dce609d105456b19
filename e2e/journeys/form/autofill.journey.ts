import { inWholeBrowser } from '../../runners/whole-browser.ts'
import { expect, test } from '../../support/journey.ts'

test.use({ context: inWholeBrowser })

test('the browser finds the field and fills it in', async ({ buyer, stack }) => {
  const { page } = buyer
  await buyer.openCheckout(await stack.placeOrder())
  const field = buyer.phoneField()
  await expect(field).toHaveAttribute('name', 'tel')
  await expect(field).toHaveAttribute('autocomplete', 'tel')
  await expect(field).toHaveAccessibleName(buyer.texts().form.phoneLabel)

  const session = await page.context().newCDPSession(page)
  await session.send('Autofill.enable')
  const filled = new Promise<unknown>((resolve) =>
    session.on('Autofill.addressFormFilled', ({ filledFields }) => resolve(filledFields)),
  )
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
  const fieldId = findInput(root)
  await session.send('Autofill.trigger', {
    fieldId,
    address: {
      fields: [
        { name: 'NAME_FULL', value: 'Somchai Jaidee' },
        { name: 'PHONE_HOME_WHOLE_NUMBER', value: '+66812345678' },
        { name: 'ADDRESS_HOME_COUNTRY', value: 'TH' },
      ],
    },
  })
  expect(await filled).toMatchObject([{ htmlType: 'tel', name: 'tel' }])
  await expect(field).toHaveValue('081-234-5678')
})

type DomNode = {
  readonly nodeName: string
  readonly backendNodeId: number
  readonly attributes?: readonly string[]
  readonly children?: readonly DomNode[]
  readonly shadowRoots?: readonly DomNode[]
}

/** The checkout's field as the browser numbers it. */
function findInput(node: DomNode): number {
  const nodes = [node]
  for (const each of nodes) {
    if (each.nodeName === 'INPUT' && each.attributes?.includes('tel')) return each.backendNodeId
    nodes.push(...(each.shadowRoots ?? []), ...(each.children ?? []))
  }
  throw new Error('Expected an input of the checkout, found none.')
}
