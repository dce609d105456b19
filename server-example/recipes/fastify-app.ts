import { once } from 'node:events'
import { fastify } from 'fastify'
import { catalogue } from '../demo/catalogue.ts'
import { embedServer } from '../embed.ts'
import { inFastify } from './fastify.ts'

const checkout = await embedServer(process.env, catalogue)
const app = fastify()
app.register(inFastify(checkout))
app.addHook('onClose', () => checkout.close())

app.get('/hello', async () => 'the shop itself')
await app.listen({ port: Number(process.env.PORT) })
await once(process, 'SIGTERM')
await app.close()
