import { playScenes } from './play-scenes.ts'
import { startWebKit } from './webkit.ts'

playScenes('webkit', startWebKit)
