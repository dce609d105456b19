import { once } from 'node:events'
import express from 'express'
import { catalogue } from '../demo/catalogue.ts'
import { embedServer } from '../embed.ts'
import { mountInExpress } from './express.ts'

const checkout = await embedServer(process.env, catalogue)
const app = express()
app.use(express.json())
mountInExpress(app, checkout)

app.get('/hello', (_req, res) => {
  res.send('the shop itself')
})
const server = app.listen(Number(process.env.PORT))
await once(process, 'SIGTERM')
server.close()
await checkout.close()
