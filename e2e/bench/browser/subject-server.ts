/** Serves the subjects as a shop behind a good proxy does: brotli, kept connections, nothing else. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { compressed, filesOf, type Subject } from './subject.ts'

export type SubjectServer = {
  urlOf(subject: Subject): string
  stop(): Promise<void>
}

export async function serveSubjects(served: readonly Subject[]): Promise<SubjectServer> {
  const files = new Map<string, { type: string; body: Buffer }>()
  for (const [index, subject] of served.entries()) {
    files.set(`/${index}/`, { type: 'text/html; charset=utf-8', body: compressed(pageOf(subject)) })
    for (const file of filesOf(subject)) files.set(`/${index}/${file.name}`, file)
  }
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    if (file === undefined) return void response.writeHead(404).end()
    response
      .writeHead(200, {
        'content-type': file.type,
        'content-encoding': 'br',
        'content-length': file.body.length,
        'cache-control': 'no-store',
      })
      .end(file.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return {
    urlOf: (subject) => `http://127.0.0.1:${address.port}/${served.indexOf(subject)}/`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function pageOf({ place, style }: Subject): string {
  const styleSheet = '<link rel="stylesheet" href="form.css">'
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Checkout</title>
    <link rel="icon" href="data:,">
    <script src="form.js" defer></script>
    ${style === undefined ? '' : styleSheet}
  </head>
  <body>
    <h1>Checkout</h1>
    <p>One gift box, ฿1,000</p>
    ${place}
  </body>
</html>
`
}
