/** How a merchant makes the checkout their own, as the guide prints it; accessibility/looks.journey.ts tries it. */
export const stylingExample = `#pay {
  --tmn-accent: #ffd400;
  --tmn-radius: 4px;
}
#pay ::part(primary) {
  text-transform: uppercase;
}
`
