import { once } from 'node:events'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { catalogue } from '../demo/catalogue.ts'
import { embedServer } from '../embed.ts'
import { inHono } from './hono.ts'

const checkout = await embedServer(process.env, catalogue)
const app = new Hono<{ Bindings: HttpBindings }>()
app.use(inHono(checkout))

app.get('/hello', (c) => c.text('the shop itself'))
const server = serve({ fetch: app.fetch, port: Number(process.env.PORT) })
await once(process, 'SIGTERM')
server.close()
await checkout.close()
